// What is written in the editor comes back from its Markdown as it was, and Markdown from elsewhere is read right or left alone.
import { expect, test } from "@playwright/test";
import type { JSONContent } from "@tiptap/core";
import { parse, serialise } from "../lib/markdown";

const text = (value: string, ...marks: string[]): JSONContent =>
  marks.length
    ? { type: "text", text: value, marks: marks.map((type) => ({ type })) }
    : { type: "text", text: value };
const link = (value: string, href: string): JSONContent => ({
  type: "text",
  text: value,
  marks: [{ type: "link", attrs: { href } }],
});
const mention = (id: string, label: string): JSONContent => ({ type: "mention", attrs: { id, label } });
const br: JSONContent = { type: "hardBreak" };
const block =
  (type: string) =>
  (...content: JSONContent[]): JSONContent => ({ type, content });
const doc = block("doc");
const p = block("paragraph");
const quote = block("blockquote");
const item = block("listItem");
const bullets = block("bulletList");
const numbers = (start: number, ...content: JSONContent[]): JSONContent => ({
  type: "orderedList",
  attrs: { start },
  content,
});
const code = (language: string | null, value: string): JSONContent => ({
  type: "codeBlock",
  attrs: { language },
  content: [text(value)],
});
const row = (type: string, align: (string | null)[], ...cells: JSONContent[][]): JSONContent => ({
  type: "tableRow",
  content: cells.map((content, i) => ({
    type,
    attrs: { align: align[i] ?? null },
    content: [p(...content)],
  })),
});
const heading = (level: number, ...content: JSONContent[]): JSONContent => ({
  type: "heading",
  attrs: { level },
  content,
});

/** Texts that mean something in Markdown, and must come out as the words they are. */
const NASTY = [
  "5 * 3 * 2 = 30, **pas gras**, *ni italique*",
  "_souligné_ snake_case __init__ a_b",
  "# pas un titre",
  "#sujet n’est pas un titre",
  "[pas un lien](https://ex.org) ![ni une image](x) [x]",
  "[renvoi]: https://ex.org",
  "<b>pas du HTML</b> <!-- ni un commentaire --> <3 & &amp; &eacute;",
  "C:\\dossier\\*.txt \\* \\",
  "`pas du code` ``` ~~pas barré~~ ~",
  "- pas une liste",
  "+ ni celle-ci",
  "1. ni une liste numérotée",
  "2026) non plus",
  "> ni une citation",
  "---",
  "===",
  "| a | b |",
  "😀 👩‍🔧 « oui\u00a0! » l’été, 12\u202f%",
  "voir https://ex.org/a_b*c?x=1&y=_2_, puis écrire à a_b@ex.org",
];

for (const value of NASTY) {
  test(`words stay words: ${value}`, () => {
    const one = doc(p(text(value)));
    expect(parse(serialise(one))).toEqual(one);
    // The same after a line break, where a line begins as well.
    const two = doc(p(text("avant"), br, text(value)), bullets(item(p(text(value)))), quote(p(text(value))));
    expect(parse(serialise(two))).toEqual(two);
  });
}

const DOCUMENTS: [string, JSONContent, string?][] = [
  [
    "marks that cross",
    doc(p(text("a", "bold"), text("b", "bold", "italic"), text("c", "italic"), text("d", "strike"))),
  ],
  [
    "a mark against a letter",
    doc(p(text("l"), text("« offre »", "bold"), text("s"))),
    "&#x6C;**« offre »**&#x73;",
  ],
  ["code with its own signs", doc(p(text("a ` b `` *c*", "code")), code("rust", "```\nlet x = 1;\n  y"))],
  [
    "mentions",
    doc(p(mention("12", "Émile Zola"), text(" et "), mention("3", "A [b] *c*"))),
    "[@Émile Zola](/members/12) et [@A \\[b\\] \\*c\\*](/members/3)",
  ],
  ["a link with brackets", doc(p(text("voir "), link("le [site]", "https://ex.org/a_(b)")))],
  ["headings", doc(heading(2, text("Deux #")), heading(3, text("Trois")), p(text("x")))],
  [
    "nested lists",
    doc(
      bullets(
        item(
          p(text("un")),
          bullets(item(p(text("un a"))), item(p(text("un b")), numbers(3, item(p(text("x")))))),
        ),
        item(p(text("deux")), p(text("suite")), quote(p(text("cité")))),
      ),
      numbers(1, item(p(text("premier")), code(null, "x"))),
    ),
  ],
  [
    "lists side by side",
    doc(bullets(item(p(text("a")))), numbers(1, item(p(text("b")))), bullets(item(p(text("c"))))),
  ],
  [
    "a table",
    doc(
      block("table")(
        row("tableHeader", [null, "right"], [text("Modèle")], [text("Prix", "bold")]),
        row("tableCell", [null, "right"], [mention("12", "Émile")], [text("31 | 990")]),
        row("tableCell", [null, "right"], [], [text("a|b", "code"), text(" #sujet")]),
      ),
      p(text("après")),
    ),
    "| Modèle | **Prix** |\n| - | -: |\n| [@Émile](/members/12) | 31 \\| 990 |\n| | `a\\|b` #sujet |\n\naprès",
  ],
];

for (const [name, document, markdown] of DOCUMENTS) {
  test(`comes back as it was: ${name}`, () => {
    const written = serialise(document);
    if (markdown) expect(written).toBe(markdown);
    expect(parse(written)).toEqual(document);
  });
}

test("rows of a table are as wide as the first; one that is wider stays in the text area", () => {
  const table = block("table")(
    row("tableHeader", [], [text("a")], [text("b")]),
    row("tableCell", [], [text("c")], []),
  );
  expect(parse("| a | b |\n| --- | --- |\n| c |")).toEqual(doc(table));
  expect(parse("| a | b |\n| - | - |\n| c | d | e |")).toBeNull();
});

test("what a cell holds is written in one line", () => {
  const cell = (...content: JSONContent[]) => ({ type: "tableCell", content });
  const table = {
    type: "table",
    content: [{ type: "tableRow", content: [cell(p(text("a"), br, text("b")), p(), p(text("c")))] }],
  };
  expect(serialise(doc(table))).toBe("| a b c |\n| - |");
});

test("what Markdown cannot say is left out, the words are not", () => {
  const spaces = doc(p(text("  avant")), p(), p(text("gras ", "bold"), text("après"), br));
  expect(serialise(spaces)).toBe("avant\n\n**gras** après");
});

const READ: [string, string][] = [
  ["une ligne\nune autre", "une ligne\\\nune autre"],
  ["# Titre\n\nSous-titre\n---", "## Titre\n\n## Sous-titre"],
  ["* a\n* b\n    * c", "- a\n- b\n  - c"],
  ["__gras__ et _italique_", "**gras** et *italique*"],
  ["| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| - | - |\n| 1 | 2 |"],
  ["https://ex.org/a_b_c et <https://ex.org>", "<https://ex.org/a_b_c> et <https://ex.org>"],
];

for (const [markdown, written] of READ) {
  test(`is read: ${JSON.stringify(markdown)}`, () => {
    const read = parse(markdown);
    expect(read && serialise(read)).toBe(written);
  });
}

const BEYOND = [
  "![une image](x.png)",
  "du <b>HTML</b>",
  "avant\n\n***\n\naprès",
  "[renvoi][1]\n\n[1]: https://ex.org",
  '[lien](https://ex.org "titre")',
];

for (const markdown of BEYOND) {
  test(`is left to the text area: ${JSON.stringify(markdown)}`, () => {
    expect(parse(markdown)).toBeNull();
  });
}
