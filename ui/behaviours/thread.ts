// The comments under a post: new ones are added below, never above what is being read.
import { Behaviour, hear } from "../lib/behaviour";
import type { LiveEvent } from "../lib/channel";
import { fetchElement, fetchPage } from "../lib/net";

/** Everyone who reads the thread hears of the comment at the same moment. */
const SPREAD_MS = 500;
/** After an absence it is a whole page that everyone asks for. */
const RESYNC_SPREAD_MS = 4_000;
/** What cannot be had at this moment is asked for again: the network may have come back a moment too late. */
const AGAIN_MS = 2_000;

export default class Thread extends Behaviour<HTMLElement> {
  static override targets = ["list", "more"];
  static override values = { root: String, url: String };
  declare rootValue: string;
  declare urlValue: string;
  declare readonly listTarget: HTMLElement;
  declare readonly hasMoreTarget: boolean;

  protected override start(signal: AbortSignal): void {
    hear(signal, (event) => this.#hear(event));
    this.element.addEventListener("turbo:frame-load", () => this.#removeDoubles(), { signal });
  }

  #hear({ kind, root, subject }: LiveEvent): void {
    if (kind === "resync") setTimeout(() => this.#addMissed(), RESYNC_SPREAD_MS * Math.random());
    if (kind !== "comment.published" || root !== this.rootValue) return;
    const id = subject.split(":")[1] ?? "";
    setTimeout(() => this.#add(id), SPREAD_MS * Math.random());
  }

  async #add(id: string, tries = 3): Promise<void> {
    // What a page not yet asked for will show comes with that page.
    if (this.hasMoreTarget || this.#shown(id)) return;
    const comment = await fetchElement(`${this.urlValue}/${id}`);
    if (comment && comment !== "gone") this.#append(comment);
    else if (!comment && tries) setTimeout(() => this.#add(id, tries - 1), AGAIN_MS);
  }

  /** Too much happened to be told one by one: the page itself says what is new in it. */
  async #addMissed(): Promise<void> {
    const page = this.hasMoreTarget ? null : await fetchPage(location.href);
    const thread = page?.querySelector(`[data-thread-root-value="${this.rootValue}"]`);
    for (const comment of thread?.querySelectorAll<HTMLElement>(".comment[id]") ?? []) this.#append(comment);
  }

  #append(comment: HTMLElement): void {
    if (!this.element.isConnected || document.getElementById(comment.id)) return;
    const { parent } = comment.dataset;
    const replies = comment.closest("[id^=replies-]")?.id ?? `replies-${parent}`;
    (document.getElementById(replies) ?? this.listTarget).append(comment);
  }

  #shown(id: string): boolean {
    return document.getElementById(`comment-${id}`) !== null;
  }

  /** A page of older comments may bring one that was added alone before: the later one in the order of the page stays. */
  #removeDoubles(): void {
    const seen = new Set<string>();
    for (const comment of this.element.querySelectorAll(".comment[id]")) {
      if (seen.has(comment.id)) comment.remove();
      else seen.add(comment.id);
    }
  }
}
