// The mails that a server keeps in its folder, where no mail server takes them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Server } from "./server";

/** What the mails to each of these people say, once all of them have come. */
export async function allMailed(server: Server, addresses: string[], wanted: RegExp): Promise<string[]> {
  const folder = join(server.dataDir, "mail");
  const read = new Set<string>();
  const found = new Map<string, string>();
  await expect
    .poll(async () => {
      for (const name of await readdir(folder).catch(() => [])) {
        // Under another name until it is whole.
        if (read.has(name) || !name.endsWith(".eml")) continue;
        const mail = (await readFile(join(folder, name), "utf8")).replace(/=\r?\n/g, "");
        const [to, said] = [/^To: .*?([^\s<>]+@[^\s<>]+)/m.exec(mail)?.[1], wanted.exec(mail)?.[0]];
        if (to && said) found.set(to, said);
        read.add(name);
      }
      return addresses.filter((address) => !found.has(address));
    })
    .toEqual([]);
  return addresses.map((address) => found.get(address) ?? "");
}

/** What the mail to someone says. */
export async function mailed(server: Server, address: string, wanted: RegExp): Promise<string> {
  return (await allMailed(server, [address], wanted))[0] ?? "";
}
