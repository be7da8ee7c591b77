// Communities that are put away and back, and the private address by which a feed reader shows what is new in one.
import { axe, expect, type Page, test } from "./support/page";

async function told(page: Page, sentence: string) {
  await expect(page.locator(".toast").last()).toContainText(sentence);
}

test("feeds: the settings of a community lead to handing it over; archived, it is put back where that was told @both", async ({
  page,
  company,
}) => {
  const owner = await company.join("Ombeline Vasseur");
  await owner.enter(page.context());
  await page.goto("/communities/new");
  await page.getByLabel("Nom", { exact: true }).fill(`Atelier ${process.pid}`);
  await page.getByRole("button", { name: "Créer la communauté" }).click();
  await told(page, "Communauté créée.");
  const home = page.url();

  // Its settings say what can be done with it.
  await page.goto(`${home}/settings`);
  const hands = page.getByRole("region", { name: "Passer la main, archiver" });
  await expect(hands).toContainText("Vous pouvez revenir dessus pendant une heure.");
  await axe(page);
  await hands.getByRole("link", { name: "Choisir parmi les membres" }).click();
  await expect(page).toHaveURL(/\/members$/);

  await page.goto(`${home}/settings`);
  await hands.getByRole("button", { name: "Archiver" }).click();
  await told(page, "Communauté archivée.");
  await expect(page.locator("main")).toContainText("plus rien ne s’y écrit");
  await expect(page.locator("a.composer-open")).toHaveCount(0);
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await told(page, "Communauté rouverte.");
  await expect(page.locator("main")).not.toContainText("plus rien ne s’y écrit");
});

test("feeds: an address is made in a community, read by a program, and deleted @both", async ({
  page,
  company,
  playwright,
}) => {
  const owner = await company.join("Capucine Lefort");
  await owner.enter(page.context());
  await page.goto("/communities/new");
  await page.getByLabel("Nom", { exact: true }).fill(`Veille ${process.pid}`);
  await page.getByRole("button", { name: "Créer la communauté" }).click();
  await told(page, "Communauté créée.");
  await page.getByRole("link", { name: "Flux", exact: true }).click();
  await expect(page.getByRole("heading", { name: `Le flux de Veille ${process.pid}` })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Créer mon adresse" }).click();
  await expect(page.locator("#secret")).toBeVisible();
  const address = ((await page.locator("#secret").textContent()) ?? "").trim();
  await axe(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copier" }).click();
  await told(page, "Adresse copiée.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  const program = await playwright.request.newContext();
  const first = await program.get(address);
  expect(first.headers()["content-type"]).toBe("application/atom+xml; charset=utf-8");
  expect(await first.text()).toContain(`Veille ${process.pid}`);

  await page.goto("/settings/feeds");
  await axe(page);
  const row = page.getByRole("listitem").filter({ hasText: `Veille ${process.pid}` });
  await row.getByRole("button", { name: `Supprimer l’adresse du flux de Veille ${process.pid}` }).click();
  await told(page, "Adresse supprimée.");
  expect((await program.get(address)).status()).toBe(404);
  await program.dispose();
});
