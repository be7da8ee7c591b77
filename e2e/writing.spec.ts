// What a text may hold besides words: a table, an emoji, and a link that becomes a card.
import { axe, expect, test } from "./support/page";
import { PAGE } from "./support/web";
import { openComposer } from "./support/writing";

test("a table, an emoji and the card of a link @both", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  await page.goto("/");
  const composer = await openComposer(page);
  const source = composer.locator("textarea[name=body]");

  // A table by its button; the keys go from cell to cell, make a row at its end, and leave it.
  await composer.getByRole("button", { name: "Tableau", exact: true }).click();
  const cells = ["Modèle", "Prix", "Lys", "31 990", "Orme", "28 450", "Ajonc"];
  for (const [at, words] of cells.entries()) {
    if (at) await page.keyboard.press("Tab");
    await page.keyboard.type(words);
  }
  await expect(source).toHaveValue(/\| Orme \| 28 450 \|\n\| Ajonc \| \|$/);
  // Its tools are a press of the keys away.
  await page.keyboard.press("Alt+F10");
  await expect(composer.getByRole("button", { name: "Ligne", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(composer.locator(".ProseMirror th")).toHaveCount(3);
  await composer.locator(".ProseMirror th").nth(1).click();
  await page.keyboard.type("Stock");
  await composer.locator(".ProseMirror tr").last().locator("td").first().click();
  await composer.getByRole("button", { name: "Supprimer la ligne" }).click();
  await expect(composer.locator(".ProseMirror tr")).toHaveCount(3);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");

  // An emoji by a word of the other language, then the same among the last ones, without another search.
  const emoji = composer.getByRole("button", { name: "Emoji", exact: true });
  const picker = page.getByRole("dialog", { name: "Choisir un emoji" });
  await emoji.click();
  await picker.getByRole("searchbox").fill("butterfly");
  await expect(picker.getByRole("button", { name: "papillon" })).toBeVisible();
  await axe(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(picker).toBeHidden();
  await emoji.click();
  // Whoever types on loses no letter: the focus is back before the press has ended.
  const again = picker.getByRole("group", { name: "Récents" }).getByRole("button", { name: "papillon" });
  const writes = await again.evaluate((button) => {
    (button as HTMLButtonElement).click();
    return document.activeElement?.classList.contains("ProseMirror");
  });
  expect(writes).toBe(true);
  await page.keyboard.type(` ${PAGE.url}`);
  await expect(source).toHaveValue(/🦋🦋 <http:\/\/www\.veille\.example\/bornes>$/);
  await composer.getByRole("button", { name: "Publier" }).click();

  // The table scrolls in its own block, and the card comes by itself with a picture of our own.
  const post = page.locator("article", { hasText: "Orme" }).first();
  await expect(
    post.getByRole("group", { name: "Modèle, Stock, Prix" }).getByRole("columnheader", { name: "Prix" }),
  ).toBeVisible();
  const card = post.locator("a.linkcard");
  await expect(card).toContainText(PAGE.title);
  await expect(card.locator("img")).toHaveAttribute("src", /^\/links\/post\/\d+\/\d+$/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await axe(page);
});
