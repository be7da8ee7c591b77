// How the journeys run: Chromium of the system, two projects, no second chance (a journey that fails now and then is a defect).
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "results",
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  globalTimeout: 20 * 60_000,
  // Patience costs nothing where all is well: a slow machine is not a defect.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./support/reasons.ts"]],
  use: {
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    // A trace of every step costs a fifth of the whole run: `TRACE=1` keeps those of journeys that fail.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  // A journey is for the desk unless it says otherwise: @phone or a file NAME.phone.spec.ts for the phone alone, @both for the two.
  projects: [
    {
      name: "desk",
      grepInvert: /@phone\b|\.phone\.spec/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      grep: /@phone\b|@both\b|\.phone\.spec/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
});
