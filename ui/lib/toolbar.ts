// The buttons of the editor, and the box that asks for the address of a link. Only what the page needs before the editor comes.
import type { EditorHandle, Format } from "./editor";
import { part } from "./text";

const formatOf = (button: HTMLElement) => button.dataset.composerFormat as Format;

/**
 * Makes a toolbar of buttons: one stop for the Tab key, arrows from one to the next, a press that leaves the selection alone, Escape
 * that goes back to the text.
 */
export function equipToolbar(
  toolbar: HTMLElement,
  press: (format: Format) => void,
  back: () => void,
  signal: AbortSignal,
): void {
  const buttons = [...toolbar.querySelectorAll<HTMLButtonElement>("button")];
  const reach = (reached?: HTMLButtonElement) => {
    for (const button of buttons) button.tabIndex = button === reached ? 0 : -1;
  };
  reach(buttons[0]);
  toolbar.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  const click = ({ target }: Event) => {
    const button = (target as Element).closest<HTMLElement>("[data-composer-format]");
    if (button) press(formatOf(button));
  };
  toolbar.addEventListener("click", click, { signal });
  const walk = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      // Does not close the dialog.
      event.preventDefault();
      event.stopPropagation();
      back();
    }
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = buttons.at(to % buttons.length);
    reach(next);
    next?.focus();
  };
  toolbar.addEventListener("keydown", walk, { signal });
}

/** Shows which formats stand at the caret. A mention and a topic are put in, they are not a state. */
export function showFormats(toolbar: HTMLElement, formats: ReadonlySet<Format>): void {
  for (const button of toolbar.querySelectorAll<HTMLElement>("[data-composer-format]")) {
    const format = formatOf(button);
    if (format !== "mention" && format !== "topic") button.ariaPressed = String(formats.has(format));
  }
}

/** The box of the link's address; the function returned opens it, or closes it. */
export function equipLinkBox(
  box: HTMLElement,
  editor: () => EditorHandle | null | undefined,
  signal: AbortSignal,
): () => void {
  const address = part<HTMLInputElement>(box, "address");
  const close = (href?: string) => {
    if (href !== undefined) editor()?.setLink(href);
    box.hidden = true;
    editor()?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Neither sends the form nor closes the dialog.
    event.preventDefault();
    event.stopPropagation();
    close(event.key === "Enter" ? address?.value : undefined);
  };
  address?.addEventListener("keydown", key, { signal });
  part(box, "set")?.addEventListener("click", () => close(address?.value), { signal });
  part(box, "unset")?.addEventListener("click", () => close(""), { signal });
  return () => {
    if (!box.hidden) {
      close();
      return;
    }
    box.hidden = false;
    if (!address) return;
    address.value = editor()?.link() ?? "";
    address.focus();
    address.select();
  };
}
