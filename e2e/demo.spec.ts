// What the README promises to someone who has just started the example company: four lines of the terminal, a first post, and a
// colleague who sees it without reloading.
import { van } from "./support/files";
import { axe, expect, type Server, signIn, test } from "./support/page";
import type { SignIn } from "./support/server";
import { addPhoto } from "./support/writing";

test.use({ mode: "demo" });

test("from the printed sign-ins to a post that a colleague sees at once @both", async ({
  page,
  server,
  another,
}) => {
  const [camille, james] = [printed(server, "camille.rousset"), printed(server, "james.whitfield")];
  const away = await another();
  await signIn(away, james.login, james.password);
  await expect(away.locator("html")).toHaveAttribute("lang", "en");
  await expect(away.locator("article.post")).not.toHaveCount(0);
  const waiting = Number((await away.locator("#bell .count").allTextContents())[0] ?? 0);

  await signIn(page, camille.login, camille.password);
  await page.getByRole("link", { name: "Publier", exact: true }).first().click();
  const composer = page.locator("#composer");
  await expect(composer.locator(".ProseMirror")).toBeFocused();
  await page.keyboard.type("La camionnette neuve est arrivée, @whit");
  await expect(composer.locator("[role=option]").first()).toContainText("James Whitfield");
  await page.keyboard.press("Enter");
  await addPhoto(composer, van);
  await expect(composer.locator("#audience")).toContainText(/Sera lu par \d+ personnes/);
  await composer.locator(".btn-primary").click();
  await expect(composer).toBeHidden();
  const post = page.locator("article.post", { hasText: "La camionnette neuve est arrivée" });
  await expect(post.locator("img:not(.avatar img)").first()).toBeVisible();

  await expect(away.locator(".new-pill")).toHaveText("1 new post");
  await expect(away.locator("#bell .count")).toHaveText(String(waiting + 1));
  await away.locator(".new-pill").click();
  const seen = away.locator("article.post", { hasText: "La camionnette neuve est arrivée" });
  await expect(seen.getByRole("link", { name: "@James Whitfield" })).toBeVisible();
  await axe(away);
});

/** A sign-in as the terminal shows it to whoever starts the example company. */
function printed(server: Server, name: string): SignIn {
  const line = new RegExp(`(${name}\\S*)\\s+(\\S+)`).exec(server.log());
  if (!line?.[1] || !line[2]) throw new Error(`the terminal names no ${name}`);
  return { login: line[1], password: line[2] };
}
