// The first run in a real browser: code, company, administrator.
import { axe, expect, test } from "./support/page";
import { openComposer } from "./support/writing";

test.use({ mode: "serve" });

test("a company is started with the code of the terminal @both", async ({ page, server, watch }) => {
  watch.allow(/status of 422/);
  await page.goto(`${server.url}/`);
  await expect(page).toHaveURL(/set-up/);
  await axe(page);
  await page.locator("#code").fill("AAAA-BBBB-CCCC-DDDD");
  await page.locator("form .btn-primary").click();
  await expect(page.locator("#code-error")).toBeVisible();
  await axe(page);
  await page.locator("#code").fill(server.setupCode ?? "");
  await page.locator("form .btn-primary").click();
  await page.locator("#name").fill("Orvane Commerce");
  await page.locator("#hue").fill("245");
  await axe(page);
  await page.locator("form .btn-primary").click();
  await page.locator("#admin").fill("Lucie Martel");
  await page.locator("#email").fill("lucie@orvane.example");
  await page.locator("#password").fill("vélo trompette nuage sept");
  await axe(page);
  await page.locator("form .btn-primary").click();
  await expect(page.locator("body[data-member]")).toBeVisible();

  // The first post is one press away.
  await axe(page);
  await openComposer(page);
  await page.keyboard.type("Bienvenue dans notre réseau.");
  await page.locator("#composer .btn-primary").click();
  await expect(page.locator("article.post")).toContainText("Bienvenue dans notre réseau.");
  await axe(page);
});
