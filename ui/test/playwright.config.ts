// The tests of script that needs no page: `npx playwright test -c ui/test`. Their runner is the one of the journeys, without a browser.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  reporter: "list",
  workers: 1,
  outputDir: "../../target/ui-test",
});
