// The first hour of a company: every list is empty, and each says what to do next.
import { Company } from "./support/company";
import { axe, expect, test } from "./support/page";
import { startServer } from "./support/server";

test("an empty company says what to do next, on every page @both", async ({ page, watch }, { config }) => {
  const server = await startServer("serve", config.rootDir.replace(/\/e2e$/, ""));
  const company = await Company.start(server);
  try {
    watch.allow(/status of 404/);
    await company.admin.enter(page.context());
    for (const path of [
      "/",
      "/communities",
      "/notifications",
      "/notifications?filter=mentions",
      "/bin",
      "/members?q=zzz",
    ]) {
      await page.goto(`${server.url}${path}`);
      await expect(page.locator(".empty"), path).toBeVisible();
      await expect(page.locator(".empty h2, .empty h1"), path).toHaveCount(1);
      await axe(page);
    }
    const place = await company.admin.community("Café du matin");
    for (const path of [
      `/communities/${place}`,
      `/communities/${place}/members?q=zzz`,
      `/members/${company.admin.id}`,
    ]) {
      await page.goto(`${server.url}${path}`);
      await axe(page);
    }
    await page.goto(`${server.url}/nulle-part`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page n’existe pas");
    await axe(page);
  } finally {
    await company.close();
    await server.stop();
  }
});
