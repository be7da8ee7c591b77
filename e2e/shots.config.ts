// The sheets of every screen: `make shots`. For eyes, not for a verdict, so it stands apart from the journeys.
import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

export default defineConfig({
  ...journeys,
  testDir: "./shots",
  testMatch: "*.ts",
  timeout: 120_000,
  globalTimeout: 40 * 60_000,
  // The sheets stand in ./shots; here is only what helps when one cannot be made.
  outputDir: "results/shots",
  use: { ...journeys.use, trace: "off", screenshot: "off" },
  projects: [{ name: "sheets" }],
});
