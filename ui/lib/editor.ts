// The editor that takes the place of a text area. Loaded on demand: nothing that a page needs at once may import this file.
import { Editor } from "@tiptap/core";
import { type Command, TextSelection } from "@tiptap/pm/state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from "@tiptap/pm/tables";
import { type Completing, checkReaders } from "./completion";
import { parse, serialise } from "./markdown";
import { address, extensions } from "./schema";
import { EMPTY } from "./tables";

/** The buttons of the toolbar. */
export type Format =
  | "bold"
  | "italic"
  | "strike"
  | "heading"
  | "bulletList"
  | "orderedList"
  | "blockquote"
  | "code"
  | "codeBlock"
  | "link"
  | "table"
  | "rowAfter"
  | "columnAfter"
  | "deleteRow"
  | "deleteColumn"
  | "deleteTable"
  | "mention"
  | "topic";

const STATES: Format[] = [
  "bold",
  "italic",
  "strike",
  "heading",
  "bulletList",
  "orderedList",
  "blockquote",
  "code",
  "codeBlock",
  "link",
  "table",
];

/** Writing a long text as Markdown costs more than a key may: once for the keys of a moment. */
const PAUSE_MS = 80;

export interface Hooks extends Completing {
  /** Told at each move which formats stand at the caret. */
  changed: (formats: ReadonlySet<Format>) => unknown;
}

export interface EditorHandle {
  focus(): void;
  /** Writes into the text area now what waits to be written. */
  flush(): void;
  /** Nothing can be typed while locked; the focus comes back with the key. */
  lock(locked: boolean): void;
  /** Shows another text; false when it cannot. */
  set(markdown: string): boolean;
  /** The place has changed: marks who of those mentioned will not read the text there. */
  check(): void;
  press(format: Format): void;
  /** Puts words at the caret. */
  insert(text: string): void;
  /** The address of the link at the caret. */
  link(): string;
  /** Makes the selection a link; an empty address takes the link away. */
  setLink(href: string): void;
  /** Gives the place back to the text area. */
  destroy(): void;
}

/** Puts the editor in the place of `source`, which goes on holding the Markdown. Null when it cannot show the whole text. */
export function mount(source: HTMLTextAreaElement, hooks: Hooks): EditorHandle | null {
  const doc = parse(source.value);
  if (!doc) return null;
  const element = document.createElement("div");
  element.className = `${source.className} prose`;
  source.before(element);
  let waiting: number | undefined;
  let focused = false;
  const editor = new Editor({
    element: { mount: element },
    content: doc,
    extensions: extensions(source.placeholder, hooks),
    // The rules of the editor are in the style sheet: an injected one would need the nonce.
    injectCSS: false,
    editorProps: { attributes: attributes(source) },
    onUpdate: () => {
      waiting ??= window.setTimeout(flush, PAUSE_MS);
    },
    onBlur: () => flush(),
    onTransaction: () => hooks.changed(formats(editor)),
  });
  const flush = () => {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    source.value = serialise(editor.getJSON());
    source.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const check = () => void checkReaders(editor.view, hooks);
  check();
  const swap = new AbortController();
  takePlace(source, editor, swap.signal);
  // Before the draft keeps what the text area holds as the page goes away.
  const before = { signal: swap.signal, capture: true };
  document.addEventListener("visibilitychange", flush, before);
  window.addEventListener("pagehide", flush, before);
  return {
    focus: () => editor.view.focus(),
    flush,
    lock(locked) {
      if (locked) focused = editor.isFocused;
      editor.setEditable(!locked, false);
      if (!locked && focused) editor.view.focus();
    },
    set(markdown) {
      clearTimeout(waiting);
      waiting = undefined;
      const other = markdown === serialise(editor.getJSON()) ? undefined : parse(markdown);
      if (other) editor.commands.setContent(other, { emitUpdate: false });
      if (other) check();
      return other !== null;
    },
    check,
    press: (format) => press(editor, format),
    insert: (text) => writing(editor).insertContent({ type: "text", text }).run(),
    link: () => editor.getAttributes("link").href ?? "",
    setLink: (href) => setLink(editor, href),
    destroy() {
      const focused = editor.isFocused;
      flush();
      swap.abort();
      editor.destroy();
      element.remove();
      source.hidden = false;
      if (focused) source.focus();
    },
  };
}

/** What the text area says of itself to those who do not see it. */
function attributes(source: HTMLTextAreaElement): Record<string, string> {
  const all: Record<string, string> = { role: "textbox", "aria-multiline": "true" };
  for (const name of ["aria-label", "aria-describedby", "aria-invalid", "aria-required"]) {
    const value = source.getAttribute(name);
    if (value) all[name] = value;
  }
  const label = source.labels[0];
  if (label?.id) all["aria-labelledby"] = label.id;
  // A dialog that is opened again gives it the focus as it gave it to the text area.
  if (source.autofocus) all.autofocus = "";
  return all;
}

function takePlace(source: HTMLTextAreaElement, editor: Editor, signal: AbortSignal): void {
  const focused = document.activeElement === source;
  const caret = caretOf(source, editor);
  // A hidden field that the browser finds empty could not be shown to be: the server says it.
  source.required = false;
  source.hidden = true;
  for (const label of source.labels) {
    label.addEventListener("click", () => editor.view.focus(), { signal });
  }
  const selection = TextSelection.near(editor.state.doc.resolve(caret), -1);
  editor.view.dispatch(editor.state.tr.setSelection(selection));
  goOn(source, editor);
  if (focused) editor.view.focus();
}

/** A space or a line begun before the caret means nothing in Markdown, and much to who is about to type the next word. */
function goOn({ value, selectionEnd }: HTMLTextAreaElement, editor: Editor): void {
  const begun = /\S([^\S\n]*)(\n\s*)?$/.exec(value.slice(0, selectionEnd));
  if (!begun || /^[^\S\n]*\S/.test(value.slice(selectionEnd))) return;
  if (begun[2]) editor.commands.splitBlock();
  else if (begun[1]) editor.view.dispatch(editor.state.tr.insertText(begun[1]));
}

/** A character that no text holds. */
const CARET = "\ue000";

/** Where the caret of the text area stands in the document: a sign put there is looked for in what the text then makes. */
function caretOf({ value, selectionEnd }: HTMLTextAreaElement, editor: Editor): number {
  const { size } = editor.state.doc.content;
  const signed = parse(`${value.slice(0, selectionEnd)}${CARET}${value.slice(selectionEnd)}`);
  let caret = size;
  if (signed) {
    editor.schema.nodeFromJSON(signed).descendants((node, at) => {
      const within = node.text?.indexOf(CARET) ?? -1;
      if (within >= 0) caret = at + within;
    });
  }
  return Math.min(caret, size);
}

function formats(editor: Editor): ReadonlySet<Format> {
  return new Set(STATES.filter((format) => editor.isActive(format)));
}

/** The commands of somebody who goes on writing. The focus comes at once: Tiptap's own gives it a frame later, and keys pressed until then are lost. */
function writing(editor: Editor): ReturnType<Editor["chain"]> {
  editor.view.focus();
  return editor.chain();
}

function press(editor: Editor, format: Format): void {
  const chain = writing(editor);
  const run = (command: Command) => chain.command(({ state, dispatch }) => command(state, dispatch));
  const commands: Record<Format, () => typeof chain> = {
    bold: () => chain.toggleBold(),
    italic: () => chain.toggleItalic(),
    strike: () => chain.toggleStrike(),
    heading: () => chain.toggleHeading({ level: 2 }),
    bulletList: () => chain.toggleBulletList(),
    orderedList: () => chain.toggleOrderedList(),
    blockquote: () => chain.toggleBlockquote(),
    code: () => chain.toggleCode(),
    codeBlock: () => chain.toggleCodeBlock(),
    link: () => chain,
    table: () => (editor.isActive("table") ? chain : insertTable(editor, chain)),
    rowAfter: () => run(addRowAfter),
    columnAfter: () => run(addColumnAfter),
    deleteRow: () => run(deleteRow),
    deleteColumn: () => run(deleteColumn),
    deleteTable: () => run(deleteTable),
    mention: () => chain.insertContent(sign(editor, "@")),
    topic: () => chain.insertContent(sign(editor, "#")),
  };
  commands[format]().run();
}

/** A table after the block of the caret, or in its place when that is empty; the caret goes into its first cell. */
function insertTable(editor: Editor, chain: ReturnType<Editor["chain"]>): typeof chain {
  const { $from } = editor.state.selection;
  const at = $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const empty = $from.depth === 1 && !$from.parent.content.size;
  const from = empty ? $from.before(1) : at;
  return chain.insertContentAt({ from, to: at }, EMPTY).setTextSelection(from + 4);
}

/** A sign that begins a word. */
function sign(editor: Editor, char: string): string {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, " ");
  return /\S$/.test(before) ? ` ${char}` : char;
}

function setLink(editor: Editor, text: string): void {
  const chain = writing(editor).extendMarkRange("link");
  const href = address(text);
  if (!href) {
    if (!text.trim()) chain.unsetMark("link").run();
  } else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setMark("link", { href }).run();
}
