// One-letter shortcuts. They press what the page already offers, so each exists only where its button does.
import { Behaviour } from "../lib/behaviour";

const IN_PAGE: Record<string, string> = {
  "/": "input[type=search]",
  n: "a[href^='/posts/new']",
  "g h": "a[href='/']",
  "g c": "a[href='/communities']",
  "g n": "a[href='/notifications']",
};
const IN_POST: Record<string, string> = {
  r: "[data-shortcut=reply]",
  l: "[data-shortcut=like]",
  s: "[data-shortcut=save]",
};
/** How long `g` waits for its second letter. */
const SEQUENCE_MS = 1_200;

export default class Shortcuts extends Behaviour<HTMLElement> {
  #before = "";
  #forget?: number;
  #current?: HTMLElement;

  protected override start(signal: AbortSignal): void {
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  protected override stop(): void {
    clearTimeout(this.#forget);
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (this.element.dataset.shortcuts === "off" || document.querySelector("dialog[open]")) return;
    const focus = event.target as HTMLElement;
    if (focus.isContentEditable || focus.matches("input, textarea, select")) return;
    const key = this.#before ? `${this.#before} ${event.key}` : event.key;
    this.#remember(event.key);
    if (this.#act(key) || this.#act(event.key)) event.preventDefault();
  }

  #remember(key: string): void {
    clearTimeout(this.#forget);
    this.#before = !this.#before && key === "g" ? key : "";
    this.#forget = window.setTimeout(() => {
      this.#before = "";
    }, SEQUENCE_MS);
  }

  #act(key: string): boolean {
    if (key === "?") return this.#help();
    if (key === "j" || key === "k") return this.#move(key === "j" ? 1 : -1);
    const inPost = IN_POST[key];
    const wanted = inPost ?? IN_PAGE[key];
    const place = inPost ? this.#post : document;
    return wanted ? press(place?.querySelector(wanted)) : false;
  }

  #help(): boolean {
    const help = document.getElementById("shortcuts");
    if (!(help instanceof HTMLDialogElement)) return false;
    help.showModal();
    return true;
  }

  #move(step: 1 | -1): boolean {
    const posts = [...document.querySelectorAll<HTMLElement>("article.post")];
    const at = this.#post ? posts.indexOf(this.#post) : step === 1 ? -1 : posts.length;
    const post = posts[at + step];
    if (!post) return false;
    this.#current = post;
    post.tabIndex = -1;
    post.focus({ preventScroll: true });
    post.scrollIntoView({ block: "start" });
    return true;
  }

  /** The post that has the focus, else the last one moved to, else the only one of the page. */
  get #post(): HTMLElement | undefined {
    const focused = document.activeElement?.closest<HTMLElement>("article.post");
    if (focused) return focused;
    if (this.#current?.isConnected) return this.#current;
    const posts = document.querySelectorAll<HTMLElement>("article.post");
    return posts.length === 1 ? posts[0] : undefined;
  }
}

function press(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.matches("input, textarea")) element.focus();
  else element.click();
  return true;
}
