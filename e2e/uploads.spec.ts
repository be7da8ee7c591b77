// A large file from a phone that loses its network: paused, cut off, left by a reload, and nothing of it sent twice. And the reference
// client of the protocol, against the same server.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type DetailedError, Upload } from "tus-js-client";
import { openLine } from "./support/line";
import { axe, expect, type Page, test } from "./support/page";
import { openComposer, write } from "./support/writing";

const LENGTH = 8_000_000;
/** Bytes without a pattern: a piece in the wrong place is another file. */
const plan = Buffer.alloc(LENGTH);
plan.write("%PDF-1.4\n");
for (let at = 9, x = 1; at < LENGTH; at++) {
  x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
  plan[at] = x >> 16;
}

/** Has the network of a page carry so many bytes a second upwards, so that a large file takes a while. */
async function slow(page: Page, perSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: perSecond,
  });
}

/** How many bytes of unfinished uploads the server has on its disk: what a browser counts as sent may still be on the way. */
async function arrived(dataDir: string): Promise<number> {
  const folder = join(dataDir, "files");
  const uploads = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith("/upload"));
  const sizes = await Promise.all(uploads.map((path) => stat(join(folder, path)).then((file) => file.size)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("a large file is paused, cut off and reloaded, and goes on where it was @both", async ({
  page,
  company,
  server,
  watch,
}) => {
  watch.allow(/net::ERR_/);
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  const line = await openLine(server.url);
  await page.goto(line.url);
  await slow(page, 2_000_000);
  const pieces: { offset: number }[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") pieces.push({ offset: Number(request.headers()["upload-offset"]) });
  });
  let composer = await openComposer(page);
  const others = await arrived(server.dataDir);
  const chosen = { name: "Plan du dépôt.pdf", mimeType: "application/pdf", buffer: plan };
  await composer.locator("input[type=file]").setInputFiles(chosen);
  const item = page.locator(".upload");
  const percent = async () => Number((await item.locator(".meta").textContent())?.match(/(\d+)\s%/)?.[1]);
  const bar = item.getByRole("progressbar", { name: "Envoi de Plan du dépôt.pdf" });
  await expect.poll(percent).toBeGreaterThan(8);
  await expect.poll(() => arrived(server.dataDir)).toBeGreaterThan(others);
  await expect(item).toHaveAttribute("data-state", "sending");

  // Paused with the keyboard, which stays on the button that goes on.
  await item.getByRole("button", { name: "Mettre en pause l’envoi de Plan du dépôt.pdf" }).focus();
  await page.keyboard.press("Enter");
  const resume = item.getByRole("button", { name: "Reprendre l’envoi de Plan du dépôt.pdf" });
  await expect(resume).toBeFocused();
  await expect(item.locator(".meta")).toHaveText(/^En pause à \d+\s%$/);
  await expect(bar).toBeVisible();
  await axe(page);
  const sent = pieces.length;
  const paused = await percent();
  await resume.press("Enter");
  await expect.poll(percent).toBeGreaterThan(paused + 4);
  await expect.poll(() => arrived(server.dataDir)).toBeGreaterThan(others + (pieces[sent]?.offset ?? 0));
  expect(pieces[sent]?.offset, "what had arrived is not sent again").toBeGreaterThan(0);

  // The network goes in the middle of a piece, and comes back: nobody presses anything.
  line.cut();
  await expect(item.locator(".meta")).toHaveText(/^Le réseau s’est coupé à \d+\s%\. Rien n’est perdu\.$/);
  await axe(page);
  const before = pieces.length;
  line.mend();
  await expect.poll(() => pieces.length).toBeGreaterThan(before);
  const goesOn = pieces[before]?.offset ?? 0;
  expect(goesOn).toBeGreaterThan(pieces[sent]?.offset ?? 0);
  const cut = await percent();
  await expect.poll(percent).toBeGreaterThan(cut + 4);
  await expect.poll(() => arrived(server.dataDir)).toBeGreaterThan(others + goesOn);

  // The page is left in the middle: its draft has the bytes, the server what had arrived.
  const left = pieces.length;
  await page.reload();
  await slow(page, -1);
  composer = await openComposer(page);
  await expect(item).toHaveAttribute("data-state", "sent");
  expect(pieces[left]?.offset).toBeGreaterThan(goesOn);
  // Every cut fell into a piece: what had arrived of it was kept.
  for (const { offset } of [pieces[sent], pieces[before], pieces[left]] as { offset: number }[]) {
    expect(offset % 5_000_000).toBeGreaterThan(0);
  }
  await write(page, composer, "Le plan du dépôt");
  await composer.locator(".btn-primary").click();
  await expect(composer).toBeHidden();
  const link = page.locator("article.post").first().locator("a[download]").first();
  const whole = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(plan.equals(await whole.body()), "every byte arrived, in its place").toBe(true);
  await page.goto("about:blank");
  await line.close();
});

test("the reference client of the protocol breaks off and goes on", async ({ page, company, server }) => {
  const author = await company.join("Yanis Haddad");
  await author.enter(page.context());
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const options = {
    endpoint: `${server.url}/files/uploads`,
    headers: { Cookie: cookies },
    metadata: { filename: "plan.pdf", filetype: "application/pdf" },
    chunkSize: 3_000_000,
    retryDelays: null,
  };
  const first = await new Promise<Upload>((resolve, reject) => {
    const upload = new Upload(plan, {
      ...options,
      onChunkComplete: () => upload.abort().then(() => resolve(upload), reject),
      onError: reject,
    });
    upload.start();
  });
  const accepted: number[] = [];
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(plan, {
      ...options,
      uploadUrl: first.url,
      onChunkComplete: (_size, bytes) => accepted.push(bytes),
      onSuccess: () => resolve(),
      onError: reject,
    });
    upload.start();
  });
  expect(accepted).toEqual([6_000_000, LENGTH]);
  // Ended, it is there no more for the one who asks again; too long a file is refused before a byte of it.
  await Upload.terminate(first.url ?? "", options);
  const refused = await new Promise<DetailedError>((resolve) => {
    const onError = (error: Error) => resolve(error as DetailedError);
    new Upload(plan, { ...options, uploadSize: 60_000_000, onError }).start();
  });
  expect(refused.originalResponse?.getStatus()).toBe(413);
});
