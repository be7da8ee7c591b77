// Texts that try to become code: shown as text wherever they appear, and nothing runs.
import { axe, expect, type Page, test } from "./support/page";

const attempts = [
  `<script>window.__xss = 1</script>`,
  `<img src=x onerror="window.__xss = 2">`,
  `<svg/onload=window.__xss=3>`,
  `[cliquez](javascript:window.__xss=4)`,
  `"><b onmouseover=window.__xss=5>x</b>`,
  `[x]("onmouseover="window.__xss=6)`,
  `<a href="java&#10;script:window.__xss=7">x</a>`,
  `{{constructor.constructor('window.__xss=8')()}}`,
];

test("posts, comments and mentions show what was typed", async ({ page, company, another }) => {
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Nadia Roux")];
  await author.enter(page.context());
  const away = await another();
  await reader.enter(away.context());
  await away.goto("/");

  // Through the editor, as a person would.
  await page.goto("/posts/new");
  await expect(page.locator(".ProseMirror")).toBeFocused();
  await page.keyboard.insertText(`${attempts.join(" ")} @Nadia`);
  await expect(page.locator("[role=option]").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.locator(".composer-form .btn-primary").click();
  const post = page.locator("article.post").first();
  await expect(post).toContainText("<script>window.__xss = 1</script>");
  await expect(post).toContainText('<img src=x onerror="window.__xss = 2">');
  await nothingRan(page);

  // Raw Markdown, as a program would send it: shown to others, in the page and by a live update.
  const id = await author.publish(`${attempts.join("\n\n")}\n\n[@Nadia](/members/${reader.id})`);
  for (const attempt of attempts) await author.comment(id, attempt);
  await expect(away.locator("#bell .count")).toBeVisible();
  for (const path of [`/posts/${id}`, "/", "/notifications", `/members/${author.id}`]) {
    await away.goto(path);
    await nothingRan(away);
  }
  await away.goto(`/posts/${id}`);
  const late = await author.comment(id, attempts.join(" "));
  await expect(away.locator(`#comment-${late}`)).toContainText("<svg/onload=window.__xss=3>");
  await nothingRan(away);
  await axe(away);
});

test("names, titles and descriptions show what was typed", async ({ page, company }) => {
  const hostile = `<img src=x onerror=window.__xss=9>`;
  const person = await company.join(hostile);
  await person.send("/settings", {
    name: hostile,
    title: `"><script>window.__xss=10</script>`,
    unit: hostile,
    site: hostile,
    phone: "javascript:window.__xss=11",
    languages: hostile,
    bio: attempts.join("\n"),
  });
  const place = await person.community(hostile);
  const post = await person.publish("Un texte ordinaire.", place);
  await person.comment(post, "Un commentaire.");
  const reader = await company.join("Camille Rousset");
  await reader.enterCommunity(place);
  await reader.enter(page.context());
  for (const path of [
    "/",
    `/members/${person.id}`,
    "/members?q=%3Cimg",
    "/communities",
    `/communities/${place}`,
    `/communities/${place}/members`,
    `/posts/${post}`,
    `/posts/new?place=${place}`,
    "/communities?q=%22%3E%3Cscript%3Ewindow.__xss%3D12%3C%2Fscript%3E",
    "/members?q=%22%3E%3Cscript%3Ewindow.__xss%3D13%3C%2Fscript%3E",
  ]) {
    await page.goto(path);
    await nothingRan(page);
  }
  await page.goto(`/members/${person.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);
  await page.goto(`/communities/${place}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);

  // In the list of suggestions, which is made by script.
  await page.goto(`/posts/new?place=${place}`);
  await expect(page.locator(".ProseMirror")).toBeFocused();
  await page.keyboard.type("@src");
  await expect(page.locator("[role=option]").first()).toContainText(hostile);
  await page.keyboard.press("Enter");
  await expect(page.locator(".ProseMirror")).toContainText(`@${hostile}`);
  await nothingRan(page);
});

test("a file that is no photo is never shown as a page", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  await page.goto("/posts/new");
  await page.locator("input[type=file]").setInputFiles({
    name: "<img src=x onerror=window.__xss=14>.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>window.__xss=15</script></svg>`),
  });
  await expect(page.locator(".upload")).toHaveAttribute("data-state", "sent");
  await page.locator(".composer-form .btn-primary").click();
  const file = page.locator("article.post").first().locator(".file a.name");
  await expect(file).toBeVisible();
  await nothingRan(page);
  const answer = await page.request.get((await file.getAttribute("href")) ?? "");
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment/);
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
});

async function nothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, "__xss")), page.url()).toBeUndefined();
  const links = page.locator(
    "main a[href^='javascript' i], main [onerror], main [onload], main [onmouseover], main script",
  );
  await expect(links, page.url()).toHaveCount(0);
}
