// Never lose typed text: what a form holds is kept on the device until it is sent or thrown away, and where the form says so by the
// server too, so that it goes on elsewhere.
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
/** How long after a change the server keeps it too. */
const SYNC_MS = 2_000;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const NOT_KEPT = /^(hidden|file|password|submit|button|reset|image)$/;

export default class DraftBehaviour extends Behaviour<HTMLFormElement> {
  static override targets = ["field", "state", "discard", "thrown"];
  static override values = { key: String, member: String, answer: Boolean, url: String, id: String };
  declare keyValue: string;
  declare memberValue: string;
  declare answerValue: boolean;
  /** Where the server keeps it; empty where it does not. */
  declare urlValue: string;
  /** What it is called there, once it is kept. */
  declare idValue: string;
  declare readonly fieldTargets: (HTMLInputElement | HTMLTextAreaElement)[];
  declare readonly stateTargets: HTMLElement[];
  declare readonly discardTargets: HTMLElement[];
  declare readonly thrownTarget: HTMLTemplateElement;

  #timer?: number;
  #over = false;
  #files: DraftFile[] = [];
  #restored: Promise<void> = Promise.resolve();
  #moved?: Promise<void>;
  #sync?: number;
  #syncing?: Promise<void>;
  /** Another device has written on it, or published it: what is here stays here. */
  #apart = false;
  /** As the server kept it, and not written on since. */
  #untouched = false;

  protected override start(signal: AbortSignal): void {
    for (const event of ["input", "change"]) {
      this.element.addEventListener(event, () => this.#changed(), { signal });
    }
    this.element.addEventListener("uploads:changed", (event) => this.#keepFiles(event), { signal });
    // The last moment that a page is sure to be given.
    document.addEventListener("visibilitychange", () => this.#leave(), { signal });
    window.addEventListener("pagehide", () => this.#leave(), { signal });
    window.addEventListener("online", () => this.#soon(), { signal });
    this.#restored = this.#restore();
  }

  protected override stop(): void {
    this.#leave();
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
    this.#waitNoMore();
    await this.#syncing;
  }

  /** The page may be left: what waits is written here and sent. */
  async #leave(): Promise<void> {
    const waits = this.#timer !== undefined || this.#sync !== undefined;
    if (this.#timer) await this.#save();
    if (waits) await this.#send();
  }

  /** The form was sent: nothing of it stays on the device. */
  async forget(): Promise<void> {
    this.#cancel();
    this.#waitNoMore();
    this.#over = true;
    await takeDraft(this.name).catch(() => {});
  }

  async discard(): Promise<void> {
    await this.flush();
    const thrown = await takeDraft(this.name);
    const dialog = this.element.closest("dialog");
    const frame = dialog && this.element.closest<FrameElement>("turbo-frame");
    const address = frame?.src ?? null;
    if (this.idValue)
      fetch(`${this.urlValue}/${this.idValue}?_method=delete`, { method: "POST" }).catch(() => {});
    this.#empty();
    if (dialog) this.element.dispatchEvent(new Event("ruche:done", { bubbles: true }));
    else this.fieldTargets[0]?.focus();
    const toast = showToast(this.thrownTarget);
    const undo = part<HTMLButtonElement>(toast, "undo");
    undo?.addEventListener("click", async () => {
      toast.remove();
      await putDraft(this.name, thrown);
      if (!dialog || !frame) {
        this.#restored = this.#restore();
        this.#soon();
        return;
      }
      frame.src = address;
      dialog.showModal();
    });
  }

  /** Holds nothing any more, and is another sending. */
  #empty(): void {
    this.element.reset();
    // What a refused form would be reset to is what is thrown away.
    if (this.answerValue) for (const field of this.fieldTargets) field.value = "";
    this.#cancel();
    this.#waitNoMore();
    this.#begin(freshKey(), freshKey(), 0);
    this.idValue = "";
    this.#files = [];
    this.#show(false);
    this.dispatch("cleared");
  }

  #changed(): void {
    this.#untouched = false;
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
      const kept = await keepDraft(this.name, this.#draft(fields, true));
      if (kept !== "changed") {
        this.#soon();
        return this.#show(kept === "kept");
      }
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
    this.#begin(freshKey(), freshKey(), 0);
    this.idValue = "";
    this.dispatch("moved");
  }

  #draft(fields: [string, string][], dirty: boolean): Draft {
    const [writer, remote] = [
      this.#hidden("writer")?.value,
      Number(this.#hidden("draft-version")?.value ?? 0),
    ];
    return { key: this.#idempotency.value, fields, files: this.#files, writer, remote, dirty };
  }

  /** Is another sending from now on, or goes on with one. */
  #begin(key: string, writer: string | undefined, version: number): void {
    this.#idempotency.value = key;
    const [name, number] = [this.#hidden("writer"), this.#hidden("draft-version")];
    if (name && writer) name.value = writer;
    if (number) number.value = String(version);
  }

  #soon(): void {
    if (this.urlValue && !this.#over && !this.#apart)
      this.#sync ??= window.setTimeout(() => this.#send(), SYNC_MS);
  }

  #waitNoMore(): void {
    clearTimeout(this.#sync);
    this.#sync = undefined;
  }

  /** The server keeps what is here; what changes meanwhile comes next. */
  async #send(): Promise<void> {
    this.#waitNoMore();
    if (!this.urlValue || this.#over || this.#apart) return;
    await this.#syncing;
    this.#syncing = this.#put().finally(() => {
      this.#syncing = undefined;
    });
    await this.#syncing;
  }

  async #put(): Promise<void> {
    const data = [...new FormData(this.element)].filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    );
    const fields = this.#touched ? this.#fields() : [];
    try {
      // Also when the page is left at this moment.
      const answer = await fetch(this.urlValue, {
        method: "POST",
        body: new URLSearchParams(data),
        keepalive: true,
      });
      if (answer.status === 410 && this.#untouched) {
        await takeDraft(this.name);
        return this.#empty();
      }
      if (answer.status === 409 || answer.status === 410) {
        this.#apart = true;
        this.#show(true, answer.status === 409 ? "elsewhere" : "saved");
      }
      if (!answer.ok) return;
      const { id, version } = (await answer.json()) as { id: string | null; version: number };
      // Sent while the answer was read: writing now would bring back what is published.
      if (this.#over) return;
      this.idValue = id ?? "";
      this.#begin(this.#idempotency.value, undefined, version);
      // What was written meanwhile is on its way.
      const later = this.#timer !== undefined || this.#sync !== undefined;
      if (!later) await keepDraft(this.name, this.#draft(fields, false));
      if (id && !later) this.#show(true, "synced");
    } catch {
      // No network, or no more place on the device: it waits here for the next change, or for the network.
    }
  }

  /** On the device where a draft was begun it may lie under the name of new texts: it is this one from now on. */
  async #adopt(): Promise<Draft | undefined> {
    const found = await findDraft(`${this.memberValue}/post`).catch(() => undefined);
    if (!found?.draft || found.draft.key !== this.#idempotency.value) return undefined;
    const { draft, blobs } = await takeDraft(found.name);
    if (draft)
      await putDraft(this.name, {
        draft,
        blobs: blobs.map(([key, blob]) => [key.replace(found.name, this.name), blob]),
      });
    return draft;
  }

  /** A form that only shows what the server put into it is no draft; a refused one is. */
  get #touched(): boolean {
    return this.fieldTargets.some((field) =>
      this.answerValue ? field.value.trim() !== "" : field.value !== field.defaultValue,
    );
  }

  async #restore(): Promise<void> {
    if (this.idValue && !this.answerValue) await this.#adopt();
    const found = await findDraft(this.#base).catch(() => undefined);
    if (!found || this.#over) return;
    this.#rename(found.name);
    const { draft } = found;
    // The answer to a sending holds its own texts and its own key, which are the draft's from now on.
    if (this.answerValue) this.#changed();
    // What the server keeps is newer than what is here, unless something here has not reached it.
    const newer = this.idValue !== "" && !this.answerValue && !draft?.dirty;
    if (newer && draft) await takeDraft(this.name).catch(() => {});
    if (newer) this.#show(true, "synced");
    if (!draft || newer) return;
    this.#files = draft.files;
    if (!this.answerValue) {
      this.#write(draft);
      this.#begin(draft.key || this.#idempotency.value, draft.writer, draft.remote ?? 0);
    }
    this.#untouched = !draft.dirty && !this.answerValue;
    // Another device may have gone on with it, or published it.
    if (draft.dirty || draft.remote) this.#soon();
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
    return this.#hidden("key") as HTMLInputElement;
  }

  #hidden(name: string): HTMLInputElement | null {
    return this.element.elements.namedItem(name) as HTMLInputElement | null;
  }

  #show(kept: boolean, text: "saved" | "synced" | "elsewhere" | "failed" = "saved"): void {
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
