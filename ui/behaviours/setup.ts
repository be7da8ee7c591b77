// The colour of the company is seen while it is chosen.
import { Controller } from "@hotwired/stimulus";

export default class Setup extends Controller<HTMLElement> {
  // A sheet made by script: the content-security policy drops style attributes and elements.
  #sheet = new CSSStyleSheet();

  override connect(): void {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  override disconnect(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  hue({ target }: Event): void {
    const hue = Number((target as HTMLInputElement).value) % 360;
    this.#sheet.replaceSync(`:root { --brand-h: ${hue} }`);
  }
}
