// Communities: made, joined, asked for, by invitation, with partners, and the ones that nobody sees.
import { axe, expect, type Page, test } from "./support/page";
import { openComposer } from "./support/writing";

test("a community is made, and its owner brings someone in by an invitation @both", async ({
  page,
  company,
  another,
}) => {
  const [owner, guest] = [await company.join("Karim Benali"), await company.join("Sabine Delorme")];
  const away = await another();
  await guest.enter(away.context());
  await away.goto("/");
  await owner.enter(page.context());
  await page.goto("/communities");
  await axe(page);
  await page.getByRole("link", { name: "Créer une communauté" }).click();
  await expect(page.getByLabel("Nom", { exact: true })).toBeVisible();
  await axe(page);
  await page.getByLabel("Nom", { exact: true }).fill("Recharge à domicile");
  await page.getByLabel("Description").fill("Bornes, câbles et copropriétés.");
  await page.getByText("Fermée", { exact: true }).click();
  await page.getByRole("button", { name: "Créer la communauté" }).click();
  await told(page, "Communauté créée.");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recharge à domicile");
  await expect(page.getByText("Rien n’est encore publié ici")).toBeVisible();
  await axe(page);

  const tabs = page.getByRole("navigation", { name: "Rubriques de la communauté" });
  await tabs.getByRole("link", { name: "Membres" }).click();
  await page.getByRole("searchbox", { name: "Chercher quelqu’un à inviter" }).fill("sabine");
  await page.locator("#invite").getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("checkbox", { name: "Sabine Delorme" }).check();
  await axe(page);
  await page.locator("#invite").getByRole("button", { name: "Inviter" }).click();
  await told(page, "Invitation envoyée.");
  await expect(page.getByRole("heading", { name: "Invitations en attente" })).toBeVisible();
  await axe(page);

  // The invitation arrives, and says what it opens.
  await expect(away.locator("#bell .count")).toHaveText("1");
  await away.locator("#bell").click();
  await away.getByRole("button", { name: "Recharge à domicile" }).click();
  await expect(away.getByRole("heading", { name: "Vous êtes invité" })).toBeVisible();
  await expect(away.getByRole("navigation", { name: "Rubriques de la communauté" })).toHaveCount(0);
  await axe(away);
  await away.getByRole("button", { name: "Accepter l’invitation" }).click();
  await told(away, "Bienvenue dans la communauté.");
  await expect(away.getByText("Rien n’est encore publié ici")).toBeVisible();

  // Its settings are its owner's.
  await expect(away.getByRole("navigation", { name: "Rubriques de la communauté" })).not.toContainText(
    "Réglages",
  );
  await tabs.getByRole("link", { name: "Réglages" }).click();
  await axe(page);
  await page.getByLabel("Nom", { exact: true }).fill("Recharge chez soi");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recharge chez soi");
});

test("an open community is joined, written to and left", async ({ page, company }) => {
  const owner = await company.join("Karim Benali");
  const place = await owner.community("Café du matin");
  const person = await company.join("Camille Rousset");
  await person.enter(page.context());
  await page.goto(`/communities/${place}`);
  await axe(page);
  await page.getByRole("button", { name: "Rejoindre" }).click();
  await told(page, "Bienvenue dans la communauté.");
  await expect(page.locator(".nav").getByRole("link", { name: "Café du matin" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.getByRole("link", { name: /Quoi de neuf/ }).click();
  const composer = page.locator("#composer");
  await expect(composer.locator(".ProseMirror")).toBeFocused();
  await expect(composer.locator("#place")).toHaveValue(place);
  await page.keyboard.type("Bonjour à tous.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("article.post")).toContainText("Bonjour à tous.");

  // The readers change with the place.
  await page.goto("/");
  await openComposer(page);
  const [everyone] = /\d+/.exec((await composer.locator("#audience").textContent()) ?? "") ?? [];
  await composer.locator("#place").selectOption({ label: "Café du matin" });
  await expect(composer.locator("#audience")).toContainText(`Sera lu par ${everyone} personnes`);
  await page.keyboard.press("Escape");

  await page.goto(`/communities/${place}`);
  await page.getByRole("button", { name: "Membre", exact: true }).click();
  await axe(page);
  await page.getByRole("button", { name: "Quitter la communauté" }).click();
  await told(page, "Vous avez quitté la communauté.");
  await expect(page.getByRole("button", { name: "Rejoindre" })).toBeVisible();
  await expect(page.locator(".nav").getByRole("link", { name: "Café du matin" })).toHaveCount(0);
});

test("one asks to come in, and is let in or not", async ({ page, company, another }) => {
  const [owner, asker, other] = [
    await company.join("Karim Benali"),
    await company.join("Camille Rousset"),
    await company.join("Hugo Marchand"),
  ];
  const place = await owner.community("Comité achats", "request");
  const secret = await owner.publish("Le prix d’achat est de 17.", place);
  await asker.enter(page.context());
  await page.goto(`/communities/${place}`);
  await expect(page.getByRole("heading", { name: "Demander à entrer" })).toBeVisible();
  await expect(page.locator("body")).not.toContainText("Le prix d’achat");
  await axe(page);
  expect((await page.request.get(`/posts/${secret}`)).status(), "the same as what does not exist").toBe(404);
  await page.getByLabel("Un mot pour les responsables").fill("Je reprends le dossier de Léa.");
  await page.getByRole("button", { name: "Envoyer la demande" }).click();
  await told(page, "Demande envoyée aux responsables.");
  await expect(page.getByRole("heading", { name: "Demande envoyée" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Retirer ma demande" }).click();
  await told(page, "Modifications enregistrées.");
  await page.goto(`/communities/${place}`);
  await page.getByRole("button", { name: "Envoyer la demande" }).click();
  await other.send(`/communities/${place}/requests`, { message: "" });

  const desk = await another();
  await owner.enter(desk.context());
  await desk.goto(`/communities/${place}/members`);
  await expect(desk.getByRole("heading", { name: "2 demandes" })).toBeVisible();
  await axe(desk);
  await desk.getByRole("button", { name: "Refuser Hugo Marchand" }).click();
  await desk.getByRole("button", { name: "Accepter Camille Rousset" }).click();
  await told(desk, "Personne ajoutée.");

  await expect(page.locator("#bell .count")).toHaveText("1");
  await page.locator("#bell").click();
  await page.getByRole("button", { name: "Comité achats" }).click();
  await expect(page.locator("article.post")).toContainText("Le prix d’achat est de 17.");
  expect((await other.http.get(`/posts/${secret}`)).status()).toBe(404);
});

test("roles are given and people removed by the owner alone", async ({ page, company }) => {
  const [owner, helper] = [await company.join("Karim Benali"), await company.join("Camille Rousset")];
  const place = await owner.community("Petits bonheurs");
  await helper.enterCommunity(place);
  await helper.enter(page.context());
  await page.goto(`/communities/${place}/members`);
  await expect(page.getByRole("button", { name: /^Actions pour/ })).toHaveCount(0);
  await owner.enter(page.context());
  await page.goto(`/communities/${place}/members`);
  await page.getByRole("button", { name: "Actions pour Camille Rousset" }).click();
  await axe(page);
  await page.getByRole("button", { name: "Confier l’animation" }).click();
  const row = page
    .locator("#people ~ ul li, section[aria-labelledby=people] li")
    .filter({ hasText: "Camille Rousset" });
  await expect(row).toContainText("Animation");
  await page.getByRole("button", { name: "Actions pour Camille Rousset" }).click();
  await page.getByRole("button", { name: "Retirer de la communauté" }).click();
  await told(page, "Personne retirée de la communauté.");
  await expect(row).toHaveCount(0);
});

test("a partner sees the places they were added to, and everyone sees that they read @both", async ({
  page,
  company,
  another,
}) => {
  const owner = await company.join("Karim Benali");
  const partner = await company.partner("Petra Krone", "Krone GmbH");
  const [place, hidden] = [
    await owner.community("Bornes rapides", "closed"),
    await owner.community("Budget bornes"),
  ];
  await owner.publish("Un mot à toute l’entreprise.");
  await owner.invite(place, partner);

  await owner.enter(page.context());
  await page.goto(`/communities/${place}`);
  await expect(page.locator(".callout")).toContainText("Une entreprise extérieure lit ce lieu : Krone GmbH");
  await axe(page);
  await page.getByRole("link", { name: /Quoi de neuf/ }).click();
  const composer = page.locator("#composer");
  await expect(composer.locator(".ProseMirror")).toBeFocused();
  await expect(composer.locator("#audience")).toContainText("Krone GmbH");
  await axe(page);
  await page.keyboard.type("Bonjour @pet");
  await expect(composer.locator("[role=option]")).toContainText(["Partenaire"]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("article.post")).toContainText("@Petra Krone");

  // Elsewhere the same person would not read, and the list says so.
  await page.goto("/");
  await openComposer(page);
  await page.keyboard.type("@pet");
  await expect(composer.locator("[role=option]")).toContainText(["Ne lira pas"]);
  await axe(page);

  const theirs = await another();
  await partner.enter(theirs.context());
  await theirs.goto("/");
  await expect(theirs.locator("article.post")).toHaveCount(1);
  await expect(theirs.getByRole("link", { name: "Annuaire" })).toHaveCount(0);
  await axe(theirs);
  await theirs.goto("/communities");
  await expect(theirs.locator("main")).toContainText("Bornes rapides");
  await expect(theirs.locator("main")).not.toContainText("Budget bornes");
  await axe(theirs);
  for (const path of ["/members", `/communities/${hidden}`, "/communities/new", "/admin"]) {
    expect((await theirs.request.get(path)).status(), path).toBe(404);
  }
  await theirs.goto(`/communities/${place}`);
  await theirs.getByRole("link", { name: /Quoi de neuf/ }).click();
  const theirComposer = theirs.locator("#composer");
  await expect(theirComposer.locator("#place option")).toHaveText(["Bornes rapides"]);
  await expect(theirComposer.locator(".ProseMirror")).toBeFocused();
  await theirs.keyboard.type("Merci de l’accueil.");
  await theirs.keyboard.press("ControlOrMeta+Enter");
  const post = theirs.locator("article.post").first();
  await expect(post.locator(".badge")).toContainText("Partenaire · Krone GmbH");
});

test("an unlisted community does not exist for others", async ({ page, company }) => {
  const [owner, member, stranger] = [
    await company.join("Loïc Guivarch"),
    await company.join("Camille Rousset"),
    await company.join("Hugo Marchand"),
  ];
  const name = "Projet Tramontane";
  const place = await owner.community(name, "unlisted");
  const post = await owner.publish("Rien ne sort d’ici.", place);
  await owner.invite(place, member);

  await stranger.enter(page.context());
  for (const path of ["/", "/communities", `/communities?q=tram`, `/members/${owner.id}`, "/posts/new"]) {
    await page.goto(path);
    await expect(page.locator("body"), path).not.toContainText("Tramontane");
    await expect(page.locator("body"), path).not.toContainText("Rien ne sort");
  }
  const nothing = await page.request.get("/communities/1234567");
  const answers = [
    `/communities/${place}`,
    `/communities/${place}/members`,
    `/posts/${post}`,
    `/communities/${place}/owners`,
  ];
  for (const path of answers) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(nothing.status());
    expect(await answer.text(), path).not.toContain("Tramontane");
  }

  await member.enter(page.context());
  await page.goto("/communities");
  await expect(page.getByText(`Vous êtes invité à rejoindre ${name}`)).toBeVisible();
  await axe(page);
  await member.enterCommunity(place);
  await page.goto(`/posts/${post}`);
  await expect(page.locator("article.post")).toContainText("Rien ne sort d’ici.");
});

async function told(page: Page, words: string): Promise<void> {
  await expect(page.locator(".toast").last()).toContainText(words);
}
