// The page of notifications: what a press on a row does.
import { axe, expect, test } from "./support/page";

test("a press on the quotation leads there and leaves nothing unread", async ({ page, company }) => {
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Théodore Lefèvre")];
  await author.publish(`Le devis est prêt, [@${reader.name}](/members/${reader.id}).`);
  await reader.enter(page.context());
  await page.goto("/");
  await expect(page.locator("#bell .count")).toHaveText("1");
  await page.locator("#bell").click();
  await expect(page.locator(".notif.unread")).toHaveCount(1);
  await axe(page);
  await page.locator(".notif .quote button").click();
  await expect(page).toHaveURL(/\/posts\/\d+/);
  await expect(page.locator("#bell .count")).toHaveCount(0);
  await page.goto("/notifications");
  await expect(page.locator(".notif")).toHaveCount(1);
  await expect(page.locator(".notif.unread")).toHaveCount(0);
});

test("what arrives while the page is read stands there at once, under both filters", async ({
  page,
  company,
}) => {
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Théodore Lefèvre")];
  await reader.enter(page.context());
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { name: "Rien pour l’instant" })).toBeVisible();
  await author.publish(`Le devis est prêt, [@${reader.name}](/members/${reader.id}).`);
  await expect(page.locator(".notif.unread")).toHaveCount(1);
  await page.getByRole("link", { name: "Mentions" }).click();
  await expect(page).toHaveURL(/filter=mentions/);
  await expect(page.locator(".notif.unread")).toHaveCount(1);
  // Whoever stands on a row stays there while another comes above it.
  const first = page.locator(".notif .quote button").first();
  await first.focus();
  await author.publish(`Il manque une signature, [@${reader.name}](/members/${reader.id}).`);
  await expect(page.locator(".notif.unread")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Le devis est prêt" })).toBeFocused();
  await axe(page);
  await page.getByRole("button", { name: "Il manque une signature" }).click();
  await expect(page).toHaveURL(/\/posts\/\d+/);
});

test("light or dark is chosen from the account menu, at once and for good @both", async ({
  page,
  company,
}) => {
  const person = await company.join("Camille Rousset");
  await person.enter(page.context());
  await page.goto("/");
  const menu = page.locator("#me-button");
  if (await menu.isVisible()) await menu.click();
  else await page.locator(".tabbar a[href='/menu']").click();
  const dark = page.getByRole("button", { name: "Sombre" });
  await expect(dark).toHaveAttribute("aria-pressed", "false");
  await axe(page);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes("/settings/theme")),
    dark.click(),
  ]);
  expect(answer.status()).toBe(204);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(dark).toHaveAttribute("aria-pressed", "true");
  await axe(page, "colours");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
