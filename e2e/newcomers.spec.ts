// Somebody arrives, is led, and ends a first visit with something that helps others; those who accompany see how far they are.
import { axe, expect, test } from "./support/page";

test("a first visit ends with a first useful act in a few presses @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const host = await company.join("Gaëlle Tessier");
  const skills = ["Devis", "Livraison", "Caisse"].map((word) => `${word} ${process.pid}`);
  for (const name of skills) await host.send("/settings/skills", { name, level: "able" });
  const place = `Entraide ${process.pid}-${test.info().project.name}`;
  await host.community(place);

  const newcomer = await company.join("Léo Martin");
  await newcomer.enter(page.context());
  // The card comes with the event of the arrival, a moment after it.
  await expect(async () => {
    await page.goto("/");
    await expect(page.locator(".start-card")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.locator(".start-card").getByRole("link", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { name: "Bienvenue, Léo" })).toBeVisible();
  await axe(page);
  // Nothing chosen is told at the field.
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText("Choisissez-en au moins une, ou passez.")).toBeVisible();
  await axe(page);
  const choice = page.locator(".first-visit .chip").first();
  if (await choice.isVisible()) await choice.click();
  await page.getByLabel("Une autre").or(page.getByLabel("Une chose que vous savez faire")).fill("Écoute");
  await page.getByRole("button", { name: "Continuer" }).click();

  await expect(page.getByText("De quoi voulez-vous des nouvelles")).toBeVisible();
  await axe(page);
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Continuer" }).click();

  await expect(page.getByLabel("Dites bonjour")).toHaveValue(/je m’appelle Léo Martin/);
  await axe(page);
  await page.getByLabel("Dites bonjour").fill("Bonjour à tous, je viens d’arriver aux ventes.");
  await page.locator(".first-visit").getByRole("button", { name: "Publier" }).click();
  await expect(page.locator(".toast")).toBeVisible();
  await expect(page.getByText("je viens d’arriver aux ventes.").first()).toBeVisible();

  // Colleagues read it; the visit is behind.
  const theirs = await another();
  await host.enter(theirs.context());
  await theirs.goto("/");
  await expect(theirs.getByText("je viens d’arriver aux ventes.").first()).toBeVisible();
  await expect(async () => {
    await page.goto("/start");
    await expect(page.getByRole("heading", { name: "Bienvenue, Léo" })).toHaveCount(0);
  }).toPass();
  await axe(page);

  // Put away, and brought back by the same press.
  await page.getByRole("button", { name: "Mettre de côté" }).click();
  await expect(page.locator(".start-card")).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByRole("button", { name: "Mettre de côté" })).toBeVisible();
});

test("a journey is written, given, followed and seen as far as it is told @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [newcomer, buddy] = [await company.join("Léon Aubin"), await company.join("Carla Roussel")];
  await company.admin.enter(page.context());
  await page.goto("/admin/newcomers");
  await axe(page);
  await page.getByRole("button", { name: "Créer" }).click();
  await expect(page.locator(".toast")).toContainText("Parcours créé");
  await axe(page);
  // A step goes away and comes back.
  await page.getByRole("button", { name: "Supprimer Dire bonjour" }).click();
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText("Dire bonjour")).toBeVisible();
  const name = `Arrivée ${process.pid} ${test.info().project.name}`;
  await page.getByLabel("Nom du parcours").fill(name);
  await page.getByRole("textbox", { name: "Métier" }).fill("astronaute");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator(".toast")).toContainText("Modifications enregistrées");
  await page.getByRole("button", { name: "Activer", exact: true }).click();
  await expect(page.locator(".toast")).toContainText("Parcours activé");

  await page.goto("/admin/newcomers");
  await page.getByLabel("Adresse ou identifiant").fill(newcomer.login);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("combobox", { name: "Parcours" }).selectOption({ label: name });
  await page.getByLabel("Binôme d’accueil").fill("personne@orvane.example");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Aucun collègue ne se connecte ainsi", { exact: false })).toBeVisible();
  await axe(page);
  await page.getByLabel("Binôme d’accueil").fill(buddy.login);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator(".toast")).toContainText("Modifications enregistrées");

  const theirs = await another();
  await newcomer.enter(theirs.context());
  await theirs.goto("/start?at=9");
  await axe(theirs);
  await theirs.getByRole("button", { name: "Fait : Rencontrer votre binôme d’accueil" }).click();
  await expect(
    theirs.getByRole("button", { name: "Fait : Rencontrer votre binôme d’accueil" }),
  ).toHaveAttribute("aria-pressed", "true");
  await theirs.getByRole("button", { name: "Ça va" }).click();
  await expect(theirs.getByRole("button", { name: "Ça va" })).toHaveAttribute("aria-pressed", "true");
  await axe(theirs);

  const host = await another();
  await buddy.enter(host.context());
  await host.goto("/notifications");
  await host.getByRole("button", { name: newcomer.name }).click();
  await expect(host.getByText("vous dit comment ça va", { exact: false })).toBeVisible();
  await expect(host.locator(".task.done")).toContainText("Rencontrer votre binôme d’accueil");
  await expect(host.getByText("Parcourir les questions")).toHaveCount(0);
  await axe(host);
  await host.goto("/newcomers");
  await axe(host);
});
