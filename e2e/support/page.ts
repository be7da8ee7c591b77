// The `test` of every journey: a server per worker, pages that fail the journey on any defect the browser sees, and what journeys
// do again and again. No journey lives here.
import { dirname } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { Company } from "./company";
import { startEngine } from "./engine";
import type { Person } from "./person";
import { type Mode, type Server, startServer } from "./server";
import { startStore } from "./store";

export type { Page, Person, Server };
export { expect };

/** What the browser found wrong, gathered over every page of a journey. */
export interface Watch {
  /** Accepts the console errors that match, from now to the end of the journey: a refused form is logged as a failed resource. */
  allow(pattern: RegExp): void;
  /** Watches the pages of a context that the journey opened itself. */
  over(context: BrowserContext): Promise<void>;
}

interface Fixtures {
  watch: Watch;
  /** A page of its own in a new context, watched: a second person, or the same one on another device. */
  another: () => Promise<Page>;
}

interface WorkerFixtures {
  /** `test.use({ mode: "demo" })` starts the example company, `serve` a network that nobody has set up. */
  mode: Mode | "company";
  /** `test.use({ translates: true })`: the server has a translation engine. */
  translates: boolean;
  /** `test.use({ stores: true })`: the server keeps its files in a store that speaks S3. */
  stores: boolean;
  server: Server;
  /** The small company of the mode `company`, shared by the journeys of a worker: each brings in people of its own. */
  company: Company;
}

const CSP_MARK = "security policy violated:";

export const test = base.extend<Fixtures, WorkerFixtures>({
  mode: ["company", { option: true, scope: "worker" }],

  translates: [false, { option: true, scope: "worker" }],

  stores: [false, { option: true, scope: "worker" }],

  server: [
    async ({ mode, translates, stores }, use, workerInfo) => {
      const config = workerInfo.config.configFile;
      if (!config) throw new Error("the journeys need their configuration file");
      const engine = translates ? await startEngine() : undefined;
      const store = stores ? await startStore() : undefined;
      const settings: Record<string, string> = {
        ...(engine && { RUCHE_TRANSLATION_URL: engine.url }),
        ...store?.settings,
      };
      const server = await startServer(
        mode === "demo" ? "demo" : "serve",
        dirname(dirname(config)),
        settings,
      );
      await use(server);
      await server.stop();
      engine?.stop();
      store?.stop();
    },
    { scope: "worker", timeout: 150_000 },
  ],

  company: [
    async ({ server, mode }, use) => {
      if (mode !== "company") throw new Error("only the mode company has a company of its own");
      const company = await Company.start(server);
      await use(company);
      await company.close();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  watch: [
    async ({ server }, use, testInfo) => {
      const defects: string[] = [];
      const allowed: RegExp[] = [];
      await use({
        allow: (pattern) => {
          allowed.push(pattern);
        },
        over: (context) => watchContext(context, defects, allowed),
      });
      // Also what came late from the journey before, rather than losing it.
      defects.push(...server.takeErrors().map((line) => `server: ${line}`));
      if (defects.length > 0 || testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("server log", { body: server.log(), contentType: "text/plain" });
      }
      expect(defects, "nothing wrong in the browser or on the server").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    await watch.over(context);
    await use(context);
  },

  another: async ({ browser, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      await watch.over(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

/** The contexts whose network is cut on purpose. */
const cut = new WeakSet<BrowserContext>();

async function watchContext(context: BrowserContext, defects: string[], allowed: RegExp[]): Promise<void> {
  await context.addInitScript((mark) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(mark, event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber);
    });
  }, CSP_MARK);
  context.on("weberror", (event) => {
    const error = event.error();
    // The browser's own cross-fade between two documents, which it gives up when the second one does not want it: nothing is missed.
    if (error.name === "InvalidStateError" && error.message.startsWith("Transition was aborted")) return;
    defects.push(`uncaught: ${error.stack ?? error.message}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = message.text();
    if (cut.has(context) && /net::ERR_|Failed to fetch|NetworkError/.test(text)) return;
    if (!text.startsWith(CSP_MARK) && allowed.some((pattern) => pattern.test(text))) return;
    defects.push(`console: ${text} (${message.location().url})`);
  });
}

/** Signs a person in through the form, and waits for the first page of a signed-in person. Any language. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[autocomplete~="username"]').fill(login);
  await page.locator('input[autocomplete~="current-password"]').fill(password);
  await page.locator('input[autocomplete~="current-password"]').press("Enter");
  await expect(page.locator("body[data-member]")).toBeAttached();
}

/** Cuts the network of a page's context while `during` runs. Loads that fail in that time are no defect. */
export async function withoutNetwork(page: Page, during: () => Promise<void>): Promise<void> {
  const context = page.context();
  cut.add(context);
  await context.setOffline(true);
  try {
    await during();
  } finally {
    await context.setOffline(false);
    // The messages of the last failed loads come after the network.
    await page.waitForTimeout(250);
    cut.delete(context);
  }
}

/**
 * Expects that axe finds nothing at the levels A and AA of WCAG 2.2, nor against its best practices, in the page as it is now;
 * with `colours`, only against what another theme can change.
 */
export async function axe(page: Page, only?: "colours"): Promise<void> {
  // A colour read in the middle of a fade is not a colour of the design.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ).then(() => undefined),
  );
  // Without frames of other sites, the quick way of old: the new one opens a page for each look.
  const look = new AxeBuilder({ page }).setLegacyMode();
  if (only) look.withRules(["color-contrast", "link-in-text-block"]);
  else look.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  // Nobody reaches what lies under an open dialog; it is looked at when it is closed.
  if ((await page.locator("dialog:modal").count()) > 0) look.include("dialog[open]");
  const { violations } = await look.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    ${node.target.join(" ")}\n    ${node.html}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
