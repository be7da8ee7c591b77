// What a text may hold: exactly what its Markdown can say, nothing more.
import { Extension, Mark, Node } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { Placeholder, UndoRedo } from "@tiptap/extensions";
import { type Completing, completion } from "./completion";
import { paste } from "./paste";
import { tables } from "./tables";

const MEMBER = /^\/members\/([\w-]+)$/;

const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  // `unread` says that the person will not read the text where it is meant to stand; it is never written.
  addAttributes: () => ({ id: {}, label: {}, unread: { default: null } }),
  // Both what is copied here and what is copied from a page.
  parseHTML: () => [
    {
      tag: ".mention",
      priority: 60,
      getAttrs: (element) => {
        const id = element.dataset.id ?? element.getAttribute("href")?.match(MEMBER)?.[1];
        return id ? { id, label: element.textContent.replace(/^@/, "") } : false;
      },
    },
  ],
  renderHTML: ({ node: { attrs } }) => [
    "span",
    {
      class: attrs.unread ? "mention mention-outside" : "mention",
      "data-id": attrs.id,
      "data-unread": attrs.unread,
    },
    `@${attrs.label}`,
  ],
  renderText: ({ node }) => `@${node.attrs.label}`,
});

/** An address that a link may have, completed when only its scheme is missing; nothing for any other. */
export function address(text: string): string | undefined {
  const href = text.trim();
  if (/^(https?:\/\/|mailto:|\/(?!\/))\S+$/i.test(href)) return href;
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(href) ? `https://${href}` : undefined;
}

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: {} }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = address(element.getAttribute("href") ?? "");
        return href ? { href } : false;
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener" }, 0],
});

// Without its Ctrl+Enter, which sends.
const LineBreak = HardBreak.extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
  },
});

export function extensions(placeholder: string, page: Completing): Extension[] {
  const all = [
    Document,
    Paragraph,
    Text,
    Bold,
    Italic,
    Strike,
    Code,
    Link,
    Heading.configure({ levels: [2, 3] }),
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    Blockquote,
    CodeBlock,
    ...tables,
    LineBreak,
    Mention,
    UndoRedo,
    Placeholder.configure({ placeholder }),
    Extension.create({ name: "rucheCompletion", addProseMirrorPlugins: () => [completion(page)] }),
    Extension.create({
      name: "ruchePaste",
      addProseMirrorPlugins() {
        return [paste(this.editor.schema)];
      },
    }),
  ];
  return all as Extension[];
}
