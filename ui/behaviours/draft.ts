// Never lose typed text: what a form holds is kept on the device until it is sent or thrown away.
import type { FrameElement } from "@hotwired/turbo";
import { Behaviour } from "../lib/behaviour";
import {
  type Draft,
  type DraftFile,
  findDraft,
  freeName,
  keepDraft,
  putDraft,
  takeDraft,
} from "../lib/drafts";
import { freshKey } from "../lib/net";
import { part, showToast } from "../lib/text";

/** How long after the first change it is kept: with the pause of the editor and the time of writing, within 300 ms. */
const PAUSE_MS = 120;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const NOT_KEPT = /^(hidden|file|password|submit|button|reset|image)$/;

export default class DraftBehaviour extends Behaviour<HTMLFormElement> {
  static override targets = ["field", "state", "discard", "thrown"];
  static override values = { key: String, member: String, answer: Boolean };
  declare keyValue: string;
  declare memberValue: string;
  declare answerValue: boolean;
  declare readonly fieldTargets: (HTMLInputElement | HTMLTextAreaElement)[];
  declare readonly stateTargets: HTMLElement[];
  declare readonly discardTargets: HTMLElement[];
  declare readonly thrownTarget: HTMLTemplateElement;

  #timer?: number;
  #over = false;
  #files: DraftFile[] = [];
  #restored: Promise<void> = Promise.resolve();
  #moved?: Promise<void>;

  protected override start(signal: AbortSignal): void {
    for (const event of ["input", "change"]) {
      this.element.addEventListener(event, () => this.#changed(), { signal });
    }
    this.element.addEventListener("uploads:changed", (event) => this.#keepFiles(event), { signal });
    // The last moment that a page is sure to be given.
    document.addEventListener("visibilitychange", () => this.flush(), { signal });
    window.addEventListener("pagehide", () => this.flush(), { signal });
    this.#restored = this.#restore();
  }

  protected override stop(): void {
    this.flush();
  }

  /** The name in the store. */
  get name(): string {
    return `${this.memberValue}/${this.keyValue}`;
  }

  /** The name without what tells the drafts of several tabs apart. */
  get #base(): string {
    return this.name.replace(/~\d+$/, "");
  }

  /** The behaviour of the files finds its name by the same value. */
  #rename(name: string): void {
    this.keyValue = name.slice(this.memberValue.length + 1);
  }

  /** Writes now what waits to be written. */
  async flush(): Promise<void> {
    if (this.#timer) await this.#save();
  }

  /** The form was sent: nothing of it stays on the device. */
  async forget(): Promise<void> {
    this.#cancel();
    this.#over = true;
    await takeDraft(this.name).catch(() => {});
  }

  async discard(): Promise<void> {
    await this.flush();
    const thrown = await takeDraft(this.name);
    const dialog = this.element.closest("dialog");
    const frame = dialog && this.element.closest<FrameElement>("turbo-frame");
    const address = frame?.src ?? null;
    this.element.reset();
    // What a refused form would be reset to is what is thrown away.
    if (this.answerValue) for (const field of this.fieldTargets) field.value = "";
    this.#cancel();
    this.#idempotency.value = freshKey();
    this.#files = [];
    this.#show(false);
    this.dispatch("cleared");
    if (dialog) this.element.dispatchEvent(new Event("ruche:done", { bubbles: true }));
    else this.fieldTargets[0]?.focus();
    const toast = showToast(this.thrownTarget);
    const undo = part<HTMLButtonElement>(toast, "undo");
    undo?.addEventListener("click", async () => {
      toast.remove();
      await putDraft(this.name, thrown);
      if (!dialog || !frame) {
        this.#restored = this.#restore();
        return;
      }
      frame.src = address;
      dialog.showModal();
    });
  }

  #changed(): void {
    if (!this.#over) this.#timer ??= window.setTimeout(() => this.#save(), PAUSE_MS);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #keepFiles(event: Event): void {
    this.#files = (event as CustomEvent<DraftFile[]>).detail;
    this.#save();
  }

  async #save(): Promise<void> {
    this.#cancel();
    await this.#restored;
    await this.#moved;
    if (this.#over) return;
    const fields = this.#touched ? this.#fields() : [];
    try {
      const kept = await keepDraft(this.name, { key: this.#idempotency.value, fields, files: this.#files });
      if (kept !== "changed") return this.#show(kept === "kept");
      this.#moved ??= this.#move().finally(() => {
        this.#moved = undefined;
      });
      await this.#moved;
      await this.#save();
    } catch {
      this.#show(false, "failed");
    }
  }

  /** Another tab writes under this name: what is here stands beside it from now on, and is another sending. */
  async #move(): Promise<void> {
    this.#rename(await freeName(this.#base));
    this.#idempotency.value = freshKey();
    this.dispatch("moved");
  }

  /** A form that only shows what the server put into it is no draft; a refused one is. */
  get #touched(): boolean {
    return this.fieldTargets.some((field) =>
      this.answerValue ? field.value.trim() !== "" : field.value !== field.defaultValue,
    );
  }

  async #restore(): Promise<void> {
    const found = await findDraft(this.#base).catch(() => undefined);
    if (!found || this.#over) return;
    this.#rename(found.name);
    const { draft } = found;
    // The answer to a sending holds its own texts and its own key, which are the draft's from now on.
    if (this.answerValue) this.#changed();
    if (!draft) return;
    this.#files = draft.files;
    if (!this.answerValue) {
      this.#write(draft);
      this.#idempotency.value = draft.key || this.#idempotency.value;
    }
    this.#show(true);
    this.dispatch("restored", { detail: draft });
  }

  #fields(): [string, string][] {
    return this.#kept.filter(isOn).map(({ name, value }) => [name, value]);
  }

  #write({ fields }: Draft): void {
    if (!fields.length) return;
    for (const field of this.#kept) {
      // What the address asked for is what the person has just chosen.
      if (field.dataset.asked) continue;
      const own = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (canBeOff(field)) field.checked = own.includes(field.value);
      else if (own[0] !== undefined) field.value = own[0];
    }
  }

  get #kept(): Field[] {
    // The descriptions of photos are kept with their photos.
    return ([...this.element.elements] as Field[]).filter(
      ({ name, type }) => name && !NOT_KEPT.test(type) && !name.startsWith("alt-"),
    );
  }

  get #idempotency(): HTMLInputElement {
    return this.element.elements.namedItem("key") as HTMLInputElement;
  }

  #show(kept: boolean, text: "saved" | "failed" = "saved"): void {
    for (const button of this.discardTargets) button.hidden = !kept;
    for (const state of this.stateTargets) {
      const words = kept || text === "failed" ? (state.dataset[text] ?? "") : "";
      // Said once: writing the same words again would be read aloud again.
      if (state.textContent !== words) state.textContent = words;
    }
  }
}

function canBeOff(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

function isOn(field: Field): boolean {
  return !canBeOff(field) || field.checked;
}
