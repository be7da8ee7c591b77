// The life of a post before and after it is in the feeds: drafts that go from one device to another, hours to come, moderators,
// archives. On a phone and on a desk.
import { axe, expect, test } from "./support/page";
import { kept, openComposer, write } from "./support/writing";

test("a draft begun on one device is finished on another @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  // What the first device is told.
  watch.allow(/status of 410/);
  const author = await company.join("Hélène Marchand");
  await author.enter(page.context());
  await page.goto("/");
  const composer = await openComposer(page);
  await write(page, composer, "Commencé dans le train");
  await expect(composer.locator("[data-draft-target=state]")).toHaveText("Brouillon gardé", {
    timeout: 10_000,
  });

  const elsewhere = await another();
  await author.enter(elsewhere.context());
  await elsewhere.goto("/drafts");
  await axe(elsewhere);
  await elsewhere.getByRole("link", { name: "Commencé dans le train" }).click();
  const there = elsewhere.locator("#composer");
  await expect(there.locator(".ProseMirror")).toContainText("Commencé dans le train");
  await there.locator(".ProseMirror").click();
  await elsewhere.keyboard.press("Control+End");
  await elsewhere.keyboard.type(", fini au bureau");
  await kept(elsewhere, "fini au bureau");
  await there.getByRole("button", { name: "Publier" }).click();
  await expect(elsewhere.locator("article.post").first()).toContainText(
    "Commencé dans le train, fini au bureau",
  );
  await elsewhere.goto("/drafts");
  await expect(elsewhere.getByRole("heading", { name: "Aucun brouillon" })).toBeVisible();

  // The first device learns that it appeared, and begins anew.
  await page.goto("/");
  const again = await openComposer(page);
  await expect(again.locator(".ProseMirror")).toHaveText("");
  await expect(again.locator("[data-draft-target=state]")).toBeEmpty();
});

test("a post waits for its hour, in the calendar and nowhere else @both", async ({ page, company }) => {
  const author = await company.join("Irène Delorme");
  const place = await author.community(`Journal ${process.pid}`);
  await author.enter(page.context());
  await page.goto(`/communities/${place}/calendar`);
  await axe(page);
  await page.getByRole("link", { name: "Prévoir" }).click();
  const composer = page.locator("#composer");
  await write(page, composer, "Le point de la semaine");
  const send = composer.locator("[data-composer-target=send]");
  await expect(send).toHaveText("Publier");
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  await composer.getByLabel("Paraît le").fill(`${tomorrow}T09:00`);
  await expect(send).toHaveText("Programmer");
  await axe(page);
  await send.click();
  await expect(page.getByRole("heading", { name: "Programmées" })).toBeVisible();
  await page.getByRole("link", { name: "Le point de la semaine" }).click();
  await expect(page.locator(".callout").first()).toContainText("Paraîtra");
  await axe(page);
  await page.goto(`/communities/${place}`);
  await expect(page.locator("article.post")).toHaveCount(0);
  await page.goto(`/communities/${place}/calendar?month=${tomorrow.slice(0, 7)}`);
  const entry = page.locator(".entry", { hasText: "Le point de la semaine" });
  await expect(entry).toContainText("9 h");
  await axe(page);
  // Taken back, it can be thrown away, and that too can be undone.
  await entry.click();
  await page.getByRole("button", { name: "Repasser en brouillon" }).click();
  await expect(page.getByRole("heading", { name: "Brouillons", level: 2 })).toBeVisible();
  await page.getByRole("button", { name: "Jeter « Le point de la semaine »" }).click();
  await expect(page.getByRole("heading", { name: "Aucun brouillon" })).toBeVisible();
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByRole("link", { name: "Le point de la semaine" })).toBeVisible();
});

test("a moderator reads first, then archives, and undoes that @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [owner, member] = [await company.join("Jeanne Roussel"), await company.join("Kamel Bensaïd")];
  const place = await owner.community(`Relecture ${process.pid}`);
  await member.enterCommunity(place);
  await owner.enter(page.context());
  await page.goto(`/communities/${place}/settings`);
  await page.getByRole("checkbox", { name: "Relire avant parution" }).check();
  await page.getByRole("button", { name: "Enregistrer" }).last().click();
  await expect(page.locator(".toast").first()).toBeVisible();

  const theirs = await another();
  await member.enter(theirs.context());
  await theirs.goto(`/communities/${place}`);
  const composer = await openComposer(theirs, ".composer-open");
  await expect(composer.locator("#audience")).toContainText("relira votre publication");
  await write(theirs, composer, "Une proposition à relire");
  await composer.getByRole("button", { name: "Publier" }).click();
  await expect(theirs.getByRole("heading", { name: "En attente d’une relecture" })).toBeVisible();

  await page.goto("/notifications");
  await page.getByRole("button", { name: "Une proposition à relire" }).click();
  await expect(page.getByRole("heading", { name: "Votre avis" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Renvoyer à l’auteur" }).click();
  await expect(page.getByLabel("Ce qui est à revoir")).toHaveAttribute("aria-invalid", "true");
  await page.locator("[aria-labelledby=decide]").getByRole("button", { name: "Publier" }).click();
  await expect(page.locator(".toast")).toContainText("Publié");
  await page.goto(`/communities/${place}`);
  const post = page.locator("article.post", { hasText: "Une proposition à relire" });
  await expect(post).toContainText("Kamel Bensaïd");
  await post.getByRole("button", { name: "Actions pour" }).click();
  await post.getByRole("button", { name: "Archiver" }).click();
  await expect(page.locator(".toast")).toContainText("Publication archivée");
  await expect(post).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.locator(".toast")).toContainText("sortie des archives");
  await page.goto(`/communities/${place}`);
  await expect(post).toHaveCount(1);
});

test("a post is saved, found again and let go; a conversation is muted @both", async ({ page, company }) => {
  const [author, reader] = [await company.join("Lucie Fontaine"), await company.join("Mehdi Aubert")];
  const post = await author.publish(`Le plan de charge ${process.pid}`);
  await reader.enter(page.context());
  await page.goto("/");
  const card = page.locator(`#post-${post}`);
  const save = card.locator(`#bookmark-post-${post}-button`);
  await save.click();
  await expect(save).toHaveAttribute("aria-pressed", "true");
  await expect(save).toHaveText("Enregistré");
  await page.goto("/bookmarks");
  await axe(page);
  await page.getByRole("link", { name: `Le plan de charge ${process.pid}` }).click();
  await card.getByRole("button", { name: "Actions pour" }).click();
  await card.getByRole("button", { name: "Mettre en sourdine" }).click();
  await expect(page.locator(".toast")).toContainText("en sourdine");
  await page.goto("/bookmarks");
  await page.getByRole("button", { name: `Retirer « Le plan de charge ${process.pid} »` }).click();
  await expect(page.getByRole("heading", { name: "Rien de côté" })).toBeVisible();
});
