// A short message that leaves by itself, unless someone is at it.
import { Controller } from "@hotwired/stimulus";

const STAYS_MS = 8_000;

export default class Toast extends Controller<HTMLElement> {
  #timer?: number;

  override connect(): void {
    // It belongs to this moment: Turbo does not keep it for the way back.
    this.element.dataset.turboTemporary = "";
    for (const [event, wait] of [
      ["pointerenter", true],
      ["focusin", true],
      ["pointerleave", false],
      ["focusout", false],
    ] as const) {
      this.element.addEventListener(event, () => (wait ? clearTimeout(this.#timer) : this.#leave()));
    }
    this.#leave();
  }

  override disconnect(): void {
    clearTimeout(this.#timer);
  }

  close(): void {
    this.element.classList.add("leaving");
    // The end of the transition, or at once where there is none.
    const leaving = this.element.getAnimations().map(({ finished }) => finished);
    Promise.allSettled(leaving).then(() => this.element.remove());
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.element.matches(":hover, :focus-within")) this.#leave();
      else this.close();
    }, STAYS_MS);
  }
}
