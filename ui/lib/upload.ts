// Sends one file, telling how far it is. XMLHttpRequest, since fetch does not tell the progress of what it sends.
import type { DraftFile } from "./drafts";

/** The types that a browser can draw and that a photo may have. A GIF may move: it is never drawn again. */
export function isPhoto(file: Blob): boolean {
  return /^image\/(jpeg|png|webp|gif|heic|heif|avif)$/.test(file.type);
}

/** What is heavier travels in pieces (`tus`). */
export const LIGHT = 1_000_000;

export interface Accepted {
  id: string;
  kind: "photo" | "document";
  name: string;
}

/** `refused` carries the server's sentence; `lost` means try again later; `failed` means the person has to decide. */
export type Outcome = { accepted: Accepted } | { refused: string } | "lost" | "failed" | "stopped";

export interface Sending {
  outcome: Promise<Outcome>;
  stop: () => void;
}

export function sendFile(
  url: string,
  file: Blob,
  { name, original, key }: DraftFile,
  progress: (percent: number) => void,
): Sending {
  const request = new XMLHttpRequest();
  const outcome = new Promise<Outcome>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress(total ? Math.floor((100 * loaded) / total) : 0);
    });
    request.addEventListener("load", () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener("error", () => resolve("lost"));
    request.addEventListener("timeout", () => resolve("lost"));
    request.addEventListener("abort", () => resolve("stopped"));
  });
  const body = new FormData();
  body.set("original", original ? "1" : "");
  // Under the name it was chosen by, whatever it has become since: the same key is for the same sending.
  body.set("file", file, name);
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Idempotency-Key", key);
  request.send(body);
  return { outcome, stop: () => request.abort() };
}

/** What became of a file, by the answer to its last byte. */
export function readAnswer(status: number, text: string): Outcome {
  // Too many at once, or a server that starts again: the same key makes another try harmless.
  if (status === 429 || status >= 502) return "lost";
  let answer: { id?: string; kind?: string; name: string; error?: string };
  try {
    answer = JSON.parse(text);
  } catch {
    return "failed";
  }
  const { id, name } = answer;
  // Films and sounds stand among the documents.
  if (status >= 200 && status < 300 && id)
    return { accepted: { id, name, kind: answer.kind === "photo" ? "photo" : "document" } };
  return answer.error ? { refused: answer.error } : "failed";
}
