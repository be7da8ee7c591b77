// Leaving the device: what the person has begun on it is erased, after asking.
import { Behaviour } from "../lib/behaviour";
import { countDrafts, eraseDrafts, RECENT_EMOJI } from "../lib/drafts";
import { counted, part } from "../lib/text";

export default class SignOut extends Behaviour<HTMLFormElement> {
  static override values = { member: String };
  declare memberValue: string;

  #sure = false;

  protected override start(signal: AbortSignal): void {
    this.element.addEventListener("submit", (event) => this.#ask(event), { signal });
  }

  async #ask(event: SubmitEvent): Promise<void> {
    if (this.#sure) return;
    event.preventDefault();
    // A device that keeps nothing has nothing to ask about.
    const drafts = await countDrafts(this.memberValue).catch(() => 0);
    const dialog = document.getElementById("leave");
    if (drafts && dialog instanceof HTMLDialogElement) this.#show(dialog, drafts);
    else await this.#leave();
  }

  #show(dialog: HTMLDialogElement, drafts: number): void {
    const text = part(dialog, "text");
    if (text) text.textContent = counted(text, drafts);
    const leave = part(dialog, "leave");
    if (leave) leave.onclick = () => this.#leave();
    dialog.showModal();
  }

  async #leave(): Promise<void> {
    await eraseDrafts(this.memberValue).catch(() => {});
    localStorage.removeItem(RECENT_EMOJI);
    this.#sure = true;
    this.element.requestSubmit();
  }
}
