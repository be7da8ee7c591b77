// What people have begun to write, kept on the device: IndexedDB `ruche`. Texts and files are two stores, so that a key
// pressed never writes a photo again.
import { type DBSchema, openDB } from "idb";
import { freshKey } from "./net";

/** Where the device keeps the emoji picked last, in the local storage; a sign-out erases it with the drafts. */
export const RECENT_EMOJI = "ruche-emoji";

/** A file of a draft; its bytes are in the store `files`. */
export interface DraftFile {
  uid: string;
  name: string;
  kind: "photo" | "document";
  alt: string;
  /** Sent as it came from the camera. */
  original: boolean;
  /** The idempotency key of its own upload. */
  key: string;
  /** Made smaller already, or never to be: its bytes are those that are sent. */
  ready?: boolean;
  /** Where the server takes the rest of it, once its first piece was announced. */
  upload?: string;
  /** How far it has come, in percent. */
  percent?: number;
  /** The person wants it to wait. */
  paused?: boolean;
  /** Given by the server once accepted. */
  id?: string;
  /** When it was accepted, in milliseconds: the server does not keep for ever what no text holds. */
  sentAt?: number;
}

export interface Draft {
  /** The idempotency key of the form: sending again after a lost network is the same sending. */
  key: string;
  /** Names and values of the form; empty when nothing was changed. */
  fields: [string, string][];
  files: DraftFile[];
  /** Names the form that writes, towards the server. */
  writer?: string;
  /** The version that the server keeps; 0 or nothing while it keeps none. */
  remote?: number;
  /** Written since the server kept it. */
  dirty?: boolean;
  /** Another one at each writing: a tab that holds an older one has not seen what another tab wrote. */
  version?: string;
}

/** A draft taken away, with its bytes, ready to be put back. */
export interface Thrown {
  draft: Draft | undefined;
  blobs: [string, Blob][];
}

interface Store extends DBSchema {
  drafts: { key: string; value: Draft };
  files: { key: string; value: Blob };
}

// Opened at the first need, again after a failure; calls are served in the order they are made.
let opening: ReturnType<typeof open> | undefined;

function open() {
  return openDB<Store>("ruche", 1, {
    upgrade(db) {
      db.createObjectStore("drafts");
      db.createObjectStore("files");
    },
  });
}

function database() {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** The keys of everything under `name`. */
const under = (name: string) => IDBKeyRange.bound(`${name}/`, `${name}/\uffff`);

/** The version of each draft that this tab saw last. */
const seen = new Map<string, string | undefined>();
/** The draft that this tab wrote last, of those of one form. */
const own = new Map<string, string>();

/**
 * The draft that a form goes on with, and its name. Drafts begun in several tabs stand side by side, as `name`, `name~2`...: this
 * tab's own comes first, then the oldest.
 */
export async function findDraft(name: string): Promise<{ name: string; draft: Draft | undefined }> {
  const db = await database();
  const all = await db.getAllKeys("drafts", IDBKeyRange.bound(name, `${name}~\uffff`));
  const beside = all.filter((one) => one === name || one.startsWith(`${name}~`));
  const mine = beside.find((one) => one === own.get(name));
  const found = mine ?? beside[0] ?? name;
  const draft = await db.get("drafts", found);
  seen.set(found, draft?.version);
  return { name: found, draft };
}

/** A name beside `name` under which nothing is kept. */
export async function freeName(name: string): Promise<string> {
  const db = await database();
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}~${n}`;
    if ((await db.count("drafts", free)) > 0) continue;
    seen.delete(free);
    return free;
  }
}

/** Keeps a draft, or removes one that has become empty. What another tab has changed or removed meanwhile is left alone. */
export async function keepDraft(name: string, draft: Draft): Promise<"kept" | "empty" | "changed"> {
  const tx = (await database()).transaction("drafts", "readwrite");
  const old = await tx.store.get(name);
  if (old?.version !== seen.get(name)) return "changed";
  const full = draft.fields.length > 0 || draft.files.length > 0;
  const version = full ? freshKey() : undefined;
  seen.set(name, version);
  own.set(name.replace(/~\d+$/, ""), name);
  await (full ? tx.store.put({ ...draft, version }, name) : tx.store.delete(name));
  await tx.done;
  return full ? "kept" : "empty";
}

/** Removes a draft and its files, and returns them. What another tab has changed meanwhile is left alone. */
export async function takeDraft(name: string): Promise<Thrown> {
  const tx = (await database()).transaction(["drafts", "files"], "readwrite");
  const [drafts, files] = [tx.objectStore("drafts"), tx.objectStore("files")];
  const [draft, keys, blobs] = await Promise.all([
    drafts.get(name),
    files.getAllKeys(under(name)),
    files.getAll(under(name)),
  ]);
  if (draft?.version !== seen.get(name)) return { draft: undefined, blobs: [] };
  await Promise.all([drafts.delete(name), files.delete(under(name)), tx.done]);
  seen.delete(name);
  return { draft, blobs: keys.map((key, i) => [key, blobs[i] as Blob]) };
}

/** Puts back what `takeDraft` took. */
export async function putDraft(name: string, { draft, blobs }: Thrown): Promise<void> {
  const tx = (await database()).transaction(["drafts", "files"], "readwrite");
  const writes = blobs.map(([key, blob]) => tx.objectStore("files").put(blob, key));
  if (draft) writes.push(tx.objectStore("drafts").put(draft, name));
  seen.set(name, draft?.version);
  await Promise.all([...writes, tx.done]);
}

export async function keepFile(name: string, uid: string, blob: Blob): Promise<void> {
  await (await database()).put("files", blob, `${name}/${uid}`);
}

export async function readFile(name: string, uid: string): Promise<Blob | undefined> {
  return (await database()).get("files", `${name}/${uid}`);
}

export async function dropFile(name: string, uid: string): Promise<void> {
  await (await database()).delete("files", `${name}/${uid}`);
}

/** How many drafts of a person are on this device alone. */
export async function countDrafts(member: string): Promise<number> {
  const all = await (await database()).getAll("drafts", under(member));
  return all.filter(({ dirty }) => dirty !== false).length;
}

/** Erases every draft of a person on this device; those of others are theirs. */
export async function eraseDrafts(member: string): Promise<void> {
  const tx = (await database()).transaction(["drafts", "files"], "readwrite");
  const stores = [tx.objectStore("drafts"), tx.objectStore("files")];
  await Promise.all([...stores.map((store) => store.delete(under(member))), tx.done]);
}
