// The picker of emoji. Loaded on demand, with the names of one language: nothing that a page needs at once may import this file.
import { RECENT_EMOJI } from "./drafts";
import { clone, counted, part } from "./text";

type Sign = [emoji: string, name: string, words: string];

const data = () =>
  document.documentElement.lang === "fr" ? import("virtual:emoji/fr") : import("virtual:emoji/en");

const MOST_RECENT = 16;
/** Beyond this one searches again. */
const MOST_FOUND = 120;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Opens the panel that `template` holds beside `button`; `pick` is told what was picked, after the panel has closed. */
export async function openPicker(
  button: HTMLElement,
  template: HTMLTemplateElement,
  pick: (emoji: string) => void,
): Promise<void> {
  const { default: groups } = await data();
  const panel = clone(template);
  const list = part(panel, "list");
  const search = part<HTMLInputElement>(panel, "search");
  const found = part(panel, "found");
  if (!list || !search || !found) return;
  const names = (list.dataset.groups ?? "").split("|");
  const signs = groups.flat();
  const known = new Map(signs.map((sign) => [sign[0], sign]));

  const showAll = () => {
    const recent = readRecent()
      .map((emoji) => known.get(emoji))
      .filter((sign) => sign !== undefined);
    list.replaceChildren(
      ...(recent.length ? [section(list.dataset.recent ?? "", recent)] : []),
      ...groups.map((group, i) => section(names[i] ?? "", group)),
    );
    found.textContent = "";
  };
  const show = () => {
    const asked = plain(search.value).split(/\s+/).filter(Boolean);
    if (asked.length) {
      const all = signs.filter(([, , words]) => asked.every((word) => ` ${words}`.includes(` ${word}`)));
      const shown = all.slice(0, MOST_FOUND);
      list.replaceChildren(...(shown.length ? [section(list.dataset.found ?? "", shown)] : []));
      found.textContent = all.length ? counted(found, all.length) : (found.dataset.none ?? "");
    } else showAll();
    list.scrollTop = 0;
    reach(buttons()[0]);
  };
  const buttons = () => [...list.querySelectorAll<HTMLButtonElement>("button")];
  const reach = (reached?: HTMLButtonElement) => {
    const before = list.querySelector('[tabindex="0"]');
    if (before instanceof HTMLElement) before.tabIndex = -1;
    if (reached) reached.tabIndex = 0;
  };
  const take = (one?: HTMLButtonElement) => {
    const emoji = one?.textContent;
    if (!emoji) return;
    writeRecent(emoji);
    panel.hidePopover();
    pick(emoji);
  };

  search.addEventListener("input", show);
  panel.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      take(all[0]);
      return;
    }
    const to = at < 0 ? (event.key === "ArrowDown" ? all[0] : undefined) : walk(all, at, event.key);
    if (at === 0 && event.key === "ArrowUp") search.focus();
    else if (!to) return;
    event.preventDefault();
    reach(to);
    to?.focus();
  });
  list.addEventListener("click", ({ target }) => take((target as Element).closest("button") ?? undefined));
  panel.addEventListener("toggle", (event) => {
    const open = (event as ToggleEvent).newState === "open";
    button.ariaExpanded = String(open);
    if (!open) panel.remove();
  });
  show();
  button.after(panel);
  panel.showPopover({ source: button });
  // A phone would show its keyboard over the signs.
  (matchMedia("(pointer: coarse)").matches ? panel : search).focus();
}

function section(name: string, signs: Sign[]): HTMLElement {
  const section = document.createElement("div");
  const title = document.createElement("p");
  const grid = document.createElement("div");
  title.className = "meta";
  title.textContent = name;
  title.ariaHidden = "true";
  grid.className = "emoji-grid";
  grid.role = "group";
  grid.ariaLabel = name;
  grid.append(
    ...signs.map(([emoji, label]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.textContent = emoji;
      button.ariaLabel = label;
      button.title = label;
      return button;
    }),
  );
  section.append(title, grid);
  return section;
}

/** Where an arrow leads: sideways to the neighbour, up and down to the sign that stands nearest in the next line. */
function walk(all: HTMLButtonElement[], at: number, key: string): HTMLButtonElement | undefined {
  const from = all[at];
  if (!from) return undefined;
  if (key === "ArrowRight") return all[at + 1];
  if (key === "ArrowLeft") return all[at - 1];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const rest = key === "ArrowDown" ? all.slice(at + 1) : all.slice(0, at).reverse();
  const line = rest.find(({ offsetTop }) => offsetTop !== from.offsetTop)?.offsetTop;
  const inLine = rest.filter(({ offsetTop }) => offsetTop === line);
  const far = ({ offsetLeft }: HTMLElement) => Math.abs(offsetLeft - from.offsetLeft);
  return inLine.toSorted((one, other) => far(one) - far(other))[0];
}

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_EMOJI) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function writeRecent(emoji: string): void {
  const recent = [emoji, ...readRecent().filter((one) => one !== emoji)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT_EMOJI, JSON.stringify(recent));
  } catch {
    // A device that keeps nothing has no last ones.
  }
}
