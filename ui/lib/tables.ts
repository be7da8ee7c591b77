// Tables as Markdown has them: one row of headers, cells of words in one line, nothing merged.
import { Extension, Node } from "@tiptap/core";
import type { Node as Content } from "@tiptap/pm/model";
import { type Command, type EditorState, Plugin, TextSelection } from "@tiptap/pm/state";
import { addRowAfter, goToNextCell, isInTable, selectedRect, tableEditing } from "@tiptap/pm/tables";

/** What the editor of tables knows its nodes by. */
const ROLES: Record<string, string> = {
  table: "table",
  tableRow: "row",
  tableHeader: "header_cell",
  tableCell: "cell",
};

const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["div", { class: "table-scroll" }, ["table", ["tbody", 0]]],
});

const Row = Node.create({
  name: "tableRow",
  content: "(tableHeader | tableCell)*",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const cell = (name: string, tag: string) =>
  Node.create({
    name,
    content: "paragraph+",
    isolating: true,
    addAttributes: () => ({
      // Nothing is merged, whatever a pasted table says.
      colspan: { default: 1, rendered: false, parseHTML: () => 1 },
      rowspan: { default: 1, rendered: false, parseHTML: () => 1 },
      colwidth: { default: null, rendered: false, parseHTML: () => null },
      align: { default: null, parseHTML: (element) => alignment(element.getAttribute("align")) },
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

const alignment = (text: string | null) => (["left", "center", "right"].includes(text ?? "") ? text : null);

/** To the cell below; from the last row, out of the table. */
const down: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { bottom, left, map, table, tableStart } = selectedRect(state);
  const below = bottom < map.height ? map.map[bottom * map.width + left] : undefined;
  const to = below === undefined ? tableStart + table.nodeSize - 1 : tableStart + below + 1;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(to))).scrollIntoView());
  return true;
};

/** Keeps what a text can say: headers in the first row and nowhere else, and a line after a table that ends it. */
function keepShape({ doc, schema, tr }: EditorState) {
  const { paragraph, tableHeader, tableCell } = schema.nodes;
  const shape = (table: Content, at: number) => {
    table.forEach((row, rowAt, index) => {
      const type = index ? tableCell : tableHeader;
      row.forEach((cell, cellAt) => {
        if (type && cell.type !== type) tr.setNodeMarkup(at + rowAt + cellAt + 2, type, cell.attrs);
      });
    });
  };
  doc.descendants((node, at) => {
    if (node.type.name === "table") shape(node, at);
    return node.isBlock && !node.isTextblock && node.type.name !== "table";
  });
  if (doc.lastChild?.type.name === "table" && paragraph) tr.insert(tr.doc.content.size, paragraph.create());
  return tr.docChanged ? tr : null;
}

/** A table of a row of headers and two rows, for the caret to be in its first cell. */
export const EMPTY = {
  type: "table",
  content: ["tableHeader", "tableCell", "tableCell"].map((type) => ({
    type: "tableRow",
    content: [1, 2].map(() => ({ type, content: [{ type: "paragraph" }] })),
  })),
};

const Tables = Extension.create({
  name: "rucheTables",
  // Before the keys of paragraphs and lists.
  priority: 200,
  extendNodeSchema: ({ name }) => ({ tableRole: ROLES[name] }),
  addKeyboardShortcuts() {
    const run = (command: Command) => command(this.editor.state, this.editor.view.dispatch);
    return {
      Enter: () => run(down),
      "Shift-Enter": () => isInTable(this.editor.state),
      Tab: () => run(goToNextCell(1)) || (run(addRowAfter) && run(goToNextCell(1))),
      "Shift-Tab": () => run(goToNextCell(-1)),
    };
  },
  addProseMirrorPlugins: () => [
    tableEditing(),
    new Plugin({
      appendTransaction: (changes, before, state) =>
        changes.some(({ docChanged }) => docChanged) || before.doc.lastChild?.type.name === "table"
          ? keepShape(state)
          : null,
    }),
  ],
});

export const tables = [Table, Row, cell("tableHeader", "th"), cell("tableCell", "td"), Tables];
