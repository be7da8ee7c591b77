// Light, dark, or as the device says: shown at once, kept by the server.
import { Behaviour } from "../lib/behaviour";
import { send } from "../lib/net";

export default class Theme extends Behaviour<HTMLFormElement> {
  protected override start(signal: AbortSignal): void {
    this.element.addEventListener("submit", (event) => this.#submit(event), { signal });
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const theme = (event.submitter as HTMLButtonElement).value;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    for (const button of document.querySelectorAll<HTMLButtonElement>("button[name=theme]")) {
      button.ariaPressed = String(button.value === theme);
    }
    const answer = await send(this.element, event.submitter);
    if (answer.kind === "done") answer.render();
  }
}
