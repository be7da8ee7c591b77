// A program that works with colleagues: it asks a question with a report beside it, answers, and finds its words again.
//
//   npm ci && npm run generate && npm run build
//   RUCHE_URL=https://ruche.example RUCHE_TOKEN=… npm start
//
// `schema.d.ts` is generated from the description of the API: an address, a field or a word that is not there does not compile.
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Problem = components["schemas"]["Problem"];
type Post = components["schemas"]["Post"];

const { RUCHE_URL, RUCHE_TOKEN } = process.env;
if (!RUCHE_URL || !RUCHE_TOKEN) throw new Error("RUCHE_URL and RUCHE_TOKEN say where and as whom");
const api = createClient<paths>({ baseUrl: RUCHE_URL, headers: { Authorization: `Bearer ${RUCHE_TOKEN}` } });

/** What was asked for, or an error that says which problem was met, with its stable code. */
async function must<T>(asked: Promise<{ data?: T; error?: Problem; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (error) throw new Error(`${error.status} ${error.code}: ${error.title}`);
  if (!response.ok) throw new Error(`${response.status}`);
  return data as T;
}

/** One key for one thing to make: whoever asks again after a lost answer makes it once. */
const once = () => ({ header: { "Idempotency-Key": randomUUID() } });

/** A file that a post will hold. */
function send(name: string, bytes: string): Promise<components["schemas"]["File"]> {
  return must(
    api.POST("/api/v1/files", {
      params: once(),
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", new Blob([bytes]), name);
        return form;
      },
    }),
  );
}

/** Every post that one reads, the newest first, page by page. */
async function* posts(): AsyncGenerator<Post> {
  let after: string | null = null;
  do {
    const query = after ? { after } : {};
    const page: components["schemas"]["List_Post"] = await must(
      api.GET("/api/v1/posts", { params: { query } }),
    );
    yield* page.items;
    after = page.next;
  } while (after);
}

/** Asks until something is found: what was just published is found within two seconds. */
async function find(words: string): Promise<components["schemas"]["Found"]> {
  for (let tries = 0; tries < 40; tries++) {
    const { groups } = await must(api.GET("/api/v1/search", { params: { query: { q: words } } }));
    const first = groups.flatMap((group) => group.items)[0];
    if (first) return first;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`nothing is found of “${words}”`);
}

const me = await must(api.GET("/api/v1/me"));
const report = await send("rebuts.csv", "semaine;pièces\n47;12\n48;31\n");
const question = {
  format: "question",
  heading: "D’où viennent les rebuts de la semaine 48 ?",
  body: "Le relevé est joint. #qualité",
  files: [{ id: report.id }],
};
const key = once();
const asked = await must(api.POST("/api/v1/posts", { params: key, body: question }));
const again = await must(api.POST("/api/v1/posts", { params: key, body: question }));

const answer = await must(
  api.POST("/api/v1/posts/{id}/comments", {
    params: { path: { id: asked.id }, ...once() },
    body: { body: "Du **moule 7**, changé mardi." },
  }),
);
await must(api.PUT("/api/v1/comments/{id}/acceptance", { params: { path: { id: answer.id } } }));
const reactions = await must(
  api.PUT("/api/v1/reactions/{subject}", {
    params: { path: { subject: `comment:${answer.id}` } },
    body: { kind: "useful" },
  }),
);
// A topic is known by its key, which has neither accents nor capitals.
await must(api.PUT("/api/v1/topics/{key}/follow", { params: { path: { key: "qualite" } } }));

const read: string[] = [];
for await (const post of posts()) read.push(post.id);
const found = await find("rebuts semaine 48");
const bytes = await must(
  api.GET("/api/v1/files/{id}/content", { params: { path: { id: report.id } }, parseAs: "text" }),
);
const settled = await must(api.GET("/api/v1/posts/{id}", { params: { path: { id: asked.id } } }));
const { error: refused } = await api.POST("/api/v1/posts", { body: { body: "" } });

console.log(
  JSON.stringify({
    me: me.member.name,
    question: asked.id,
    again: again.id,
    answer: settled.answer,
    reaction: reactions.own,
    listed: read.includes(asked.id),
    found: found.subject,
    file: bytes,
    refused: refused?.code,
  }),
);
