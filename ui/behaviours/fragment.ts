// A part of the page that fetches itself again when what it shows has changed.
import { Behaviour, hear } from "../lib/behaviour";
import { Calm } from "../lib/calm";
import type { LiveEvent } from "../lib/channel";
import { fetchElement } from "../lib/net";

const SPREAD_MS = 800;
/** How long to wait before looking again whether the person is done. */
const PATIENCE_MS = 2_000;

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

export default class Fragment extends Behaviour<HTMLElement> {
  static override values = { url: String, subject: String, root: String, kinds: String };
  declare urlValue: string;
  declare subjectValue: string;
  declare rootValue: string;
  declare kindsValue: string;

  #calm?: Calm;

  protected override start(signal: AbortSignal): void {
    this.#calm = new Calm(SPREAD_MS, () => this.#reload());
    hear(signal, (event) => this.#hear(event));
  }

  protected override stop(): void {
    this.#calm?.stop();
  }

  #hear(event: LiveEvent): void {
    const mine = this.subjectValue ? event.subject === this.subjectValue : event.root === this.rootValue;
    const matches = mine && this.kindsValue.split(" ").includes(event.kind);
    if (matches || event.kind === "resync") this.#calm?.ask();
  }

  /** Someone types in it, has one of its menus open, or is sending one of its forms. */
  get #occupied(): boolean {
    const focus = document.activeElement;
    const typing = focus?.matches(TYPING) && this.element.contains(focus);
    return typing || this.element.querySelector(":popover-open, form[aria-busy=true]") !== null;
  }

  async #reload(): Promise<void> {
    if (this.#occupied) return this.#calm?.ask(PATIENCE_MS);
    const fresh = await fetchElement(this.urlValue);
    if (!fresh || !this.element.isConnected) return;
    if (fresh !== "gone" && this.#occupied) return this.#calm?.ask(PATIENCE_MS);
    const focus = this.element.contains(document.activeElement) ? document.activeElement : null;
    if (fresh === "gone") {
      if (focus) this.#focusNeighbour();
      this.element.remove();
      return;
    }
    this.element.replaceWith(fresh);
    if (focus?.id) document.getElementById(focus.id)?.focus({ preventScroll: true });
  }

  /** What was looked at goes away: the next item is the natural place to go on from, else the one before. */
  #focusNeighbour(): void {
    const { nextElementSibling: next, previousElementSibling: previous } = this.element;
    const neighbour = next ?? previous;
    neighbour?.querySelector<HTMLElement>("a[href], button")?.focus({ preventScroll: true });
  }
}
