// Shows the password that is being typed.
import { Behaviour } from "../lib/behaviour";

export default class Reveal extends Behaviour {
  static override targets = ["field", "button"];
  declare readonly fieldTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;

  protected override start(signal: AbortSignal): void {
    // Sent as it was: a browser offers to remember a password, not a text.
    this.fieldTarget.form?.addEventListener("submit", () => this.#show(false), { signal });
  }

  toggle(): void {
    this.#show(this.fieldTarget.type === "password");
  }

  #show(shown: boolean): void {
    this.fieldTarget.type = shown ? "text" : "password";
    this.buttonTarget.ariaPressed = String(shown);
  }
}
