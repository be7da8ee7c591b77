// The server's sentences: filling their blanks, choosing their plural form, cloning the templates that hold them.

/** Replaces each `{name}` of `text` by its value; an unknown name stays as it is. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}

/** The text of `data-one`, `data-other`... that fits `n` in the language of the page, its `{n}` filled in. */
export function counted(element: HTMLElement, n: number): string {
  const language = document.documentElement.lang || "en";
  const category = new Intl.PluralRules(language).select(n);
  const text = element.dataset[category] ?? element.dataset.other ?? "";
  return fill(text, { n: n.toLocaleString(language) });
}

/** The element that a template or a page marks with `data-part="name"`. */
export function part<E extends HTMLElement = HTMLElement>(root: ParentNode, name: string): E | null {
  return root.querySelector<E>(`[data-part="${name}"]`);
}

/** Writes `text` into a part, when the template has that part. */
export function setPart(root: ParentNode, name: string, text: string): void {
  const element = part(root, name);
  if (element) element.textContent = text;
}

/** The first element of a template, cloned, with the blanks of its attributes filled in. */
export function clone(
  template: HTMLTemplateElement,
  values: Record<string, string | number> = {},
): HTMLElement {
  const element = document.importNode(template.content, true).firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error("a template holds one HTML element");
  for (const one of [element, ...element.querySelectorAll("*")]) {
    for (const { name, value } of one.attributes) {
      if (value.includes("{")) one.setAttribute(name, fill(value, values));
    }
  }
  return element;
}

/** Shows the toast that a template holds, and returns it. */
export function showToast(template: HTMLTemplateElement): HTMLElement {
  const toast = clone(template);
  document.getElementById("toasts")?.append(toast);
  return toast;
}
