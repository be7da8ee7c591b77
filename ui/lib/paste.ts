// What comes from elsewhere: an address over a selection, and the formats of other programs.
import { DOMParser, type ParseOptions, type Schema, type Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

export function paste(schema: Schema): Plugin {
  return new Plugin({
    props: {
      handlePaste: linkSelection,
      transformPastedHTML: setStylesAside,
      clipboardParser: new StyledParser(schema, DOMParser.fromSchema(schema).rules),
    },
  });
}

/**
 * Word processors say "bold" by style attributes, which the content-security policy refuses wherever HTML is read, even outside the
 * page. They wait under another name until they can be set by script, which is allowed.
 */
function setStylesAside(html: string): string {
  const unstyled = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
  return unstyled.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle=/i, " data-style="));
}

class StyledParser extends DOMParser {
  override parseSlice(dom: Node, options?: ParseOptions): Slice {
    for (const element of (dom as Element).querySelectorAll<HTMLElement>("[data-style]")) {
      element.style.cssText = element.dataset.style ?? "";
    }
    return super.parseSlice(dom, options);
  }
}

/** An address pasted over a selection makes a link of it. */
function linkSelection(view: EditorView, event: ClipboardEvent): boolean {
  const { selection, schema, tr } = view.state;
  const href = event.clipboardData?.getData("text/plain").trim() ?? "";
  const mark = schema.marks.link;
  if (!mark || selection.empty || !/^https?:\/\/\S+$/.test(href)) return false;
  view.dispatch(tr.addMark(selection.from, selection.to, mark.create({ href })));
  return true;
}
