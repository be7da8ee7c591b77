// Publishing in somebody's name: allowed in the settings, chosen in the composer, told and undone.
import { axe, expect, test } from "./support/page";
import { kept } from "./support/writing";

test("a colleague publishes in somebody's name, which bears both @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [director, assistant] = [await company.join("Léonie Castel"), await company.join("Maxence Brun")];
  await director.enter(page.context());
  await page.goto("/settings/delegates");
  await page.getByLabel("Son adresse ou son identifiant").fill("personne");
  await page.getByRole("button", { name: "Autoriser" }).click();
  await expect(page.locator("#login-error")).toBeVisible();
  await axe(page);
  await page.getByLabel("Son adresse ou son identifiant").fill(assistant.login);
  await page.getByRole("button", { name: "Autoriser" }).click();
  await expect(page.locator("#main li", { hasText: "Maxence Brun" })).toBeVisible();
  await axe(page);

  const elsewhere = await another();
  await assistant.enter(elsewhere.context());
  await elsewhere.goto("/posts/new");
  const form = elsewhere.locator("#composer-form");
  await form.getByLabel("Publier au nom de").selectOption("Léonie Castel");
  await elsewhere.locator(".ProseMirror").click();
  await elsewhere.keyboard.type("Les vœux sont vendredi");
  // What was chosen outlives the page with what was written.
  await kept(elsewhere, "Les vœux sont vendredi");
  await elsewhere.reload();
  await expect(form.getByLabel("Publier au nom de")).toHaveValue(director.id);
  await axe(elsewhere);
  await form.getByRole("button", { name: "Publier" }).click();
  const card = elsewhere.locator("article.post", { hasText: "Les vœux" });
  await expect(card.getByRole("heading", { name: "Léonie Castel" })).toBeVisible();
  await expect(card).toContainText("Publié par Maxence Brun");
  await axe(elsewhere);

  await page.goto("/notifications");
  await expect(page.locator(".notif", { hasText: "en votre nom" })).toContainText("Maxence Brun");
  await page.goto("/settings/delegates");
  await page.getByRole("button", { name: "Ne plus autoriser Maxence Brun" }).click();
  await expect(page.locator("#main li", { hasText: "Maxence Brun" })).toHaveCount(0);
});
