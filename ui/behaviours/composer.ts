// Writing: the editor when it is wanted, who will read, and a sending that never loses the text.
import type { FrameElement } from "@hotwired/turbo";
import { Behaviour } from "../lib/behaviour";
import type { EditorHandle, Format } from "../lib/editor";
import { send } from "../lib/net";
import { clone } from "../lib/text";
import { equipLinkBox, equipToolbar, showFormats } from "../lib/toolbar";
import type DraftBehaviour from "./draft";
import type Uploads from "./uploads";

export default class Composer extends Behaviour<HTMLFormElement> {
  static override targets = [
    "source",
    "toolbar",
    "link",
    "table",
    "emoji",
    "suggest",
    "status",
    "person",
    "topic",
    "send",
    "problems",
    "problem",
  ];
  static override values = { audienceUrl: String, peopleUrl: String, topicsUrl: String, place: String };
  declare audienceUrlValue: string;
  declare peopleUrlValue: string;
  declare topicsUrlValue: string;
  declare placeValue: string;
  declare readonly sourceTarget: HTMLTextAreaElement;
  declare readonly hasToolbarTarget: boolean;
  declare readonly toolbarTarget: HTMLElement;
  declare readonly hasLinkTarget: boolean;
  declare readonly linkTarget: HTMLElement;
  declare readonly hasTableTarget: boolean;
  declare readonly tableTarget: HTMLElement;
  declare readonly emojiTarget: HTMLTemplateElement;
  declare readonly suggestTarget: HTMLElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly personTarget: HTMLTemplateElement;
  declare readonly topicTarget: HTMLTemplateElement;
  declare readonly hasSendTarget: boolean;
  declare readonly sendTarget: HTMLButtonElement;
  declare readonly problemsTarget: HTMLElement;
  declare readonly problemTargets: HTMLTemplateElement[];

  #editor?: EditorHandle | null;
  #loading = false;
  #sending = false;
  #asked?: number;

  protected override start(signal: AbortSignal): void {
    const source = this.sourceTarget;
    this.element.addEventListener("submit", (event) => this.#submit(event), { signal });
    // Before the editor, for which Ctrl+Enter may mean something.
    this.element.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    this.element.addEventListener("input", (event) => this.#ask(event), { signal });
    for (const event of ["input", "change"])
      this.element.addEventListener(event, () => this.#name(), { signal });
    this.element.addEventListener("draft:restored", () => this.#refresh(), { signal });
    this.element.addEventListener("draft:cleared", () => this.#refresh(), { signal });
    document.addEventListener("turbo:before-cache", () => this.stop(), { signal });
    source.addEventListener("focus", () => this.#load(signal), { signal });
    source.addEventListener("keydown", () => this.#load(signal), { signal });
    if (document.activeElement === source) this.#load(signal);
    if (this.hasToolbarTarget) this.#equip(signal);
    this.element.closest("dialog")?.addEventListener("dialog:opened", () => this.#begin(), { signal });
    // Once the other behaviours of the form are there too.
    queueMicrotask(() => this.#begin());
    this.#name();
  }

  protected override stop(): void {
    this.#editor?.destroy();
    this.#editor = undefined;
    if (this.hasToolbarTarget) this.toolbarTarget.hidden = true;
    if (this.hasTableTarget) this.tableTarget.hidden = true;
  }

  /** The place has changed: so have the readers. */
  place(): void {
    const frame = this.element.querySelector<FrameElement>("turbo-frame#audience");
    if (frame) frame.src = `${this.audienceUrlValue}?place=${encodeURIComponent(this.#place)}`;
    this.#editor?.check();
  }

  /** Opens the picker of emoji, or closes it. */
  async emoji({ currentTarget }: Event): Promise<void> {
    const button = currentTarget as HTMLElement;
    const open = button.nextElementSibling;
    if (open instanceof HTMLElement && open.matches(":popover-open")) return open.hidePopover();
    const picker = await import("../lib/emoji").catch(() => null);
    await picker?.openPicker(button, this.emojiTarget, (emoji) => this.#insert(emoji));
  }

  #insert(text: string): void {
    this.#editor?.insert(text);
    if (this.#editor) return;
    const { sourceTarget: source } = this;
    source.setRangeText(text, source.selectionStart, source.selectionEnd, "end");
    source.dispatchEvent(new Event("input", { bubbles: true }));
    source.focus();
  }

  /** Does what the link that opened the dialog is for. */
  #begin(): void {
    const dialog = this.element.closest("dialog");
    if (dialog?.dataset.begin === "photos") this.#beside<Uploads>("uploads")?.choose(true);
    delete dialog?.dataset.begin;
  }

  /** Who writes the title of a question is shown those that ask nearly the same. */
  #ask({ target }: Event): void {
    const frame = this.element.querySelector<FrameElement>("turbo-frame#similar");
    const title = target as HTMLInputElement;
    if (title.name !== "heading" || !frame?.checkVisibility()) return;
    clearTimeout(this.#asked);
    this.#asked = window.setTimeout(() => {
      frame.src = `/questions/similar?q=${encodeURIComponent(title.value)}`;
    }, 400);
  }

  /** The button says what it will do: publish now, or at the date that was chosen. */
  #name(): void {
    const planned = this.element.elements.namedItem("planned");
    const { later } = this.hasSendTarget ? this.sendTarget.dataset : {};
    if (!later || !(planned instanceof HTMLInputElement)) return;
    this.sendTarget.dataset.now ??= this.sendTarget.textContent ?? "";
    this.sendTarget.textContent = planned.value ? later : this.sendTarget.dataset.now;
  }

  get #place(): string {
    const field = this.element.elements.namedItem("place");
    return field instanceof HTMLSelectElement ? field.value : this.placeValue;
  }

  /** The draft has changed the fields. */
  #refresh(): void {
    this.#name();
    const options = this.element.querySelector<HTMLDetailsElement>("details.options");
    const set = options && [...options.querySelectorAll("input")].some((field) => field.value !== "");
    if (options && set) options.open = true;
    if (this.#editor?.set(this.sourceTarget.value) === false) {
      this.stop();
      this.#editor = null;
    }
    const field = this.element.elements.namedItem("place");
    if (!(field instanceof HTMLSelectElement)) return;
    const shown = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    if (shown?.value !== field.value) this.place();
  }

  #equip(signal: AbortSignal): void {
    const askLink = this.hasLinkTarget && equipLinkBox(this.linkTarget, () => this.#editor, signal);
    const press = (format: Format) => {
      if (format === "link" && askLink) askLink();
      else if (format === "table" && !this.tableTarget.hidden) this.#reach(this.tableTarget);
      else this.#editor?.press(format);
    };
    const back = () => this.#editor?.focus();
    equipToolbar(this.toolbarTarget, press, back, signal);
    if (this.hasTableTarget) equipToolbar(this.tableTarget, press, back, signal);
  }

  /** Gives the focus to a toolbar. */
  #reach(toolbar: HTMLElement): void {
    toolbar.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  #show(formats: ReadonlySet<Format>): void {
    if (!this.hasToolbarTarget) return;
    showFormats(this.toolbarTarget, formats);
    if (this.hasTableTarget) this.tableTarget.hidden = !formats.has("table");
  }

  async #load(signal: AbortSignal): Promise<void> {
    if (this.#loading || this.#editor !== undefined) return;
    this.#loading = true;
    // Without a network the text area does it all; the next focus tries again.
    const editor = await import("../lib/editor").catch(() => null);
    await typingDone(this.sourceTarget);
    this.#loading = false;
    if (editor && !signal.aborted) this.#mount(editor);
  }

  #mount({ mount }: typeof import("../lib/editor")): void {
    // Null: the text holds what the editor cannot show, and stays in the text area for good.
    this.#editor = mount(this.sourceTarget, {
      list: this.suggestTarget,
      status: this.statusTarget,
      person: this.personTarget,
      topic: this.topicTarget,
      peopleUrl: this.peopleUrlValue,
      topicsUrl: this.topicsUrlValue,
      place: () => this.#place,
      changed: (formats) => this.#show(formats),
    });
    if (this.#editor && this.hasToolbarTarget) this.toolbarTarget.hidden = false;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "F10" && event.altKey && this.hasToolbarTarget && !this.toolbarTarget.hidden) {
      event.preventDefault();
      this.#reach(this.hasTableTarget && !this.tableTarget.hidden ? this.tableTarget : this.toolbarTarget);
    }
    if (event.key !== "Enter" || event.isComposing) return;
    const sends = event.ctrlKey || event.metaKey;
    // Enter in the description of a photo does not send the post.
    if (sends || event.target instanceof HTMLInputElement) event.preventDefault();
    if (!sends) return;
    event.stopPropagation();
    this.element.requestSubmit(this.hasSendTarget ? this.sendTarget : null);
  }

  async #submit(event: SubmitEvent): Promise<void> {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.#sending) return;
    this.#sending = true;
    this.problemsTarget.replaceChildren();
    const submitter = event.submitter ?? (this.hasSendTarget ? this.sendTarget : null);
    submitter?.setAttribute("aria-busy", "true");
    // What would be typed now would be neither sent nor kept.
    this.#lock(true);
    try {
      await this.#send(submitter);
    } finally {
      submitter?.removeAttribute("aria-busy");
      this.#lock(false);
      this.#sending = false;
    }
  }

  async #send(submitter: HTMLElement | null): Promise<void> {
    this.#editor?.flush();
    const draft = this.#beside<DraftBehaviour>("draft");
    const waiting = await this.#beside<Uploads>("uploads")?.settled();
    if (waiting) return this.#tell(waiting);
    await draft?.flush();
    const answer = await send(this.element, submitter);
    if (answer.kind === "done") {
      // Before the answer is shown: the fresh form that it brings must not find the old draft.
      await draft?.forget();
      this.element.dispatchEvent(new Event("ruche:done", { bubbles: true }));
      answer.render();
    } else if (answer.kind === "refused") answer.render();
    else this.#tell(answer.kind);
  }

  #lock(locked: boolean): void {
    this.sourceTarget.readOnly = locked;
    this.#editor?.lock(locked);
  }

  #tell(problem: string): void {
    const template = this.problemTargets.find((one) => one.dataset.problem === problem);
    if (template) this.problemsTarget.replaceChildren(clone(template));
  }

  /** Another behaviour of the same form. */
  #beside<B extends Behaviour>(name: string): B | null {
    return this.application.getControllerForElementAndIdentifier(this.element, name) as B | null;
  }
}

/** Waits for the end of a composition (an accent, a word of a phone's keyboard), which a change of field would cut. */
function typingDone(source: HTMLTextAreaElement): Promise<void> {
  return new Promise((resolve) => {
    if (!composing.has(source)) resolve();
    else source.addEventListener("compositionend", () => resolve(), { once: true });
  });
}

const composing = new WeakSet<EventTarget>();
document.addEventListener("compositionstart", ({ target }) => target && composing.add(target));
document.addEventListener("compositionend", ({ target }) => target && composing.delete(target));
