// Everything without a mouse: the way through the pages, the shortcuts, the menus.
import { axe, expect, type Page, type Person, test } from "./support/page";
import { openComposer } from "./support/writing";

test.describe("with the keyboard", () => {
  let person: Person;
  let posts: string[];

  test.beforeEach(async ({ page, company }) => {
    person = await company.join("Camille Rousset");
    posts = [];
    for (const text of ["Le plus ancien.", "Celui du milieu.", "Le plus récent."])
      posts.unshift(await person.publish(text));
    await person.enter(page.context());
    await page.goto("/");
  });

  test("the first stop skips the navigation", async ({ page }) => {
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Aller au contenu" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/#main$/);
    await page.keyboard.press("Tab");
    await expect(page.locator("main").getByRole("link", { name: /Quoi de neuf/ })).toBeFocused();
    await skip.focus();
    await axe(page);
  });

  for (const path of [
    "/",
    "post",
    "/communities",
    "/members",
    "me",
    "/notifications",
    "/settings",
    "/settings/display",
    "/posts/new",
  ]) {
    test(`the Tab key goes through ${path} in the order of the page, always in sight`, async ({ page }) => {
      const addresses: Record<string, string> = { post: `/posts/${posts[0]}`, me: `/members/${person.id}` };
      await page.goto(addresses[path] ?? path);
      await page.evaluate(
        () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
      );
      await walk(page, 45);
    });
  }

  test("letters move, answer, react, write and find", async ({ page }) => {
    await page.keyboard.press("j");
    await expect(page.locator(`#post-${posts[0]}`)).toBeFocused();
    await page.keyboard.press("j");
    await expect(page.locator(`#post-${posts[1]}`)).toBeFocused();
    await expect(page.locator(`#post-${posts[1]}`)).toBeInViewport();
    await axe(page);
    await page.keyboard.press("k");
    await expect(page.locator(`#post-${posts[0]}`)).toBeFocused();
    await page.keyboard.press("l");
    const like = page.locator(`#reaction-post-${posts[0]}-like`);
    await expect(like).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.press("n");
    await expect(page.locator("#composer .ProseMirror")).toBeFocused();
    await page.keyboard.type("jklnr?");
    await expect(page.locator("#composer .ProseMirror")).toHaveText("jklnr?");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("r");
    await expect(page).toHaveURL(/\/posts\/\d+#comments$/);
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await expect(page).toHaveURL(/\/notifications$/);
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await expect(page).toHaveURL(/\/communities$/);
    await page.keyboard.press("/");
    await expect(page.locator(".topbar input[type=search]")).toBeFocused();
  });

  test("the list of shortcuts opens with ?, and its way leads to the switch that puts them off", async ({
    page,
  }) => {
    const help = page.locator("#shortcuts");
    await page.keyboard.press("?");
    await expect(help).toBeVisible();
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();
    await page.locator(".nav-foot button").click();
    await expect(help).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator(".nav-foot button")).toBeFocused();

    await page.keyboard.press("?");
    await help.getByRole("link", { name: "Désactiver les raccourcis" }).click();
    const box = page.getByRole("checkbox", { name: /Raccourcis clavier/ });
    await box.uncheck();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator(".toast")).toContainText("Modifications enregistrées.");
    await expect(box).not.toBeChecked();
    await page.goto("/");
    await page.keyboard.press("?");
    await page.keyboard.press("n");
    await page.keyboard.press("j");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await expect(page.locator("article.post:focus")).toHaveCount(0);
  });

  test("dialogs give the focus back to what opened them", async ({ page }) => {
    const opener = page.getByRole("link", { name: /Quoi de neuf/ });
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#composer .ProseMirror")).toBeFocused();
    // The Tab key stays in it.
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.activeElement?.closest("dialog[open]") !== null,
      );
      expect(inside).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  });

  test("menus open, are walked and close", async ({ page }) => {
    for (const [button, menu] of [
      ["#me-button", "#me"],
      [`#post-${posts[0]}-more`, `#post-${posts[0]}-menu`],
      [`#reaction-post-${posts[0]}-add`, `#reaction-post-${posts[0]}-menu`],
    ] as const) {
      await page.locator(button).focus();
      await page.keyboard.press("Enter");
      await expect(page.locator(menu)).toBeVisible();
      await axe(page);
      await page.keyboard.press("Tab");
      await expect(page.locator(menu).locator("a, button").first()).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(page.locator(menu)).toBeHidden();
      await expect(page.locator(button)).toBeFocused();
    }
    // A choice in the menu of reactions takes the place of another.
    await page.locator(`#reaction-post-${posts[0]}-add`).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator(`#reactions-post-${posts[0]} [aria-pressed=true]:visible`)).toHaveCount(1);
    await expect(page.locator(`#reaction-post-${posts[0]}-menu`)).toBeHidden();
    await expect(page.locator(":focus")).toHaveCount(1);
  });

  test("the tools of the editor are one stop, walked with the arrows, and do what they say", async ({
    page,
  }) => {
    const composer = await openComposer(page);
    const tools = composer.getByRole("toolbar");
    await page.keyboard.type("Un mot");
    await page.keyboard.press("ControlOrMeta+a");
    await tools.getByRole("button").first().focus();
    await page.keyboard.press("Enter");
    await expect(composer.locator(".ProseMirror strong")).toHaveText("Un mot");
    // The text has the focus again, a moment after the format.
    await expect(composer.locator(".ProseMirror")).toBeFocused();
    await tools.getByRole("button", { name: "Gras" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(tools.getByRole("button", { name: "Italique" })).toBeFocused();
    await page.keyboard.press("End");
    await expect(tools.getByRole("button").last()).toBeFocused();
    await page.keyboard.press("Tab");
    expect(await tools.evaluate((bar) => bar.contains(document.activeElement))).toBe(false);
    await tools.getByRole("button", { name: "Lien", exact: true }).click();
    await axe(page);
    await page.keyboard.type("https://orvane.example/");
    await page.keyboard.press("Enter");
    await expect(composer.locator(".ProseMirror a")).toHaveAttribute("href", "https://orvane.example/");
    await expect(composer.locator("textarea[name=body]")).toHaveValue(
      "**[Un mot](https://orvane.example/)**",
    );
  });
});

test("on a phone, the menu of the tab bar opens and closes @phone", async ({ page, company }) => {
  const person = await company.join("Camille Rousset");
  await person.enter(page.context());
  await page.goto("/");
  await page.locator(".tabbar a[href='/menu']").tap();
  const sheet = page.locator("#menu");
  await expect(sheet).toBeVisible();
  await axe(page);
  await sheet.getByRole("button", { name: "Fermer" }).tap();
  await expect(sheet).toBeHidden();
  await page.locator(".tabbar a[href='/menu']").tap();
  await sheet.getByRole("link", { name: "Réglages" }).tap();
  await expect(page).toHaveURL(/\/settings$/);
  // What a finger presses is large enough.
  for (const path of ["/", "/communities", "/members", "/notifications"]) {
    await page.goto(path);
    const small = await page.locator("a:visible, button:visible").evaluateAll((elements) =>
      elements
        .filter(
          (element) =>
            getComputedStyle(element).display !== "inline" && !element.closest(".skip, .prose, .cover"),
        )
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}×${box.height}`),
    );
    expect(small, path).toEqual([]);
  }
});

interface Stop {
  name: string;
  /** Its place among all elements of the page. */
  at: number;
  problem: string;
}

/** Presses Tab up to `most` times: each stop comes later in the page than the one before, is seen, and shows its focus. */
async function walk(page: Page, most: number): Promise<void> {
  let before = -1;
  for (let n = 0; n < most; n++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((): Stop | null => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const { left, top, width, height } = element.getBoundingClientRect();
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const shown = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      const own =
        seen &&
        (element.contains(seen) || seen.contains(element) || element.closest("label")?.contains(seen));
      const field = element.matches("[type=checkbox], [type=radio], [type=file]");
      let problem = "";
      if (!field && (width === 0 || height === 0)) problem = "has no size";
      else if (!field && !own) problem = `is covered by ${seen?.outerHTML.slice(0, 100)}`;
      else if (!field && !shown && !element.matches(".write, .ProseMirror, textarea"))
        problem = "does not show that it has the focus";
      const name = `${element.outerHTML.slice(0, 140)}`;
      return { name, at: [...document.querySelectorAll("*")].indexOf(element), problem };
    });
    if (!stop) return;
    expect(stop.problem, stop.name).toBe("");
    // Round again.
    if (stop.at < before && n > 3) {
      expect(stop.name, "only the beginning of the page comes after its end").toContain("skip");
      return;
    }
    expect(stop.at, stop.name).toBeGreaterThan(before);
    before = stop.at;
  }
}
