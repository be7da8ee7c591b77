// Topics: the list, what one is about, who knows it, following it into the home feed; renamed and merged by an administrator.
import type { Company } from "./support/company";
import { axe, expect, type Page, test } from "./support/page";

/** A word of this journey alone: the company is shared by all of them. */
const word = (name: string) => `${name}${process.pid}${Math.random().toString(36).slice(2, 6)}`;

test("a topic is found, described, followed, and comes into the home feed @both", async ({
  page,
  company,
}) => {
  const topic = word("borne");
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
  const place = await author.community(`Réseau ${topic}`);
  const post = await author.publish(`Quelle borne choisir ? #${topic} #${topic}x`, place);
  await reader.react(`post:${post}`);
  await reader.enter(page.context());

  await page.goto("/communities");
  await page.getByRole("link", { name: "Sujets", exact: true }).click();
  await page.waitForURL("**/topics");
  await expect(page.getByRole("link", { name: `#${topic}`, exact: true })).toBeVisible();
  await axe(page);
  await page.getByLabel("Chercher un sujet").fill(topic);
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.locator("#main .list a.name")).toHaveText([`#${topic}`, `#${topic}x`]);
  await page.getByRole("link", { name: `#${topic}`, exact: true }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`#${topic}`);
  await page.locator("#around").scrollIntoViewIfNeeded();
  await expect(page.locator("#around")).toContainText("Camille Rousset");
  await expect(page.locator("#around")).toContainText("1 publication, 1 réaction");
  await expect(page.locator("#around a.skill")).toHaveText([`#${topic}x`]);
  await axe(page);

  await page.getByRole("link", { name: "Décrire ce sujet" }).click();
  await page.getByRole("textbox", { name: "De quoi parle ce sujet" }).fill("Les **bornes** de recharge.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator(".prose strong").first()).toHaveText("bornes");
  await expect(page.locator("#main")).toContainText("Dernière modification par Yanis Haddad");
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await expect(page.locator("#main")).toContainText("Personne n’a encore dit de quoi parle ce sujet.");

  await page.getByRole("button", { name: "Suivre", exact: true }).click();
  await expect(page.getByText("Suivi par 1 personne")).toBeVisible();
  await page.goto("/");
  await expect(page.locator(`#post-${post} .reason`)).toHaveText(`Parce que vous suivez #${topic}`);
  await axe(page);
});

test("what rises stands beside the feed, and opens @both", async ({ page, company }) => {
  const topic = word("pic");
  const [author, reader] = [await company.join("Camille Rousset"), await company.join("Yanis Haddad")];
  for (let n = 0; n < 12; n++) await (n % 2 ? author : reader).publish(`Encore #${topic}`);
  await reader.enter(page.context());
  await page.goto("/");
  await page.locator("#trends").scrollIntoViewIfNeeded();
  const rising = page.locator("#trends").getByRole("link", { name: `#${topic}` });
  await expect(rising).toBeVisible();
  // Where the bar covers half a button, axe takes the rest for too small.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
  await rising.click();
  await page.waitForURL(`**/topics/${topic}`);
  await expect(page.locator("article.post")).toHaveCount(12);
});

test("an administrator renames a topic and takes it back, and merges another for good", async ({
  page,
  company,
  watch,
}) => {
  watch.allow(/status of 422/);
  const [one, two, three] = [word("un"), word("deux"), word("trois")];
  const admin = await administrator(company, page);
  await admin.publish(`Un #${one}`);
  await admin.publish(`Deux #${two}`);

  await page.goto(`/topics/${one}/edit`);
  await page.getByLabel("Nouveau nom").fill(two);
  await page.getByRole("button", { name: "Renommer" }).click();
  await expect(page.locator("#name-error")).toContainText("Ce mot est déjà celui d’un autre sujet.");
  await axe(page);
  await page.getByLabel("Nouveau nom").fill(three);
  await page.getByRole("button", { name: "Renommer" }).click();
  await page.waitForURL(`**/topics/${three}`);
  await page.goto(`/topics/${one}`);
  await page.waitForURL(`**/topics/${three}`);
  await page.goto(`/topics/${three}/edit`);
  await page.getByLabel("Nouveau nom").fill(one);
  await page.getByRole("button", { name: "Renommer" }).click();
  await page.locator(".toast").getByRole("button", { name: "Annuler" }).click();
  await page.waitForURL(`**/topics/${three}`);

  await page.goto(`/topics/${three}/edit`);
  await page.getByLabel("Sujet à garder").fill(`#${two}`);
  await page.getByLabel(`Pour confirmer, tapez #${three}`).fill(three);
  await page.getByRole("button", { name: "Fusionner" }).click();
  await page.waitForURL(`**/topics/${two}`);
  await expect(page.locator("article.post")).toHaveCount(2);
});

async function administrator(company: Company, page: Page) {
  await company.admin.enter(page.context());
  return company.admin;
}
