// Every screen of the example company: accessible, within the page, well written, still. Each meets both languages, both themes and
// three widths; which of them meet one another turns from screen to screen. All of them together are what `make shots` is for.
import type { Page } from "@playwright/test";
import { axe, expect, type Server, test } from "./support/page";
import { type Screen, Stage, screens } from "./support/screens";

test.use({ mode: "demo" });
// Filling the example company takes longer than any of these: both workers do it once, and share the screens.
test.describe.configure({ mode: "parallel", timeout: 120_000 });

const WIDTHS = [390, 820, 1440];
const LOCALES = ["fr", "en"] as const;
const THEMES = ["light", "dark"] as const;

screens.forEach((screen, turn) => {
  test(`${screen.name} in both languages, both themes and three widths`, async ({ page, server, watch }) => {
    if (screen.name === "not-found") watch.allow(/status of 404/);
    const stage = await theStage(server);
    const first = turn % WIDTHS.length;
    const widths = [...WIDTHS.slice(first), ...WIDTHS.slice(0, first)];
    // What is for phones alone is seen at one width.
    const shown = screen.below ? [390, 390] : widths;
    for (const [look, width] of shown.entries()) {
      const locale = LOCALES[(turn + look) % 2] ?? "fr";
      const colorScheme = THEMES[(Math.floor(turn / 2) + look) % 2] ?? "light";
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await stage.open(screen, page, locale);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await axe(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${screen.name} does not scroll sideways at ${width}`).toBeLessThanOrEqual(0);
      await wellWritten(page, screen, locale);
    }
  });
});

for (const [name, width] of [
  ["wide", 1440],
  ["narrow", 390],
] as const) {
  test(`home and a thread do not move while they load: ${name}`, async ({ page, server }) => {
    const stage = await theStage(server);
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Reflect.set(window, "shifts", shifts);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[]) {
          if (!entry.hadRecentInput) shifts.push(entry.value);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const wanted of ["home", "post"]) {
      const screen = screens.find((one) => one.name === wanted) as Screen;
      await stage.open(screen, page, "fr");
      await page.waitForLoadState("load");
      await page.mouse.wheel(0, 2_000);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
      await expect.poll(() => unloaded(page), "photos in sight are there").toBe(0);
      const shift = await page.evaluate(() =>
        (Reflect.get(window, "shifts") as number[]).reduce((a, b) => a + b, 0),
      );
      expect(shift, `layout shift of ${wanted}`).toBeLessThan(0.05);
    }
  });
}

test("before anyone writes, all script of a page weighs less than 45,000 bytes", async ({ page, server }) => {
  const stage = await theStage(server);
  for (const screen of screens.filter(({ prepare }) => !prepare)) {
    await stage.open(screen, page, "fr");
    const bytes = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => /\/assets\/[^?]*\.js$/.test(name))
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    expect(bytes.length, screen.name).toBeGreaterThan(0);
    expect(Math.min(...bytes), screen.name).toBeGreaterThan(0);
    expect(
      bytes.reduce((a, b) => a + b, 0),
      screen.name,
    ).toBeLessThanOrEqual(45_000);
    if (screen.name === "home") break;
  }
});

const stages = new Map<string, Promise<Stage>>();

/** One for each worker: people sign in once. */
function theStage(server: Server): Promise<Stage> {
  const stage = stages.get(server.url) ?? Stage.set(server);
  stages.set(server.url, stage);
  return stage;
}

/** How many photos in the window have not come yet. */
function unloaded(page: Page): Promise<number> {
  return page.locator("main img").evaluateAll(
    (images) =>
      images.filter((image) => {
        const { top, bottom } = image.getBoundingClientRect();
        return bottom > 0 && top < innerHeight && !(image as HTMLImageElement).complete;
      }).length,
  );
}

/** No blank of a text is left, no key stands for a sentence, and French signs have their spaces. */
async function wellWritten(page: Page, screen: Screen, locale: string): Promise<void> {
  const own = await page.evaluate(() => {
    // What people wrote is theirs.
    const written = ".prose, .quote, .profile-bio, [lang=en], input, textarea, template, code, script";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest(written))
        texts.push(walker.currentNode.textContent ?? "");
    }
    return texts.join("\n");
  });
  expect(own, `${screen.name}: a blank`).not.toMatch(/\{ ?\$?\w+ ?\}|undefined|\bnull\b|NaN|\[object/);
  if (locale !== "fr") return;
  expect(own, `${screen.name}: a plain space before a French sign`).not.toMatch(/[\p{L}\d] [:;?!»%]/u);
  expect(own, `${screen.name}: a straight apostrophe`).not.toMatch(/\p{L}'\p{L}/u);
}
