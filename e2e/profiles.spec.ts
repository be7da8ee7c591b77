// A profile is completed from what it says is missing, and each reader finds what they may be told.
import { van } from "./support/files";
import { axe, expect, test } from "./support/page";

test("one completes a profile, and chooses who is told what @both", async ({
  page,
  company,
  watch,
  another,
}) => {
  watch.allow(/status of 422/);
  const one = await company.join(`Odile Mercier ${process.pid}`);
  const colleague = await company.join(`Paul Tessier ${process.pid}`);
  await one.enter(page.context());
  await page.goto(`/members/${one.id}`);
  const guide = page.getByRole("region", { name: "Votre profil" });
  await expect(guide).toBeVisible();
  await axe(page);

  // From what is missing to where it is said.
  await guide.getByRole("link", { name: "Ce qu’on peut vous demander" }).click();
  const asked = page.getByLabel("Ce qu’on peut vous demander");
  await asked.fill("Les devis d’installation, les aides de la région.");
  await page.getByLabel("Comment se dit votre nom").fill("O-dile");
  await page.locator("#about").getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Modifications enregistrées.")).toBeVisible();
  await axe(page);

  // A photo is brought into its square, by keyboard as well.
  await page.getByLabel("Choisir une photo").setInputFiles(van);
  const stage = page.getByRole("img", { name: "Ce qu’on verra de la photo", exact: false });
  await expect(stage).toBeVisible();
  const pixels = () => stage.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await pixels();
  await page.getByLabel("Agrandir").fill("2");
  await stage.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(pixels).not.toBe(before);
  await axe(page);
  const sent = page.waitForRequest((request) => request.url().endsWith("/settings/photo"));
  await page.getByRole("button", { name: "Utiliser cette photo" }).click();
  await sent;
  await expect(page.getByText("Modifications enregistrées.")).toBeVisible();
  const side = await page.locator(".avatar.xl img").evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return image.naturalWidth / image.naturalHeight;
  });
  expect(side).toBe(1);

  // How to be reached: half a line is refused and kept, a whole one has its readers.
  await page.getByRole("link", { name: "Me joindre" }).click();
  await axe(page);
  const first = page.locator(".way").first();
  await first.getByLabel("Intitulé").fill("Mobile");
  const contact = page.locator("form[action='/settings/contact']");
  await contact.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Il faut un intitulé et une valeur", { exact: false })).toBeVisible();
  await expect(first.getByLabel("Intitulé")).toHaveValue("Mobile");
  await axe(page);
  await first.getByLabel("Numéro, adresse ou lien").fill("01 99 00 12 34");
  await first.getByLabel("Qui le voit").selectOption({ label: "Vous uniquement" });
  await contact.getByLabel("Début de journée").fill("00:00");
  await contact.getByLabel("Fin de journée").fill("23:59");
  for (const day of ["samedi", "dimanche"]) await contact.getByText(day).click();
  await contact.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Modifications enregistrées.")).toBeVisible();

  // What one did; taken away, and brought back.
  await page.getByRole("link", { name: "Parcours" }).click();
  await page.getByLabel("Poste, mission ou formation").fill("Conseillère technique");
  await page.getByLabel("Début").fill("2019-04");
  await page.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.getByRole("link", { name: "Conseillère technique" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Retirer Conseillère technique" }).click();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByRole("link", { name: "Conseillère technique" })).toBeVisible();

  const other = await another();
  await colleague.enter(other.context());
  await other.goto(`/members/${one.id}`);
  await expect(other.getByText("Les devis d’installation", { exact: false })).toBeVisible();
  await expect(other.getByText("Disponible")).toBeVisible();
  await expect(other.getByText("depuis avril 2019", { exact: false })).toBeVisible();
  await expect(other.getByText("01 99 00 12 34")).toHaveCount(0);
  await expect(other.getByRole("region", { name: "Votre profil" })).toHaveCount(0);
  await axe(other);
  const card = other.waitForEvent("download");
  await other.getByRole("link", { name: "Carte de visite" }).click();
  expect((await card).suggestedFilename()).toMatch(/^odile-mercier-\d+\.vcf$/);
});
