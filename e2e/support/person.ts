// Someone with an account, and what they do through the real forms by plain requests: what stands there before a journey begins.
// Nothing here opens a page.
import { randomUUID } from "node:crypto";
import {
  type APIRequestContext,
  type APIResponse,
  type BrowserContext,
  expect,
  request,
} from "@playwright/test";
import type { Server } from "./server";

export type Locale = "fr" | "en";
/** Who may read a community. */
export type Kind = "open" | "request" | "closed" | "unlisted";

/** Long and strong enough for every account of the journeys. */
export const PASSWORD = "vélo trompette nuage sept";

/** The id in the cookie that says what was just done, which the page after a form tells once. */
const DONE = /ruche-toast=[a-z-]+~(\d+)/;

/** Someone with an account and a session of their own outside of any browser. */
export class Person {
  private constructor(
    readonly name: string,
    readonly login: string,
    readonly password: string,
    readonly id: string,
    readonly server: Server,
    public http: APIRequestContext,
  ) {}

  /** Someone who has an account already, in a new session. */
  static async existing(server: Server, name: string, login: string, password: string): Promise<Person> {
    const http = await signedIn(server, login, password);
    return new Person(name, login, password, await memberOf(http), server, http);
  }

  /** Makes an account by the path of a personal invitation; `email` is whose it is. */
  static async joining(
    server: Server,
    path: string,
    name: string,
    email: string,
    locale: Locale,
  ): Promise<Person> {
    const http = await browserless(server, locale);
    await sent(
      await http.post(path, {
        form: { name, title: "Conseiller", password: PASSWORD },
        maxRedirects: 0,
      }),
    );
    return new Person(name, email, PASSWORD, await memberOf(http), server, http);
  }

  /** Sets an empty network up, and administers it. */
  static async founding(server: Server): Promise<Person> {
    const http = await browserless(server, "fr");
    const [name, email] = ["Lucie Martel", "lucie.martel@orvane.example"];
    const company = {
      screen: "admin",
      code: server.setupCode ?? "",
      name: "Orvane Commerce",
      locale: "fr",
      hue: "168",
    };
    const form = { ...company, admin: name, email, password: PASSWORD };
    await sent(await http.post("/set-up", { form, maxRedirects: 0 }));
    return new Person(name, email, PASSWORD, await memberOf(http), server, http);
  }

  /** Gives this session to a browser: its pages are signed in. */
  async enter(context: BrowserContext): Promise<void> {
    const { cookies } = await this.http.storageState();
    await context.addCookies(cookies.filter(({ name }) => name === "ruche"));
  }

  /** Publishes for the whole company, or in a community, and gives the id of the post. */
  async publish(body: string, place = ""): Promise<string> {
    return idOf(await this.#post("/posts", { key: randomUUID(), place, body }));
  }

  /** Comments a post, or replies to a comment, and gives the id of what was written. */
  async comment(post: string, body: string, parent = ""): Promise<string> {
    const answer = await this.#post(`/posts/${post}/comments`, { key: randomUUID(), parent, body });
    return /\/comments\/(\d+)/.exec(answer.headers().location ?? "")?.[1] ?? lost(answer);
  }

  /** Makes a community, of which the person is the owner, and gives its id. */
  async community(name: string, kind: Kind = "open"): Promise<string> {
    const fields = {
      name,
      description: `Pour parler de ${name}.`,
      kind,
      icon: "zap",
      hue: "40",
      language: "fr",
    };
    return idOf(await this.#post("/communities/new", fields));
  }

  async invite(community: string, ...people: Person[]): Promise<void> {
    for (const { id } of people) await this.#post(`/communities/${community}/invitations`, { member: id });
  }

  async enterCommunity(community: string): Promise<void> {
    await this.#post(`/communities/${community}/membership?_method=put`, {});
  }

  async react(subject: string, kind = "like"): Promise<void> {
    await this.#post("/reactions", { subject, kind });
  }

  /** Sends any other form that leads on to another page. */
  async send(path: string, fields: Record<string, string> = {}): Promise<void> {
    await this.#post(path, fields);
  }

  /** Signs in on another device and ends every session but that one, with which the requests go on. */
  async endSessions(): Promise<void> {
    const other = await signedIn(this.server, this.login, this.password);
    const security = await (await other.get("/settings/security")).text();
    const addresses = security.match(/\/settings\/sessions\/\d+\?_method=delete/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) await sent(await other.post(address, { maxRedirects: 0 }));
    await this.http.dispose();
    this.http = other;
  }

  async #post(path: string, form: Record<string, string>): Promise<APIResponse> {
    return sent(await this.http.post(path, { form, maxRedirects: 0 }));
  }
}

function browserless(server: Server, locale: Locale): Promise<APIRequestContext> {
  const extraHTTPHeaders = { Accept: "text/html", "Accept-Language": locale };
  return request.newContext({ baseURL: server.url, extraHTTPHeaders });
}

async function signedIn(server: Server, login: string, password: string): Promise<APIRequestContext> {
  const http = await browserless(server, "fr");
  await sent(await http.post("/sign-in", { form: { login, password, back: "/" }, maxRedirects: 0 }));
  return http;
}

async function memberOf(http: APIRequestContext): Promise<string> {
  const home = await http.get("/");
  return /data-member="(\d+)"/.exec(await home.text())?.[1] ?? lost(home);
}

/** A form that was accepted leads on to another page. */
async function sent(answer: APIResponse): Promise<APIResponse> {
  expect(answer.status(), `${answer.url()}\n${await answer.text()}`).toBe(303);
  expect(answer.headers().location, "the session stands").not.toContain("/sign-in");
  return answer;
}

function idOf(answer: APIResponse): string {
  return DONE.exec(answer.headers()["set-cookie"] ?? "")?.[1] ?? lost(answer);
}

export function lost(answer: APIResponse): never {
  throw new Error(`${answer.url()} answered ${answer.status()} without what was expected`);
}
