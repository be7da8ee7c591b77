// Puts a link on the clipboard and says so.
import { Controller } from "@hotwired/stimulus";
import { showToast } from "../lib/text";

export default class Copy extends Controller<HTMLElement> {
  static override targets = ["done"];
  static override values = { text: String };
  declare textValue: string;
  declare readonly doneTarget: HTMLTemplateElement;

  async copy(): Promise<void> {
    if (await this.#write()) showToast(this.doneTarget);
  }

  async #write(): Promise<boolean> {
    // Missing on plain http: the older way works there.
    if (!navigator.clipboard) return this.#writeOldWay();
    return navigator.clipboard.writeText(this.textValue).then(
      () => true,
      () => false,
    );
  }

  #writeOldWay(): boolean {
    const area = document.createElement("textarea");
    area.value = this.textValue;
    // Beside the button: a modal dialog lets nothing outside itself be selected.
    this.element.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    this.element.focus();
    return done;
  }
}
