// The viewer of photos: one dialog for the page, going over the group of the photo that was pressed.
import { Behaviour } from "../lib/behaviour";
import { fill } from "../lib/text";

/** A finger that moved so far sideways, in pixels, turns the page. */
const SWIPE = 50;

export default class Lightbox extends Behaviour<HTMLDialogElement> {
  static override targets = ["title", "original", "stage", "image", "previous", "next", "caption"];
  declare readonly titleTarget: HTMLElement;
  declare readonly originalTarget: HTMLAnchorElement;
  declare readonly stageTarget: HTMLElement;
  declare readonly imageTarget: HTMLImageElement;
  declare readonly previousTarget: HTMLButtonElement;
  declare readonly nextTarget: HTMLButtonElement;
  declare readonly captionTarget: HTMLElement;

  #group: HTMLAnchorElement[] = [];
  #at = 0;
  #touch?: number;
  protected override start(signal: AbortSignal): void {
    document.addEventListener("click", (event) => this.#click(event), { signal });
    const stage = this.stageTarget;
    stage.addEventListener("touchstart", (event) => this.#down(event), { signal, passive: true });
    for (const event of ["load", "error"]) {
      this.imageTarget.addEventListener(event, () => this.stageTarget.removeAttribute("aria-busy"), {
        signal,
      });
    }
    stage.addEventListener("touchend", (event) => this.#up(event), { signal, passive: true });
  }

  previous(): void {
    this.#show(this.#at - 1);
  }

  next(): void {
    this.#show(this.#at + 1);
  }

  key({ key }: KeyboardEvent): void {
    if (key === "ArrowLeft") this.previous();
    if (key === "ArrowRight") this.next();
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const photo = (event.target as Element).closest<HTMLAnchorElement>("a[data-lightbox]");
    if (!photo) return;
    event.preventDefault();
    const group = photo.closest(".photos, [data-lightbox-group]");
    this.#group = group ? [...group.querySelectorAll<HTMLAnchorElement>("a[data-lightbox]")] : [photo];
    this.#show(this.#group.indexOf(photo));
    this.element.showModal();
  }

  #show(at: number): void {
    const photo = this.#group[at];
    if (!photo) return;
    this.#at = at;
    const image = photo.querySelector("img");
    const total = this.#group.length;
    this.stageTarget.ariaBusy = "true";
    this.imageTarget.src = photo.href;
    this.imageTarget.alt = image?.alt ?? "";
    this.captionTarget.textContent = image?.alt ?? "";
    this.captionTarget.hidden = !image?.alt;
    this.titleTarget.textContent = fill(this.titleTarget.dataset.text ?? "", { n: at + 1, total });
    this.originalTarget.href = photo.dataset.original ?? photo.href;
    this.#offer(this.previousTarget, at > 0);
    this.#offer(this.nextTarget, at < total - 1);
  }

  /** A button that goes while it has the focus hands it to the other, or to the dialog. */
  #offer(button: HTMLButtonElement, possible: boolean): void {
    const focused = document.activeElement === button;
    button.disabled = !possible;
    if (focused && !possible) {
      const other = button === this.nextTarget ? this.previousTarget : this.nextTarget;
      (other.disabled ? this.originalTarget : other).focus();
    }
  }

  #down({ touches }: TouchEvent): void {
    // Two fingers zoom: they turn nothing.
    this.#touch = touches.length === 1 ? touches[0]?.clientX : undefined;
  }

  #up({ changedTouches }: TouchEvent): void {
    if (this.#touch === undefined) return;
    const moved = (changedTouches[0]?.clientX ?? this.#touch) - this.#touch;
    this.#touch = undefined;
    if (moved > SWIPE) this.previous();
    if (moved < -SWIPE) this.next();
  }
}
