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
    const form = event.target as HTMLFormElement;
    if (this.element.querySelector("form[aria-busy=true]")) return;
    form.closest<HTMLElement>("[popover]")?.hidePopover();
    this.#tell(false);
    const [kind, before] = [kindOf(form), this.#mine];
    this.#show(kind === before ? undefined : kind);
    const answer = await send(form);
    if (answer.kind === "done") {
      answer.render();
      return;
    }
    this.#show(before);
    this.#tell(true);
  }

  /** The kind that the person has given: one at most. */
  get #mine(): string | undefined {
    const form = this.element.querySelector("[aria-pressed=true]")?.closest("form");
    return form ? kindOf(form) : undefined;
  }

  /** Shows `mine` as the person's own, in the row and in the menu, and counts it. */
  #show(mine: string | undefined): void {
    for (const form of this.element.querySelectorAll("form")) {
      const button = form.querySelector("button");
      const on = kindOf(form) === mine;
      if (!button || on === (button.ariaPressed === "true")) continue;
      button.ariaPressed = String(on);
      const count = part(button, "count");
      if (count) count.textContent = changed(count.textContent, on ? 1 : -1);
    }
  }

  #tell(problem: boolean): void {
    for (const element of this.problemTargets) element.hidden = !problem;
  }
}

function kindOf(form: HTMLFormElement): string {
  return String(new FormData(form).get("kind"));
}

/** A written number and one more or less; none is not written. */
function changed(text: string, by: number): string {
  const n = Number(text.replace(/\D/g, "")) + by;
  return n > 0 ? n.toLocaleString(document.documentElement.lang) : "";
}
