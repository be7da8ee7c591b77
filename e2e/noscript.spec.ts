// Every main path without script: plain pages and plain forms.
import { sharedLink } from "./support/company";
import { van } from "./support/files";
import { mailed } from "./support/mail";
import { expect, type Page, test } from "./support/page";

test.use({ javaScriptEnabled: false });

test("a whole day without script @both", async ({ page, company, watch }) => {
  watch.allow(/status of 422/);
  const colleague = await company.join("Nadia Roux");
  const place = await colleague.community("Vélo du midi");
  const person = await company.join("Camille Rousset");

  await test.step("signs in, to the page that was asked for", async () => {
    await page.goto(`/communities/${place}`);
    await expect(page).toHaveURL(/\/sign-in\?back=/);
    await page.getByLabel("Adresse", { exact: false }).first().fill(person.login);
    await page.locator("#password").fill("un autre mot de passe");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.locator("#login")).toHaveValue(person.login);
    await page.locator("#password").fill(person.password);
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page).toHaveURL(new RegExp(`/communities/${place}$`));
  });

  await test.step("joins a community", async () => {
    await page.getByRole("button", { name: "Rejoindre" }).click();
    await told(page, "Bienvenue dans la communauté.");
    await page.reload();
    await expect(page.locator(".toast"), "told once").toHaveCount(0);
  });

  await test.step("publishes Markdown and a photo", async () => {
    await page.getByRole("link", { name: /Quoi de neuf/ }).click();
    await expect(page).toHaveURL(new RegExp(`/posts/new\\?place=${place}`));
    await expect(page.locator("#place")).toHaveValue(place);
    await expect(page.locator("#audience")).toContainText(/Sera lu par \d+ personnes/);
    await expect(page.getByText("Mise en forme : **gras**")).toBeVisible();
    await page.getByLabel("Votre texte").fill("Sortie **jeudi** :\n\n- casque\n- lumières\n\n#vélo");
    await page.locator("input[type=file]").setInputFiles(van);
    await page.getByRole("button", { name: "Publier" }).click();
    await told(page, "Publié.");
    const post = page.locator("article.post").first();
    await expect(post.locator("strong")).toHaveText("jeudi");
    await expect(post.getByRole("listitem")).toHaveText(["casque", "lumières"]);
    await expect(post.getByRole("link", { name: "#vélo" })).toBeVisible();
    const source = await post.locator(".photos img").getAttribute("src");
    const photo = await (await page.request.get(source ?? "")).body();
    expect(photo.length).toBeGreaterThan(1000);
    expect(photo.includes("Orvane Optik") || photo.includes("Exif"), "camera and place are gone").toBe(false);
  });

  await test.step("edits it and describes the photo", async () => {
    await menu(page, "Modifier");
    await expect(page.getByLabel("Votre texte")).toHaveValue(/Sortie \*\*jeudi\*\*/);
    await page.getByLabel("Votre texte").fill("Sortie **vendredi**.");
    await page.getByLabel(/Description de/).fill("Une voiture verte");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await told(page, "Publication modifiée.");
    await expect(page.locator("article.post strong")).toHaveText("vendredi");
    await expect(page.getByRole("img", { name: "Une voiture verte" })).toBeVisible();
  });

  await test.step("a refused text comes back with its reason", async () => {
    await menu(page, "Modifier");
    await page.getByLabel("Votre texte").fill("Trop long. ".repeat(1_900));
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("#body-error")).toBeVisible();
    await expect(page.getByLabel("Votre texte")).toHaveValue(/^Trop long/);
    await expect(page.getByLabel(/Description de/)).toHaveValue("Une voiture verte");
    await page.getByRole("link", { name: /Fermer/ }).click();
  });

  await test.step("comments, reacts and replies", async () => {
    await page
      .locator("article.post")
      .first()
      .getByRole("link", { name: /Commenter/ })
      .click();
    await expect(page).toHaveURL(/\/posts\/\d+#comments$/);
    const form = page.locator("#comments form.reply");
    await form.locator("textarea").fill("Je viens avec *deux* casques.");
    await form.getByRole("button", { name: "Envoyer" }).click();
    await expect(page).toHaveURL(/#comment-\d+$/);
    const comment = page.locator(".comment").first();
    await expect(comment.locator("em")).toHaveText("deux");
    await page
      .locator("article.post")
      .getByRole("button", { name: /J’aime/ })
      .first()
      .click();
    const like = page.locator("article.post .reaction[aria-pressed=true]").first();
    await expect(like).toContainText("1");
    await like.click();
    await expect(page.locator("article.post .reaction[aria-pressed=true]")).toHaveCount(0);
    await page.locator(".comment").getByRole("link", { name: "Répondre" }).click();
    await page.getByLabel("Votre texte").fill("Et une pompe.");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await expect(page.locator(".replies .comment")).toContainText("Et une pompe.");
  });

  await test.step("deletes, brings back at once, and from the bin", async () => {
    await menu(page, "Supprimer");
    await told(page, "Publication supprimée.");
    await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
    await told(page, "Publication rétablie.");
    await menu(page, "Supprimer");
    await page.goto("/bin");
    await page
      .locator("main li")
      .filter({ hasText: "Sortie vendredi" })
      .getByRole("button", { name: "Rétablir" })
      .click();
    await told(page, "Publication rétablie.");
    await expect(page.locator("article.post")).toContainText("Sortie vendredi");
  });

  await test.step("reads the notifications", async () => {
    await colleague.publish(`Bonjour [@${person.name}](/members/${person.id})`);
    const bell = page.getByRole("link", { name: "Notifications, 1 non lue" });
    await expect(async () => {
      await page.goto("/");
      await expect(bell).toBeVisible({ timeout: 200 });
    }).toPass();
    await bell.click();
    await page.getByRole("button", { name: "une publication" }).click();
    await expect(page.locator("article.post")).toContainText("Bonjour");
    await colleague.publish(`Encore, [@${person.name}](/members/${person.id})`);
    await expect(async () => {
      await page.goto("/notifications?filter=mentions");
      await expect(page.locator(".notif.unread")).toHaveCount(1, { timeout: 200 });
    }).toPass();
    await page.getByRole("button", { name: "Marquer les mentions comme lues" }).click();
    await told(page, "Vos mentions sont marquées comme lues.");
    await expect(page.locator(".notif.unread")).toHaveCount(0);
  });

  await test.step("sets profile, notifications and language", async () => {
    await page.goto("/settings");
    await page.getByLabel("Quelques lignes sur vous").fill("Je répare les vélos.");
    await page.locator("form[action='/settings']").getByRole("button", { name: "Enregistrer" }).click();
    await told(page, "Modifications enregistrées.");
    await page.goto("/settings/notifications");
    await page.getByRole("switch", { name: /Réactions/ }).uncheck();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("switch", { name: /Réactions/ })).not.toBeChecked();
    await page.goto("/settings/display");
    await page.getByRole("radio", { name: "English" }).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await told(page, "Changes saved.");
  });

  await test.step("signs out from the menu that needs no script", async () => {
    await page.goto("/menu");
    await page.locator("main").getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test("an account is made by an invitation without script", async ({ page, company, watch }) => {
  watch.allow(/status of 422/);
  const address = `ibrahim-${process.pid}@orvane.example`;
  await page.goto(await sharedLink(company.admin));
  await page.getByLabel("Adresse de courriel").fill(address);
  await page.getByRole("button", { name: "Recevoir mon lien" }).click();
  await expect(page.getByRole("heading", { name: "Regardez vos messages" })).toBeVisible();
  await page.goto(await mailed(company.server, address, /\/join\/[\w-]+/));
  await page.getByLabel("Nom").fill("Ibrahim Diallo");
  await page.locator("#password").fill("court");
  await page.getByRole("button", { name: "Entrer" }).click();
  await expect(page.locator("#password-error")).toBeVisible();
  await expect(page.getByLabel("Nom")).toHaveValue("Ibrahim Diallo");
  await page.locator("#password").fill("vélo trompette nuage sept");
  await page.getByRole("button", { name: "Entrer" }).click();
  await expect(page.getByRole("heading", { name: "Bienvenue, Ibrahim" })).toBeVisible();
});

test("what only a script can do is not offered", async ({ page, company }) => {
  const person = await company.join("Camille Rousset");
  const post = await person.publish("Un texte sans script.");
  await person.enter(page.context());
  for (const path of ["/", `/posts/${post}`, "/posts/new", "/settings/security"]) {
    await page.goto(path);
    await expect(page.locator(".only-script:visible"), path).toHaveCount(0);
    await expect(page.locator("[role=toolbar]:visible"), path).toHaveCount(0);
    // A button that does nothing: neither in a form, nor opening a menu by itself.
    await expect(
      page.locator("button:visible:not([form]):not(form *):not([popovertarget])"),
      path,
    ).toHaveCount(0);
  }
});

/** Presses an entry of the menu of the first post of the page. */
async function menu(page: Page, entry: string): Promise<void> {
  const post = page.locator("article.post").first();
  await post.getByRole("button", { name: /^Actions pour la publication/ }).click();
  await post.locator(".menu:popover-open").getByText(entry, { exact: true }).click();
}

async function told(page: Page, words: string): Promise<void> {
  await expect(page.locator(".toast")).toContainText(words);
}
