// Films and sounds as a person plays them.
import { expect, type Locator, type Page } from "@playwright/test";

/** Starts what is played, as whoever has no mouse does, and waits until it moves: given by the server, or by a store. */
export async function play(page: Page, media: Locator, store?: string): Promise<void> {
  const given = (url: string) => (store ? url.startsWith(`${store}/`) : url.endsWith("/play"));
  const part = page.waitForResponse((answer) => given(answer.url()) && answer.status() === 206);
  await media.focus();
  await page.keyboard.press("Space");
  expect((await part).headers()["content-range"]).toMatch(/^bytes \d+-\d+\/\d+$/);
  await expect.poll(() => media.evaluate((it: HTMLMediaElement) => it.currentTime)).toBeGreaterThan(0.2);
}

/** Jumps to a moment, in seconds, and tells where it plays on. */
export function jump(media: Locator, to: number): Promise<number> {
  return media.evaluate(
    (it: HTMLMediaElement, to) =>
      new Promise<number>((resolve) => {
        it.addEventListener("seeked", () => resolve(it.currentTime), { once: true });
        it.currentTime = to;
      }),
    to,
  );
}
