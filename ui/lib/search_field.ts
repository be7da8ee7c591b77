// What begins like the words typed into a field of search, in a list below it. The first option searches everywhere.
import { SuggestList } from "./suggest";

const PAUSE_MS = 120;

export class SearchField {
  #list: SuggestList;
  #asking?: AbortController;
  #timer?: number;

  /** Completes `field` until `signal`. */
  constructor(
    private readonly field: HTMLInputElement,
    private readonly options: HTMLElement,
    signal: AbortSignal,
  ) {
    field.role = "combobox";
    field.ariaExpanded = "false";
    this.#list = new SuggestList(options, field);
    field.addEventListener("input", () => this.#soon(), { signal });
    field.addEventListener("focus", () => field.value && this.#soon(), { signal });
    field.addEventListener("blur", () => this.#close(), { signal });
    field.addEventListener("keydown", (event) => this.#key(event), { signal });
    field.form?.addEventListener("submit", () => this.#close(), { signal });
    signal.addEventListener("abort", () => this.#close());
    if (field.value) this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const q = this.field.value.trim();
    if (!q) {
      this.#close();
      return;
    }
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const answer = await fetch(`/search/suggest?${new URLSearchParams({ q })}`, {
        signal,
        headers: { Accept: "text/html" },
      });
      if (answer.ok) this.#show(await answer.text());
    } catch {
      // Given up, or the network is away: one can still search.
    }
  }

  #show(html: string): void {
    if (document.activeElement !== this.field) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = [...page.querySelectorAll<HTMLElement>("[role=option]")].map((element) => ({
      element,
      pick: () => this.#open(element.dataset.url ?? ""),
    }));
    const { left, top, bottom, width } = this.field.getBoundingClientRect();
    this.options.style.minInlineSize = `${width}px`;
    const shown = this.#list.show(found, { left, top, bottom });
    this.field.ariaExpanded = String(shown > 0);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.#list.open) {
      event.preventDefault();
      this.#close();
    } else if (event.key !== "Tab" && this.#list.key(event)) {
      event.preventDefault();
    }
  }

  #open(url: string): void {
    this.#close();
    if (!url) return;
    // As a link that is pressed: Turbo goes there, and this file does without it.
    const link = Object.assign(document.createElement("a"), { href: url });
    this.field.after(link);
    link.click();
    link.remove();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list.close();
    this.field.ariaExpanded = "false";
  }
}
