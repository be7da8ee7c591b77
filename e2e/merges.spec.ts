// Two communities become one: what is told before, the decision, and where old addresses lead.
import { axe, expect, test } from "./support/page";

test("an owner brings one community into another @both", async ({ page, company, another, watch }) => {
  watch.allow(/status of 422/);
  const [owner, member, other] = [
    await company.join("Rachida Belkacem"),
    await company.join("Sylvain Oger"),
    await company.join("Thaïs Morvan"),
  ];
  const [small, large] = [
    await owner.community(`Gabarits ${process.pid}`, "closed"),
    await owner.community(`Outillage ${process.pid}`, "closed"),
  ];
  for (const [place, person] of [
    [small, member],
    [large, other],
  ] as const) {
    await owner.invite(place, person);
    await person.enterCommunity(place);
  }
  await owner.publish("Le gabarit 12 est au magasin", small);
  await owner.enter(page.context());
  await page.goto(`/communities/${small}/settings`);
  await page.getByRole("listitem").filter({ hasText: "Fusionner avec une autre" }).getByRole("link").click();
  await axe(page);
  await page.getByLabel("Communauté qui reste").selectOption({ label: `Outillage ${process.pid}` });
  await page.getByRole("button", { name: "Voir ce qui changera" }).click();
  await expect(page.getByText("1 personne de plus.")).toHaveCount(2);
  await axe(page);
  // The tick is asked for where somebody comes to read more; what was typed stays.
  await page.getByLabel(`tapez Gabarits ${process.pid}`).fill(`Gabarits ${process.pid}`);
  await page.getByRole("button", { name: "Fusionner les deux" }).click();
  await expect(page.locator("#known-error")).toBeVisible();
  await expect(page.getByLabel(`tapez Gabarits ${process.pid}`)).toHaveValue(`Gabarits ${process.pid}`);
  await axe(page);
  await page.getByRole("checkbox", { name: "Je sais qui lira quoi" }).check();
  await page.getByRole("button", { name: "Fusionner les deux" }).click();
  await expect(page.locator(".toast")).toContainText("n’en font plus qu’une");
  await expect(page.getByRole("heading", { name: `Outillage ${process.pid}` })).toBeVisible();

  // Who belonged to the other reads it by now, and an old address leads there.
  const theirs = await another();
  await other.enter(theirs.context());
  await expect(async () => {
    await theirs.goto(`/communities/${small}`);
    await expect(theirs).toHaveURL(new RegExp(`/communities/${large}$`));
    await expect(theirs.getByText("Le gabarit 12 est au magasin")).toBeVisible({ timeout: 500 });
  }).toPass();
  await axe(theirs);
});
