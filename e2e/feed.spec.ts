// The home feed: where one stopped, where it ends; a post pinned, a link copied.
import { axe, expect, type Page, test } from "./support/page";

test("the line stands where the person stopped reading, and moves only once more was seen @both", async ({
  page,
  company,
}) => {
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Théodore Lefèvre")];
  const [before, after] = [`Avant la pause ${process.pid}.`, `Pendant la pause ${process.pid}.`];
  await author.publish(before);
  await reader.enter(page.context());
  await seen(page);
  await expect(page.locator("#stopped")).toHaveCount(0);

  await page.goto("/settings");
  await author.publish(after);
  // To fetch is not to see: whoever fetches it again finds the line where it was.
  for (let n = 0; n < 2; n++) {
    const home = await (await reader.http.get("/")).text();
    const [newer, line, older] = [after, 'id="stopped"', before].map((text) => home.indexOf(text));
    expect(line, "the line is there").toBeGreaterThan(newer ?? -1);
    expect(older).toBeGreaterThan(line ?? -1);
  }
  await seen(page);
  await expect(page.locator("#stopped")).toHaveText("Vous en étiez là");
  await axe(page);
  await page.reload();
  await expect(page.locator("article.post").first()).toContainText(after);
  await expect(page.locator("#stopped")).toHaveCount(0);

  // The feed ends, and says so.
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4_000);
      return page.locator(".feed-end").count();
    })
    .toBe(1);
  await expect(page.locator(".feed-end")).toContainText("Vous êtes à jour.");
});

test("a post is pinned on top of its community, and its link copied", async ({ page, company }) => {
  const owner = await company.join("Karim Benali");
  const place = await owner.community("Épingles");
  const post = await owner.publish("À garder en haut.", place);
  await owner.publish("Du nouveau.", place);
  await owner.enter(page.context());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/communities/${place}`);
  await expect(page.locator("article.post").first()).toContainText("Du nouveau.");
  await page.locator(`#post-${post}-more`).click();
  await page.getByRole("button", { name: "Épingler", exact: true }).click();
  await expect(page.locator(".toast")).toContainText("Publication épinglée.");
  await page.goto(`/communities/${place}`);
  await expect(page.locator("article.post").first()).toContainText("À garder en haut.");
  await expect(page.locator(`#post-${post}`)).toContainText("Épinglé");
  await axe(page);
  await page.locator(`#post-${post}-more`).click();
  await page.getByRole("button", { name: "Copier le lien" }).click();
  await expect(page.locator(".toast")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(copied);
  await expect(page).toHaveURL(new RegExp(`/posts/${post}$`));
});

/** Opens the feed and stays until the server was told what is in sight. */
async function seen(page: Page): Promise<void> {
  const told = page.waitForResponse((response) => response.url().endsWith("/feed/seen"));
  await page.goto("/");
  expect((await told).status()).toBe(204);
}

test("the most useful first says why, is weighed, and the date stays one tap away @both", async ({
  page,
  company,
}) => {
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Théodore Lefèvre")];
  const text = `Pour toi ${process.pid}`;
  await author.publish(`${text} [@Théodore Lefèvre](/members/${reader.id})`);
  await author.publish(`Le plus récent ${process.pid}.`);
  await reader.enter(page.context());
  await page.goto("/");
  const orders = page.getByRole("navigation", { name: "Ordre du fil" });
  await expect(orders.getByRole("link", { name: "Récentes d’abord" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await orders.getByRole("link", { name: "Utiles d’abord" }).click();
  await expect(page.locator(".feed .why").first()).toHaveText("On vous y mentionne");
  await expect(page.locator("article.post").first()).toContainText(text);
  await axe(page);

  await page.getByRole("link", { name: "Régler l’ordre du fil" }).click();
  await axe(page);
  const rule = page.getByRole("group", { name: "Ce qui attend quelque chose de vous" });
  await rule.getByRole("radio", { name: "Pas du tout" }).check();
  await page
    .getByRole("group", { name: "À l’ouverture de l’accueil" })
    .getByRole("radio", { name: /Utiles d’abord/ })
    .check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator(".toast")).toContainText("Modifications enregistrées.");
  await page.goto("/");
  await expect(orders.getByRole("link", { name: "Utiles d’abord" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("On vous y mentionne")).toHaveCount(0);
  await orders.getByRole("link", { name: "Récentes d’abord" }).click();
  await expect(page.locator(".feed .why")).toHaveCount(0);
  await expect(page.locator("article.post").first()).toContainText(`Le plus récent ${process.pid}.`);
});
