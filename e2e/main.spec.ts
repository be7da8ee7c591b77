// What Ruche is for: someone publishes, the person mentioned hears of it at once, and answers.
import { readFile } from "node:fs/promises";
import { van } from "./support/files";
import { axe, expect, type Page, type Person, signIn, test } from "./support/page";

const words = {
  fr: {
    reader: "Théophane Lacassagne",
    typed: "@lacas",
    publish: "Publier",
    readers: /Sera lu par \d+ personnes/,
    published: "Publié.",
    pill: "1 nouvelle publication",
  },
  en: {
    reader: "Rosalind Achterberg",
    typed: "@acht",
    publish: "Post",
    readers: /\d+ people will read this/,
    published: "Posted.",
    pill: "1 new post",
  },
};

for (const locale of ["fr", "en"] as const) {
  test(`published, mentioned, told at once, answered: in ${locale} @both`, async ({
    page,
    company,
    another,
  }) => {
    const say = words[locale];
    const author = await company.join("Camille Rousset", locale);
    const reader = await company.join(say.reader, locale);
    const away = await arrive(await another(), reader);

    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in\?back=%2F$/);
    await axe(page);
    await signIn(page, author.login, author.password);
    await axe(page);

    // The composer, over the page.
    await page.getByRole("link", { name: say.publish, exact: true }).first().click();
    const composer = page.locator("#composer");
    const text = composer.locator(".ProseMirror");
    await expect(text).toBeFocused();
    await axe(page);
    await page.keyboard.type(`Bonjour ${say.typed}`);
    const suggestions = composer.locator("[role=listbox]");
    await expect(suggestions.getByRole("option").first()).toContainText(say.reader);
    await expect(suggestions.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await axe(page);
    await page.keyboard.press("Enter");
    await page.keyboard.type(", la camionnette est **rentrée** du salon.");
    await expect(text.locator("a, [data-mention], .mention").first()).toContainText(`@${say.reader}`);
    await expect(composer.locator("#audience")).toContainText(say.readers);

    // A photo that says where it was taken, described.
    await composer.locator("input[type=file]").setInputFiles(van);
    const photo = composer.locator(".thumb-item");
    await expect(photo).toHaveAttribute("data-state", "sent");
    await photo.locator("[data-part=alt]").fill("Une camionnette blanche sous la neige");
    await axe(page);
    await composer.locator(".btn-primary").click();

    await expect(composer).toBeHidden();
    await expect(page.locator(".toast")).toContainText(say.published);
    const post = page.locator("article.post").first();
    await expect(post.getByRole("link", { name: `@${say.reader}` })).toHaveAttribute(
      "href",
      `/members/${reader.id}`,
    );
    await expect(post.locator("strong")).toHaveText("rentrée");
    const picture = post.getByRole("img", { name: "Une camionnette blanche sous la neige" });
    await expect(picture).toBeVisible();
    await axe(page);
    await servedWithoutPlace(page, picture);

    // The other person, whose page was not touched.
    await expect(away.locator(".new-pill")).toHaveText(say.pill);
    await expect(away.locator("#bell .count")).toHaveText("1");
    await axe(away);
    await away.locator("#bell").click();
    await expect(away.locator(".notif.unread")).toHaveCount(1);
    await axe(away);
    await away.locator(".notif.unread .link").click();
    await expect(away).toHaveURL(/\/posts\/\d+/);
    await expect(away.locator("#bell .count")).toHaveCount(0);
    await axe(away);
    await away.locator("article.post .reaction[data-shortcut=like]").click();
    await expect(away.locator("article.post .reaction[data-shortcut=like]")).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    const answer = away.locator("#comments form.reply");
    await answer.locator(".write:visible").click();
    await away.keyboard.type("Bravo, et merci pour la photo !");
    await answer.locator(".btn-primary").click();
    await expect(away.locator(".comment")).toContainText("Bravo, et merci pour la photo !");
    await expect(answer.locator(".write:visible")).toHaveText("");
    await axe(away);

    // Back with the author, who has not moved either.
    await expect(post.locator("[id^=comments-of-]")).toContainText("1");
    await expect(post.locator(".reaction[data-shortcut=like]")).toContainText("1");
    await expect(page.locator("#bell .count")).toHaveText("2");
    await post.locator("[id^=comments-of-]").click();
    await expect(page.locator(".comment")).toContainText("Bravo, et merci pour la photo !");
    await page.locator("#bell").click();
    await expect(page.locator(".notif.unread")).toHaveCount(2);
    await axe(page);
  });
}

/** Already signed in and at home, as on a screen that was left open. */
async function arrive(page: Page, person: Person): Promise<Page> {
  await person.enter(page.context());
  await page.goto("/");
  await expect(page.locator("body[data-member]")).toBeAttached();
  return page;
}

/** Every copy of the photo that the page offers: upright, and without a word about camera or place. */
async function servedWithoutPlace(page: Page, picture: ReturnType<Page["locator"]>): Promise<void> {
  expect(
    (await readFile(van)).includes("Orvane Optik"),
    "the photo that was sent says where it comes from",
  ).toBe(true);
  const sources = await picture.evaluate((image: HTMLImageElement) => {
    const link = image.closest("a");
    const set = image.srcset.split(",").map((one) => one.trim().split(" ")[0] ?? "");
    return [image.src, ...set, link?.href ?? "", link?.dataset.original ?? ""].filter(Boolean);
  });
  expect(sources.length).toBeGreaterThan(1);
  for (const source of new Set(sources)) {
    const bytes = await (await page.request.get(source)).body();
    expect(bytes.length).toBeGreaterThan(1000);
    for (const mark of ["Exif", "EXIF", "GPS", "Orvane Optik", "http://ns.adobe.com"]) {
      expect(bytes.includes(mark), `${mark} in ${source}`).toBe(false);
    }
  }
  const { width, height } = await picture.evaluate((image: HTMLImageElement) => ({
    width: image.naturalWidth,
    height: image.naturalHeight,
  }));
  expect(width, "turned upright").toBeGreaterThan(height);
}
