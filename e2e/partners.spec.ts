// Somebody of another company: what is there, what is not, the text to accept first, and the end of the access.
import { axe, expect, test } from "./support/page";

const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

test("be a partner, and every door that stays shut @both", async ({ page, company, another, watch }) => {
  watch.allow(/status of (404|422)/);
  const mark = `${process.pid}-${test.info().project.name}`;
  const firm = `Transports ${mark}`;
  const owner = await company.join("Karim Benali");
  const partner = await company.partner("Nadia Roussel", firm);
  const place = await owner.community(`Livraisons ${mark}`, "closed");
  const elsewhere = await owner.community(`Marges ${mark}`, "closed");
  const hidden = await owner.publish(`Le prix d’achat ${mark}`, elsewhere);
  await owner.invite(place, partner);
  const post = await owner.publish(`Créneaux de la semaine ${mark}`, place);

  // Whoever writes is told who reads.
  const theirs = await another();
  await owner.enter(theirs.context());
  await theirs.goto(`/posts/new?place=${place}`);
  await expect(theirs.locator("#audience")).toContainText(firm);
  await theirs.goto(`/posts/${post}`);
  await expect(theirs.locator("form.reply .audience")).toContainText(`Lu aussi à l’extérieur : ${firm}`);
  await axe(theirs);

  // The owner looks at it as the partner sees it, from the people: nothing can be pressed, and links stay within.
  await theirs.goto(`/communities/${place}/members`);
  await theirs.getByRole("link", { name: "Voir comme ce partenaire Nadia Roussel" }).click();
  const bar = theirs.getByRole("region", { name: "Aperçu" });
  await expect(bar).toContainText(`Vous voyez cette communauté comme Nadia Roussel (${firm}).`);
  await expect(theirs.getByText(`Créneaux de la semaine ${mark}`).first()).toBeVisible();
  await axe(theirs);
  await theirs.locator(".post-date a").first().click();
  await expect(theirs).toHaveURL(new RegExp(`/communities/${place}/as/\\d+/posts/${post}`));
  await expect(theirs.locator("main button:enabled, main textarea:enabled, form")).toHaveCount(0);
  await axe(theirs);
  await bar.getByRole("link", { name: "Quitter l’aperçu" }).click();
  await expect(theirs).toHaveURL(`/communities/${place}/members`);

  // The partner sees the place, under a badge, and nothing of the company.
  await partner.enter(page.context());
  await page.goto("/");
  await expect(page.getByText(`Créneaux de la semaine ${mark}`).first()).toBeVisible();
  await expect(page.getByText(`Le prix d’achat ${mark}`)).toHaveCount(0);
  await axe(page);
  await page.goto(`/communities/${place}/members`);
  await expect(page.getByText(`Partenaire · ${firm}`).first()).toBeVisible();
  const shut = [
    "/members",
    "/organisation",
    "/units",
    "/sites",
    "/skills",
    "/experts",
    "/communities/discover",
    "/newcomers",
    "/partners/mine",
    "/admin",
    "/admin/partners",
    `/communities/${elsewhere}`,
    `/communities/${elsewhere}/members`,
    `/posts/${hidden}`,
    `/members/${company.admin.id}`,
  ];
  for (const path of shut) {
    const answer = await page.request.get(path, { headers: { accept: "text/html" } });
    expect(answer.status(), path).toBe(404);
  }
  for (const path of [`/search?q=achat`, `/search/suggest?q=achat`, `/topics`, "/trends"]) {
    expect(await (await page.request.get(path)).text(), path).not.toContain(`Le prix d’achat ${mark}`);
  }
  expect(await (await page.request.get("/members/suggest?q=lucie")).text()).not.toContain("Lucie");

  // A text to accept: the place is not there before.
  await theirs.goto(`/communities/${place}/terms`);
  await theirs.getByText("Les partenaires", { exact: true }).click();
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await expect(theirs.getByText("Écrivez le texte à accepter.")).toBeVisible();
  await theirs.locator("#body").fill("Ce que vous lisez ici **reste entre nous**.");
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await expect(theirs.getByText("Pas encore accepté")).toBeVisible();
  await axe(theirs);
  expect((await page.request.get(`/posts/${post}`)).status()).toBe(404);
  await page.goto("/communities");
  await expect(page.getByText("vous demande d’accepter un texte")).toBeVisible();
  await axe(page);
  await page.goto(`/communities/${place}`);
  await expect(page).toHaveURL(/\/terms$/);
  await expect(page.locator(".prose strong")).toHaveText("reste entre nous");
  await axe(page);
  await page.getByRole("button", { name: "J’accepte et je lis" }).click();
  await expect(page.getByText(`Créneaux de la semaine ${mark}`).first()).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText(/Accepté le/)).toBeVisible();

  // The company gets a contract, which bounds the access; the partner is told when it ends, and by whom it lasts longer.
  await company.admin.enter(theirs.context());
  await theirs.goto("/admin/partners");
  await axe(theirs);
  await theirs.getByRole("link", { name: firm }).click();
  await theirs.getByText("Fournisseur", { exact: true }).click();
  await theirs.getByLabel("Début du contrat").fill(day(0));
  await theirs.getByLabel("Fin du contrat").fill("2020-01-01");
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await expect(theirs.getByText("Ce jour est passé.")).toBeVisible();
  await axe(theirs);
  await theirs.getByLabel("Fin du contrat").fill(day(20));
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await expect(theirs.locator(".toast")).toContainText("accès s’arrête avec le contrat");
  await page.goto("/");
  await expect(page.getByText("Votre accès se termine le")).toBeVisible();
  await axe(page);
  // Whoever answers finds them, and is told where the way ends.
  await theirs.goto("/partners/mine");
  await expect(theirs.getByText("Nadia Roussel").first()).toBeVisible();
  await axe(theirs);
  await theirs.goto(`/partners/${partner.id}`);
  await expect(theirs.getByText("Au-delà, un administrateur renouvelle le contrat.")).toBeVisible();
  await axe(theirs);

  // The end.
  await company.admin.send(`/admin/members/${partner.id}/departure`, { name: "Nadia Roussel" });
  await page.goto("/");
  await expect(page).toHaveURL(/sign-in/);
});
