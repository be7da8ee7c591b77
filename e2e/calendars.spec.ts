// The private address by which a calendar program reads a person's events: made, read by a program, replaced, deleted.
import type { Page } from "@playwright/test";
import { axe, expect, test } from "./support/page";

/** The address that the page shows once. */
async function address(page: Page) {
  await expect(page.locator("#secret")).toBeVisible();
  return ((await page.locator("#secret").textContent()) ?? "").trim();
}

test("an address is made beside an event, read by a program, replaced and deleted @both", async ({
  page,
  company,
  playwright,
}) => {
  const [author, reader] = [await company.join("Églantine Aubry"), await company.join("Firmin Castel")];
  await author.enter(page.context());
  await page.goto("/posts/new?format=event");
  const form = page.locator("#composer-form");
  await form.getByRole("textbox", { name: "Titre" }).fill(`Portes ouvertes ${process.pid}`);
  await form.getByLabel("Début").fill("2031-06-19T14:00");
  await form.getByRole("button", { name: "Publier" }).click();
  await expect(page.locator("article.post").first()).toBeVisible();

  await reader.enter(page.context());
  await page.goto("/");
  const event = page.locator("article.post", { hasText: `Portes ouvertes ${process.pid}` });
  await event.getByRole("link", { name: "Ajouter tous les événements à mon agenda" }).click();
  await expect(page).toHaveURL(/\/settings\/calendar$/);
  await axe(page);
  await page.getByRole("button", { name: "Créer mon adresse" }).click();
  const first = await address(page);
  await axe(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copier" }).click();
  await expect(page.locator(".toast").last()).toContainText("Adresse copiée.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  // A program has no session.
  const program = await playwright.request.newContext();
  const read = async (at: string) => {
    const answer = await program.get(at);
    return { status: answer.status(), text: await answer.text() };
  };
  expect((await read(first)).text).toContain(`SUMMARY:Portes ouvertes ${process.pid}`);
  await expect(async () => {
    await page.goto("/settings/calendar");
    await expect(page.locator("main")).toContainText("dernière lecture le", { timeout: 200 });
  }).toPass();
  await expect(page.locator("#secret")).toHaveCount(0);

  await page.getByRole("button", { name: "Remplacer" }).click();
  const second = await address(page);
  expect(second).not.toBe(first);
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
  await page.getByRole("button", { name: "Supprimer" }).click();
  await expect(page.locator(".toast").last()).toContainText("Adresse supprimée.");
  await expect(page.getByRole("button", { name: "Créer mon adresse" })).toBeVisible();
  expect((await read(second)).status).toBe(404);
  await program.dispose();
});
