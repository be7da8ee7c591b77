// Completion inside the editor: people after `@`, topics after `#`.
import { type EditorState, Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { fetchList } from "./net";
import { SuggestList } from "./suggest";
import { clone, counted, part, setPart } from "./text";

/** The elements and addresses that completion needs of the page. */
export interface Completing {
  list: HTMLElement;
  status: HTMLElement;
  person: HTMLTemplateElement;
  topic: HTMLTemplateElement;
  peopleUrl: string;
  topicsUrl: string;
  /** The place where the text will be read. */
  place: () => string;
}

interface Person {
  id: string;
  name: string;
  detail: string;
  initials: string;
  hue: number;
  photo: string | null;
  /** The words of the badge, with the company's name. */
  partner: string | null;
  reads: boolean;
}

interface Trigger {
  char: "@" | "#";
  /** Where the sign stands. */
  from: number;
  to: number;
  query: string;
}

const PAUSE_MS = 80;
/** After a space, an opening sign or something that is no text. */
const BEFORE = "(?:^|[\\s(\\[«“\"'’\\ufffc])";
/** A name may have spaces: a first name and two more words. */
const PERSON = new RegExp(`${BEFORE}@((?:[\\p{L}\\p{N}'’.-]+ ?){0,3})$`, "u");
const TOPIC = new RegExp(`${BEFORE}#([\\p{L}\\p{N}_-]*)$`, "u");

export function completion(page: Completing): Plugin {
  let open: Completion | undefined;
  return new Plugin({
    view: (view) => {
      open = new Completion(view, page);
      return open;
    },
    props: {
      handleKeyDown: (_view, event) => open?.key(event) ?? false,
      handleDOMEvents: {
        // The editor would keep every Escape to itself; one that closes no list is for the dialog or the form around it.
        keydown: (_view, event) => event.key === "Escape" && (open?.escape(event) ?? true),
        blur: () => {
          open?.close();
          return false;
        },
      },
    },
  });
}

class Completion {
  #list: SuggestList;
  #trigger?: Trigger;
  /** A sign that was answered by Escape, or by nobody: left alone until it goes. */
  #done?: { from: number; query: string };
  #asking?: AbortController;
  #timer?: number;

  constructor(
    private readonly view: EditorView,
    private readonly page: Completing,
  ) {
    this.#list = new SuggestList(page.list, view.dom);
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc.eq(before.doc) && view.state.selection.eq(before.selection)) return;
    const trigger = view.hasFocus() ? find(view.state) : undefined;
    if (trigger?.from !== this.#done?.from) this.#done = undefined;
    if (trigger?.from === this.#trigger?.from && trigger?.query === this.#trigger?.query) return;
    if (!trigger) {
      this.close();
      return;
    }
    this.#trigger = trigger;
    if (this.#done && trigger.query.startsWith(this.#done.query)) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(trigger), PAUSE_MS);
  }

  destroy(): void {
    this.close();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#trigger = undefined;
    this.#list.close();
    this.page.status.textContent = "";
  }

  key(event: KeyboardEvent): boolean {
    return !event.isComposing && this.#list.key(event);
  }

  /** Closes the list, for good as long as its sign stands. */
  escape(event: KeyboardEvent): true {
    if (this.#list.open) {
      event.preventDefault();
      const { from = 0 } = this.#trigger ?? {};
      this.close();
      this.#done = { from, query: "" };
    }
    return true;
  }

  async #ask(trigger: Trigger): Promise<void> {
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const options = await this.#options(trigger, this.#asking.signal);
      if (this.#trigger === trigger) this.#show(trigger, options);
    } catch {
      // Given up: another key came first.
    }
  }

  async #options({ char, query: q }: Trigger, signal: AbortSignal) {
    const { page } = this;
    if (char === "@") {
      const people = await fetchList<Person>(page.peopleUrl, { q, place: page.place() }, signal);
      return people.map((person) => ({ element: this.#person(person), pick: () => this.#mention(person) }));
    }
    const topics = await fetchList<{ name: string }>(page.topicsUrl, { q }, signal);
    return topics.map(({ name }) => ({ element: this.#topic(name), pick: () => this.#insertTopic(name) }));
  }

  #show({ from, query, char }: Trigger, options: { element: HTMLElement; pick: () => void }[]): void {
    const { list, status } = this.page;
    const label = char === "@" ? list.dataset.people : list.dataset.topics;
    if (label) list.ariaLabel = label;
    const shown = this.#list.show(options, this.view.coordsAtPos(from));
    status.textContent = shown ? counted(status, shown) : (status.dataset.none ?? "");
    // A longer name will not be found either.
    if (!shown && query) this.#done = { from, query };
  }

  #person(person: Person): HTMLElement {
    const option = clone(this.page.person);
    setPart(option, "name", person.name);
    setPart(option, "detail", person.detail);
    setPart(option, "company", person.partner ?? "");
    this.#mark(option, "partner", person.partner !== null);
    this.#mark(option, "unread", !person.reads);
    option.classList.toggle("outside", !person.reads);
    const avatar = part(option, "avatar");
    if (avatar) {
      avatar.classList.add(`hue-${person.hue}`);
      avatar.dataset.i = person.initials;
      if (person.photo) avatar.append(Object.assign(new Image(), { src: person.photo, alt: "" }));
    }
    return option;
  }

  #mark(option: HTMLElement, name: string, shown: boolean): void {
    const mark = part(option, name);
    if (mark) mark.hidden = !shown;
  }

  #topic(name: string): HTMLElement {
    const option = clone(this.page.topic);
    setPart(option, "name", name);
    return option;
  }

  #mention({ id, name, reads }: Person): void {
    const { state } = this.view;
    const mention = state.schema.nodes.mention?.create({ id, label: name, unread: unread(this.page, reads) });
    if (mention) this.#put((from, to) => state.tr.replaceWith(from, to, [mention, state.schema.text(" ")]));
  }

  #insertTopic(name: string): void {
    this.#put((from, to) => this.view.state.tr.insertText(`#${name} `, from, to));
  }

  #put(change: (from: number, to: number) => EditorState["tr"]): void {
    if (!this.#trigger) return;
    const { from, to } = this.#trigger;
    this.close();
    this.view.dispatch(change(from, to).scrollIntoView());
    this.view.focus();
  }
}

const unread = ({ list }: Completing, reads: boolean) => (reads ? null : (list.dataset.unread ?? null));

/** Asks again who of those mentioned will read the text, and marks the others: it came from elsewhere, or its place has changed. */
export async function checkReaders(view: EditorView, page: Completing): Promise<void> {
  const names = new Map<string, string>();
  view.state.doc.descendants(({ type, attrs }) => {
    if (type.name === "mention") names.set(attrs.id, attrs.label);
  });
  const place = page.place();
  const { signal } = new AbortController();
  const ask = (q: string) => fetchList<Person>(page.peopleUrl, { q, place }, signal);
  const found = await Promise.all([...names.values()].map(ask));
  if (view.isDestroyed || place !== page.place()) return;
  const reads = new Map(found.flat().map((person) => [String(person.id), person.reads]));
  const { tr } = view.state;
  view.state.doc.descendants(({ type, attrs }, at) => {
    const known = type.name === "mention" ? reads.get(attrs.id) : undefined;
    if (known !== undefined) tr.setNodeAttribute(at, "unread", unread(page, known));
  });
  if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false));
}

/** The sign before the caret and what follows it, when it may begin a mention or a topic. */
function find({ selection }: EditorState): Trigger | undefined {
  const { empty, $from } = selection;
  if (!empty || $from.parent.type.spec.code) return undefined;
  const start = Math.max(0, $from.parentOffset - 80);
  const text = $from.parent.textBetween(start, $from.parentOffset, undefined, "\ufffc");
  const person = PERSON.exec(text)?.[1];
  const query = person ?? TOPIC.exec(text)?.[1];
  if (query === undefined) return undefined;
  const from = $from.pos - query.length - 1;
  return { char: person === undefined ? "#" : "@", from, to: $from.pos, query };
}
