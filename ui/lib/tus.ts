// Sends one large file in pieces, by the protocol tus 1.0.0: what has arrived is not sent again, by this page or by the next one.
// When to try again is for the caller to say.
import type { DraftFile } from "./drafts";
import { type Outcome, readAnswer, type Sending } from "./upload";

/** The bytes of one request: some proxies hand on nothing before they have it whole. */
const PIECE = 5_000_000;
/** A network in which nothing moves for so long is a dead one. */
const SILENCE_MS = 40_000;
/** How often the server may say that it has something else than what was thought. */
const TRIES = 3;

/** `begun` is told where the server takes the rest, to be kept beside the bytes. */
export function sendInPieces(
  url: string,
  file: Blob,
  { name, original, key, upload }: DraftFile,
  progress: (percent: number) => void,
  begun: (upload: string) => void,
): Sending {
  const stopping = new AbortController();
  const show = (bytes: number) => progress(Math.floor((100 * bytes) / file.size));

  async function ask(method: string, at: string, headers?: Record<string, string>): Promise<Response> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(SILENCE_MS)]);
    return fetch(at, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, signal });
  }

  function begin(): Promise<Response> {
    const said = `filename ${base64(name)}${original ? `,original ${base64("1")}` : ""}`;
    return ask("POST", `${url}/uploads`, {
      Accept: "application/json",
      "Idempotency-Key": key,
      "Upload-Length": String(file.size),
      "Upload-Metadata": said,
    });
  }

  /** XMLHttpRequest, since fetch does not tell the progress of what it sends. */
  function send(at: string, offset: number): Promise<XMLHttpRequest> {
    stopping.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const stop = () => request.abort();
      let silence = setTimeout(stop, SILENCE_MS);
      request.upload.addEventListener("progress", ({ loaded }) => {
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE_MS);
        show(offset + loaded);
      });
      // Everything is there: the server may take its time to look at it.
      request.upload.addEventListener("load", () => clearTimeout(silence));
      request.addEventListener("loadend", () => {
        clearTimeout(silence);
        stopping.signal.removeEventListener("abort", stop);
        if (request.status) resolve(request);
        else reject(new Error("the network broke"));
      });
      stopping.signal.addEventListener("abort", stop);
      request.open("PATCH", at);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader("Upload-Offset", String(offset));
      request.setRequestHeader("Content-Type", "application/offset+octet-stream");
      request.send(file.slice(offset, offset + PIECE));
    });
  }

  async function run(): Promise<Outcome> {
    let at = upload;
    for (let tries = 0; tries < TRIES; tries++) {
      if (!at) {
        const answer = await begin();
        const location = answer.headers.get("Location");
        if (!answer.ok || !location) return readAnswer(answer.status, await answer.text());
        at = location;
        begun(at);
      }
      const told = await ask("HEAD", at);
      if (told.status === 404) {
        // Given up meanwhile, or refused: it begins anew.
        at = undefined;
        continue;
      }
      if (!told.ok) return readAnswer(told.status, "");
      let offset = Number(told.headers.get("Upload-Offset"));
      for (;;) {
        show(offset);
        // The last one, also when there is nothing left to send, is answered by the file.
        const answer = await send(at, offset);
        if (answer.status === 404 || answer.status === 409) break;
        if (answer.status !== 204) return readAnswer(answer.status, answer.responseText);
        offset = Number(answer.getResponseHeader("Upload-Offset"));
      }
    }
    return "lost";
  }

  const outcome = run().catch((): Outcome => (stopping.signal.aborted ? "stopped" : "lost"));
  return { outcome, stop: () => stopping.abort() };
}

/** Tells the server that nothing more will come: it forgets what it has. */
export function giveUp(upload: string): void {
  fetch(upload, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" }, keepalive: true }).catch(() => {});
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
