// What a post is for, beyond its text: each format written, answered and seen, on a phone and on a desk.
import type { Page } from "@playwright/test";
import { axe, expect, test } from "./support/page";
import { kept, openComposer } from "./support/writing";

/** Opens the composer of a format, as its way in does. */
async function begin(page: Page, format: string) {
  await page.goto(`/posts/new?format=${format}`);
  return page.locator("#composer-form");
}

async function publish(page: Page) {
  await page.locator("#composer-form").getByRole("button", { name: "Publier" }).click();
  await expect(page.locator("article.post").first()).toBeVisible();
  await expect(page).not.toHaveURL(/\/posts\/new/);
}

test("a poll is written, voted on and seen live by its author @both", async ({ page, company, another }) => {
  const [author, voter] = [await company.join("Agathe Lemoine"), await company.join("Basile Charpentier")];
  const place = await author.community(`Objections ${process.pid}`);
  await voter.enterCommunity(place);
  await author.enter(page.context());
  await page.goto(`/communities/${place}`);
  const composer = await openComposer(page, ".composer-open");
  await composer.locator(".formats").getByText("Sondage").click();
  await composer.getByRole("textbox", { name: "Titre" }).fill("Quelle objection entendez-vous le plus ?");
  await composer.getByLabel("Choix 1", { exact: true }).fill("L’autonomie");
  await expect(composer.getByLabel("Choix 3", { exact: true })).toBeHidden();
  await composer.getByLabel("Choix 2", { exact: true }).fill("Le prix");
  await expect(composer.getByLabel("Choix 3", { exact: true })).toBeVisible();
  await axe(page);
  // What was typed outlives the page.
  await kept(page, "Le prix");
  await page.reload();
  const again = await openComposer(page, ".composer-open");
  await expect(again.getByLabel("Choix 2", { exact: true })).toHaveValue("Le prix");
  await expect(again.getByRole("radio", { name: "Sondage" })).toBeChecked();
  // Another way in chooses another format, and the text stays.
  await page.keyboard.press("Escape");
  await page.locator(".composer-kinds").getByRole("link", { name: "Question" }).click();
  await expect(again.getByRole("radio", { name: "Question" })).toBeChecked();
  await expect(again.getByRole("textbox", { name: "Titre" })).toHaveValue(/Quelle objection/);
  await again.locator(".formats").getByText("Sondage").click();
  await expect(again.getByLabel("Choix 2", { exact: true })).toHaveValue("Le prix");
  await again.getByRole("button", { name: "Publier" }).click();
  const card = page.locator("article.post", { hasText: "Quelle objection" });
  await expect(card.locator(".poll-opt")).toHaveCount(2);

  const elsewhere = await another();
  await voter.enter(elsewhere.context());
  await elsewhere.goto(`/communities/${place}`);
  const theirs = elsewhere.locator("article.post", { hasText: "Quelle objection" });
  await expect(theirs.locator(".poll-opt b")).toHaveCount(0);
  await theirs.getByText("Le prix").click();
  await theirs.getByRole("button", { name: "Voter" }).click();
  await expect(theirs.locator(".poll-opt b").nth(1)).toContainText("100");
  await axe(elsewhere);
  // The same in figures, with who voted.
  await theirs.getByRole("link", { name: "Voir le détail" }).click();
  await expect(elsewhere.getByRole("row", { name: "Le prix 1 100" })).toBeVisible();
  await expect(elsewhere.getByRole("link", { name: voter.name })).toBeVisible();
  await axe(elsewhere);
  // The author did nothing and sees it.
  await expect(card.locator(".poll-foot")).toContainText("1 personne a voté");
});

test("a question gets an answer that whoever asked accepts @both", async ({ page, company }) => {
  const [asker, expert] = [await company.join("Colette Vidal"), await company.join("Désiré Kouassi")];
  await asker.enter(page.context());
  const form = await begin(page, "question");
  await form.getByRole("textbox", { name: "Titre" }).fill("Quelle autonomie avec une remorque de 500 kg ?");
  await publish(page);
  const card = page.locator("article.post", { hasText: "remorque de 500 kg" });
  const id = (await card.getAttribute("data-id")) ?? "";
  await expert.comment(id, "Demandez à l’atelier.");
  await expert.comment(id, "Comptez 180 km en hiver.");
  await page.goto("/questions");
  await page.getByRole("link", { name: "Quelle autonomie avec une remorque" }).click();
  // The one that helped is read first from now on, and by date on demand.
  const useful = page.locator(".comment", { hasText: "180 km" });
  await useful.getByRole("button", { name: "Cette réponse m’a aidé" }).click();
  await expect(useful.getByRole("button", { name: "1 personne le dit" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await axe(page);
  await page.reload();
  await expect(page.locator(".comment .prose")).toHaveText([
    "Comptez 180 km en hiver.",
    "Demandez à l’atelier.",
  ]);
  await page.getByRole("link", { name: "Par date" }).click();
  await expect(page.locator(".comment .prose")).toHaveText([
    "Demandez à l’atelier.",
    "Comptez 180 km en hiver.",
  ]);
  await useful.getByRole("button", { name: "Retenir cette réponse" }).click();
  await expect(page.locator(".answer .prose")).toHaveText("Comptez 180 km en hiver.");
  await axe(page);
  // Who begins to ask the same is shown it.
  await begin(page, "question");
  await page.getByRole("textbox", { name: "Titre" }).fill("Autonomie avec remorque");
  await expect(page.locator("#similar").getByRole("link", { name: "Quelle autonomie" })).toBeVisible();
  await expect(page.locator("#similar")).toContainText("Réponse retenue");
  await axe(page);
});

test("an event, an idea and thanks are published and answered @both", async ({
  page,
  company,
  another,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [author, reader] = [await company.join("Émeline Faure"), await company.join("Fabrice Nogaret")];
  await author.enter(page.context());
  let form = await begin(page, "event");
  await form.getByRole("textbox", { name: "Titre" }).fill("Démonstration de printemps");
  await form.getByRole("button", { name: "Publier" }).click();
  await expect(page.locator("#starts-error")).toBeVisible();
  await expect(form.getByRole("textbox", { name: "Titre" })).toHaveValue("Démonstration de printemps");
  await form.getByLabel("Début").fill("2031-03-19T14:00");
  await form.getByLabel("Lieu").fill("Salle 4");
  await publish(page);
  form = await begin(page, "idea");
  await form.getByRole("textbox", { name: "Titre" }).fill("Afficher le délai réel, chaque lundi");
  await publish(page);
  await begin(page, "kudos");
  await page.locator(".ProseMirror").click();
  await page.keyboard.type("Merci à @fabri");
  await page.getByRole("option", { name: reader.name }).click();
  await publish(page);
  await axe(page);

  const elsewhere = await another();
  await reader.enter(elsewhere.context());
  await elsewhere.goto("/");
  const event = elsewhere.locator("article.post", { hasText: "Démonstration de printemps" });
  await event.getByRole("button", { name: "Je participe" }).click();
  await expect(event.getByRole("button", { name: "Je participe" })).toHaveAttribute("aria-pressed", "true");
  await expect(event).toContainText("1 personne participe");
  const [file] = await Promise.all([
    elsewhere.waitForEvent("download"),
    event.getByRole("link", { name: "Ajouter à l’agenda" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^event-\d+\.ics$/);
  const idea = elsewhere.locator("article.post", { hasText: "Afficher le délai réel" });
  await idea.locator(".vote").click();
  await expect(idea.locator(".vote")).toHaveAttribute("aria-pressed", "true");
  await expect(elsewhere.locator(".kudos")).toContainText("Esprit d’équipe");
});

test("an announcement is confirmed, and its author sees who has not yet @both", async ({
  page,
  company,
  another,
}) => {
  const [owner, reader] = [await company.join("Gaspard Rigaud"), await company.join("Hélène Marchand")];
  const place = await owner.community(`Tarifs ${process.pid}`, "closed");
  await owner.invite(place, reader);
  await reader.enterCommunity(place);
  await owner.enter(page.context());
  await page.goto(`/posts/new?format=announcement&place=${place}`);
  await page.getByRole("textbox", { name: "Titre" }).fill("Nouveaux tarifs au 1er avril");
  await page.getByLabel("À confirmer avant").fill("2031-03-19T14:00");
  await publish(page);
  await page.getByRole("link", { name: "Qui ne l’a pas encore fait ?" }).click();
  await expect(page.locator("[aria-labelledby=waiting]")).toContainText("Hélène Marchand");
  await expect(page.locator("main .callout")).toContainText(
    "Ceux qui n’auront pas confirmé recevront un rappel automatique le mardi 18 mars 2031",
  );
  await axe(page);
  const elsewhere = await another();
  await reader.enter(elsewhere.context());
  await elsewhere.goto("/notifications");
  await expect(elsewhere.locator("main")).toContainText("vous demande de lire");
  await elsewhere.goto(`/communities/${place}`);
  await expect(elsewhere.locator(".must-bar")).toBeVisible();
  await axe(elsewhere);
  await elsewhere.getByRole("button", { name: "J’ai lu" }).click();
  await expect(elsewhere.locator(".must-bar")).toHaveCount(0);
  await expect(elsewhere.locator(".ack")).toContainText("Vous avez confirmé");
});

test("a post is shared in another place, to those who read it there @both", async ({
  page,
  company,
  another,
}) => {
  const [author, sharer, reader] = [
    await company.join("Hortense Gallois"),
    await company.join("Idriss Benali"),
    await company.join("Jeanne Kerviel"),
  ];
  const place = await author.community(`Atelier ${process.pid}`, "closed");
  await author.invite(place, sharer);
  await sharer.enterCommunity(place);
  const id = await author.publish("Le banc d’essai est **réparé**.", place);
  await sharer.enter(page.context());
  await page.goto(`/posts/${id}`);
  await page
    .getByRole("button", { name: /Actions/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Partager" }).click();
  const form = page.locator("#composer-form");
  await expect(form.locator(".shared")).toContainText("Le banc d’essai est réparé.");
  await expect(form.getByText("seules les personnes qui lisent ce lieu")).toBeVisible();
  await axe(page);
  await page.locator(".ProseMirror").click();
  await page.keyboard.type("Bonne nouvelle");
  await form.getByRole("button", { name: "Publier" }).click();
  const card = page.locator("article.post", { hasText: "Bonne nouvelle" });
  await expect(card.locator(".shared")).toContainText("Le banc d’essai est réparé.");
  await axe(page);
  const elsewhere = await another();
  await reader.enter(elsewhere.context());
  await elsewhere.goto("/");
  const theirs = elsewhere.locator("article.post", { hasText: "Bonne nouvelle" });
  await expect(theirs).toContainText("vous n’y avez pas accès");
  await expect(theirs).not.toContainText("banc d’essai");
  await axe(elsewhere);
});
