// Photos and documents of a form: made smaller on the device, sent one by one while the person writes, kept with the draft.
import { Behaviour } from "../lib/behaviour";
import { type Draft, type DraftFile, dropFile, keepFile, readFile } from "../lib/drafts";
import { freshKey, jitter } from "../lib/net";
import { clone, fill, part, setPart } from "../lib/text";
import { isPhoto, LIGHT, type Sending, sendFile } from "../lib/upload";

type State = "preparing" | "waiting" | "sending" | "paused" | "failed" | "sent";

interface Item {
  note: DraftFile;
  file: File;
  /** As it was chosen, while the page lives. */
  chosen?: File;
  element: HTMLElement;
  state: State;
  /** Refused by the server: sending it again would change nothing. */
  refused?: boolean;
  /** Taken away by the person: nothing of it stays on the device. */
  removed?: boolean;
  prepared: Promise<void>;
  sending?: Sending;
  preview?: string;
}

const PAUSE_MS = 200;
/** The server forgets after 48 hours what no text holds: before that, the bytes are sent again. */
const STALE_MS = 40 * 3_600_000;

export default class Uploads extends Behaviour<HTMLFormElement> {
  static override targets = ["input", "list", "documents", "photo", "document", "original"];
  static override values = { url: String };
  declare urlValue: string;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly documentsTarget: HTMLElement;
  declare readonly hasDocumentsTarget: boolean;
  declare readonly photoTarget: HTMLTemplateElement;
  declare readonly documentTarget: HTMLTemplateElement;
  declare readonly hasOriginalTarget: boolean;
  declare readonly originalTarget: HTMLInputElement;

  #items: Item[] = [];
  #pumping?: Promise<void>;
  #tries = 0;
  /** The last one that was sent met no network. */
  #lost = false;
  #retry?: number;
  #keeping?: number;
  /** Both are loaded with the form, while the network is there; without them a file travels as it is, at once. */
  #pieces: Promise<typeof import("../lib/tus") | null> = Promise.resolve(null);
  #shrinking: Promise<typeof import("../lib/shrink") | null> = Promise.resolve(null);

  protected override start(signal: AbortSignal): void {
    this.#pieces = import("../lib/tus").catch(() => null);
    this.#shrinking = import("../lib/shrink").catch(() => null);
    const on = (type: string, work: (event: Event) => void) =>
      this.element.addEventListener(type, work, { signal });
    on("click", (event) => this.#click(event));
    on("input", (event) => this.#describe(event));
    on("draft:restored", (event) => this.#restore((event as CustomEvent<Draft>).detail));
    on("draft:cleared", () => this.#throwAway());
    on("draft:moved", () => this.#sendAllAnew());
    on(
      "change",
      ({ target }) => this.hasOriginalTarget && target === this.originalTarget && this.#reconsider(),
    );
    // Before the editor, which would take them for text.
    const capture = { signal, capture: true };
    this.element.addEventListener("paste", (event) => this.#take(event, event.clipboardData), capture);
    this.element.addEventListener("drop", (event) => this.#take(event, event.dataTransfer), capture);
    // What Turbo keeps for the way back is the form without them: the draft brings them again.
    document.addEventListener("turbo:before-cache", () => this.#clear(), { signal });
    on("dragover", (event) => {
      if ((event as DragEvent).dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    for (const type of ["online", "ruche:online"]) {
      window.addEventListener(type, () => this.#again(), { signal });
    }
  }

  protected override stop(): void {
    clearTimeout(this.#retry);
    this.#clear();
  }

  add(): void {
    this.#admit([...(this.inputTarget.files ?? [])]);
    // Sent one by one: the form itself carries no file.
    this.inputTarget.value = "";
  }

  /** Opens the choice of files, or only leads to it when the press that asked for it is too long ago. */
  choose(photos: boolean): void {
    const input = this.inputTarget;
    input.focus();
    if (navigator.userActivation?.isActive === false) return;
    input.accept = photos ? "image/*" : "";
    input.click();
    input.accept = "";
  }

  /** Waits until nothing more can be sent now, and tells what stands in the way of sending the form. */
  async settled(): Promise<"files" | "network" | null> {
    for (const item of this.#items.filter(({ note }) => isStale(note))) this.#resend(item);
    // Who sends the form wants its files to go.
    for (const item of this.#items.filter(({ state }) => state === "paused")) this.#resume(item);
    await this.#pump();
    if (this.#items.some(({ state }) => state === "failed")) return "files";
    return this.#items.some(({ state }) => state !== "sent") ? "network" : null;
  }

  #take(event: Event, data: DataTransfer | null): void {
    // A copied table comes as text and as a picture of itself: the text is what is meant.
    if (!data?.files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#admit([...data.files]);
  }

  #admit(files: File[]): void {
    const original = this.hasOriginalTarget && this.originalTarget.checked;
    for (const file of files) {
      const kind = isPhoto(file) ? "photo" : "document";
      const ready = original || kind === "document";
      const [uid, key] = [freshKey(), freshKey()];
      const item = this.#insert({ uid, key, name: file.name, kind, alt: "", original, ready }, file);
      item.chosen = file;
      this.#show(item, "preparing");
      // As it was chosen, first: making it smaller takes longer than a page may have to live.
      item.prepared = this.#store(item).then(() => this.#prepare(item));
    }
    if (files.length) this.#pump();
  }

  async #prepare(item: Item): Promise<void> {
    const { note } = item;
    if (!note.ready) {
      const shrinking = await this.#shrinking;
      item.file = (await shrinking?.shrink(item.file).catch(() => undefined)) ?? item.file;
      note.ready = true;
      await this.#store(item);
    }
    this.#preview(item);
    this.#show(item, note.paused ? "paused" : "waiting");
  }

  /** Keeps the bytes, then what is known of them. A device that cannot keep them can still send them. */
  async #store(item: Item): Promise<void> {
    await keepFile(this.#draft, item.note.uid, item.file).catch(() => {});
    if (item.removed) await dropFile(this.#draft, item.note.uid).catch(() => {});
    else if (this.#items.includes(item)) this.#keep();
  }

  async #restore({ files }: Draft): Promise<void> {
    const answer = this.element.dataset.draftAnswerValue === "true";
    for (const note of files) {
      if (this.#items.some((item) => item.note.uid === note.uid)) continue;
      const blob = await readFile(this.#draft, note.uid).catch(() => undefined);
      if (!blob) continue;
      const file = new File([blob], note.name, { type: blob.type });
      const shown = note.id && this.element.querySelector(`input[name=file][value="${note.id}"]`);
      const item = this.#insert(note, file, shown ? shown.closest("li") : null);
      if (shown) item.state = "sent";
      // An answer holds every file that the server still has.
      else if (note.id && !answer && !isStale(note)) {
        this.#preview(item);
        this.#show(item, "sent");
      } else this.#resend(item);
    }
    this.#pump();
  }

  /** The server does not have the bytes, or not any more: they are sent, under the same key unless another one is given. */
  #resend(item: Item, key = item.note.key): void {
    item.sending?.stop();
    if (key !== item.note.key) Object.assign(item.note, { upload: undefined, percent: undefined });
    Object.assign(item.note, { key, id: undefined, sentAt: undefined });
    // What the server rendered has no room for a sending.
    if (!part(item.element, "id")) {
      const element = this.#element(item.note);
      item.element.replaceWith(element);
      item.element = element;
    }
    this.#show(item, "preparing");
    item.prepared = item.prepared.then(() => this.#store(item)).then(() => this.#prepare(item));
  }

  /** The draft has another name and is another sending: so are its files. */
  #sendAllAnew(): void {
    for (const item of this.#items) this.#resend(item, freshKey());
    this.#pump();
  }

  /** The original size is wanted, or no longer: the photos that are here as they were chosen are sent again. */
  #reconsider(): void {
    const original = this.originalTarget.checked;
    for (const item of this.#items) {
      const { chosen, note } = item;
      if (note.kind !== "photo" || !chosen || note.original === original) continue;
      note.original = original;
      item.prepared = item.prepared.then(() => {
        item.file = chosen;
        note.ready = original;
      });
      this.#resend(item, freshKey());
    }
    this.#pump();
  }

  #insert(note: DraftFile, file: File, shown: HTMLElement | null = null): Item {
    const element = shown ?? this.#element(note);
    const item: Item = { note, file, element, state: "waiting", prepared: Promise.resolve() };
    this.#items.push(item);
    if (!shown) this.#listOf(note).append(element);
    return item;
  }

  #element(note: DraftFile): HTMLElement {
    const element = clone(this.#template(note), { name: note.name });
    setPart(element, "name", note.name);
    setPart(element, "type", note.name.match(/\.(\w{1,4})$/)?.[1]?.toUpperCase() ?? "");
    const alt = part<HTMLInputElement>(element, "alt");
    if (alt) alt.value = note.alt;
    return element;
  }

  #template({ kind }: DraftFile): HTMLTemplateElement {
    return kind === "photo" ? this.photoTarget : this.documentTarget;
  }

  #listOf({ kind }: DraftFile): HTMLElement {
    return kind === "document" && this.hasDocumentsTarget ? this.documentsTarget : this.listTarget;
  }

  #preview(item: Item): void {
    const image = part<HTMLImageElement>(item.element, "image");
    if (!image) return;
    item.preview ??= URL.createObjectURL(item.file);
    image.src = item.preview;
  }

  #pump(): Promise<void> {
    clearTimeout(this.#retry);
    this.#pumping ??= this.#run().finally(() => {
      this.#pumping = undefined;
    });
    return this.#pumping;
  }

  async #run(): Promise<void> {
    for (;;) {
      const item = this.#items.find(({ state }) => state === "preparing" || state === "waiting");
      if (!item) return;
      const { prepared } = item;
      await prepared;
      if (prepared !== item.prepared || item.state === "paused" || !this.#items.includes(item)) continue;
      const reached = await this.#send(item);
      if (this.#lost === reached) {
        this.#lost = !reached;
        for (const one of this.#items) if (one.state === "waiting") this.#show(one, "waiting");
      }
      if (!reached) {
        this.#retry = window.setTimeout(() => this.#pump(), jitter(this.#tries++));
        return;
      }
      this.#tries = 0;
    }
  }

  /** Sends one item; false when the network is away and all the others would wait too. */
  async #send(item: Item): Promise<boolean> {
    const { note } = item;
    this.#show(item, "sending");
    const sending = await this.#begin(item);
    item.sending = sending;
    // Paused or taken away in that very moment.
    if (item.state !== "sending" || !this.#items.includes(item)) sending.stop();
    const outcome = await sending.outcome;
    item.sending = undefined;
    if (outcome === "stopped" || (outcome === "lost" && item.state !== "sending")) return true;
    if (outcome === "lost") {
      this.#show(item, "waiting");
      return false;
    }
    if (outcome === "failed") {
      this.#show(item, "failed");
    } else if ("refused" in outcome) {
      item.refused = true;
      note.upload = undefined;
      this.#show(item, "failed", outcome.refused);
      await dropFile(this.#draft, note.uid).catch(() => {});
    } else {
      note.id = outcome.accepted.id;
      note.sentAt = Date.now();
      if (outcome.accepted.kind !== note.kind) this.#move(item, outcome.accepted.kind);
      this.#show(item, "sent");
    }
    this.#keep();
    return true;
  }

  async #begin(item: Item): Promise<Sending> {
    const { file, note } = item;
    const progress = (percent: number) => {
      if (item.state === "sending") this.#progress(item, percent);
    };
    const pieces = file.size > LIGHT && (await this.#pieces);
    if (!pieces) return sendFile(this.urlValue, file, note, progress);
    return pieces.sendInPieces(this.urlValue, file, note, progress, (upload) => {
      note.upload = upload;
      this.#keep();
    });
  }

  #pause(item: Item): void {
    item.note.paused = true;
    this.#show(item, "paused");
    item.sending?.stop();
    this.#keep();
  }

  #resume(item: Item): void {
    item.note.paused = undefined;
    this.#show(item, "waiting");
    this.#keep();
  }

  /** The server looked inside: what was taken for a photo is shown as a document, or the reverse. */
  #move(item: Item, kind: DraftFile["kind"]): void {
    item.note.kind = kind;
    const element = this.#element(item.note);
    item.element.remove();
    item.element = element;
    this.#listOf(item.note).append(element);
    this.#preview(item);
  }

  #show(item: Item, state: State, sentence?: string): void {
    item.state = state;
    const { element, note } = item;
    element.dataset.state = state;
    element.ariaBusy = String(state === "preparing" || state === "sending");
    if (item.refused) element.dataset.tone = "danger";
    const text = part(element, "text");
    if (state === "failed") text?.setAttribute("role", "alert");
    // A file that stopped on its way says how far it has come.
    const { percent = 0 } = note;
    const stopped = state === "waiting" && percent > 0;
    const queued = state === "waiting" && !stopped && !this.#lost;
    const words = this.#template(note).dataset[stopped ? "stopped" : queued ? "queued" : state] ?? "";
    if (text) text.textContent = sentence ?? fill(words, { percent, name: note.name });
    const bar = part<HTMLProgressElement>(element, "progress");
    if (bar) bar.value = percent;
    this.#hide(element, "state", state === "sent");
    this.#hide(element, "progress", state !== "sending" && state !== "paused" && !stopped);
    const pause = part(element, "pause");
    if (pause) {
      pause.hidden = state !== "paused" && (state !== "sending" || item.file.size <= LIGHT);
      pause.ariaLabel = fill(pause.dataset[state === "paused" ? "resume" : "pause"] ?? "", {
        name: note.name,
      });
    }
    this.#hide(element, "retry", item.refused || queued || (state !== "failed" && state !== "waiting"));
    if (state === "sent") this.#fields(item);
  }

  #progress(item: Item, percent: number): void {
    const { element, note } = item;
    note.percent = percent;
    const bar = part<HTMLProgressElement>(element, "progress");
    if (bar) bar.value = percent;
    setPart(element, "text", fill(this.#template(note).dataset.sending ?? "", { percent, name: note.name }));
  }

  /** What the form sends of an accepted file. */
  #fields({ element, note }: Item): void {
    const id = part<HTMLInputElement>(element, "id");
    if (!id || !note.id) return;
    id.name = "file";
    id.value = note.id;
    const alt = part<HTMLInputElement>(element, "alt");
    if (alt) alt.name = `alt-${note.id}`;
  }

  #hide(element: HTMLElement, name: string, hidden = false): void {
    const one = part(element, name);
    if (one) one.hidden = hidden;
  }

  #click({ target }: Event): void {
    const button = (target as Element).closest("[data-part=remove], [data-part=retry], [data-part=pause]");
    const element = button?.closest("li");
    if (!button || !element) return;
    const item = this.#items.find((one) => one.element === element);
    if (button.matches("[data-part=remove]")) this.#remove(element, item);
    else if (item && button.matches("[data-part=pause]") && item.state !== "paused") this.#pause(item);
    else if (item) {
      this.#resume(item);
      this.#again();
    }
  }

  #remove(element: Element, item?: Item): void {
    const neighbour = element.nextElementSibling ?? element.previousElementSibling;
    const next = neighbour && part(neighbour, "remove");
    (next ?? this.inputTarget).focus();
    element.remove();
    if (!item) return;
    this.#items = this.#items.filter((one) => one !== item);
    item.removed = true;
    this.#end(item);
    const { upload, id } = item.note;
    if (upload && !id) this.#pieces.then((pieces) => pieces?.giveUp(upload));
    dropFile(this.#draft, item.note.uid).catch(() => {});
    this.#keep();
  }

  #again(): void {
    this.#tries = 0;
    if (this.#items.some(({ state }) => state === "waiting")) this.#pump();
  }

  #describe({ target }: Event): void {
    const item = this.#items.find(({ element }) => element.contains(target as Node));
    if (!item) return;
    item.note.alt = (target as HTMLInputElement).value;
    this.#keeping ??= window.setTimeout(() => this.#keep(), PAUSE_MS);
  }

  /** Tells the draft what it holds. */
  #keep(): void {
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const files = this.#items.filter(({ refused }) => !refused).map(({ note }) => note);
    this.dispatch("changed", { detail: files });
  }

  #throwAway(): void {
    for (const item of this.#items) item.removed = true;
    this.#clear();
  }

  #clear(): void {
    clearTimeout(this.#keeping);
    for (const item of this.#items) {
      this.#end(item);
      item.element.remove();
    }
    this.#items = [];
  }

  #end({ sending, preview }: Item): void {
    sending?.stop();
    if (preview) URL.revokeObjectURL(preview);
  }

  /** The files of a draft are kept under its key. */
  get #draft(): string {
    const { draftMemberValue, draftKeyValue } = this.element.dataset;
    return `${draftMemberValue}/${draftKeyValue}`;
  }
}

function isStale({ sentAt }: DraftFile): boolean {
  return sentAt !== undefined && Date.now() - sentAt > STALE_MS;
}
