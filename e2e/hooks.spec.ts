// Programs in a community: one that is told what happens there, and one that posts there by a secret address.
import { axe, expect, test } from "./support/page";

test("hooks: an owner makes a webhook, tries it, pauses it and deletes it @both", async ({
  page,
  company,
  watch,
}) => {
  // An address inside the network is refused at its field.
  watch.allow(/status of 422/);
  const owner = await company.join("Hortense Vial");
  const place = await owner.community(`Atelier ${process.pid}`);
  await owner.enter(page.context());
  await page.goto(`/communities/${place}/settings`);
  await page.getByRole("link", { name: "Gérer les webhooks", exact: true }).click();
  await expect(page).toHaveURL(/\/webhooks$/);
  await axe(page);
  await page.getByLabel("Nom").fill("Tableau de bord");
  await page.getByLabel("Adresse").fill("https://127.0.0.1/ruche");
  await page.getByRole("button", { name: "Créer le webhook" }).click();
  await expect(page.locator("#url-error")).toBeVisible();
  await expect(page.getByLabel("Nom")).toHaveValue("Tableau de bord");
  await page.getByLabel("Adresse").fill("https://program.invalid/ruche");
  await page.getByRole("button", { name: "Créer le webhook" }).click();
  await expect(page.locator("#secret")).toContainText("whsec_");
  await axe(page);
  await page.getByRole("link", { name: "Tableau de bord" }).click();
  await expect(page.locator("#secret")).toHaveCount(0);
  await page.getByRole("button", { name: "Envoyer un essai" }).click();
  await expect(page.locator(".toast").last()).toContainText("Essai envoyé.");
  // Nobody is called so: the attempt fails, and the log says it.
  await expect(async () => {
    await page.reload();
    await expect(page.locator("section[aria-labelledby=log]")).toContainText("Pas de réponse", {
      timeout: 200,
    });
  }).toPass();
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Mettre en pause" }).click();
  await expect(page.locator("section[aria-labelledby=state]")).toContainText("En pause");
  await page.getByRole("button", { name: "Relancer" }).click();
  await expect(page.locator("section[aria-labelledby=state]")).toContainText("Actif");
  await page.getByRole("button", { name: "Supprimer" }).click();
  await expect(page.locator(".toast").last()).toContainText("Webhook supprimé.");
  await expect(page.locator("main")).toContainText("Aucun webhook pour l’instant.");
});

test("hooks: a program posts by a secret address until it is deleted @both", async ({
  page,
  company,
  playwright,
}) => {
  const owner = await company.join("Isaure Blin");
  const place = await owner.community(`Quai ${process.pid}`);
  await owner.enter(page.context());
  await page.goto(`/communities/${place}/settings`);
  await page.getByRole("link", { name: "Gérer les webhooks entrants" }).click();
  await axe(page);
  await page.getByLabel("Nom du bot").fill("Veilleur");
  await page.getByRole("button", { name: "Créer l’adresse" }).click();
  await expect(page.locator("#secret")).toBeVisible();
  await axe(page);
  const address = ((await page.locator("#secret").textContent()) ?? "").trim();
  const program = await playwright.request.newContext();
  const answer = await program.post(address, { data: { title: "Compilation", text: "Tout est **vert**." } });
  expect(answer.status()).toBe(201);
  await page.goto(`/communities/${place}`);
  const post = page.locator("article.post", { hasText: "Tout est vert." });
  await expect(post).toContainText("Veilleur");
  await expect(post.locator(".badge", { hasText: "Bot" })).toBeVisible();
  await axe(page);
  await page.goto(`/communities/${place}/incoming`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Supprimer « Veilleur »" }).click();
  await expect(page.locator(".toast").last()).toContainText("Webhook entrant supprimé.");
  expect((await program.post(address, { data: { text: "Rouge" } })).status()).toBe(404);
});
