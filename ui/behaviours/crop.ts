// A photo is brought into its square before it is sent: moved by finger, mouse or arrow keys, made larger by a slider. Without script
// its middle is shown.
import { Behaviour } from "../lib/behaviour";
import { draw } from "../lib/shrink";

/** The side of the photo that is sent, in pixels. */
const SIDE = 1024;
/** How far an arrow key moves, of what is seen. */
const STEP = 0.04;

export default class Crop extends Behaviour<HTMLFormElement> {
  #photo?: ImageBitmap | undefined;
  /** The middle of what is seen, in pixels of the photo. */
  #x = 0;
  #y = 0;

  protected override start(signal: AbortSignal): void {
    this.#file.addEventListener("change", () => this.#open(), { signal });
    this.#zoom.addEventListener("input", () => this.#show(), { signal });
    this.#stage.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#stage.addEventListener("pointerdown", (event) => this.#stage.setPointerCapture(event.pointerId), {
      signal,
    });
    this.#stage.addEventListener("pointermove", (event) => this.#drag(event), { signal });
    this.element.addEventListener("submit", (event) => this.#send(event), { signal });
  }

  protected override stop(): void {
    this.#photo?.close();
  }

  get #file(): HTMLInputElement {
    return this.element.querySelector("input[type=file]") as HTMLInputElement;
  }

  get #zoom(): HTMLInputElement {
    return this.element.querySelector("input[type=range]") as HTMLInputElement;
  }

  get #stage(): HTMLCanvasElement {
    return this.element.querySelector("canvas") as HTMLCanvasElement;
  }

  /** The side of what is seen, in pixels of the photo. */
  get #side(): number {
    const { width, height } = this.#photo as ImageBitmap;
    return Math.min(width, height) / this.#zoom.valueAsNumber;
  }

  async #open(): Promise<void> {
    this.#photo?.close();
    this.#photo = undefined;
    const file = this.#file.files?.[0];
    // What moves would stand still, and what cannot be read is for the server to say.
    if (file && file.type !== "image/gif") {
      this.#photo = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
    }
    (this.#stage.parentElement as HTMLElement).hidden = !this.#photo;
    if (!this.#photo) return;
    this.#zoom.value = "1";
    this.#x = this.#photo.width / 2;
    // Heads are in the upper half of a portrait.
    this.#y = Math.min(this.#photo.height / 2, this.#photo.width / 2 + this.#photo.height / 12);
    this.#show();
  }

  #show(): void {
    if (!this.#photo) return;
    const half = this.#side / 2;
    const inside = (at: number, length: number) => Math.max(half, Math.min(length - half, at));
    this.#x = inside(this.#x, this.#photo.width);
    this.#y = inside(this.#y, this.#photo.height);
    const { width, height } = this.#stage;
    const context = this.#stage.getContext("2d");
    context?.clearRect(0, 0, width, height);
    context?.drawImage(this.#photo, this.#x - half, this.#y - half, half * 2, half * 2, 0, 0, width, height);
  }

  #move(right: number, down: number): void {
    this.#x += right * this.#side;
    this.#y += down * this.#side;
    this.#show();
  }

  #key(event: KeyboardEvent): void {
    const [right, down] =
      { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[
        event.key
      ] ?? [];
    if (right === undefined || down === undefined || !this.#photo) return;
    event.preventDefault();
    this.#move(right, down);
  }

  /** What is under the finger stays under it. */
  #drag(event: PointerEvent): void {
    if (!this.#photo || !this.#stage.hasPointerCapture(event.pointerId)) return;
    const shown = this.#stage.clientWidth;
    this.#move(-event.movementX / shown, -event.movementY / shown);
  }

  async #send(event: SubmitEvent): Promise<void> {
    const photo = this.#photo;
    if (!photo) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const side = this.#side;
    const to = Math.min(SIDE, Math.round(side));
    const blob = await draw(photo, to, to, [this.#x - side / 2, this.#y - side / 2, side, side]);
    this.#photo = undefined;
    const name = this.#file.files?.[0]?.name.replace(/\.[^.]*$/, "") ?? "photo";
    if (blob) {
      const files = new DataTransfer();
      files.items.add(
        new File([blob], `${name}.${blob.type === "image/webp" ? "webp" : "jpg"}`, { type: blob.type }),
      );
      this.#file.files = files.files;
    }
    photo.close();
    this.element.requestSubmit(event.submitter);
  }
}
