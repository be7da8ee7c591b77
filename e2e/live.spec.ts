// One stream for a whole browser, however many tabs; and what happens when it breaks.
import type { Page, Route } from "@playwright/test";
import { axe, expect, test, withoutNetwork } from "./support/page";

test("eight tabs share one stream, all hear at once, and none keeps the others waiting", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/status of 404/);
  const [person, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  await person.enter(page.context());
  const streams: string[] = [];
  page.context().on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams.push(request.url());
  });
  const tabs: Page[] = [page];
  while (tabs.length < 8) tabs.push(await page.context().newPage());
  for (const tab of tabs) {
    await tab.goto("/");
    await expect(tab.locator("body[data-member]")).toBeAttached();
  }
  await other.publish(`Pour tous les onglets, et [@${person.name}](/members/${person.id}).`);
  for (const tab of tabs) {
    await expect(tab.locator(".new-pill")).toHaveText("1 nouvelle publication");
    // The bell is fetched by the tab that is looked at; the others do so when they are.
    await tab.bringToFront();
    await expect(tab.locator("#bell .count")).toHaveText("1");
  }
  expect(streams, "requests of a stream").toHaveLength(1);

  // Six requests at once are all that a browser makes to one place: the eight tabs still go about.
  await Promise.all(tabs.map((tab) => tab.goto("/members")));
  for (const tab of tabs) await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();

  // The tab that leads is closed: another goes on.
  await page.close();
  const rest = tabs.slice(1);
  for (const tab of rest) await tab.goto("/");
  await other.publish("Après la fermeture.");
  for (const tab of rest) await expect(tab.locator(".new-pill")).toHaveText("1 nouvelle publication");
});

test("going from page to page keeps the stream", async ({ page, company }) => {
  const [person, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  await person.enter(page.context());
  let streams = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams += 1;
  });
  await page.goto("/");
  for (const name of ["Communautés", "Annuaire", "Accueil"]) {
    await page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name }).click();
    await expect(page.locator(".nav [aria-current=page]")).toHaveText(name);
  }
  await other.publish("Au retour.");
  await expect(page.locator(".new-pill")).toHaveText("1 nouvelle publication");
  expect(streams).toBe(1);
  // The pill brings what it counts.
  await page.locator(".new-pill").click();
  await expect(page.locator("article.post").first()).toContainText("Au retour.");
  await expect(page.locator(".new-pill")).toBeHidden();
});

test("what happened without a network is caught up @both", async ({ page, company }) => {
  const [person, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  const post = await other.publish("Avant le tunnel.");
  await person.enter(page.context());
  await page.goto(`/posts/${post}`);
  const bar = page.locator(".netbar[data-live-target=offline]");
  await expect(bar).toBeHidden();
  await withoutNetwork(page, async () => {
    await expect(bar).toBeVisible();
    await axe(page);
    await other.comment(post, "Pendant le tunnel.");
  });
  await expect(bar).toBeHidden();
  await expect(page.locator(".comment")).toContainText("Pendant le tunnel.");
});

test("a stream whose opening is told after the network went does not hide that it is away", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/net::ERR_/);
  const person = await company.join("Camille Rousset");
  await person.enter(page.context());
  const held: Route[] = [];
  await page.route("**/live*", (route) => void held.push(route));
  await page.goto("/");
  await expect.poll(() => held.length).toBe(1);
  const bar = page.locator(".netbar[data-live-target=offline]");
  await withoutNetwork(page, async () => {
    await expect(bar).toBeVisible();
    // Nobody listens to it any more, or it opens and breaks off at once.
    await held[0]?.fulfill({ contentType: "text/event-stream", body: "" }).catch(() => {});
    await expect.poll(() => held.length, "it is tried again").toBe(2);
    expect(await bar.isVisible()).toBe(true);
  });
});

test("a deleted post leaves the page, an edited one changes in it, a menu that is open is left alone", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/status of 404/);
  const [person, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  const [stays, goes] = [await other.publish("Celui qui change."), await other.publish("Celui qui part.")];
  await person.enter(page.context());
  await page.goto("/");
  await page.locator(`#post-${stays}-more`).click();
  await other.send(`/posts/${stays}`, { key: "2".repeat(22), version: "1", body: "Celui qui a changé." });
  await other.send(`/posts/${goes}?_method=delete`);
  await expect(page.locator(`#post-${goes}`)).toHaveCount(0);
  await expect(page.locator(`#post-${stays}-menu`)).toBeVisible();
  await expect(page.locator(`#post-${stays}`)).toContainText("Celui qui change.");
  await page.keyboard.press("Escape");
  await expect(page.locator(`#post-${stays}`)).toContainText("Celui qui a changé.");
  await expect(page.locator(`#post-${stays}-more`)).toBeFocused();
});
