// Follows what happens, for all that the page shows; and says so when the network is away.
import { Behaviour, hear } from "../lib/behaviour";
import { channel, type LiveEvent } from "../lib/channel";

export default class Live extends Behaviour<HTMLElement> {
  static override targets = ["offline"];
  static override values = { url: String, seq: Number };
  declare urlValue: string;
  declare seqValue: number;
  declare readonly offlineTargets: HTMLElement[];

  protected override start(signal: AbortSignal): void {
    // The page that Turbo keeps for the way back then says what it really shows.
    hear(signal, (event) => this.#note(event));
    window.addEventListener("ruche:online", () => this.#show(), { signal });
    window.addEventListener("ruche:offline", () => this.#show(), { signal });
    // A page put aside by the browser must not keep the lead.
    window.addEventListener("pagehide", () => channel.stop(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.#start(), { signal });
    this.#start();
    this.#show();
  }

  protected override stop(): void {
    // From page to page the stream goes on; a page without a member ends it.
    setTimeout(() => document.body.dataset.member || channel.stop());
  }

  #start(): void {
    channel.start(this.urlValue, this.seqValue);
  }

  #note({ seq }: LiveEvent): void {
    if (seq > this.seqValue) this.seqValue = seq;
  }

  #show(): void {
    for (const bar of this.offlineTargets) bar.hidden = channel.online;
  }
}
