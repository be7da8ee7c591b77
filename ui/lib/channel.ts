// One stream of events per browser, shared by its tabs. The tab that holds the Web Lock leads: it alone is connected, and repeats
// everything on a BroadcastChannel. When it closes, the browser gives the lock to another, which goes on from its own last number.
import { jitter } from "./net";

/** Something that happened: ids only. `resync` as kind means: reload what you show. */
export interface LiveEvent {
  seq: number;
  kind: string;
  subject: string;
  place: string;
  root: string;
  actor: string;
}

declare global {
  interface WindowEventMap {
    "ruche:event": CustomEvent<LiveEvent>;
    "ruche:online": Event;
    "ruche:offline": Event;
  }
}

/** What tabs say to one another. `prev` is the number before: a tab whose own number is lower has missed something. */
type Note =
  | { type: "event"; prev: number; seq: number; event?: LiveEvent }
  | { type: "lead"; seq: number }
  | { type: "hello"; tab: string; seq: number }
  | { type: "missed"; tab: string; seq: number; events: LiveEvent[]; online: boolean }
  | { type: "state"; online: boolean };

const NAME = "ruche-live";
/** Events kept so that a tab or a page that is late can catch up. */
const MEMORY = 300;
/** A stream that says nothing for so long, after it has once said a beat, is dead. */
const SILENCE_MS = 60_000;
/** A leader that says nothing for so long is asleep: a phone puts the tabs that nobody looks at to sleep. */
const ASLEEP_MS = 3_000;
/** A stream that comes back within this time was never away. */
const GRACE_MS = 4_000;

class LiveChannel {
  #url = "";
  #seq = 0;
  #tab = Math.random().toString(36).slice(2);
  #recent: LiveEvent[] = [];
  /** Every event after this number is in `#recent`. */
  #floor = 0;
  #channel?: BroadcastChannel;
  #running?: AbortController;
  #leading = false;
  #source?: EventSource;
  #tries = 0;
  #retry?: number;
  #silence?: number;
  #asleep?: number;
  #away?: number;
  #online = true;

  /** Follows `url`; a page shows what happened up to `seq`. Called again by each page, of which only the number counts. */
  start(url: string, seq: number): void {
    if (!this.#running) this.#begin(url, seq);
    this.#page(seq);
  }

  /** Leaves: the lead goes to another tab. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    clearTimeout(this.#asleep);
    this.#follow();
    this.#channel?.close();
  }

  get online(): boolean {
    return this.#online;
  }

  #begin(url: string, seq: number): void {
    this.#url = url;
    if (seq > this.#seq) this.#forget(seq);
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.addEventListener("message", ({ data }) => this.#hear(data), { signal });
    window.addEventListener("offline", () => this.#gone(), { signal });
    window.addEventListener("online", () => this.#back(), { signal });
    this.#elect(signal);
    this.#hello();
    if (!navigator.onLine) this.#state(false);
  }

  #elect(signal: AbortSignal): void {
    if (navigator.locks) {
      this.#queue(signal, { signal });
      const look = () => document.hidden || this.#leading || this.#hello();
      document.addEventListener("visibilitychange", look, { signal });
      return;
    }
    // Without locks, the tabs that are looked at connect: one per window.
    const look = () => (document.hidden ? this.#follow() : this.#lead());
    document.addEventListener("visibilitychange", look, { signal });
    look();
  }

  /** Leads as soon as the lock is given, and until it is taken away or `signal`. */
  #queue(signal: AbortSignal, options: LockOptions): void {
    const untilStopped = () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
        this.#lead();
      });
    navigator.locks.request(NAME, options, untilStopped).catch(() => {
      // Given up by `stop`, or stolen while this tab was asleep: then it stands in line again.
      if (signal.aborted) return;
      this.#follow();
      this.#queue(signal, { signal });
    });
  }

  #lead(): void {
    clearTimeout(this.#asleep);
    if (this.#leading) return;
    this.#leading = true;
    this.#say({ type: "lead", seq: this.#seq });
    this.#connect();
  }

  #follow(): void {
    this.#leading = false;
    this.#close();
    clearTimeout(this.#retry);
    clearTimeout(this.#away);
    this.#away = undefined;
  }

  #close(): void {
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
  }

  #connect(): void {
    this.#close();
    clearTimeout(this.#retry);
    const address = new URL(this.#url, location.href);
    if (this.#seq) address.searchParams.set("after", String(this.#seq));
    const source = new EventSource(address);
    this.#source = source;
    source.addEventListener("open", () => this.#share(true));
    // The browser's own reconnection has no jitter: every failure is ours to try again.
    source.addEventListener("error", () => this.#lost());
    source.addEventListener("message", ({ data }) => {
      const event = JSON.parse(data) as LiveEvent;
      this.#tries = 0;
      this.#advance(event.seq, event);
    });
    source.addEventListener("beat", ({ data }) => {
      this.#tries = 0;
      clearTimeout(this.#silence);
      this.#silence = window.setTimeout(() => this.#lost(), SILENCE_MS);
      this.#advance(Number(data));
    });
  }

  #lost(): void {
    this.#close();
    clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => this.#connect(), jitter(this.#tries++));
    this.#away ??= window.setTimeout(() => this.#share(false), GRACE_MS);
  }

  /** The device has no network: a stream that had just opened must not say otherwise. */
  #gone(): void {
    this.#state(false);
    if (!this.#leading) return;
    this.#lost();
    this.#share(false);
  }

  /** The device has a network again: no need to wait for the next try. */
  #back(): void {
    if (this.#leading) this.#connect();
    else this.#state(true);
  }

  /** The leader heard something from the server. */
  #advance(seq: number, event?: LiveEvent): void {
    if (!(seq > this.#seq) && event?.kind !== "resync") return;
    this.#say({ type: "event", prev: this.#seq, seq, event });
    this.#take(seq, event);
  }

  #hear(note: Note): void {
    if (note.type === "event") {
      if (note.prev > this.#seq && note.event?.kind !== "resync") this.#hello();
      else if (note.seq > this.#seq || note.event?.kind === "resync") this.#take(note.seq, note.event);
    } else if (note.type === "lead") {
      clearTimeout(this.#asleep);
      if (note.seq > this.#seq) this.#hello();
    } else if (note.type === "hello") {
      if (this.#leading) this.#answer(note.tab, note.seq);
    } else if (note.type === "missed") {
      if (note.tab !== this.#tab) return;
      clearTimeout(this.#asleep);
      for (const event of note.events) {
        if (event.seq > this.#seq || event.kind === "resync") this.#take(event.seq, event);
      }
      if (note.seq > this.#seq) this.#take(note.seq);
      this.#state(note.online);
    } else {
      this.#state(note.online);
    }
  }

  /** Asks the leader for what was missed. A leader that does not answer loses the lead to a tab that is looked at. */
  #hello(): void {
    this.#say({ type: "hello", tab: this.#tab, seq: this.#seq });
    const signal = this.#running?.signal;
    if (!navigator.locks || !signal) return;
    clearTimeout(this.#asleep);
    this.#asleep = window.setTimeout(() => {
      if (!this.#leading && !document.hidden && !signal.aborted) this.#queue(signal, { steal: true });
    }, ASLEEP_MS);
  }

  #answer(tab: string, seq: number): void {
    this.#say({ type: "missed", tab, seq: this.#seq, events: this.#since(seq), online: this.#online });
  }

  #since(seq: number): LiveEvent[] {
    // Who knows no number begins with what comes.
    if (!seq) return [];
    if (seq >= this.#floor) return this.#recent.filter((event) => event.seq > seq);
    return [{ seq: this.#seq, kind: "resync", subject: "", place: "", root: "", actor: "" }];
  }

  #take(seq: number, event?: LiveEvent): void {
    // A tab that knew no number remembers from here on.
    if (!this.#seq) this.#floor = event ? seq - 1 : seq;
    // A resync may go back: the server was restored from a copy.
    if (event?.kind === "resync") this.#forget(seq);
    else this.#seq = seq;
    if (!event) return;
    if (event.kind !== "resync") this.#recent.push(event);
    if (this.#recent.length > MEMORY) this.#floor = this.#recent.shift()?.seq ?? this.#floor;
    this.#tell(event);
  }

  /** A page comes that is older than what the tab has heard: it is told what it does not show. */
  #page(seq: number): void {
    if (seq >= this.#seq || !seq) return;
    const events = this.#since(seq);
    // Later: the behaviours of the page are not connected yet.
    setTimeout(() => {
      for (const event of events) this.#tell(event);
    });
  }

  #forget(seq: number): void {
    this.#seq = seq;
    this.#floor = seq;
    this.#recent = [];
  }

  #tell(detail: LiveEvent): void {
    window.dispatchEvent(new CustomEvent("ruche:event", { detail }));
  }

  /** The leader tells all tabs, itself included, whether the stream runs. */
  #share(online: boolean): void {
    clearTimeout(this.#away);
    this.#away = undefined;
    this.#say({ type: "state", online });
    this.#state(online);
  }

  #state(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    window.dispatchEvent(new Event(online ? "ruche:online" : "ruche:offline"));
  }

  #say(note: Note): void {
    if (this.#running && !this.#running.signal.aborted) this.#channel?.postMessage(note);
  }
}

/** The one channel of this tab: it outlives the pages that Turbo changes. */
export const channel = new LiveChannel();
