// Who knows: a question leads to a colleague with what shows it, and is put to them in one step.
import { axe, expect, test } from "./support/page";
import { kept, write } from "./support/writing";

test("an expert is found with the evidence, and asked @both", async ({ page, company, another }) => {
  const word = `Cardan${process.pid}`;
  const expert = await company.join("Honoré Vasseur");
  const asker = await company.join("Lison Aubry");
  const post = await expert.publish(`Le ${word} se remplace sans dépose du pont.`);
  expect(post).toBeTruthy();
  await expert.send("/settings/skills", { name: `Pose de ${word}`, level: "reference" });

  await asker.enter(page.context());
  // A text that was begun elsewhere stays where it is.
  await page.goto("/posts/new");
  await write(page, page.locator("#composer-form"), "Un texte commencé avant");
  await kept(page, "Un texte commencé avant");
  await page.goto("/experts");
  await expect(page.getByRole("heading", { name: "Posez-la comme elle vient" })).toBeVisible();
  await axe(page);
  // The index follows within two seconds.
  await expect(async () => {
    await page.getByLabel("Votre question").fill(`Qui peut changer un ${word} ?`);
    await page.getByLabel("Votre question").press("Enter");
    await expect(page.locator(".expert")).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  const found = page.locator(".expert");
  await expect(found.getByRole("link", { name: expert.name })).toBeVisible();
  await expect(found.locator(".skill.hit")).toHaveText(`Pose de ${word}`);
  await expect(found.locator("mark").first()).toHaveText(word);
  await axe(page);
  await expect(page.getByRole("checkbox", { name: `Demander ${expert.name}` })).toBeChecked();
  await page.getByRole("button", { name: "Poser la question" }).click();

  const composer = page.locator("#composer-form");
  await expect(composer.getByRole("textbox", { name: "Titre" })).toHaveValue(`Qui peut changer un ${word} ?`);
  await expect(composer.getByText(`@${expert.name}`).first()).toBeVisible();
  await axe(page);
  await composer.getByRole("button", { name: "Publier" }).click();
  await expect(page.getByRole("heading", { name: `Qui peut changer un ${word} ?` })).toBeVisible();

  await page.goto("/posts/new");
  await expect(composer.getByText("Un texte commencé avant")).toBeVisible();

  const theirs = await another();
  await expert.enter(theirs.context());
  await theirs.goto("/notifications");
  await expect(theirs.getByText(asker.name).first()).toBeVisible();
});

test("a question is put to the likeliest, passed on and answered @both", async ({
  page,
  company,
  another,
}) => {
  const word = `Palier${process.pid}`;
  const expert = await company.join("Honoré Bastide");
  const colleague = await company.join("Sidonie Mercier");
  const asker = await company.join("Lison Vauquelin");
  await expert.publish(`Le ${word} se graisse tous les mille tours.`);

  await asker.enter(page.context());
  await expect(async () => {
    await page.goto(`/experts?q=${word}`);
    await expect(page.locator(".expert")).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Demander aux 3 personnes" }).click();
  const asked = page.getByRole("region", { name: "À qui la question est posée" });
  await expect(asked.getByRole("listitem")).toContainText(["Pas encore de réponse"]);
  await expect(asked.getByRole("link", { name: expert.name })).toBeVisible();
  await axe(page);
  const question = page.url();

  const theirs = await another();
  await expert.enter(theirs.context());
  await theirs.goto("/notifications");
  await theirs.getByRole("button", { name: word }).first().click();
  await expect(theirs.getByRole("heading", { name: "On compte sur vous" })).toBeVisible();
  await theirs.getByLabel("Passer la main à").fill(colleague.login);
  await axe(theirs);
  await theirs.getByRole("button", { name: "Passer la main" }).click();
  await expect(theirs.getByRole("button", { name: "La reprendre" })).toBeVisible();

  await colleague.comment(question.split("/").at(-1) ?? "", "Graisse au lithium, deux pressions.");
  await expect(async () => {
    await page.goto(question);
    await expect(asked.getByText("A répondu")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(asked.getByText("A passé la main")).toBeVisible();
  await expect(asked.getByText(`de la part d’${expert.name}`)).toBeVisible();
});
