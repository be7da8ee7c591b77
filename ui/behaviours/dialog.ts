// Opens and closes a dialog, and gives the focus back. A link opens it with what the link leads to.

import type { FrameElement } from "@hotwired/turbo";
import { Behaviour } from "../lib/behaviour";

export default class Dialog extends Behaviour<HTMLDialogElement> {
  static override values = { links: String, show: Boolean };
  declare linksValue: string;
  declare showValue: boolean;

  #opener?: HTMLElement;
  #waiting: Node[] = [];

  protected override start(signal: AbortSignal): void {
    document.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("turbo:before-cache", () => this.close(), { signal });
    this.element.addEventListener("close", () => this.#giveBack(), { signal });
    this.element.addEventListener("ruche:done", () => this.#done(), { signal });
    // What stands in the frame before anything is loaded comes back once its form is sent.
    this.#waiting = [...(this.#frame?.childNodes ?? [])].map((node) => node.cloneNode(true));
    if (this.showValue) this.open();
  }

  open(): void {
    if (!this.element.open) this.element.showModal();
  }

  close(event?: Event): void {
    event?.preventDefault();
    if (this.element.open) this.element.close();
  }

  get #frame(): FrameElement | null {
    return this.element.querySelector<FrameElement>("turbo-frame");
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (event.target === this.element) {
      this.close();
      return;
    }
    const openers = [`[data-opens="${this.element.id}"]`, this.linksValue].filter(Boolean).join();
    const opener = (event.target as Element).closest<HTMLElement>(openers);
    if (!opener) return;
    event.preventDefault();
    this.#opener = opener;
    const frame = this.#frame;
    this.element.dataset.begin = opener.dataset.begin ?? "";
    if (frame && opener instanceof HTMLAnchorElement && frame.src !== opener.href) frame.src = opener.href;
    this.open();
    this.dispatch("opened");
  }

  #giveBack(): void {
    this.#opener?.focus();
    this.#opener = undefined;
  }

  #done(): void {
    this.close();
    const frame = this.#frame;
    if (!frame) return;
    frame.removeAttribute("src");
    frame.replaceChildren(...this.#waiting.map((node) => node.cloneNode(true)));
  }
}
