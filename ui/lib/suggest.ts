// A list of suggestions beside the caret: the writing keeps the focus, the keys move through the list.

/** Beyond this nobody reads. */
const MOST = 8;

export interface Caret {
  left: number;
  top: number;
  bottom: number;
}

export class SuggestList {
  #picks: (() => void)[] = [];
  #at = 0;

  /** `list` is a `role=listbox` popover; `field` is what has the focus. */
  constructor(
    private readonly list: HTMLElement,
    private readonly field: HTMLElement,
  ) {
    list.classList.add("floating");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    // A press would take the focus away from the writing.
    list.onmousedown = (event) => event.preventDefault();
    list.onclick = ({ target }) => this.#press(target as Element);
  }

  get open(): boolean {
    return this.#picks.length > 0;
  }

  /** Shows options, each with what picking it does; without any, the list is closed. Tells how many are shown. */
  show(options: { element: HTMLElement; pick: () => void }[], caret: Caret): number {
    const shown = options.slice(0, MOST);
    if (!shown.length) {
      this.close();
      return 0;
    }
    this.#picks = shown.map(({ pick }) => pick);
    shown.forEach(({ element }, i) => {
      element.id = `${this.list.id}-${i}`;
    });
    this.list.replaceChildren(...shown.map(({ element }) => element));
    this.field.setAttribute("aria-controls", this.list.id);
    this.#select(0);
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    this.#place(caret);
    return shown.length;
  }

  close(): void {
    this.#picks = [];
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
  }

  /** Handles a key of the writing; true when it was for the list. */
  key({ key }: KeyboardEvent): boolean {
    if (!this.open) return false;
    const last = this.#picks.length - 1;
    if (key === "ArrowDown") this.#select(this.#at === last ? 0 : this.#at + 1);
    else if (key === "ArrowUp") this.#select(this.#at === 0 ? last : this.#at - 1);
    else if (key === "Enter" || key === "Tab") this.#picks[this.#at]?.();
    else return false;
    return true;
  }

  #select(at: number): void {
    this.#at = at;
    [...this.list.children].forEach((option, i) => {
      option.ariaSelected = String(i === at);
      if (i !== at) return;
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }

  #press(target: Element): void {
    const option = target.closest("[role=option]");
    if (option) this.#picks[[...this.list.children].indexOf(option)]?.();
  }

  /** Under the caret, above it when there is no room (a phone's keyboard), never over the edge. */
  #place({ left, top, bottom }: Caret): void {
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const room = window.visualViewport?.height ?? window.innerHeight;
    const below = bottom + height + 8 <= room || top < height;
    this.list.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    this.list.style.top = `${below ? bottom + 4 : top - height - 4}px`;
  }
}
