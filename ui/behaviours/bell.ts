// A frame that is fetched again when a notification arrives.

import type { FrameElement } from "@hotwired/turbo";
import { Behaviour, hear } from "../lib/behaviour";
import { Calm } from "../lib/calm";
import type { LiveEvent } from "../lib/channel";

export default class Bell extends Behaviour<FrameElement> {
  static override values = { url: String };
  declare urlValue: string;

  #calm?: Calm;

  protected override start(signal: AbortSignal): void {
    this.#calm = new Calm(1_000, () => this.#reload());
    hear(signal, (event) => this.#hear(event));
  }

  protected override stop(): void {
    this.#calm?.stop();
  }

  #hear({ kind }: LiveEvent): void {
    if (kind === "notification" || kind === "resync") this.#calm?.ask();
  }

  #reload(): void {
    const { element } = this;
    if (!element.src) {
      // It came with the page: only a frame that knows whence it came is morphed, which leaves the focus where it is.
      element.disabled = true;
      element.src = this.urlValue;
      element.toggleAttribute("complete", true);
      element.disabled = false;
    }
    void element.reload();
  }
}
