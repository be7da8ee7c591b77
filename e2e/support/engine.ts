// A translation engine that speaks the wire of LibreTranslate, of the few words that journeys write.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Engine {
  url: string;
  stop: () => void;
}

const WORDS: [string, string][] = [
  ["Guten Morgen", "Bonjour"],
  ["die Ladestation funktioniert wieder", "la borne de recharge fonctionne de nouveau"],
  ["Wichtig", "Important"],
];

/** A text with the word `Panne` in it finds it out of order the first time. */
export async function startEngine(): Promise<Engine> {
  const failed = new Set<string>();
  const server = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      const { q } = JSON.parse(body) as { q: string };
      const fails = q.includes("Panne") && !failed.has(q);
      if (fails) failed.add(q);
      const translatedText = WORDS.reduce((text, [from, to]) => text.replaceAll(from, to), q);
      answer.writeHead(fails ? 500 : 200, { "content-type": "application/json" });
      answer.end(JSON.stringify(fails ? { error: "out of order" } : { translatedText }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
