// A film, a sound and a document, from the composer to the reader who plays and jumps in them.
import type { Locator } from "@playwright/test";
import { film, plan, sound } from "./support/files";
import { axe, expect, test } from "./support/page";
import { jump, play } from "./support/player";
import { openComposer, write } from "./support/writing";

const SUBTITLES = "1\n00:00:00,000 --> 00:00:05,500\nVoilà l’atelier.\n";

test("a film is played, jumped in and captioned, a sound heard, a document shown @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
  await author.enter(page.context());
  await page.goto("/");
  const composer = await openComposer(page);
  await composer.locator("input[type=file]").setInputFiles([film, sound, plan]);
  await expect(composer.locator(".upload[data-state=sent]")).toHaveCount(3);
  await write(page, composer, "L’atelier en images");
  await composer.locator(".btn-primary").click();
  await expect(composer).toBeHidden();
  const post = page.locator("article.post").first();
  await expect(post).toContainText("L’atelier en images");
  await expect(post.locator(".video .meta")).toHaveText(/^0:06 · WEBM · \d+\sko$/);
  await expect(post.locator(".audio .meta")).toHaveText(/^0:04 · \d+(,\d)?\sko$/);

  // Subtitles, by a page of their own; what is none is refused at its field.
  await post.getByRole("link", { name: "Ajouter des sous-titres" }).click();
  const field = page.getByLabel("Fichier de sous-titres");
  const save = page.getByRole("button", { name: "Enregistrer les sous-titres" });
  await field.setInputFiles({ name: "a.srt", mimeType: "text/plain", buffer: Buffer.from("Bonjour") });
  await save.click();
  await expect(page.locator("#captions-error")).toContainText("Aucun sous-titre");
  await axe(page);
  await field.setInputFiles({ name: "a.srt", mimeType: "text/plain", buffer: Buffer.from(SUBTITLES) });
  await save.click();
  await expect(page).toHaveURL(/\/posts\/\d+/);
  await expect(page.getByRole("link", { name: "Modifier les sous-titres" })).toBeVisible();

  // Someone else, who plays it with the keyboard.
  const away = await another();
  await reader.enter(away.context());
  await away.goto(page.url());
  const video = away.locator(".video > video");
  await expect.poll(() => loaded(away.locator(".file-page"))).toBe(true);
  expect((await away.request.get((await video.getAttribute("poster")) ?? "")).headers()["content-type"]).toBe(
    "image/webp",
  );
  await expect(away.getByRole("link", { name: /sous-titres/ })).toHaveCount(0);
  await axe(away);
  await play(away, video);
  await expect
    .poll(() => video.evaluate((film: HTMLVideoElement) => film.textTracks[0]?.cues?.length))
    .toBe(1);
  expect(await jump(video, 4.5)).toBeGreaterThan(4.4);
  await play(away, away.locator(".audio > audio"));
});

/** Whether a picture is there, and not only its place. */
function loaded(picture: Locator): Promise<boolean> {
  return picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0);
}
