// Where the person's clock stands: accounts begin with it.
import { Controller } from "@hotwired/stimulus";

export default class Zone extends Controller<HTMLInputElement> {
  override connect(): void {
    this.element.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
