// Work that many events ask for and that is done once, a moment later, while the tab is looked at.

export class Calm {
  #timer?: number;
  #stopped = new AbortController();

  /** `work` runs at most once in about `spread` milliseconds; the moment is random, since every browser hears an event at once. */
  constructor(
    private readonly spread: number,
    private readonly work: () => void,
  ) {}

  /** Asks for the work; asked again before it is done, nothing is added. */
  ask(delay = this.spread * (0.2 + 0.8 * Math.random())): void {
    this.#timer ??= window.setTimeout(() => this.#run(), delay);
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  #run(): void {
    if (document.hidden) {
      const options = { once: true, signal: this.#stopped.signal };
      document.addEventListener("visibilitychange", () => this.#run(), options);
      return;
    }
    this.#timer = undefined;
    this.work();
  }
}
