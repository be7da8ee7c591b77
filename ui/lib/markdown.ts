// Between Markdown, which is what is sent and kept, and the document of the editor. Reading and writing go through the tree of
// mdast, whose parser and writer follow CommonMark to the letter; here is only the translation.
import type { JSONContent } from "@tiptap/core";
import type {
  AlignType,
  BlockContent,
  List,
  ListItem,
  Nodes,
  Parent,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown, gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown, gfmTableToMarkdown } from "mdast-util-gfm-table";
import { defaultHandlers, type Options, toMarkdown } from "mdast-util-to-markdown";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";

type Mark = NonNullable<JSONContent["marks"]>[number];

const MENTION = /^\/members\/([\w-]+)$/;
/** An address in a text, without the punctuation that follows it. Written as `<address>`, its `_` and `*` need no escape. */
const ADDRESS = /https?:\/\/[^\s<>«»“”]*[^\s<>«»“”.,;:!?'’")\]}*_~]/g;
const WHOLE_ADDRESS = new RegExp(`^${ADDRESS.source}$`);

/** The document that a Markdown text describes, or null when the editor could not show the whole of it. */
export function parse(markdown: string): JSONContent | null {
  try {
    const doc = read(markdown);
    // What would not come back the same is not touched.
    return same(doc, read(serialise(doc))) ? doc : null;
  } catch {
    return null;
  }
}

/** The Markdown text of a document. */
export function serialise(doc: JSONContent): string {
  const root: Root = { type: "root", children: blocks(doc) as RootContent[] };
  return toMarkdown(root, WRITING).trimEnd();
}

function read(markdown: string): JSONContent {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmStrikethrough({ singleTilde: false }), gfmTable()],
    mdastExtensions: [gfmStrikethroughFromMarkdown(), gfmTableFromMarkdown()],
  });
  return { type: "doc", content: content(tree) };
}

// The key order of what `read` makes is always the same.
const same = (one: JSONContent, other: JSONContent) => JSON.stringify(one) === JSON.stringify(other);

// ---- from Markdown

function content(node: Parent): JSONContent[] {
  const children = node.children.map(block);
  return children.length ? children : [{ type: "paragraph" }];
}

function block(node: Nodes): JSONContent {
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", content: inline(node, []) };
    case "heading": {
      // The title of the page is above: two levels are left.
      const level = Math.min(3, Math.max(2, node.depth));
      return { type: "heading", attrs: { level }, content: inline(node, []) };
    }
    case "blockquote":
      return { type: "blockquote", content: content(node) };
    case "code":
      if (node.meta) throw new Error("the editor has no place for it");
      return {
        type: "codeBlock",
        attrs: { language: node.lang ?? null },
        content: node.value ? [{ type: "text", text: node.value }] : [],
      };
    case "list": {
      const attrs = node.ordered ? { attrs: { start: node.start ?? 1 } } : {};
      return {
        type: node.ordered ? "orderedList" : "bulletList",
        ...attrs,
        content: node.children.map(block),
      };
    }
    case "listItem": {
      const children = content(node);
      // An item of the editor begins with a paragraph.
      if (children[0]?.type !== "paragraph") children.unshift({ type: "paragraph" });
      return { type: "listItem", content: children };
    }
    case "table":
      return { type: "table", content: rows(node) };
    default:
      throw new Error(`the editor cannot show: ${node.type}`);
  }
}

/** The rows of a table, each as wide as the first, which has the headers and says how its columns are aligned. */
function rows(table: Table): JSONContent[] {
  const width = table.children[0]?.children.length ?? 0;
  return table.children.map((row, index) => {
    if (row.children.length > width) throw new Error("the editor has no place for it");
    const cells = Array.from({ length: width }, (_, column): JSONContent => {
      const cell = row.children[column];
      const type = index ? "tableCell" : "tableHeader";
      const attrs = { align: table.align?.[column] ?? null };
      return { type, attrs, content: [{ type: "paragraph", content: cell ? inline(cell, []) : [] }] };
    });
    return { type: "tableRow", content: cells };
  });
}

function inline(node: Parent, marks: Mark[]): JSONContent[] {
  return joined(node.children.flatMap((child) => phrase(child, marks)));
}

/** Neighbouring texts of the same marks are one text. */
function joined(nodes: JSONContent[]): JSONContent[] {
  const joined: JSONContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    const alike = last?.text && node.text && JSON.stringify(last.marks) === JSON.stringify(node.marks);
    if (alike) joined[joined.length - 1] = { ...last, text: `${last.text}${node.text}` };
    else joined.push(node);
  }
  return joined;
}

function phrase(node: Nodes, marks: Mark[]): JSONContent[] {
  const marked = marks.length ? { marks } : {};
  switch (node.type) {
    case "text":
      // A line of the text area is a line for the reader.
      return node.value
        .split("\n")
        .flatMap((text, i) => [
          ...(i ? [{ type: "hardBreak", ...marked }] : []),
          ...(text ? [{ type: "text", text, ...marked }] : []),
        ]);
    case "break":
      return [{ type: "hardBreak", ...marked }];
    case "strong":
      return inline(node, [...marks, { type: "bold" }]);
    case "emphasis":
      return inline(node, [...marks, { type: "italic" }]);
    case "delete":
      return inline(node, [...marks, { type: "strike" }]);
    case "inlineCode":
      return [{ type: "text", text: node.value.replaceAll("\n", " "), marks: [{ type: "code" }] }];
    case "link": {
      const [only, more] = node.children;
      const id = node.url.match(MENTION)?.[1];
      if (id && !more && only?.type === "text" && only.value.startsWith("@")) {
        return [{ type: "mention", attrs: { id, label: only.value.slice(1) }, ...marked }];
      }
      // An address is a plain text that the server makes a link of.
      if (!more && only?.type === "text" && only.value === node.url && WHOLE_ADDRESS.test(node.url)) {
        return phrase(only, marks);
      }
      if (node.title) throw new Error("the editor has no place for it");
      return inline(node, [...marks, { type: "link", attrs: { href: node.url } }]);
    }
    default:
      throw new Error(`the editor cannot show: ${node.type}`);
  }
}

// ---- to Markdown

const WRITING: Options = {
  bullet: "-",
  fences: true,
  listItemIndent: "one",
  // Columns that line up would use up the characters of a text.
  extensions: [gfmStrikethroughToMarkdown(), gfmTableToMarkdown({ tablePipeAlign: false })],
  // What follows a paragraph in an item is set apart, lest it go on with the paragraph; a list needs it not.
  join: [
    (left, right, parent) =>
      parent.type === "listItem" && left.type === "paragraph" && right.type !== "list" ? 1 : undefined,
  ],
  handlers: {
    // A topic at the start of a line is no heading: it stays readable.
    text: (node, parent, state, info) =>
      defaultHandlers.text(node, parent, state, info).replace(/^\\#(?=[\p{L}\p{N}])/u, "#"),
  },
};

function blocks(node: JSONContent): BlockContent[] {
  return (node.content ?? []).flatMap((child) => writeBlock(child) ?? []);
}

/** Nothing for an empty paragraph: Markdown has none. */
function writeBlock(node: JSONContent): BlockContent | undefined {
  switch (node.type) {
    case "heading":
    case "paragraph": {
      const children = write(trim(node.content ?? []));
      if (!children.length) return undefined;
      return node.type === "heading"
        ? { type: "heading", depth: node.attrs?.level ?? 2, children }
        : { type: "paragraph", children };
    }
    case "blockquote":
      return { type: "blockquote", children: blocks(node) };
    case "codeBlock": {
      const value = (node.content ?? []).map(({ text }) => text ?? "").join("");
      return { type: "code", lang: node.attrs?.language || null, value };
    }
    case "table":
      return writeTable(node);
    default:
      return writeList(node);
  }
}

function writeTable(node: JSONContent): Table {
  const [head, ...rest] = (node.content ?? []).map(({ content }) => content ?? []);
  const row = (cells: JSONContent[]): Table["children"][number] => ({
    type: "tableRow",
    children: cells.map((cell) => ({ type: "tableCell", children: write(oneLine(cell)) })),
  });
  const align = (head ?? []).map((cell): AlignType => cell.attrs?.align ?? null);
  return { type: "table", align, children: [head ?? [], ...rest].map(row) };
}

/** What a cell holds, in the one line that it has. */
function oneLine(cell: JSONContent): JSONContent[] {
  const space: JSONContent = { type: "text", text: " " };
  const lines = (cell.content ?? []).map(({ content }) => content ?? []).filter((line) => line.length);
  const words = lines.flatMap((line, i) => (i ? [space, ...line] : line));
  return trim(words.map((node) => (node.type === "hardBreak" ? space : node)));
}

function writeList(node: JSONContent): List {
  const ordered = node.type === "orderedList";
  const children = (node.content ?? []).map(
    (item): ListItem => ({ type: "listItem", spread: false, children: blocks(item) }),
  );
  return { type: "list", ordered, start: ordered ? (node.attrs?.start ?? 1) : null, spread: false, children };
}

/** Without the spaces and line breaks at both ends and around line breaks, which Markdown would drop or take for its own. */
function trim(nodes: JSONContent[]): JSONContent[] {
  const isBreak = (node?: JSONContent) => node?.type === "hardBreak";
  const trimmed = nodes.map((node, i) => {
    if (!node.text || isCode(node)) return node;
    let { text } = node;
    if (i === 0 || isBreak(nodes[i - 1])) text = text.replace(/^[ \t]+/, "");
    if (i === nodes.length - 1 || isBreak(nodes[i + 1])) text = text.replace(/[ \t]+$/, "");
    return { ...node, text };
  });
  const full = trimmed.filter(({ text }) => text !== "");
  const solid = (node: JSONContent) => !isBreak(node);
  return full.slice(full.findIndex(solid), full.findLastIndex(solid) + 1);
}

const isCode = (node: JSONContent) => node.marks?.some(({ type }) => type === "code") ?? false;

/** The inline nodes, nested by the marks that they share: the mark that goes furthest is the outermost. */
function write(nodes: JSONContent[], inLink = false): PhrasingContent[] {
  const written: PhrasingContent[] = [];
  let rest = nodes;
  while (rest[0]) {
    const mark = furthest(rest);
    if (!mark) {
      written.push(...leaf(rest[0], inLink));
      rest = rest.slice(1);
      continue;
    }
    const [before, run, after] = cut(rest, mark);
    written.push(...write(before, inLink));
    if (run.length) written.push(wrap(mark, write(run, inLink || mark.type === "link")));
    rest = after;
  }
  return written;
}

const equal = (one: Mark, other: Mark) => one.type === other.type && one.attrs?.href === other.attrs?.href;
const hasMark = (node: JSONContent, mark: Mark) => node.marks?.some((one) => equal(one, mark)) ?? false;

/** How many nodes from the first on carry `mark`. */
function reach(nodes: JSONContent[], mark: Mark): number {
  const end = nodes.findIndex((node) => !hasMark(node, mark));
  return end < 0 ? nodes.length : end;
}

function furthest(nodes: JSONContent[]): Mark | undefined {
  // Code is not a span around others: it is what a leaf is made of.
  const marks = nodes[0]?.marks?.filter(({ type }) => type !== "code") ?? [];
  return marks.toSorted((one, other) => reach(nodes, other) - reach(nodes, one))[0];
}

/** The run of `mark` without that mark, and what surrounds it: the spaces at its ends, where Markdown allows no mark. */
function cut(nodes: JSONContent[], mark: Mark): [JSONContent[], JSONContent[], JSONContent[]] {
  const length = reach(nodes, mark);
  const bare = ({ marks, ...node }: JSONContent): JSONContent => {
    const left = marks?.filter((one) => !equal(one, mark));
    return left?.length ? { ...node, marks: left } : node;
  };
  const run = nodes.slice(0, length).map(bare);
  const after = nodes.slice(length);
  const before: JSONContent[] = [];
  if (mark.type === "link") return [before, run, after];
  for (let node = run[0]; node; node = run[0]) {
    const [head, tail] = split(node, /^\s*/);
    if (head) before.push(head);
    if (tail) run[0] = tail;
    else run.shift();
    if (tail) break;
  }
  for (let node = run.at(-1); node; node = run.at(-1)) {
    const [head, tail] = split(node, /\s*$/, true);
    if (tail) after.unshift(tail);
    if (head) run[run.length - 1] = head;
    else run.pop();
    if (head) break;
  }
  return [before, run, after];
}

/** A node in two: the spaces that `spaces` finds at its start (or, `atEnd`, at its end) and the rest. A line break is all space. */
function split(node: JSONContent, spaces: RegExp, atEnd = false): [JSONContent?, JSONContent?] {
  if (node.type === "hardBreak") return atEnd ? [undefined, node] : [node, undefined];
  if (!node.text || isCode(node)) return atEnd ? [node, undefined] : [undefined, node];
  const found = spaces.exec(node.text)?.[0].length ?? 0;
  const at = atEnd ? node.text.length - found : found;
  const piece = (text: string) => (text ? { ...node, text } : undefined);
  return [piece(node.text.slice(0, at)), piece(node.text.slice(at))];
}

function wrap({ type, attrs }: Mark, children: PhrasingContent[]): PhrasingContent {
  if (type === "bold") return { type: "strong", children };
  if (type === "italic") return { type: "emphasis", children };
  if (type === "strike") return { type: "delete", children };
  return { type: "link", url: attrs?.href ?? "", children: children as never };
}

function leaf(node: JSONContent, inLink: boolean): PhrasingContent[] {
  if (node.type === "hardBreak") return [{ type: "break" }];
  if (node.type === "mention") {
    const { id, label } = node.attrs ?? {};
    return [{ type: "link", url: `/members/${id}`, children: [{ type: "text", value: `@${label}` }] }];
  }
  const text = node.text ?? "";
  if (isCode(node)) return [{ type: "inlineCode", value: text }];
  return inLink ? [{ type: "text", value: text }] : addressed(text);
}

/** A text, its web addresses as links to themselves. */
function addressed(text: string): PhrasingContent[] {
  const written: PhrasingContent[] = [];
  let from = 0;
  for (const { 0: url, index } of text.matchAll(ADDRESS)) {
    if (index > from) written.push({ type: "text", value: text.slice(from, index) });
    written.push({ type: "link", url, children: [{ type: "text", value: url }] });
    from = index + url.length;
  }
  if (from < text.length) written.push({ type: "text", value: text.slice(from) });
  return written;
}
