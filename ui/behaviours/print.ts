// Prints the page that is shown.
import { Controller } from "@hotwired/stimulus";

export default class Print extends Controller<HTMLElement> {
  print(): void {
    this.element.closest<HTMLElement>("[popover]")?.hidePopover();
    window.print();
  }
}
