// A list of posts that never moves under the reader: what is new waits behind a pill, and what was read is remembered.
import { Behaviour, hear } from "../lib/behaviour";
import type { LiveEvent } from "../lib/channel";
import { counted, part } from "../lib/text";

/** A post is seen when half of it, or half a screen of it, has stood before the eyes for so long. */
const SEEN_MS = 1_000;
/** The server is told at most once in this time. */
const TELL_MS = 5_000;

/** Stands among what waits for the posts of which nothing was told. */
const UNCOUNTED = "some";

interface Mark {
  published: number;
  id: number;
}

const newer = (a: Mark, b: Mark) => a.published - b.published || a.id - b.id;

export default class Feed extends Behaviour<HTMLElement> {
  static override targets = ["pill", "post"];
  static override values = { places: String, people: String, me: String, seenUrl: String, waiting: Array };
  declare placesValue: string;
  declare peopleValue: string;
  declare meValue: string;
  declare seenUrlValue: string;
  /** What the pill counts, written on the element: it is still true when Turbo brings this page back. */
  declare waitingValue: string[];
  declare readonly hasPillTarget: boolean;
  declare readonly pillTarget: HTMLElement;
  declare readonly postTargets: HTMLElement[];

  #looking = new Map<Element, number>();
  #seen: Mark = { published: 0, id: 0 };
  #told: Mark = this.#seen;
  #telling?: number;
  #observer?: IntersectionObserver;

  override initialize(): void {
    const look = (entries: IntersectionObserverEntry[]) => {
      for (const entry of entries) this.#look(entry);
    };
    // A long post fills half of the screen before a tenth of it is there.
    this.#observer = new IntersectionObserver(look, { threshold: [0, 0.02, 0.05, 0.1, 0.25, 0.5] });
  }

  protected override start(signal: AbortSignal): void {
    hear(signal, (event) => this.#hear(event));
    window.addEventListener("pagehide", () => this.#tell(), { signal });
    document.addEventListener("visibilitychange", () => this.#lookAgain(), { signal });
  }

  protected override stop(): void {
    for (const timer of this.#looking.values()) clearTimeout(timer);
    this.#tell();
  }

  postTargetConnected(post: HTMLElement): void {
    this.#observer?.observe(post);
  }

  postTargetDisconnected(post: HTMLElement): void {
    this.#observer?.unobserve(post);
    this.#leave(post);
  }

  #hear({ kind, subject, place, actor }: LiveEvent): void {
    const among = (ids: string, id: string) => ids.split(" ").includes(id);
    const shownHere = !this.placesValue || among(this.placesValue, place) || among(this.peopleValue, actor);
    const others = this.waitingValue.filter((one) => one !== subject);
    if (kind === "resync") this.waitingValue = [UNCOUNTED];
    else if (kind === "post.deleted") this.waitingValue = others;
    else if (kind === "post.published" && shownHere && actor !== this.meValue) {
      const here = this.postTargets.some((post) => subject === `post:${post.dataset.id}`);
      if (!here) this.waitingValue = [...others, subject];
    } else return;
    this.#offer();
  }

  /** Says how many posts wait, or only that some may. */
  #offer(): void {
    if (!this.hasPillTarget) return;
    const { pillTarget: pill, waitingValue: waiting } = this;
    pill.hidden = waiting.length === 0;
    if (pill.hidden) return;
    const some = waiting.includes(UNCOUNTED) ? pill.dataset.some : undefined;
    (part(pill, "text") ?? pill).textContent = some ?? counted(pill, waiting.length);
  }

  #look({
    target,
    isIntersecting,
    intersectionRatio,
    intersectionRect,
    rootBounds,
  }: IntersectionObserverEntry) {
    const screenful = intersectionRect.height >= (rootBounds?.height ?? Infinity) / 2;
    if (!isIntersecting || (intersectionRatio < 0.5 && !screenful)) this.#leave(target);
    else if (!this.#looking.has(target)) this.#time(target);
  }

  #time(post: Element): void {
    const seen = window.setTimeout(() => this.#mark(post as HTMLElement), SEEN_MS);
    this.#looking.set(post, seen);
  }

  /** What stood on the screen of a tab that nobody looked at begins to be read now. */
  #lookAgain(): void {
    for (const [post, timer] of this.#looking) {
      clearTimeout(timer);
      if (!document.hidden) this.#time(post);
    }
  }

  #leave(post: Element): void {
    clearTimeout(this.#looking.get(post));
    this.#looking.delete(post);
  }

  #mark(post: HTMLElement): void {
    const mark = { published: Number(post.dataset.published), id: Number(post.dataset.id) };
    if (newer(mark, this.#seen) <= 0) return;
    this.#seen = mark;
    this.#telling ??= window.setTimeout(() => this.#tell(), TELL_MS);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (!this.seenUrlValue || newer(this.#seen, this.#told) <= 0) return;
    this.#told = this.#seen;
    const body = new URLSearchParams({ published: `${this.#seen.published}`, id: `${this.#seen.id}` });
    // Also while the page goes away. A lost mark costs nothing: the next one says more.
    fetch(this.seenUrlValue, { method: "POST", body, keepalive: true }).catch(() => {});
  }
}
