// A small company that the journeys of a worker share; each brings in people of its own.
import { type Locale, lost, Person } from "./person";
import type { Server } from "./server";

export class Company {
  readonly #people: Person[] = [];
  #link?: string;
  #given = 0;
  #made = 0;

  private constructor(
    readonly server: Server,
    /** Who started the company and administers it. */
    readonly admin: Person,
  ) {}

  static async start(server: Server): Promise<Company> {
    return new Company(server, await Person.founding(server));
  }

  /** A new colleague, by the link that an administrator shares. */
  async join(name: string, locale: Locale = "fr"): Promise<Person> {
    this.#made += 1;
    const email = `membre-${this.#made}@orvane.example`;
    return this.#count(await Person.joining(this.server, await this.link(), name, email, locale));
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

  /** The path of a link that lets people in. One serves fifty, fewer than the journeys of a worker need: another is made in time. */
  async link(): Promise<string> {
    if (!this.#link || this.#given === 40) {
      this.#link = await invitation(this.admin);
      this.#given = 0;
    }
    this.#given += 1;
    return this.#link;
  }

  async close(): Promise<void> {
    for (const person of [this.admin, ...this.#people]) await person.http.dispose();
  }

  #count(person: Person): Person {
    this.#people.push(person);
    return person;
  }
}

/** The path of a new invitation for several people. */
export async function invitation(admin: Person): Promise<string> {
  const answer = await admin.http.post("/admin/invitations", { form: { addresses: "", how: "link" } });
  return /\/join\/[\w-]+/.exec(await answer.text())?.[0] ?? lost(answer);
}
