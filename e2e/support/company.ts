// A small company that the journeys of a worker share; each brings in people of its own.
import { allMailed } from "./mail";
import { type Locale, lost, Person } from "./person";
import type { Server } from "./server";

export class Company {
  readonly #people: Person[] = [];
  /** Personal invitations that wait for someone: the address, and the path of the link. */
  readonly #invited: [string, string][] = [];
  #made = 0;

  private constructor(
    readonly server: Server,
    /** Who started the company and administers it. */
    readonly admin: Person,
  ) {}

  static async start(server: Server): Promise<Company> {
    return new Company(server, await Person.founding(server));
  }

  /** A new colleague, by an invitation of the administrator's. */
  async join(name: string, locale: Locale = "fr"): Promise<Person> {
    const [email, path] = await this.invited();
    return this.#count(await Person.joining(this.server, path, name, email, locale));
  }

  /** An address and the path of its invitation. They are made in dozens: mail takes a moment, whatever its amount. */
  async invited(): Promise<[string, string]> {
    if (!this.#invited.length) {
      const emails = Array.from({ length: 20 }, () => `membre-${++this.#made}@orvane.example`);
      const paths = await invitations(this.admin, emails);
      this.#invited.push(...emails.map((email, n): [string, string] => [email, paths[n] ?? ""]));
    }
    return this.#invited.shift() ?? ["", ""];
  }

  /** Someone of another company, whom the administrator answers for. */
  async partner(name: string, company: string): Promise<Person> {
    this.#made += 1;
    const email = `partenaire-${this.#made}@ailleurs.example`;
    const form = { name, email, company, sponsor: "", ends: "90" };
    const made = await this.admin.http.post("/admin/partners", { form });
    const password = /class="code"[^>]*>([^<]+)</.exec(await made.text())?.[1] ?? lost(made);
    return this.#count(await Person.existing(this.server, name, email, password));
  }

  async close(): Promise<void> {
    for (const person of [this.admin, ...this.#people]) await person.http.dispose();
  }

  #count(person: Person): Person {
    this.#people.push(person);
    return person;
  }
}

/** The path of a new link that lets several people in. */
export async function sharedLink(admin: Person): Promise<string> {
  const answer = await admin.http.post("/admin/invitations", { form: { addresses: "", how: "link" } });
  return /\/join\/[\w-]+/.exec(await answer.text())?.[0] ?? lost(answer);
}

/** The paths of new invitations, one for each of these addresses. */
export async function invitations(admin: Person, emails: string[]): Promise<string[]> {
  await admin.send("/admin/invitations", { addresses: emails.join(" "), how: "mail" });
  return allMailed(admin.server, emails, /\/join\/[\w-]+/);
}
