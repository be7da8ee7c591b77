// The org chart by arrow keys: left and right within a level, up and down between them. Where a person was opened from the chart, the
// next page goes on there.
import { Behaviour } from "../lib/behaviour";

let goesOn = false;

export default class Levels extends Behaviour<HTMLElement> {
  protected override start(signal: AbortSignal): void {
    this.element.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.element.addEventListener(
      "click",
      (event) => {
        goesOn = event.target instanceof Element && event.target.closest("a[href]") !== null;
      },
      { signal },
    );
    if (goesOn)
      this.#rows
        .findLast((row) => row.some(isOpen))
        ?.find(isOpen)
        ?.focus();
    goesOn = false;
  }

  /** The links of each level, those that are shown. */
  get #rows(): HTMLAnchorElement[][] {
    const rows = [...this.element.querySelectorAll(".level-row > ul")].map((row) =>
      [...row.querySelectorAll("a")].filter((link) => link.checkVisibility()),
    );
    return rows.filter((row) => row.length > 0);
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = this.#rows;
    const here = document.activeElement as HTMLAnchorElement;
    const at = rows.findIndex((row) => row.includes(here));
    const row = rows[at];
    if (!row) return;
    const place = row.indexOf(here);
    const next = {
      ArrowLeft: row[place - 1],
      ArrowRight: row[place + 1],
      ArrowUp: entry(rows[at - 1]),
      ArrowDown: entry(rows[at + 1]),
      Home: row[0],
      End: row.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function isOpen(link: HTMLAnchorElement): boolean {
  return link.hasAttribute("aria-current");
}

/** Where one comes into a level: the person who is open, else the first. */
function entry(row?: HTMLAnchorElement[]): HTMLAnchorElement | undefined {
  return row?.find(isOpen) ?? row?.[0];
}
