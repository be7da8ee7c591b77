// The composer beyond its text: what its ways in begin with, and who is mentioned.
import { axe, expect, test } from "./support/page";
import { kept, openComposer } from "./support/writing";

test("its ways in begin with what they name", async ({ page, company }) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  await page.goto("/");
  const composer = page.locator("#composer");
  const kinds = page.locator(".composer-kinds");
  for (let once = 0; once < 2; once += 1) {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      kinds.getByRole("link", { name: "Photo" }).click(),
    ]);
    expect(chooser.isMultiple()).toBe(true);
    await page.keyboard.press("Escape");
    await expect(composer).toBeHidden();
  }
  for (const name of ["Question", "Sondage", "Événement", "Bravo"]) {
    await kinds.getByRole("link", { name }).click();
    await expect(composer.getByRole("radio", { name })).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(composer).toBeHidden();
  }
});

test("a mention of who will not read says so, and no longer once the place is theirs too", async ({
  page,
  company,
}) => {
  const [author, outsider] = [await company.join("Karim Benali"), await company.join("Ombeline Vasseur")];
  const place = await author.community("Atelier fermé", "closed");
  await author.enter(page.context());
  await page.goto(`/communities/${place}`);
  const composer = await openComposer(page, ".composer-open");
  await page.keyboard.type("Bonjour @ombel");
  const option = composer.getByRole("option", { name: outsider.name });
  await expect(option.getByText("Ne lira pas")).toBeVisible();
  await page.keyboard.press("Enter");
  const mention = composer.locator(".ProseMirror .mention");
  await expect(mention).toHaveAttribute("data-unread", "Ne lira pas");
  await axe(page);
  await composer.locator("#place").selectOption({ label: "Toute l’entreprise" });
  await expect(mention).not.toHaveAttribute("data-unread");
  await composer.locator("#place").selectOption(place);
  await expect(mention).toHaveAttribute("data-unread", "Ne lira pas");
  // A draft that comes back asks again.
  await kept(page, `["place","${place}"]`);
  await page.reload();
  await expect((await openComposer(page, ".composer-open")).locator(".ProseMirror .mention")).toHaveAttribute(
    "data-unread",
    "Ne lira pas",
  );
});

test("among the suggestions a partner carries the name of the company", async ({ page, company }) => {
  const author = await company.join("Karim Benali");
  const partner = await company.partner("Apolline Keller", "Delmas Énergie");
  const place = await author.community("Recharge partagée", "closed");
  await author.invite(place, partner);
  await partner.enterCommunity(place);
  await author.enter(page.context());
  await page.goto(`/communities/${place}`);
  const composer = await openComposer(page, ".composer-open");
  await page.keyboard.type("@apol");
  const option = composer.getByRole("option", { name: partner.name });
  await expect(option.getByText("Partenaire · Delmas Énergie")).toBeVisible();
});

test("a heavy photo is made smaller on the device, and sent as it is when its size is asked for", async ({
  page,
  company,
}) => {
  const author = await company.join("Camille Rousset");
  await author.enter(page.context());
  // What each sending weighs, at once or in pieces.
  const sizes: number[] = [];
  const file = { id: "1", kind: "photo", name: "nuit.jpg", url: "/icons/logo.svg", width: 1, height: 1 };
  await page.route("**/files", (route) => {
    sizes.push(route.request().postDataBuffer()?.length ?? 0);
    return route.fulfill({ status: 201, json: file });
  });
  await page.route("**/files/uploads", (route) => {
    sizes.push(Number(route.request().headers()["upload-length"]));
    return route.fulfill({ status: 201, headers: { Location: "/files/uploads/1" } });
  });
  await page.route("**/files/uploads/1", (route) =>
    route.request().method() === "HEAD"
      ? route.fulfill({ headers: { "Upload-Offset": "0" } })
      : route.fulfill({ json: file }),
  );
  await page.goto("/");
  const composer = await openComposer(page);
  const photo = composer.locator(".thumb-item");
  const bytes = await composer.locator("input[type=file]").evaluate(choose);
  expect(bytes).toBeGreaterThan(5_000_000);
  await expect(photo).toHaveAttribute("data-state", "sent", { timeout: 30_000 });
  const [small] = sizes;
  expect(small).toBeLessThan(bytes / 2);

  const box = composer.getByRole("checkbox", { name: /taille d’origine/ });
  await box.check();
  await expect.poll(() => sizes).toEqual([small, bytes]);
  await expect(photo).toHaveAttribute("data-state", "sent");
  // And for those that come after.
  await composer.locator("input[type=file]").evaluate(choose);
  await expect.poll(() => sizes).toEqual([small, bytes, bytes]);
  await expect(photo).toHaveCount(2);
});

/** Chooses a photo of grain, made on the spot, which weighs more than 5 MB; tells its weight. */
async function choose(input: SVGElement | HTMLElement): Promise<number> {
  const canvas = new OffscreenCanvas(3_600, 2_400);
  const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
  const picture = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let at = 0, grain = 1; at < pixels.length; at++) {
    grain = (Math.imul(grain, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = 0xff_80_80_80 + ((grain >>> 25) & 0x3f) * 0x01_01_01;
  }
  context.putImageData(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
  const files = new DataTransfer();
  files.items.add(new File([blob], "nuit.jpg", { type: "image/jpeg" }));
  (input as HTMLInputElement).files = files.files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return blob.size;
}
