// What was typed is never lost, and never published twice.
import type { Page } from "@playwright/test";
import { van } from "./support/files";
import { axe, expect, signIn, test, withoutNetwork } from "./support/page";
import type { Person } from "./support/person";
import { addPhoto, drafts, kept, openComposer, published, write } from "./support/writing";

test.describe("a begun post", () => {
  let author: Person;

  test.beforeEach(async ({ page, company }) => {
    author = await company.join("Camille Rousset");
    await author.enter(page.context());
    await page.goto("/");
  });

  test("outlives its tab, with its photo and the description @both", async ({ page }) => {
    const text = unique("onglet fermé");
    const composer = await openComposer(page);
    await write(page, composer, text);
    const photo = await addPhoto(composer, van);
    await photo.locator("[data-part=alt]").fill("Une voiture verte");
    await expect.poll(() => drafts(page)).toContain("Une voiture verte");
    await page.close();

    const later = await page.context().newPage();
    await later.goto("/");
    const again = await openComposer(later);
    await expect(again.locator(".ProseMirror")).toHaveText(text);
    await expect(again.locator(".thumb-item")).toHaveAttribute("data-state", "sent");
    await expect(again.locator("[data-part=alt]")).toHaveValue("Une voiture verte");
    await axe(later);
    await again.locator(".btn-primary").click();
    await expect(later.locator("article.post").first()).toContainText(text);
    await expect(later.getByRole("img", { name: "Une voiture verte" })).toBeVisible();
    expect(await drafts(later), "nothing stays on the device").toBe("[]");
    // The next post begins empty.
    await expect((await openComposer(later)).locator(".ProseMirror")).toHaveText("");
  });

  for (const [begun, rest, whole] of [
    ["Bonjour ", "à tous", ["Bonjour à tous"]],
    ["Bonjour\n", "À tous", ["Bonjour", "À tous"]],
  ] as const) {
    test(`is gone on with when the editor comes late, after ${JSON.stringify(begun)}`, async ({ page }) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(/\/assets\/editor-[^/]*\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.locator("a[data-composer]:visible").first().click();
      const composer = page.locator("#composer");
      await expect(composer.locator("textarea")).toBeFocused();
      await page.keyboard.type(begun);
      release();
      await expect(composer.locator(".ProseMirror")).toBeFocused();
      await page.keyboard.type(rest);
      await expect(composer.locator(".ProseMirror p")).toHaveText([...whole]);
    });
  }

  test("outlives its session @both", async ({ page, watch }) => {
    watch.allow(/status of 401/);
    const text = unique("session terminée");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await author.endSessions();
    await composer.locator(".btn-primary").click();
    const problem = composer.locator("[data-composer-target=problems] .callout");
    await expect(problem).toContainText("Votre session est terminée");
    await expect(composer.locator(".ProseMirror")).toHaveText(text);
    await axe(page);

    // Signing in again beside it is enough.
    const [beside] = await Promise.all([page.waitForEvent("popup"), problem.getByRole("link").click()]);
    await beside.locator("#login").fill(author.login);
    await beside.locator("#password").fill(author.password);
    await beside.locator("#password").press("Enter");
    await expect(beside.locator("body[data-member]")).toBeAttached();
    await beside.close();
    await composer.locator(".btn-primary").click();
    await expect(page.locator("article.post").first()).toContainText(text);
    await expect(composer).toBeHidden();
  });

  test("comes back after signing in again", async ({ page, watch }) => {
    watch.allow(/status of 401/);
    const text = unique("session reprise");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await author.endSessions();
    await composer.locator(".btn-primary").click();
    await expect(composer.locator("[data-composer-target=problems] .callout")).toBeVisible();
    await signIn(page, author.login, author.password);
    const again = await openComposer(page);
    await expect(again.locator(".ProseMirror")).toHaveText(text);
    await again.locator(".btn-primary").click();
    await expect(page.locator("article.post").first()).toContainText(text);
    expect(await published(author, text)).toBe(1);
  });

  test("waits for the network, then is published once @both", async ({ page }) => {
    const text = unique("tunnel");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await withoutNetwork(page, async () => {
      await composer.locator(".btn-primary").click();
      await expect(composer.locator("[data-composer-target=problems] .callout")).toContainText(
        "Pas de réseau",
      );
      await expect(composer.locator(".ProseMirror")).toHaveText(text);
      await axe(page);
    });
    await composer.locator(".btn-primary").click();
    await expect(composer).toBeHidden();
    await expect(page.locator("article.post").first()).toContainText(text);
    expect(await published(author, text)).toBe(1);
  });

  test("a photo chosen without a network is sent when it is back", async ({ page }) => {
    const composer = await openComposer(page);
    const photo = composer.locator(".thumb-item");
    await withoutNetwork(page, async () => {
      await composer.locator("input[type=file]").setInputFiles(van);
      await expect(photo).toHaveAttribute("data-state", "waiting");
      await expect(photo).toContainText("En attente du réseau");
      await axe(page);
    });
    await expect(photo).toHaveAttribute("data-state", "sent");
  });

  test("a refused text stays, with its photo and the reason beside it", async ({ page, watch }) => {
    watch.allow(/status of 422/);
    const composer = await openComposer(page);
    await addPhoto(composer, van);
    const text = `${unique("trop long")} ${"Trop long. ".repeat(1_900)}`;
    await composer.locator(".ProseMirror").click();
    await page.keyboard.insertText(text);
    await composer.locator(".btn-primary").click();
    await expect(composer.locator("#body-error")).toContainText("20 000 caractères");
    await expect(composer.locator(".ProseMirror")).toBeFocused();
    await expect(composer.locator(".ProseMirror")).toHaveText(text.trim());
    await expect(composer.locator(".ProseMirror")).toHaveAttribute("aria-invalid", "true");
    await expect(composer.locator(".thumb-item")).toHaveCount(1);
    await axe(page);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("Plus court.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.locator("article.post").first()).toContainText("Plus court.");
    await expect(page.locator("article.post").first().locator(".photos img")).toHaveCount(1);
  });

  test("thrown away, then brought back", async ({ page }) => {
    const text = unique("jeté");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await addPhoto(composer, van);
    await composer.getByRole("button", { name: "Jeter" }).click();
    await expect(composer).toBeHidden();
    const toast = page.locator(".toast");
    await expect(toast).toContainText("Brouillon jeté.");
    expect(await drafts(page)).toBe("[]");
    await axe(page);
    await toast.getByRole("button", { name: "Annuler" }).click();
    await expect(composer).toBeVisible();
    await expect(composer.locator("textarea, .ProseMirror").first()).toContainText(text);
    await expect(composer.locator(".thumb-item")).toHaveCount(1);
  });

  test("what sends stays under the thumb when the text is kept @both", async ({ page }) => {
    await page.goto("/posts/new?format=event");
    const form = page.locator("#composer-form");
    // Where it stands below the edge of the form's foot, whatever the page scrolls to.
    const at = () =>
      form
        .locator("[data-composer-target=send]")
        .evaluate((send: HTMLElement) => [
          send.offsetTop - (send.closest("footer")?.offsetTop ?? 0),
          send.offsetLeft,
        ]);
    const before = await at();
    await form.getByRole("textbox", { name: "Titre" }).fill(unique("Portes ouvertes"));
    await expect(form.getByRole("button", { name: "Jeter" })).toBeVisible();
    expect(await at()).toEqual(before);
  });

  test("closing the composer keeps it, for the same person only", async ({ page, company }) => {
    const text = unique("gardé");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await page.keyboard.press("Escape");
    await expect(composer).toBeHidden();
    await expect((await openComposer(page)).locator(".ProseMirror")).toHaveText(text);

    const colleague = await company.join("Nadia Roux");
    await colleague.enter(page.context());
    await page.goto("/");
    await expect((await openComposer(page)).locator(".ProseMirror")).toHaveText("");
  });

  test("signing out asks first, then leaves nothing on the device @both", async ({ page, watch }) => {
    const text = unique("déconnexion");
    // What the server keeps would not be lost.
    watch.allow(/ERR_FAILED/);
    await page.route("**/drafts", (route) => route.abort());
    const composer = await openComposer(page);
    await write(page, composer, text);
    await page.keyboard.press("Escape");
    const leave = page.locator("#leave");
    await pressSignOut(page);
    await expect(leave).toBeVisible();
    await expect(leave).toContainText("Un texte commencé est gardé sur cet appareil.");
    await axe(page);
    await leave.getByRole("button", { name: "Rester et finir" }).click();
    await expect(leave).toBeHidden();
    expect(await drafts(page)).toContain(text);

    await pressSignOut(page);
    await leave.getByRole("button", { name: "Effacer et se déconnecter" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.locator(".toast")).toContainText("Vous êtes déconnecté.");
    await axe(page);
    expect(await drafts(page)).toBe("[]");
    await page.goto("/notifications");
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("signing out with a draft that the server keeps asks nothing", async ({ page }) => {
    const text = unique("gardé ailleurs");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await expect(composer.locator("[data-draft-target=state]")).toHaveText("Brouillon gardé");
    expect(await (await author.http.get("/drafts")).text()).toContain(text);
    await page.keyboard.press("Escape");
    await pressSignOut(page);
    await expect(page).toHaveURL(/\/sign-in/);
    expect(await drafts(page)).toBe("[]");
  });

  test("signing out without a draft asks nothing", async ({ page }) => {
    await pressSignOut(page);
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("signing out leaves the drafts of others on the device", async ({ page, company }) => {
    const text = unique("de la collègue");
    await write(page, await openComposer(page), text);
    const colleague = await company.join("Nadia Roux");
    await colleague.enter(page.context());
    await page.goto("/menu");
    await page.locator("main form[action='/sign-out'] button").click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect(await drafts(page)).toContain(text);
  });

  test("signing out from the page of the menu asks first too", async ({ page, watch }) => {
    // What the server keeps would not be lost.
    watch.allow(/ERR_FAILED/);
    await page.route("**/drafts", (route) => route.abort());
    await write(page, await openComposer(page), unique("page du menu"));
    await page.goto("/menu");
    await page.locator("main form[action='/sign-out'] button").click();
    await expect(page.locator("#leave")).toBeVisible();
  });

  test("two tabs keep one each, and both come back", async ({ page }) => {
    const [first, second] = [unique("premier onglet"), unique("second onglet")];
    const tab = await page.context().newPage();
    await tab.goto("/");
    const composer = await openComposer(page);
    const beside = await openComposer(tab);
    await write(page, composer, first);
    await write(tab, beside, second);
    await addPhoto(beside, van);
    await write(page, composer, " et la suite");
    const kept = await drafts(page);
    expect(kept).toContain(`${first} et la suite`);
    expect(kept).toContain(second);
    await tab.close();
    await page.close();

    const later = await page.context().newPage();
    await later.goto("/");
    const again = await openComposer(later);
    await expect(again.locator(".ProseMirror")).toHaveText(`${first} et la suite`);
    await again.locator(".btn-primary").click();
    await expect(later.locator("article.post").first()).toContainText(first);
    const rest = await openComposer(later);
    await expect(rest.locator(".ProseMirror")).toHaveText(second);
    await expect(rest.locator(".thumb-item")).toHaveAttribute("data-state", "sent");
    await rest.locator(".btn-primary").click();
    await expect(later.locator("article.post").first()).toContainText(second);
    await expect(later.locator("article.post").first().locator(".photos img")).toHaveCount(1);
    expect(await drafts(later)).toBe("[]");
  });

  test("a draft that another tab goes on with is not written over", async ({ page }) => {
    const text = unique("repris ailleurs");
    await write(page, await openComposer(page), text);
    const tab = await page.context().newPage();
    await tab.goto("/");
    const beside = await openComposer(tab);
    await expect(beside.locator(".ProseMirror")).toHaveText(text);
    await tab.keyboard.press("ControlOrMeta+End");
    await tab.keyboard.type(" ici");
    await kept(tab, `${text} ici`);
    await page.bringToFront();
    await page.locator("#composer .ProseMirror").click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" là");
    await kept(page, `${text} là`);
    expect(await drafts(page)).toContain(`${text} ici`);
  });

  test("what is typed is on the device within 300 ms, five times that on a busy one", async ({ page }) => {
    await page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (value, key) {
        if (this.name === "drafts") {
          this.transaction.addEventListener("complete", () => {
            Reflect.set(window, "keptAt", performance.now());
          });
        }
        return put.call(this, value, key);
      };
      document.addEventListener("keydown", () => Reflect.set(window, "typedAt", performance.now()), true);
    });
    await page.reload();
    await openComposer(page);
    await page.keyboard.press("a");
    await expect.poll(() => page.evaluate(() => Reflect.has(window, "keptAt"))).toBe(true);
    const wait = await page.evaluate(
      () => (Reflect.get(window, "keptAt") as number) - (Reflect.get(window, "typedAt") as number),
    );
    expect(wait).toBeLessThan(1_500);
  });

  test("a photo is kept as it is chosen, before it is made smaller", async ({ page }) => {
    // A device that takes for ever to make it smaller.
    await page.addInitScript(() => {
      window.createImageBitmap = () => new Promise(() => {});
    });
    await page.reload();
    const composer = await openComposer(page);
    await composer.locator("input[type=file]").setInputFiles(van);
    await expect(composer.locator(".thumb-item")).toHaveAttribute("data-state", "preparing");
    await expect.poll(() => drafts(page)).toContain("van.jpg");
    await page.close();

    const later = await page.context().newPage();
    await later.goto("/");
    const again = await openComposer(later);
    await expect(again.locator(".thumb-item")).toHaveAttribute("data-state", "sent");
    await again.locator(".btn-primary").click();
    await expect(later.locator("article.post").first().locator(".photos img")).toHaveCount(1);
  });

  test("a photo sent long ago is sent again before the server forgets it", async ({ page }) => {
    const composer = await openComposer(page);
    await addPhoto(composer, van);
    await kept(page, "sentAt");
    await page.close();

    const later = await page.context().newPage();
    await later.clock.setFixedTime(Date.now() + 41 * 3_600_000);
    await later.goto("/");
    const sent = later.waitForRequest((request) => request.url().endsWith("/files"));
    const again = await openComposer(later);
    await sent;
    await expect(again.locator(".thumb-item")).toHaveAttribute("data-state", "sent");
    await again.locator(".btn-primary").click();
    await expect(later.locator("article.post").first().locator(".photos img")).toHaveCount(1);
  });

  test("a photo that the server forgot is sent again, after it said so", async ({ page, watch }) => {
    watch.allow(/status of 422/);
    const text = unique("photo oubliée");
    const composer = await openComposer(page);
    await write(page, composer, text);
    const photo = await addPhoto(composer, van);
    await photo.locator("input[name=file]").evaluate((field: HTMLInputElement) => {
      field.value = "1";
    });
    await composer.locator(".btn-primary").click();
    await expect(composer.getByRole("alert").filter({ hasText: "fichier" })).toBeVisible();
    await expect(composer.locator(".thumb-item")).toHaveAttribute("data-state", "sent");
    await composer.locator(".btn-primary").click();
    await expect(composer).toBeHidden();
    const post = page.locator("article.post").first();
    await expect(post).toContainText(text);
    await expect(post.locator(".photos img")).toHaveCount(1);
  });

  test("the key that an answer gives is the draft's from then on", async ({ page, watch }) => {
    watch.allow(/status of 409/);
    const text = unique("clé nouvelle");
    const composer = await openComposer(page);
    await write(page, composer, text);
    const key = "k".repeat(22);
    await answerWith(page, author, 409, text, key);
    await composer.locator(".btn-primary").click();
    await expect(composer.locator("[name=key]")).toHaveValue(key);
    await kept(page, key);
    await page.reload();
    const again = await openComposer(page);
    await expect(again.locator(".ProseMirror")).toHaveText(text);
    await expect(again.locator("[name=key]")).toHaveValue(key);
  });

  test("a refusal says its reason, whatever its number", async ({ page, watch }) => {
    watch.allow(/status of 4(29|00)/);
    const text = unique("trop vite");
    const composer = await openComposer(page);
    await write(page, composer, text);
    const problem = composer.locator("[data-composer-target=problems] .callout");
    const said = [
      [429, "attendez une minute"],
      [400, "rechargez la page"],
    ] as const;
    for (const [status, sentence] of said) {
      await page.route("**/posts", (route) => route.fulfill({ status, body: "<h1>Non</h1>" }), { times: 1 });
      await composer.locator(".btn-primary").click();
      await expect(problem).toContainText(sentence);
      await expect(composer.locator(".ProseMirror")).toHaveText(text);
    }
    // With the form in it, the answer speaks for itself.
    await answerWith(page, author, 429, text);
    await composer.locator(".btn-primary").click();
    await expect(composer.getByRole("alert").filter({ hasText: "Cette page a expiré" })).toBeVisible();
    await expect(composer.locator("textarea, .ProseMirror").first()).toContainText(text);
  });

  test("two presses of the button make one post", async ({ page }) => {
    const text = unique("double");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await composer.locator(".btn-primary").dblclick();
    await expect(page.locator("article.post").first()).toContainText(text);
    expect(await published(author, text)).toBe(1);
  });

  test("sent again after a lost answer, it is one post @both", async ({ page, watch }) => {
    watch.allow(/ERR_FAILED/);
    const text = unique("réponse perdue");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await loseOneAnswer(page);
    await composer.locator(".btn-primary").click();
    await expect(composer.locator("[data-composer-target=problems] .callout")).toContainText("Pas de réseau");
    await composer.locator(".btn-primary").click();
    await expect(composer).toBeHidden();
    await expect(page.locator("article.post").first()).toContainText(text);
    expect(await published(author, text)).toBe(1);
  });

  test("changed after a lost answer, it is published apart only on purpose @both", async ({
    page,
    watch,
  }) => {
    watch.allow(/ERR_FAILED|status of 4(09|10)/);
    const text = unique("changé ensuite");
    const composer = await openComposer(page);
    await write(page, composer, text);
    await loseOneAnswer(page);
    await composer.locator(".btn-primary").click();
    await expect(composer.locator("[data-composer-target=problems] .callout")).toBeVisible();
    await composer.locator(".ProseMirror").click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" Et davantage.");
    await composer.locator(".btn-primary").last().click();

    await expect(composer.getByRole("alert").filter({ hasText: "a déjà été publié une fois" })).toBeVisible();
    await expect(composer.locator("textarea, .ProseMirror").first()).toContainText(`${text} Et davantage.`);
    await expect(composer.getByRole("link", { name: /la première fois/ })).toHaveAttribute(
      "href",
      /^\/posts\/\d+$/,
    );
    await axe(page);
    expect(await published(author, text)).toBe(1);
    await composer.getByRole("button", { name: "Publier à part" }).click();
    await expect(composer).toBeHidden();
    await expect(page.locator("article.post").first()).toContainText("Et davantage.");
    expect(await published(author, text)).toBe(2);
  });
});

test("a begun comment and a begun edit are kept too", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  const post = await author.publish("Un texte à reprendre.");
  await author.enter(page.context());
  await page.goto(`/posts/${post}`);
  await page.locator("#comments form .write:visible").click();
  await page.keyboard.type("Un commentaire commencé");
  await expect.poll(() => drafts(page)).toContain("Un commentaire commencé");
  await page.locator(`#post-${post}-more`).click();
  await page.getByRole("link", { name: "Modifier" }).click();
  const editor = page.locator("#composer .ProseMirror");
  await expect(editor).toContainText("Un texte à reprendre.");
  await expect(editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" Repris.");
  await expect.poll(() => drafts(page)).toContain("Un texte à reprendre. Repris.");
  await axe(page);

  await page.reload();
  await expect(page.locator("#comments textarea[name=body]")).toHaveValue("Un commentaire commencé");
  await page.locator(`#post-${post}-more`).click();
  await page.getByRole("link", { name: "Modifier" }).click();
  await expect(editor).toHaveText("Un texte à reprendre. Repris.");
  await page.locator("#composer .btn-primary").click();
  await expect(page.locator(`#post-${post}`)).toContainText("Repris.");
  await expect(page.locator(`#post-${post}`)).toContainText("modifié");
});

test("whoever is taken out of a community meanwhile is told so, and keeps the text", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/status of 404/);
  const [owner, person] = [await company.join("Karim Benali"), await company.join("Camille Rousset")];
  const place = await owner.community("Atelier fermé", "closed");
  await owner.invite(place, person);
  await person.enterCommunity(place);
  await person.enter(page.context());
  await page.goto(`/communities/${place}`);
  const text = unique("retirée entre-temps");
  const composer = await openComposer(page, ".composer-open");
  await write(page, composer, text);
  await owner.send(`/communities/${place}/members/${person.id}?_method=delete`);
  await composer.locator(".btn-primary").click();
  const problem = composer.locator("[data-composer-target=problems] .callout");
  await expect(problem).toContainText("Vous ne pouvez plus écrire ici");
  await expect(composer.locator(".ProseMirror")).toHaveText(text);
  await axe(page);
  await composer.locator("#place").selectOption({ label: "Toute l’entreprise" });
  await composer.locator(".btn-primary").click();
  await expect(composer).toBeHidden();
  expect(await published(person, text)).toBe(1);
});

let made = 0;
function unique(text: string): string {
  made += 1;
  return `Brouillon ${text} ${process.pid}-${made}`;
}

async function pressSignOut(page: Page): Promise<void> {
  const menu = page.locator("#me-button");
  const sheet = page.locator("#menu");
  if (await menu.isVisible()) await menu.click();
  else if (await sheet.isHidden()) await page.locator(".tabbar a[href='/menu']").click();
  await page.locator("form[action='/sign-out'] button:visible").click();
}

/** The next post is answered with the form that the server gives back to a text without its key. */
async function answerWith(page: Page, author: Person, status: number, text: string, key = ""): Promise<void> {
  const form = { key: "", place: "", body: text };
  const answer = await (await author.http.post("/posts", { form })).text();
  const body = answer.replace(/(name="key" value=")[^"]*/, `$1${key}`);
  await page.route("**/posts", (route) => route.fulfill({ status, contentType: "text/html", body }), {
    times: 1,
  });
}

/** The next post reaches the server, and its answer does not reach the browser. */
async function loseOneAnswer(page: Page): Promise<void> {
  await page.route(
    "**/posts",
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort();
    },
    { times: 1 },
  );
}
