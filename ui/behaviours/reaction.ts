// Reactions show at once; when the server did not keep one, the state comes back and says so.
import { Behaviour } from "../lib/behaviour";
import { send } from "../lib/net";
import { part } from "../lib/text";

export default class Reaction extends Behaviour {
  static override targets = ["problem"];
  declare readonly problemTargets: HTMLElement[];

  protected override start(signal: AbortSignal): void {
    this.element.addEventListener("submit", (event) => this.#press(event), { signal });
  }

  async #press(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [form, pressed] = [event.target as HTMLFormElement, event.submitter as HTMLButtonElement];
    if (form.ariaBusy === "true") return;
    pressed.closest<HTMLElement>("[popover]")?.hidePopover();
    this.#tell(false);
    const before = this.#mine;
    this.#show(pressed.name === "off" ? undefined : pressed.value);
    const answer = await send(form, pressed);
    if (answer.kind === "done") {
      answer.render();
      return;
    }
    this.#show(before);
    this.#tell(true);
  }

  /** The kind that the person has given: one at most. */
  get #mine(): string | undefined {
    return this.element.querySelector<HTMLButtonElement>("[aria-pressed=true]")?.value;
  }

  /** Shows `mine` as the person's own, in the row and in the menu, and counts it. */
  #show(mine: string | undefined): void {
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("[aria-pressed]")) {
      const on = button.value === mine;
      if (on === (button.ariaPressed === "true")) continue;
      button.ariaPressed = String(on);
      const count = part(button, "count");
      if (count) count.textContent = changed(count.textContent, on ? 1 : -1);
    }
  }

  #tell(problem: boolean): void {
    for (const element of this.problemTargets) element.hidden = !problem;
  }
}

/** A written number and one more or less; none is not written. */
function changed(text: string, by: number): string {
  const n = Number(text.replace(/\D/g, "")) + by;
  return n > 0 ? n.toLocaleString(document.documentElement.lang) : "";
}
