// The field of search. What completes it is fetched when someone goes there.
import { Behaviour } from "../lib/behaviour";

export default class Search extends Behaviour<HTMLFormElement> {
  static override targets = ["field", "list"];
  declare readonly fieldTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;

  protected override start(signal: AbortSignal): void {
    const field = this.fieldTarget;
    const begin = async () => {
      const { SearchField } = await import("../lib/search_field");
      if (!signal.aborted) new SearchField(field, this.listTarget, signal);
    };
    if (document.activeElement === field) void begin();
    else field.addEventListener("focus", begin, { signal, once: true });
  }
}
