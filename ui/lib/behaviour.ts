// What every behaviour that listens needs: a signal that ends its listeners when its element leaves the page.
import { Controller } from "@hotwired/stimulus";
import type { LiveEvent } from "./channel";

export abstract class Behaviour<E extends Element = HTMLElement> extends Controller<E> {
  #life = new AbortController();

  /** Begins; `signal` is for the listeners, and is aborted at the end. */
  protected abstract start(signal: AbortSignal): void;

  /** Ends what the signal does not end. */
  protected stop(): void {}

  override connect(): void {
    this.#life = new AbortController();
    this.start(this.#life.signal);
  }

  override disconnect(): void {
    this.#life.abort();
    this.stop();
  }
}

/** Hears what happens in the company, until `signal`. */
export function hear(signal: AbortSignal, work: (event: LiveEvent) => void): void {
  window.addEventListener("ruche:event", ({ detail }) => work(detail), { signal });
}
