// Ways in and out: a forgotten password, a session closed from afar, an invitation by mail, a partner's account.
import { mailed } from "./support/mail";
import { axe, expect, signIn, test } from "./support/page";
import { PASSWORD } from "./support/person";

const OTHER = "girafe trombone canal onze";

test("a forgotten password is replaced by the link of a mail, once @both", async ({
  page,
  company,
  watch,
}) => {
  // The page that is open when the cookies go asks for its stream once more.
  watch.allow(/status of 4(01|04|10|22)/);
  const person = await company.join("Camille Rousset");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Mot de passe oublié ?" }).click();
  // Exact: the page of sign-in has a field whose label begins with the same words, and it may still be there.
  await page.getByLabel("Adresse de courriel", { exact: true }).fill(person.login);
  await page.getByRole("button", { name: "Envoyer le lien" }).click();
  await expect(page.getByRole("heading", { name: "Regardez vos messages" })).toBeVisible();
  await axe(page);
  const path = await mailed(company.server, person.login, /\/reset\/[\w-]+/);
  await page.goto(path);
  await axe(page);
  await page.getByLabel("Nouveau mot de passe").fill(OTHER);
  await page.getByRole("button", { name: "Enregistrer et entrer" }).click();
  await expect(page.locator("body[data-member]")).toBeAttached();
  await page.context().clearCookies();
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Ce lien ne fonctionne plus" })).toBeVisible();
  await page.goto("/sign-in");
  await page.locator("#login").fill(person.login);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#password").press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("ne correspond pas");
  await signIn(page, person.login, OTHER);
});

test("a session left open elsewhere is closed from here", async ({ page, company, another }) => {
  const person = await company.join("Camille Rousset");
  await person.enter(page.context());
  const elsewhere = await another();
  await signIn(elsewhere, person.login, person.password);
  await page.goto("/settings/security");
  const others = page
    .locator("section", { has: page.locator("#sessions") })
    .getByRole("button", { name: "Fermer" });
  await expect(others).toHaveCount(1);
  await axe(page);
  await others.click();
  await expect(others).toHaveCount(0);
  await elsewhere.goto("/");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.goto("/");
  await expect(page.locator("body[data-member]")).toBeAttached();
});

test("an administrator invites by mail, and the link opens an account", async ({
  page,
  company,
  another,
}) => {
  await company.admin.enter(page.context());
  await page.goto("/admin");
  const address = `sidonie-${process.pid}@orvane.example`;
  await page.locator("#addresses").fill(address);
  await page.getByRole("button", { name: "Envoyer les invitations" }).click();
  await expect(page.getByText(address)).toBeVisible();
  await axe(page);
  const path = await mailed(company.server, address, /\/join\/[\w-]+/);
  const arrival = await another();
  await arrival.goto(path);
  await arrival.locator("#name").fill("Sidonie Marchal");
  await arrival.locator("#password").fill(OTHER);
  await axe(arrival);
  await arrival.getByRole("button", { name: "Entrer" }).click();
  await expect(arrival.locator("body[data-member]")).toBeAttached();
  await page.goto("/admin?q=sidonie");
  await expect(page.getByRole("link", { name: "Sidonie Marchal" })).toBeVisible();
});

test("an administrator makes a partner's account, whose password lets in", async ({
  page,
  company,
  another,
}) => {
  await company.admin.enter(page.context());
  await page.goto("/admin/partners");
  await page.getByText("Inviter un partenaire", { exact: true }).click();
  const login = `hortense-${process.pid}@delmas.example`;
  await page.locator("#name").fill("Hortense Lacroix");
  await page.locator("#email").fill(login);
  await page.locator("#company").fill("Delmas Énergie");
  await page.locator("#ends").fill("30");
  await page.getByRole("button", { name: "Créer le compte partenaire" }).click();
  const secret = page.locator("[role=status] .code");
  await expect(secret).toBeVisible();
  await axe(page);
  const arrival = await another();
  await signIn(arrival, login, (await secret.textContent()) ?? "");
  // The own name carries the badge that others see.
  await arrival.goto("/communities");
  await expect(arrival.locator("#menu .sheet-me .badge")).toHaveText("Partenaire · Delmas Énergie");
  await axe(arrival);
  await page.goto("/admin?q=hortense");
  await expect(page.locator("li", { hasText: "Hortense Lacroix" }).locator(".badge")).toContainText(
    "Delmas Énergie",
  );
});
