// What one can do is said by oneself, confirmed by those who saw it, and found.
import { axe, expect, test } from "./support/page";

test("a skill is said, confirmed with a sentence, told and found @both", async ({
  page,
  company,
  another,
}) => {
  const [expert, colleague] = [await company.join("Octave Rambert"), await company.join("Perrine Aubry")];
  const skill = `Soudure ${process.pid}`;
  await expert.enter(page.context());
  await page.goto("/settings/skills");
  await expect(page.getByRole("heading", { name: "Aucune compétence" })).toBeVisible();
  await axe(page);
  await page
    .getByRole("textbox", { name: "Compétence" })
    .or(page.getByRole("combobox", { name: "Compétence" }))
    .fill(skill);
  await page.getByLabel("Niveau", { exact: true }).selectOption({ label: "Expérimenté" });
  await page.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.locator(".toast")).toContainText("Compétence ajoutée");
  await axe(page);

  const theirs = await another();
  await colleague.enter(theirs.context());
  await theirs.goto("/skills?q=soud");
  await axe(theirs);
  await theirs.getByRole("link", { name: skill }).click();
  await axe(theirs);
  await theirs.getByRole("link", { name: expert.name }).click();
  await theirs.getByRole("button", { name: `Confirmer la compétence ${skill}` }).click();
  await expect(theirs.locator(".toast")).toContainText("Compétence confirmée");
  await expect(theirs.getByRole("button", { name: new RegExp(skill) })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await theirs.getByRole("link", { name: skill }).click();
  await theirs.getByLabel("Ce que vous avez vu").fill("Il a repris toute la ligne 3.");
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await expect(theirs.getByText("Il a repris toute la ligne 3.", { exact: false }).last()).toBeVisible();
  await axe(theirs);

  // The person is told, sees the words, and takes the skill away and back.
  await page.goto("/notifications");
  await expect(page.getByText(`${colleague.name} confirme votre compétence`)).toBeVisible();
  await page.getByRole("button", { name: skill }).click();
  await expect(page.getByText("Il a repris toute la ligne 3.")).toBeVisible();
  await axe(page);
  await page.goto("/settings/skills");
  await page.getByRole("button", { name: `Retirer ${skill}` }).click();
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByRole("link", { name: skill })).toBeVisible();
  await page.goto(`/members/${expert.id}`);
  await expect(page.getByRole("link", { name: "Confirmée par 1 personne" })).toBeVisible();
  await axe(page);
});
