// The colour of the company is seen while it is chosen.
import { Behaviour } from "../lib/behaviour";

export default class Setup extends Behaviour<HTMLElement> {
  // A sheet made by script: the content-security policy drops style attributes and elements.
  #sheet = new CSSStyleSheet();

  protected override start(): void {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  protected override stop(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  hue({ target }: Event): void {
    const hue = Number((target as HTMLInputElement).value) % 360;
    this.#sheet.replaceSync(`:root { --brand-h: ${hue} }`);
  }
}
