// A conversation under a post: found again by its address, read in pieces, answered with the keyboard, live.
import type { Company } from "./support/company";
import { van } from "./support/files";
import { axe, expect, test } from "./support/page";
import type { Person } from "./support/person";

test.describe("a long thread", () => {
  let post: string;
  let comments: string[];
  let reader: Person;

  test.beforeEach(async ({ company, page }) => {
    ({ post, comments } = await longThread(company));
    reader = await company.join("Camille Rousset");
    await reader.enter(page.context());
  });

  test("a comment's own address opens at it, with the way to those before and after @both", async ({
    page,
  }) => {
    await page.goto(`/comments/${comments[24]}`);
    await expect(page).toHaveURL(new RegExp(`/posts/${post}\\?at=[^#]+#comment-${comments[24]}$`));
    const wanted = page.locator(`#comment-${comments[24]}`);
    await expect(wanted).toBeInViewport();
    await expect(wanted).toHaveClass(/fresh/);
    await expect(wanted).toContainText("Commentaire 25.");
    await axe(page);

    await page.getByRole("link", { name: "Voir les commentaires précédents" }).click();
    await expect(page.locator(`#comment-${comments[23]}`)).toBeVisible();
    await expect(page.locator(`#comment-${comments[4]}`)).toBeVisible();
    await page.getByRole("link", { name: "Voir les commentaires suivants" }).click();
    await expect(wanted).toBeVisible();
    await expect(page.locator(`#comment-${comments[43]}`)).toBeVisible();
    await expect(page.locator(".comment")).toHaveCount(20);
    await axe(page);
  });

  test("what is said after the last page that is open is not put among others", async ({ page }) => {
    await page.goto(`/posts/${post}`);
    await expect(page.locator(".comment")).toHaveCount(20);
    const later = await reader.comment(post, "Le dernier de tous.");
    await expect(page.locator("#comments-title")).toContainText("46 commentaires");
    await expect(page.locator(`#comment-${later}`)).toHaveCount(0);
    // Each page is waited for: the link of the one before would take a click that comes too soon.
    for (const first of [comments[20], comments[40]]) {
      await page.getByRole("link", { name: "Voir les commentaires suivants" }).click();
      await expect(page.locator(`#comment-${first}`)).toBeVisible();
    }
    await expect(page.locator(`#comment-${later}`)).toContainText("Le dernier de tous.");
  });
});

test("a comment of someone else comes in below, without moving what is read", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/status of 404/);
  const [author, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  const post = await author.publish("Qui vient jeudi ?");
  const first = await author.comment(post, "Moi.");
  await author.enter(page.context());
  await page.goto(`/posts/${post}`);
  const second = await other.comment(post, "Moi aussi.");
  await expect(page.locator(`#comment-${second}`)).toContainText("Moi aussi.");
  const reply = await other.comment(post, "Avec qui ?", first);
  await expect(page.locator(`#replies-${first} #comment-${reply}`)).toContainText("Avec qui ?");
  await expect(page.locator("#comments-title")).toHaveText("3 commentaires");
  await axe(page);

  // Changed, then deleted by its author: the same on every screen.
  await other.send(`/comments/${second}`, { key: "1".repeat(22), body: "Moi aussi, avec Paul." });
  await expect(page.locator(`#comment-${second}`)).toContainText("avec Paul");
  await other.send(`/comments/${second}?_method=delete`);
  await expect(page.locator(`#comment-${second}`)).toBeHidden();
  // What is answered goes too, its answers stay.
  await author.send(`/comments/${first}?_method=delete`);
  await expect(page.locator(`#comment-${first}`)).not.toContainText("Moi.");
  await expect(page.locator(`#reply-link-${first}`)).toBeHidden();
  await expect(page.locator(`#comment-${reply}`)).toContainText("Avec qui ?");
  await expect(page.locator("#comments-title")).toHaveText("1 commentaire");
  await axe(page);
});

test("two levels, a reply to a reply stands beside it and names whom it answers @both", async ({
  page,
  company,
}) => {
  const [author, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  const post = await author.publish("Qui a la clé ?");
  const top = await other.comment(post, "Pas moi.");
  const reply = await other.comment(post, "Demande à Paul.", top);
  await author.enter(page.context());
  await page.goto(`/posts/${post}`);
  await page.locator(`#reply-link-${reply}`).click();
  const form = page.locator(`#reply-${reply}`);
  await expect(form.locator(".ProseMirror")).toBeFocused();
  await expect(form.locator(".ProseMirror")).toContainText("@Nadia Roux");
  await axe(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("il est absent.");
  await page.keyboard.press("ControlOrMeta+Enter");
  const answers = page.locator(`#replies-${top} > .comment`);
  await expect(answers).toHaveCount(2);
  await expect(answers.last()).toContainText("il est absent.");
  await expect(answers.last().getByRole("link", { name: "@Nadia Roux" })).toBeVisible();
  await expect(page.locator(".replies .replies")).toHaveCount(0);
  await expect(form.locator("form")).toHaveCount(0);
  await axe(page);
});

test("the form of a reply opens, closes and gives the focus back, with the keyboard alone", async ({
  page,
  company,
}) => {
  const author = await company.join("Camille Rousset");
  const post = await author.publish("Une question.");
  const comment = await author.comment(post, "Une réponse.");
  await author.enter(page.context());
  await page.goto(`/posts/${post}`);
  const link = page.locator(`#reply-link-${comment}`);
  const form = page.locator(`#reply-${comment} form`);
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(link).toHaveAttribute("aria-expanded", "true");
  await expect(form.locator(".ProseMirror")).toBeFocused();
  await page.keyboard.type("À moitié");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(link).toBeFocused();
  await expect(link).toHaveAttribute("aria-expanded", "false");
  // Opened again, the words are still there; a second press closes.
  await page.keyboard.press("Enter");
  await expect(form.locator(".ProseMirror")).toHaveText("À moitié");
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(form.locator(".ProseMirror")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator(".replies .comment")).toContainText("À moitié");
});

test("a comment is edited over the page and deleted with a way back", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  const post = await author.publish("Une question.");
  const comment = await author.comment(post, "Une réponse.");
  await author.enter(page.context());
  await page.goto(`/posts/${post}`);
  await page.locator(`#comment-${comment}-more`).click();
  await page.locator(`#comment-${comment}-menu`).getByRole("link", { name: "Modifier" }).click();
  const composer = page.locator("#composer");
  await expect(composer.locator(".ProseMirror")).toHaveText("Une réponse.");
  await axe(page);
  await composer.locator(".ProseMirror").fill("Une meilleure réponse.");
  await composer.locator(".btn-primary").click();
  await expect(page.locator(`#comment-${comment}`)).toContainText("Une meilleure réponse.");
  await page.locator(`#comment-${comment}-more`).click();
  await page.locator(`#comment-${comment}-menu`).getByRole("button", { name: "Supprimer" }).click();
  await expect(page.locator(".toast")).toContainText("Commentaire supprimé.");
  await expect(page.locator(`#comment-${comment}`)).toHaveCount(0);
  await axe(page);
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.locator(`#comment-${comment}`)).toContainText("Une meilleure réponse.");
});

test("photos are seen one after the other, large, with the keyboard", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  await page.goto("/posts/new");
  const photos = page.locator(".thumb-item");
  await page.locator("input[type=file]").setInputFiles([van, van]);
  await expect(photos.last()).toHaveAttribute("data-state", "sent");
  await photos.first().locator("[data-part=alt]").fill("De côté");
  await page.locator(".composer-form .btn-primary").click();
  const links = page.locator("article.post").first().locator("a[data-lightbox]");
  await links.first().click();
  const viewer = page.locator("#lightbox");
  await expect(viewer.getByRole("heading")).toHaveText("Photo 1 sur 2");
  await expect(viewer.locator("img")).toHaveAttribute("alt", "De côté");
  await axe(page);
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("heading")).toHaveText("Photo 2 sur 2");
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(links.first()).toBeFocused();
});

/** 45 comments: two pages and a bit. */
async function longThread(company: Company): Promise<{ post: string; comments: string[] }> {
  // Three people, since one may not write so fast.
  const people = [
    await company.join("Nadia Roux"),
    await company.join("Paul Andrieu"),
    await company.join("Inès Faure"),
  ];
  const [author] = people as [Person];
  const post = await author.publish("Un sujet qui fait parler.");
  const comments: string[] = [];
  for (let n = 1; n <= 45; n++)
    comments.push(await (people[n % 3] as Person).comment(post, `Commentaire ${n}.`));
  return { post, comments };
}

test("whoever goes from a reaction to the comment at once stays there", async ({ page, company }) => {
  const [author, other] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  const post = await author.publish("La salle est libre.");
  await other.enter(page.context());
  await page.goto(`/posts/${post}`);
  const field = page.locator("#comments textarea.write");
  // The answer to the reaction is being shown at the very moment of the step.
  await page.evaluate(() => {
    document.addEventListener(
      "turbo:before-stream-render",
      () => document.querySelector<HTMLElement>("#comments textarea.write")?.focus(),
      { once: true },
    );
  });
  await expect(field).toBeVisible();
  await page.locator("article.post .reaction[data-shortcut=like]").click();
  const editor = page.locator("#comments .ProseMirror");
  await expect(editor).toBeFocused();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(editor).toBeFocused();
  await page.keyboard.type("Bravo, et merci");
  await expect(editor).toHaveText("Bravo, et merci");
  await expect(page.locator("article.post .reaction[data-shortcut=like]")).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});
