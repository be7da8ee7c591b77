// Prints the page that is shown.
import { Behaviour } from "../lib/behaviour";

export default class Print extends Behaviour {
  protected override start(): void {}

  print(): void {
    this.element.closest<HTMLElement>("[popover]")?.hidePopover();
    window.print();
  }
}
