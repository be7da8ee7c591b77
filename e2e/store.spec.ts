// A company whose files are in a store that speaks S3: the browser goes there for a film and a document, and stays for photos.
import { readFile } from "node:fs/promises";
import { film, plan, van } from "./support/files";
import { expect, test } from "./support/page";
import { jump, play } from "./support/player";
import { addPhoto, openComposer, write } from "./support/writing";

test.use({ stores: true });

test("a film is played and jumped in, a document saved, from the store; a photo comes from the server", async ({
  page,
  company,
}) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  await page.goto("/");
  const composer = await openComposer(page);
  await addPhoto(composer, van);
  await composer.locator("input[type=file]").setInputFiles([film, plan]);
  await expect(composer.locator(".upload[data-state=sent]")).toHaveCount(2);
  await write(page, composer, "L’atelier en images");
  await composer.locator(".btn-primary").click();
  await expect(composer).toBeHidden();

  const answer = await page.reload();
  const policy = answer?.headers()["content-security-policy"] ?? "";
  const store = /media-src 'self' blob: (http:\/\/127\.0\.0\.1:\d+);/.exec(policy)?.[1] ?? "";
  expect(store, policy).not.toBe("");
  const post = page.locator("article.post").first();
  const video = post.locator(".video > video");
  await play(page, video, store);
  expect(await jump(video, 4.5)).toBeGreaterThan(4.4);

  const saving = page.waitForEvent("download");
  await post.locator(".file a[download]").first().click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("plan.pdf");
  expect(saved.url().startsWith(`${store}/ruche/`), saved.url()).toBe(true);
  expect((await readFile(await saved.path())).equals(await readFile(plan))).toBe(true);
  expect(page.url()).toBe(`${company.server.url}/`);

  const photo = post.locator("img[src^='/files/']").first();
  await expect
    .poll(() => photo.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth > 0))
    .toBe(true);
});
