// The field of search: what begins like the words typed, in a list below it. Without a choice, Enter searches everywhere.
import * as Turbo from "@hotwired/turbo";
import { Behaviour } from "../lib/behaviour";
import { SuggestList } from "../lib/suggest";

const PAUSE_MS = 120;

export default class Search extends Behaviour<HTMLFormElement> {
  static override targets = ["field", "list"];
  declare readonly fieldTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;

  #list?: SuggestList;
  #asking?: AbortController;
  #timer?: number;

  protected override start(signal: AbortSignal): void {
    const field = this.fieldTarget;
    field.role = "combobox";
    field.ariaExpanded = "false";
    this.#list = new SuggestList(this.listTarget, field);
    field.addEventListener("input", () => this.#soon(), { signal });
    field.addEventListener("focus", () => field.value && this.#soon(), { signal });
    field.addEventListener("blur", () => this.#close(), { signal });
    field.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.element.addEventListener("submit", () => this.#close(), { signal });
  }

  protected override stop(): void {
    this.#close();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const q = this.fieldTarget.value.trim();
    if (!q) {
      this.#close();
      return;
    }
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const answer = await fetch(`/search/suggest?${new URLSearchParams({ q })}`, { signal, headers: { Accept: "text/html" } });
      if (answer.ok) this.#show(await answer.text());
    } catch {
      // Given up, or the network is away: one can still search.
    }
  }

  #show(html: string): void {
    if (document.activeElement !== this.fieldTarget) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const options = [...page.querySelectorAll<HTMLElement>("[role=option]")].map((element) => ({
      element,
      pick: () => this.#open(element.dataset.url ?? ""),
    }));
    const { left, top, bottom, width } = this.fieldTarget.getBoundingClientRect();
    this.listTarget.style.minInlineSize = `${width}px`;
    const shown = this.#list?.show(options, { left, top, bottom }) ?? 0;
    this.fieldTarget.ariaExpanded = String(shown > 0);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.#list?.open) {
      event.preventDefault();
      this.#close();
    } else if (event.key !== "Tab" && this.#list?.key(event)) {
      event.preventDefault();
    }
  }

  #open(url: string): void {
    this.#close();
    if (url) Turbo.visit(url);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list?.close();
    this.fieldTarget.ariaExpanded = "false";
  }
}
