// Every screen of the example company, once: where it is, who looks at it, and what has to be done to see it.
import { expect, type Page } from "@playwright/test";
import { invitations, sharedLink } from "./company";
import { van } from "./files";
import { type Locale, Person } from "./person";
import type { Server } from "./server";
import { addPhoto, openComposer } from "./writing";

export interface Screen {
  name: string;
  /** Who looks; nobody for the pages before signing in. */
  who: "admin" | "owner" | "newcomer" | "led" | "surveyed" | "manager" | "nobody";
  path: (at: Landmarks) => string;
  /** What is done once the page is there. */
  prepare?: (page: Page) => Promise<void>;
  /** Only where it is shown: the sheet of the menu belongs to phones. */
  below?: number;
}

/** What the paths name. */
export interface Landmarks {
  community: string;
  /** A community that the administrator does not read. */
  closed: string;
  /** One that is archived, with a post that links to the question. */
  archived: string;
  /** One that could be merged into the first. */
  spare: string;
  post: string;
  /** A question that several people answered, with an accepted answer. */
  question: string;
  colleague: string;
  /** Somebody with several skills, one of which several people confirm. */
  expert: string;
  skill: string;
  unit: string;
  site: string;
  partner: string;
  firm: string;
  /** The community as one of its partners sees it. */
  look: string;
  /** Somebody on day 23 of a journey, that journey and one of its steps. */
  led: string;
  journey: string;
  step: string;
  webhook: string;
  bot: string;
  /** A circle without anybody in it. */
  circle: string;
  /** A link that several people share, and one that is for its address alone. */
  shared: string;
  personal: string;
}

export const screens: Screen[] = [
  { name: "sign-in", who: "nobody", path: () => "/sign-in" },
  { name: "reset", who: "nobody", path: () => "/reset" },
  { name: "join", who: "nobody", path: ({ shared }) => shared },
  { name: "join-account", who: "nobody", path: ({ personal }) => personal },
  { name: "home", who: "admin", path: () => "/" },
  { name: "home-useful", who: "admin", path: () => "/?order=relevant" },
  { name: "order", who: "admin", path: () => "/feed/order" },
  { name: "topics", who: "admin", path: () => "/topics" },
  { name: "topic", who: "admin", path: () => "/topics/recharge" },
  { name: "topic-around", who: "admin", path: () => "/topics/recharge/around" },
  { name: "topic-edit", who: "admin", path: () => "/topics/recharge/edit" },
  { name: "trends", who: "admin", path: () => "/trends" },
  {
    name: "composer",
    who: "admin",
    path: () => "/",
    prepare: async (page) => {
      const composer = await openComposer(page);
      await page.keyboard.type("Bonjour @ka");
      await expect(composer.locator("[role=option]").first()).toBeVisible();
    },
  },
  {
    name: "composer-page",
    who: "admin",
    path: ({ community }) => `/posts/new?place=${community}`,
    prepare: async (page) => {
      await expect(page.locator(".ProseMirror")).toBeFocused();
      await page.locator(".ProseMirror").fill("Une photo de la nouvelle camionnette.");
      await addPhoto(page.locator("#composer-form"), van);
    },
  },
  { name: "post", who: "admin", path: ({ post }) => `/posts/${post}` },
  {
    name: "reply",
    who: "admin",
    path: ({ post }) => `/posts/${post}`,
    prepare: async (page) => {
      await page.locator("[id^=reply-link-]").first().click();
      await expect(page.locator(".comment .ProseMirror")).toBeFocused();
    },
  },
  {
    name: "photo",
    who: "admin",
    path: () => "/",
    prepare: async (page) => {
      await page.locator("a[data-lightbox]").first().click();
      await expect(page.locator("#lightbox img")).toBeVisible();
      await expect(page.locator("#lightbox .stage")).not.toHaveAttribute("aria-busy");
    },
  },
  { name: "question", who: "admin", path: ({ question }) => `/posts/${question}` },
  { name: "questions", who: "admin", path: () => "/questions?filter=all" },
  { name: "drafts", who: "admin", path: () => "/drafts" },
  { name: "bookmarks", who: "admin", path: () => "/bookmarks" },
  { name: "community", who: "admin", path: ({ community }) => `/communities/${community}` },
  { name: "community-outside", who: "admin", path: ({ closed }) => `/communities/${closed}` },
  { name: "communities", who: "admin", path: () => "/communities" },
  { name: "community-new", who: "admin", path: () => "/communities/new" },
  {
    name: "community-members",
    who: "owner",
    path: ({ community }) => `/communities/${community}/members?find=ma`,
  },
  { name: "community-calendar", who: "owner", path: ({ community }) => `/communities/${community}/calendar` },
  { name: "community-archived", who: "owner", path: ({ archived }) => `/communities/${archived}` },
  { name: "community-merge", who: "owner", path: ({ spare }) => `/communities/${spare}/merge` },
  {
    name: "community-merge-what",
    who: "owner",
    path: ({ community, spare }) => `/communities/${spare}/merge?into=${community}`,
  },
  { name: "community-feed", who: "owner", path: ({ community }) => `/communities/${community}/feed` },
  { name: "community-settings", who: "owner", path: ({ community }) => `/communities/${community}/settings` },
  {
    name: "community-webhooks",
    who: "owner",
    path: ({ community }) => `/communities/${community}/webhooks`,
  },
  {
    name: "community-webhook",
    who: "owner",
    path: ({ community, webhook }) => `/communities/${community}/webhooks/${webhook}`,
  },
  { name: "community-incoming", who: "owner", path: ({ community }) => `/communities/${community}/incoming` },
  { name: "directory", who: "admin", path: () => "/members" },
  { name: "profile", who: "admin", path: ({ colleague }) => `/members/${colleague}` },
  { name: "experts", who: "admin", path: () => "/experts?q=borne%20de%20recharge" },
  { name: "experts-start", who: "admin", path: () => "/experts" },
  { name: "directory-cards", who: "admin", path: () => "/members?view=cards" },
  { name: "chart", who: "admin", path: ({ colleague }) => `/organisation/${colleague}` },
  { name: "reports", who: "admin", path: () => "/organisation/0/reports" },
  { name: "manager", who: "admin", path: ({ colleague }) => `/members/${colleague}/manager` },
  { name: "units", who: "admin", path: () => "/units" },
  { name: "unit", who: "admin", path: ({ unit }) => `/units/${unit}` },
  { name: "unit-edit", who: "admin", path: ({ unit }) => `/units/${unit}/edit` },
  { name: "sites", who: "admin", path: () => "/sites" },
  { name: "site", who: "admin", path: ({ site }) => `/sites/${site}` },
  { name: "site-edit", who: "admin", path: ({ site }) => `/sites/${site}/edit` },
  { name: "settings-team", who: "admin", path: () => "/settings/team" },
  { name: "skills", who: "admin", path: () => "/skills" },
  { name: "skill-union", who: "admin", path: ({ skill }) => `/skills/${skill}/union` },
  { name: "skill", who: "admin", path: ({ skill }) => `/skills/${skill}` },
  { name: "member-skill", who: "admin", path: ({ expert, skill }) => `/members/${expert}/skills/${skill}` },
  { name: "profile-skills", who: "admin", path: ({ expert }) => `/members/${expert}` },
  { name: "settings-questions", who: "admin", path: () => "/settings/questions" },
  { name: "settings-skills", who: "admin", path: () => "/settings/skills" },
  { name: "start", who: "led", path: () => "/start" },
  { name: "start-begun", who: "newcomer", path: () => "/start?at=9" },
  { name: "start-skills", who: "newcomer", path: () => "/start?at=1" },
  { name: "start-communities", who: "newcomer", path: () => "/start?at=2" },
  { name: "start-hello", who: "newcomer", path: () => "/start?at=3" },
  { name: "survey", who: "surveyed", path: () => "/start/surveys/30" },
  { name: "newcomers", who: "manager", path: () => "/newcomers" },
  { name: "newcomer", who: "manager", path: ({ led }) => `/newcomers/${led}` },
  { name: "newcomers-none", who: "owner", path: () => "/newcomers" },
  { name: "admin-newcomers", who: "admin", path: () => "/admin/newcomers" },
  { name: "admin-newcomer", who: "admin", path: ({ led }) => `/admin/newcomers/${led}` },
  { name: "admin-journey", who: "admin", path: ({ journey }) => `/admin/journeys/${journey}` },
  {
    name: "admin-journey-step",
    who: "admin",
    path: ({ journey, step }) => `/admin/journeys/${journey}/steps/${step}`,
  },
  { name: "notifications", who: "owner", path: () => "/notifications" },
  { name: "settings", who: "admin", path: () => "/settings" },
  { name: "leadership", who: "admin", path: () => "/leadership" },
  { name: "settings-contact", who: "admin", path: () => "/settings/contact" },
  { name: "settings-experience", who: "admin", path: () => "/settings/experience" },
  { name: "admin-fields", who: "admin", path: () => "/admin/fields" },
  { name: "member-fields", who: "admin", path: ({ expert }) => `/members/${expert}/fields` },
  { name: "settings-display", who: "admin", path: () => "/settings/display" },
  { name: "settings-notifications", who: "admin", path: () => "/settings/notifications" },
  { name: "settings-calendar", who: "admin", path: () => "/settings/calendar" },
  { name: "settings-feeds", who: "admin", path: () => "/settings/feeds" },
  { name: "settings-delegates", who: "admin", path: () => "/settings/delegates" },
  { name: "settings-security", who: "admin", path: () => "/settings/security" },
  { name: "admin", who: "admin", path: () => "/admin" },
  { name: "admin-departure", who: "admin", path: ({ colleague }) => `/admin/members/${colleague}/departure` },
  { name: "admin-partners", who: "admin", path: () => "/admin/partners" },
  { name: "admin-partner", who: "admin", path: ({ partner }) => `/admin/partners/${partner}` },
  { name: "admin-partner-company", who: "admin", path: ({ firm }) => `/admin/partners/companies/${firm}` },
  { name: "admin-partner-company-new", who: "admin", path: () => "/admin/partners/companies/new" },
  { name: "partners-mine", who: "owner", path: () => "/partners/mine" },
  { name: "partner-sees", who: "admin", path: ({ partner }) => `/partners/${partner}/communities` },
  { name: "community-as-partner", who: "owner", path: ({ look }) => look },
  { name: "community-as-partner-people", who: "owner", path: ({ look }) => `${look}/members` },
  { name: "post-as-partner", who: "owner", path: ({ look, post }) => `${look}/posts/${post}` },
  { name: "partners-none", who: "led", path: () => "/partners/mine" },
  { name: "community-terms", who: "owner", path: ({ community }) => `/communities/${community}/terms` },
  { name: "admin-circles", who: "admin", path: () => "/admin/circles" },
  { name: "admin-circle", who: "admin", path: ({ circle }) => `/admin/circles/${circle}` },
  {
    name: "admin-circle-changes",
    who: "admin",
    path: ({ circle, site }) => `/admin/circles/${circle}?person=&unit=&site=${site}`,
  },
  { name: "admin-bots", who: "admin", path: () => "/admin/bots" },
  { name: "admin-bot", who: "admin", path: ({ bot }) => `/admin/bots/${bot}` },
  { name: "admin-communities", who: "admin", path: () => "/admin/communities" },
  { name: "admin-company", who: "admin", path: () => "/admin/company" },
  { name: "admin-directory", who: "admin", path: () => "/admin/directory" },
  { name: "bin", who: "admin", path: () => "/bin" },
  { name: "nothing-yet", who: "newcomer", path: () => "/notifications" },
  { name: "not-found", who: "admin", path: () => "/communities/1234567" },
  {
    name: "shortcuts",
    who: "admin",
    path: () => "/",
    prepare: async (page) => {
      await page.keyboard.press("?");
      await expect(page.locator("#shortcuts")).toBeVisible();
    },
  },
  {
    name: "menu",
    who: "admin",
    path: () => "/",
    below: 600,
    prepare: async (page) => {
      await page.locator(".tabbar a[href='/menu']").click();
      await expect(page.locator("#menu")).toBeVisible();
    },
  },
  { name: "search", who: "admin", path: () => "/search?q=recharge" },
  { name: "settings-tokens", who: "admin", path: () => "/settings/tokens" },
];

/** The people and addresses that the screens need, found or made in a server of the example company. */
export class Stage {
  private constructor(
    readonly server: Server,
    readonly at: Landmarks,
    readonly people: Record<Exclude<Screen["who"], "nobody">, Person>,
  ) {}

  static async set(server: Server): Promise<Stage> {
    const [admin, owner] = [await account(server, "lucie.perrot"), await account(server, "karim.benali")];
    const [led, surveyed] = [await account(server, "leo.martineau"), await account(server, "hugo.vasseur")];
    const manager = await account(server, "nora.");
    const [email, free] = ["nadege.aubry@orvane.example", "maxime.aubry@orvane.example"];
    const [path = "", personal = ""] = await invitations(admin, [email, free]);
    const newcomer = await Person.joining(server, path, "Nadège Aubry", email, "fr");
    const community = await find(admin, "/communities?q=gamme", PLACE);
    const webhooks = `/communities/${community}/webhooks`;
    const told = { name: "Tableau de bord", url: "https://program.invalid/ruche", kind: "post.published" };
    // Their answer is the page that shows a secret once, not a redirect.
    await owner.http.post(webhooks, { form: told });
    const webhook = await find(owner, webhooks, /webhooks\/(\d+)"/);
    await owner.send(`${webhooks}/${webhook}/trial`);
    await owner.http.post(`/communities/${community}/incoming`, { form: { name: "Veilleur" } });
    await admin.send("/admin/circles", { name: "Lys Distribution" });
    await admin.send("/admin/bots", { name: "Traducteur", purpose: "Traduit ce qu’on lui demande." });
    const question = await find(admin, "/questions?filter=all", /href="\/posts\/(\d+)"[^>]*>Lys et remorque/);
    const archived = await owner.community("Ancien atelier");
    await owner.publish(`La suite est ici : ${server.url}/posts/${question}`, archived);
    await owner.send(`/communities/${archived}/archive?_method=put`);
    const journey = await find(admin, "/admin/newcomers", /href="\/admin\/journeys\/(\d+)"/);
    const at = {
      led: led.id,
      journey,
      step: await find(admin, `/admin/journeys/${journey}`, /\/steps\/(\d+)"/),
      webhook,
      archived,
      spare: await owner.community("Pièces et outillage", "closed"),
      circle: await find(admin, "/admin/circles", /admin\/circles\/(\d+)"/),
      bot: await find(admin, "/admin/bots", /admin\/bots\/(\d+)"/),
      shared: await sharedLink(admin),
      personal,
      community,
      closed: await find(admin, "/communities?q=r%C3%A9seau", PLACE),
      // With a conversation: three comments or more.
      post: await find(
        admin,
        `/communities/${community}`,
        /href="\/posts\/(\d+)#comments" aria-label="[^"]*\b[3-9] /,
      ),
      question,
      colleague: await find(admin, "/members?q=camille", /class="name cover" href="\/members\/(\d+)"/),
      expert: await find(admin, "/members?q=yanis", /class="name cover" href="\/members\/(\d+)"/),
      unit: await find(admin, "/units", /class="name cover" href="\/units\/(\d+)">Direction/),
      site: await find(admin, "/sites", /class="name cover" href="\/sites\/(\d+)"/),
      skill: await find(admin, "/skills?q=recharge", /class="name cover" href="\/skills\/(\d+)"/),
      partner: await find(admin, "/admin/partners", /href="\/admin\/partners\/(\d+)"/),
      firm: await find(admin, "/admin/partners", /href="\/admin\/partners\/companies\/(\d+)"/),
      look: await find(owner, `/communities/${community}/members`, /href="(\/communities\/\d+\/as\/\d+)"/),
    };
    const thrown = await admin.publish("Une annonce publiée trop tôt.");
    await admin.send(`/posts/${thrown}?_method=delete`);
    return new Stage(server, at, { admin, owner, newcomer, led, surveyed, manager });
  }

  /** Opens a screen in a page, in a language. */
  async open(screen: Screen, page: Page, locale: Locale): Promise<void> {
    const context = page.context();
    await leave(page, this.server);
    await context.clearCookies();
    if (screen.who === "nobody") {
      await context.addCookies([{ name: "ruche-lang", value: locale, url: this.server.url }]);
    } else {
      const person = this.people[screen.who];
      await person.send("/settings/display", { locale, zone: "Europe/Paris", theme: "", shortcuts: "on" });
      await person.enter(context);
    }
    await page.goto(screen.path(this.at));
    await page.evaluate(() => document.fonts.ready);
    await screen.prepare?.(page);
  }
}

/** Leaves the last screen, whose loads must not find that their session is gone, and forgets the draft that it kept. */
async function leave(page: Page, server: Server): Promise<void> {
  // A page of that origin with nothing on it, nor an icon to ask for.
  const nowhere = `${server.url}/nowhere`;
  await page.route(nowhere, (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><link rel="icon" href="data:,">` }),
  );
  await page.goto(nowhere);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const going = indexedDB.deleteDatabase("ruche");
        going.onsuccess = () => resolve();
        going.onerror = () => reject(going.error);
      }),
  );
}

const PLACE = /class="name cover" href="\/communities\/(\d+)"/;

function account(server: Server, name: string): Promise<Person> {
  const found = server.signIns.find(({ login }) => login.startsWith(name));
  if (!found) throw new Error(`the example company has no ${name}`);
  return Person.existing(server, name, found.login, found.password);
}

async function find(person: Person, path: string, pattern: RegExp): Promise<string> {
  const text = await (await person.http.get(path)).text();
  const id = pattern.exec(text)?.[1];
  if (!id) throw new Error(`nothing like ${pattern} at ${path}`);
  return id;
}
