// What the browser asks of the server outside of Turbo: forms that must keep what they hold, and fragments.
import * as Turbo from "@hotwired/turbo";

/** Why a form did not get through, when its answer is not that form with the reason in it. */
export type Problem = "network" | "session" | "server" | "closed" | "busy" | "unfit";

/** What became of a form. `render` shows the answer: it visits, renders streams, or puts the refused form in place. */
export type Answer = { kind: "done" | "refused"; render: () => void } | { kind: Problem };

const STREAM = "text/vnd.turbo-stream.html";
/** Longer than any answer: a request still open then is a dead network. */
const PATIENCE_MS = 60_000;

/** Sends a form in the background, its submitter busy meanwhile. Never throws: a failure is an answer. */
export async function send(form: HTMLFormElement, submitter?: HTMLElement | null): Promise<Answer> {
  const busy = submitter ? [form, submitter] : [form];
  for (const element of busy) element.setAttribute("aria-busy", "true");
  try {
    const data = new FormData(form, submitter);
    const multipart = form.enctype === "multipart/form-data";
    const response = await fetch(form.action, {
      method: "POST",
      // A FormData of texts is what URLSearchParams takes, but for the types.
      body: multipart ? data : new URLSearchParams(data as unknown as Record<string, string>),
      headers: { Accept: `${STREAM}, text/html` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return await read(response, form);
  } catch {
    return { kind: "network" };
  } finally {
    for (const element of busy) element.removeAttribute("aria-busy");
  }
}

async function read(response: Response, form: HTMLFormElement): Promise<Answer> {
  const { status, redirected, url } = response;
  if (status === 401) return { kind: "session" };
  const text = await response.text();
  if (status >= 400 && status < 500) return refused(text, form) ?? { kind: reason(status) };
  if (!response.ok) return { kind: "server" };
  Turbo.cache.clear();
  if (response.headers.get("Content-Type")?.startsWith(STREAM)) {
    return { kind: "done", render: () => renderStreams(text) };
  }
  if (!redirected) return { kind: "done", render: () => {} };
  // A page without a member is the sign-in page: the session ended on the way.
  if (!/<body[^>]*\sdata-member=/.test(text)) return { kind: "session" };
  const action = url === location.href ? "replace" : "advance";
  // The page is already here: `response` spares a second request. Turbo takes it, its types do not say so.
  const options = { action, response: { statusCode: status, redirected, responseHTML: text } } as const;
  return { kind: "done", render: () => Turbo.visit(url, options) };
}

/** Renders streams. A frame later Turbo gives the focus back to what had it before: not when the person has gone elsewhere meanwhile. */
function renderStreams(text: string): void {
  const before = document.activeElement;
  let chosen: HTMLElement | undefined;
  const keep = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.id !== before?.id) chosen = target;
    else chosen?.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", keep);
  Turbo.renderStreamMessage(text);
  requestAnimationFrame(() => requestAnimationFrame(() => document.removeEventListener("focusin", keep)));
}

function reason(status: number): Problem {
  if (status === 403 || status === 404) return "closed";
  return status === 429 ? "busy" : "unfit";
}

/** The form comes back with its messages: only its frame is replaced. */
function refused(text: string, form: HTMLFormElement): Answer | undefined {
  const place = form.closest("turbo-frame") ?? form;
  const answer = place.id && new DOMParser().parseFromString(text, "text/html").getElementById(place.id);
  // The page of an error has the frame too, without the form.
  if (!answer || !(answer.matches("form") || answer.querySelector("form"))) return undefined;
  return {
    kind: "refused",
    render: () => {
      place.replaceChildren(...answer.childNodes);
      place.querySelector<HTMLElement>("[aria-invalid=true]:not([hidden]), [autofocus]")?.focus();
    },
  };
}

/** The page at an address, to take a part of it; nothing when it cannot be had now. */
export async function fetchPage(url: string): Promise<Document | null> {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, redirect: "error" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

/** The element at an address; `"gone"` on 404; nothing when it cannot be had now (network, session, server). */
export async function fetchElement(url: string): Promise<HTMLElement | "gone" | null> {
  try {
    // A redirect could only lead to the sign-in page, which must not land inside a page.
    const response = await fetch(url, { headers: { Accept: "text/html" }, redirect: "error" });
    if (response.status === 404) return "gone";
    if (!response.ok) return null;
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    const element = template.content.firstElementChild;
    return element instanceof HTMLElement ? element : null;
  } catch {
    return null;
  }
}

/** The JSON list at an address; empty when it cannot be had. Throws only when `signal` aborts. */
export async function fetchList<T>(
  url: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<T[]> {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" }, signal });
    return response.ok ? await response.json() : [];
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}

/** A random key of 128 bits, also where `crypto.randomUUID` is missing (plain http on a local network). */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How long to wait before try number `tries` (from 0): full jitter, from 0.5 s to 30 s. */
export function jitter(tries: number): number {
  const ceiling = Math.min(30_000, 1000 * 2 ** tries);
  return 500 + Math.random() * (ceiling - 500);
}
