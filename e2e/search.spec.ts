// Search: from the field of every page, by keyboard and by thumb, with and without a script.
import { axe, expect, type Page, test } from "./support/page";

/** Goes to results until they hold a text: what was just written is found within seconds. */
async function found(page: Page, query: string, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/search?${query}`);
    await expect(page.locator("main")).toContainText(text, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

test("a word is searched from any page by the keyboard alone, refined and followed", async ({
  page,
  company,
}) => {
  const [camille, yanis] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
  const place = await camille.community("Réseau Nord");
  await camille.publish("Les **chaudières** du dépôt sont réparées #chauffage", place);
  await camille.publish("La chaudière de l’atelier fuit");
  await yanis.enter(page.context());
  await found(page, "q=chaudiere", "dépôt");

  await page.goto("/");
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Mots à chercher" });
  await expect(field).toBeFocused();
  await page.keyboard.type("chauf", { delay: 30 });
  const options = page.getByRole("option");
  await expect(options).toHaveCount(2);
  await expect(options.nth(1)).toContainText("chauffage");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await field.fill("");
  await page.keyboard.type("rouss", { delay: 30 });
  await expect(options.nth(1)).toContainText("Camille Rousset");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/members/${camille.id}`);

  await page.keyboard.press("/");
  await page.keyboard.type("chaudiere", { delay: 10 });
  await expect(options.first()).toContainText("Chercher partout");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=chaudiere");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 résultats pour « chaudiere »");
  await expect(page.locator(".result mark").first()).toHaveText(/chaudières?/);
  await axe(page);

  const refine = page.getByRole("form", { name: "Affiner" }).first();
  await refine.getByLabel("Écrit par").fill("camille");
  await refine.getByLabel("Trier").selectOption("Les plus récents d’abord");
  await refine.getByRole("button", { name: "Appliquer" }).click();
  await expect(page.locator(".result .name").first()).toContainText("La chaudière de l’atelier");
  await page.getByRole("button", { name: "Suivre cette recherche" }).click();
  await expect(page.getByRole("button", { name: "Recherche suivie" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.goto("/search");
  await expect(page.getByRole("region", { name: "Recherches suivies" })).toContainText("chaudiere");
  await axe(page);
});

test("one searches with the thumb @phone", async ({ page, company }) => {
  const camille = await company.join("Camille Rousset");
  await camille.publish("La brouette rouge est au garage");
  await camille.enter(page.context());
  await found(page, "q=brouette", "garage");
  await page.goto("/");
  await page.getByRole("link", { name: "Recherche" }).click();
  const field = page.getByRole("combobox", { name: "Mots à chercher" });
  await field.click();
  await field.pressSequentially("bruette", { delay: 30 });
  await expect(page.getByRole("option").first()).toContainText("Chercher partout");
  await axe(page);
  await page.getByRole("option").first().click();
  await expect(page.locator(".result .words")).toContainText("La brouette rouge");
  await axe(page);
  await page.locator("summary", { hasText: "Affiner" }).click();
  const refine = page.getByRole("form", { name: "Affiner" });
  await refine.getByLabel("Langue").selectOption("English");
  await refine.getByRole("button", { name: "Appliquer" }).click();
  await expect(page.getByText("Rien ne correspond")).toBeVisible();
  await axe(page);
  await page.getByRole("main").getByRole("link", { name: "Effacer les filtres" }).last().click();
  await page.locator(".result .name").click();
  await expect(page.locator("article.post")).toContainText("La brouette rouge");
});
