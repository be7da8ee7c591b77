// The language of a text: said by its author, folded by who does not read it, translated for who asks.
import { axe, expect, test } from "./support/page";
import { openComposer, write } from "./support/writing";

test.use({ translates: true });

test("the author says the language of a text @both", async ({ page, company }) => {
  const camille = await company.join("Camille Rousset");
  await camille.enter(page.context());
  await page.goto("/");
  const composer = await openComposer(page);
  await write(page, composer, "Guten Morgen");
  await composer.getByText("Parution, durée et langue").click();
  await composer.getByLabel("Langue du texte").selectOption("Deutsch");
  await axe(page);
  await composer.locator(".btn-primary").click();
  const post = page.locator("article.post").first();
  await expect(post.locator(".prose")).toHaveText("Guten Morgen");
  await expect(post.locator(".prose")).toHaveAttribute("lang", "de");
  // What was chosen stands in the form again.
  const id = await post.getAttribute("data-id");
  await page.goto(`/posts/${id}/edit`);
  await expect(page.getByLabel("Langue du texte")).toHaveValue("de");
});

test("a reader folds a language, opens a post and has it translated @both", async ({
  page,
  company,
  watch,
}) => {
  const [camille, yanis] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
  const body = `Guten Morgen [@Yanis](/members/${camille.id}), **die Ladestation funktioniert wieder**. #Recharge`;
  await camille.send("/posts", { key: crypto.randomUUID(), body, language: "de" });
  await yanis.enter(page.context());
  await page.goto("/settings/display");
  await page.getByLabel("Deutsch").check();
  // Not with a choice cut in two by the bar on top, which the thumb moves away.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByLabel("Deutsch")).toBeChecked();

  await page.goto("/");
  const post = page.locator("article.post").first();
  const line = post.getByText("En allemand, par Camille Rousset");
  await expect(line).toBeVisible();
  await expect(post.locator(".prose")).toBeHidden();
  await axe(page);
  await post.locator("summary").first().press("Enter");
  await expect(post.locator(".prose")).toBeVisible();

  // In the card, by the keyboard; the rest of the page stays.
  await post.locator(".words").getByRole("button", { name: "Traduire" }).press("Enter");
  await expect(post.getByText("Traduit automatiquement de l’allemand")).toBeVisible();
  const words = post.locator(".words > .prose");
  await expect(words).toContainText("Bonjour @Camille Rousset, la borne de recharge fonctionne de nouveau");
  await expect(words).toHaveAttribute("lang", "fr");
  expect(new URL(page.url()).pathname).toBe("/");
  await axe(page);
  await post.getByText("Voir l’original").click();
  await expect(post.locator(".original .prose")).toContainText("die Ladestation");
  await words.getByRole("link", { name: "#Recharge" }).click();
  await page.waitForURL("**/topics/recharge");

  // From the line, to a page of its own.
  await page.goto("/");
  await page.locator("article.post").first().locator(".fold-aside").getByRole("button").click();
  await page.waitForURL("**/translation");
  await expect(page.locator(".words > .prose")).toContainText("Bonjour");
  await axe(page);

  // An engine that is out of order is said where one asked, and asked again from there.
  watch.allow(/503/);
  await camille.send("/posts", { key: crypto.randomUUID(), body: "Wichtig: Panne", language: "de" });
  await page.goto("/");
  const id = await page.locator("article.post").first().getAttribute("data-id");
  await page.goto(`/posts/${id}`);
  const thread = page.locator("article.post");
  await thread.getByRole("button", { name: "Traduire" }).click();
  await expect(thread.getByRole("alert")).toContainText("ne répond pas");
  await expect(thread.locator(".words > .prose")).toHaveText("Wichtig: Panne");
  await axe(page);
  await thread.getByRole("button", { name: "Réessayer" }).click();
  await expect(thread.locator(".words > .prose")).toHaveText("Important: Panne");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a comment is translated on a page of its own", async ({ page, company }) => {
    const [camille, yanis] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
    const post = await camille.publish("Bonjour à tous");
    const german =
      "Guten Morgen, die Ladestation funktioniert wieder, vielen Dank an alle, die geblieben sind.";
    const comment = await camille.comment(post, german);
    await yanis.enter(page.context());
    await page.goto(`/posts/${post}`);
    await page.locator(`#comment-${comment}`).getByRole("button", { name: "Traduire" }).click();
    await expect(page).toHaveURL(new RegExp(`/comments/${comment}/translation$`));
    await expect(page.locator(".words > .prose")).toContainText("Bonjour, la borne de recharge");
    await page.getByText("Voir l’original").click();
    await expect(page.locator(".original .prose")).toContainText("Guten Morgen");
    await page.getByRole("link", { name: "Retour à la conversation" }).click();
    await expect(page.locator(`#comment-${comment}`)).toBeVisible();
  });
});
