// One sheet for each screen: two languages and two themes below one another, three widths side by side.
import { mkdir } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { Company } from "../support/company";
import { test } from "../support/page";
import type { Locale } from "../support/person";
import { type Screen, Stage, screens } from "../support/screens";
import { type Server, startServer } from "../support/server";

test.use({ mode: "demo" });
test.describe.configure({ mode: "parallel" });

const FOLDER = new URL("../../shots/", import.meta.url).pathname;
const WIDTHS = [390, 820, 1440];
const THEMES = ["light", "dark"] as const;
const LOCALES = ["fr", "en"] as const;
/** No screen is shown further down than this. */
const TALLEST = 2_400;

interface Shot {
  label: string;
  width: number;
  png: Buffer;
}

for (const screen of screens) {
  test(screen.name, async ({ page, server, watch }) => {
    // A page that is not there is said to be so in the console.
    watch.allow(/status of 404/);
    const stage = await theStage(server);
    const shots: Shot[] = [];
    for (const locale of LOCALES) {
      const widths = WIDTHS.filter((width) => width < (screen.below ?? Infinity));
      for (const width of widths) shots.push(...(await shoot(page, stage, screen, locale, width)));
    }
    await sheet(page, screen.name, shots);
  });
}

test("set-up", async ({ page }, { config }) => {
  const server = await startServer("serve", config.rootDir.replace(/\/e2e\/shots$/, ""));
  const shots: Shot[] = [];
  for (const locale of LOCALES) {
    await page.context().addCookies([{ name: "ruche-lang", value: locale, url: server.url }]);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/set-up`);
      await page.locator("#code").fill(server.setupCode ?? "");
      await page.locator("form .btn-primary").click();
      await page.locator("#name").fill("Orvane Commerce");
      shots.push(...(await inBothThemes(page, locale, width)));
    }
  }
  await sheet(page, "set-up", shots);
  await server.stop();
});

test("first-day", async ({ page }, { config }) => {
  const server = await startServer("serve", config.rootDir.replace(/\/e2e\/shots$/, ""));
  const company = await Company.start(server);
  const shots: Shot[] = [];
  for (const locale of LOCALES) {
    await company.admin.send("/settings/display", {
      locale,
      zone: "Europe/Paris",
      theme: "",
      shortcuts: "on",
    });
    await company.admin.enter(page.context());
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/`);
      shots.push(...(await inBothThemes(page, locale, width)));
    }
  }
  await sheet(page, "first-day", shots);
  await page.goto("about:blank");
  await company.close();
  await server.stop();
});

const stages = new Map<string, Promise<Stage>>();

function theStage(server: Server): Promise<Stage> {
  const stage = stages.get(server.url) ?? Stage.set(server);
  stages.set(server.url, stage);
  return stage;
}

async function shoot(
  page: Page,
  stage: Stage,
  screen: Screen,
  locale: Locale,
  width: number,
): Promise<Shot[]> {
  await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
  await stage.open(screen, page, locale);
  return inBothThemes(page, locale, width);
}

/** The whole page, as far down as a person might go; what is fixed stands where it does in a window of that height. */
async function inBothThemes(page: Page, locale: Locale, width: number): Promise<Shot[]> {
  const shots: Shot[] = [];
  await page.evaluate(() => document.fonts.ready);
  const dialog = await page.locator("dialog:modal").count();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const least = width < 600 ? 844 : 900;
  if (!dialog) await page.setViewportSize({ width, height: Math.min(TALLEST, Math.max(least, height)) });
  await loaded(page.locator("img"));
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    shots.push({
      label: `${locale} ${colorScheme} ${width}`,
      width,
      png: await page.screenshot({ animations: "disabled" }),
    });
  }
  await page.setViewportSize({ width, height: least });
  return shots;
}

/** Waits for the pictures in sight, those that load late included. */
async function loaded(images: Locator): Promise<void> {
  await images.evaluateAll((all) =>
    Promise.all(
      (all as HTMLImageElement[])
        .filter(
          (image) => image.getClientRects().length > 0 && image.getBoundingClientRect().top < innerHeight,
        )
        .map((image) => image.decode().catch(() => undefined)),
    ),
  );
}

/** All shots of a screen in one picture, at the scale at which they are compared. */
async function sheet(page: Page, name: string, shots: Shot[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const rows = LOCALES.flatMap((locale) => THEMES.map((theme) => `${locale} ${theme}`));
  const figures = (row: string) =>
    shots
      .filter(({ label }) => label.startsWith(row))
      .map(({ label, width, png }) => {
        const source = `data:image/png;base64,${png.toString("base64")}`;
        return `<figure><figcaption>${label}</figcaption><img src="${source}" width="${width / 2}"></figure>`;
      });
  const canvas = await page.context().newPage();
  await canvas.setViewportSize({ width: 1_440, height: 900 });
  await canvas.setContent(`<!doctype html><style>
    body { margin: 24px; background: #8a8a86; font: 600 13px/1.4 sans-serif; color: #fff; width: max-content }
    h1 { margin: 0 0 16px; font-size: 20px }
    div { display: flex; gap: 24px; align-items: flex-start; margin-bottom: 24px }
    figure { margin: 0 } img { display: block; box-shadow: 0 2px 12px #0006 }
  </style><h1>${name}</h1>${rows.map((row) => `<div>${figures(row).join("")}</div>`).join("")}`);
  await loaded(canvas.locator("img"));
  await canvas.screenshot({ path: `${FOLDER}${name}.png`, fullPage: true });
  await canvas.close();
}
