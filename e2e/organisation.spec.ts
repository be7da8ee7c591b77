// The org chart: one says whom one reports to, and walks through it by keyboard and by thumb.
import { axe, expect, test } from "./support/page";

test("one says whom one reports to, and finds the way through the chart @both", async ({
  page,
  company,
  watch,
  isMobile,
}) => {
  watch.allow(/status of 422/);
  const chief = await company.join(`Agathe Meunier ${process.pid}`);
  const lead = await company.join(`Basile Conti ${process.pid}`);
  const one = await company.join(`Colette Ferrand ${process.pid}`);
  const other = await company.join(`Dorian Weil ${process.pid}`);
  await lead.send(`/members/${lead.id}/manager`, { manager: chief.name });
  await other.send(`/members/${other.id}/manager`, { manager: lead.name });

  await one.enter(page.context());
  await page.goto("/settings/team");
  await axe(page);
  const field = page.getByLabel("Nom ou adresse de courriel");
  await field.fill("Personne à ce nom");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Aucun collègue ne s’appelle ainsi", { exact: false }).first()).toBeVisible();
  await expect(field).toHaveValue("Personne à ce nom");
  await axe(page);
  await field.fill(lead.name);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("link", { name: lead.name })).toBeVisible();

  await page.getByRole("link", { name: "Organigramme" }).click();
  await expect(page.getByRole("heading", { name: `Équipe de ${lead.name}` })).toBeVisible();
  await axe(page);
  const node = (name: string) => page.locator(".org-node", { hasText: name });
  await expect(node(one.name)).toHaveAttribute("aria-current", "true");
  // Of the levels above a phone shows the person whose team follows alone.
  await expect(node(chief.name)).toBeVisible();

  // By keyboard: beside, up, and on from there on the next page.
  await node(one.name).focus();
  await page.keyboard.press("ArrowRight");
  await expect(node(other.name)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await expect(node(lead.name)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(node(chief.name)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/organisation/${lead.id}$`));
  await expect(node(lead.name)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(node(one.name)).toBeFocused();
  await axe(page);
  if (isMobile) await node(other.name).tap();
  else await node(other.name).click();
  await expect(page).toHaveURL(new RegExp(`/organisation/${other.id}$`));

  // On the profile, and sent back by whom one reports to.
  await page.goto(`/members/${one.id}`);
  const team = page.getByRole("region", { name: "Mon équipe" });
  await expect(team.getByRole("link", { name: lead.name })).toBeVisible();
  await lead.send(`/members/${one.id}/manager?_method=delete`, {});
  await page.reload();
  await expect(team.getByText("Indiquez votre responsable", { exact: false })).toBeVisible();
});
