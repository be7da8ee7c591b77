// "Reply" opens the form under its comment, and closes it again.

import type { FrameElement } from "@hotwired/turbo";
import { Behaviour } from "../lib/behaviour";

export default class Reply extends Behaviour<HTMLElement> {
  static override targets = ["link", "frame"];
  declare readonly linkTarget: HTMLElement;
  declare readonly frameTarget: FrameElement;

  // The frame fills when the form arrives, and empties when the reply is sent.
  #filled = new MutationObserver(() => this.#mark());

  frameTargetConnected(frame: FrameElement): void {
    this.#filled.observe(frame, { childList: true });
    this.#mark();
  }

  protected override start(signal: AbortSignal): void {
    this.element.addEventListener("keydown", (event) => this.#escape(event), { signal });
    this.#mark();
  }

  protected override stop(): void {
    this.#filled.disconnect();
  }

  toggle(event: Event): void {
    if (!this.#open) return;
    event.preventDefault();
    this.#close();
  }

  get #open(): boolean {
    return this.frameTarget.childElementCount > 0;
  }

  // What was typed is a draft: it comes back with the form.
  #close(): void {
    this.frameTarget.replaceChildren();
    this.frameTarget.removeAttribute("src");
    this.linkTarget.focus();
  }

  #escape(event: KeyboardEvent): void {
    const inside = event.target instanceof Node && this.frameTarget.contains(event.target);
    if (event.key === "Escape" && !event.defaultPrevented && inside) this.#close();
  }

  #mark(): void {
    this.linkTarget.setAttribute("aria-expanded", String(this.#open));
    // Emptied by the server: the same address has to load again at the next press.
    if (!this.#open && this.frameTarget.hasAttribute("complete")) this.frameTarget.removeAttribute("src");
  }
}
