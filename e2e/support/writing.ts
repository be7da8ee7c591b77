// The composer as a person uses it. Works for the dialog over a page and for the page of its own.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./person";

/** Opens the composer over the page, by a link of its own or the first, and waits until it takes what is typed. */
export async function openComposer(page: Page, opener = "a[data-composer]:visible"): Promise<Locator> {
  await page.locator(opener).first().click();
  const composer = page.locator("#composer");
  await expect(composer.locator(".ProseMirror")).toBeFocused();
  return composer;
}

/** Types at the caret, and waits until the device keeps it. */
export async function write(page: Page, composer: Locator, text: string): Promise<void> {
  await composer.locator(".ProseMirror").click();
  await page.keyboard.type(text);
  await expect(composer.locator("[data-draft-target=state]")).not.toBeEmpty();
  await kept(page, text);
}

/** Waits until what was typed is in the store of the device. */
export async function kept(page: Page, text: string): Promise<void> {
  await expect.poll(() => drafts(page), { message: `“${text}” is kept on the device` }).toContain(text);
}

/** Everything that the device keeps, as text. */
export function drafts(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("ruche");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const { result } = opening;
          if (!result.objectStoreNames.contains("drafts")) return resolve("");
          const reading = result.transaction("drafts").objectStore("drafts").getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            result.close();
            resolve(JSON.stringify(reading.result));
          };
        };
      }),
  );
}

/** Adds a photo and waits until the server has it. */
export async function addPhoto(composer: Locator, file: string): Promise<Locator> {
  await composer.locator("input[type=file]").setInputFiles(file);
  const item = composer.locator(".thumb-item").last();
  await expect(item).toHaveAttribute("data-state", "sent");
  return item;
}

/** How many posts of the home page hold a text, as the server tells it. */
export async function published(person: Person, text: string): Promise<number> {
  const home = await (await person.http.get("/")).text();
  return home.split("<article").filter((article) => article.includes(text)).length;
}
