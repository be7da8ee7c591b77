// The web beyond the company, as a server of the journeys sees it: a proxy that answers for every host, so that none is ever asked.
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A picture of one dark pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** The page that gets a card. */
export const PAGE = {
  url: "http://www.veille.example/bornes",
  title: "Bornes en copropriété : qui décide ?",
};

/** Starts it, and gives the address of the proxy. */
export async function startWeb(): Promise<{ url: string; stop(): void }> {
  const server: HttpServer = createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? "/", "http://nowhere.example");
    if (pathname === "/bornes") {
      answer.setHeader("content-type", "text/html; charset=utf-8");
      answer.end(
        `<title>${PAGE.title}</title><meta property="og:description" content="Les aides, pas à pas."><meta property="og:image" content="/bornes.png">`,
      );
    } else if (pathname === "/bornes.png") answer.setHeader("content-type", "image/png").end(PIXEL);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
