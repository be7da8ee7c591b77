// Draws every picture and prints every document of the demonstration company.
// node demo/make-pictures.mjs [name ...]   with names, only the files whose name contains one of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';
import { documents } from './pictures/documents.mjs';
import { Scene } from './pictures/draw.mjs';
import { portraits } from './pictures/portraits.mjs';
import { chargeScenes } from './pictures/scenes-charge.mjs';
import { networkScenes } from './pictures/scenes-network.mjs';
import { roadScenes } from './pictures/scenes-road.mjs';
import { teamScenes } from './pictures/scenes-team.mjs';
import { texts } from './pictures/texts.mjs';

const here = new URL('.', import.meta.url);
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part));

// Ceilings in bytes: the demonstration must stay light in the repository.
const PHOTO_BYTES = 122_000;
const PORTRAIT_BYTES = 15_000;

const font = await readFile(createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'));
const face = `<style>@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${font.toString('base64')})}body{margin:0}</style>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();

const show = async (html) => {
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
};

const save = async (path, bytes) => {
  const target = new URL(path, here);
  await mkdir(new URL('.', target), { recursive: true });
  await writeFile(target, bytes);
  console.log(`${String(bytes.length).padStart(8)}  ${path}`);
};

/** Screenshot at the best JPEG quality that keeps under the ceiling. */
const jpeg = async (ceiling) => {
  for (let quality = 86; ; quality -= 4) {
    const bytes = await page.screenshot({ type: 'jpeg', quality });
    if (bytes.length <= ceiling || quality <= 50) return bytes;
  }
};

for (const [name, scene] of Object.entries({ ...roadScenes, ...chargeScenes, ...networkScenes, ...teamScenes })) {
  if (!isWanted(name)) continue;
  const s = new Scene(name, scene.width, scene.height);
  await page.setViewportSize({ width: s.width, height: s.height });
  await show(face + s.document(scene.draw(s), scene.light));
  await save(`photos/${name}.jpg`, await jpeg(PHOTO_BYTES));
}

await page.setViewportSize({ width: 256, height: 256 });
for (const [key, draw] of Object.entries(portraits)) {
  const name = `portrait-${key}`;
  if (!isWanted(name)) continue;
  const s = new Scene(name, 256, 256);
  await show(face + s.document(draw(s), { strength: 0.2, frame: 0.1, grain: 0.06 }));
  await save(`portraits/${name}.jpg`, await jpeg(PORTRAIT_BYTES));
}

// The printing date is the only thing that would change from one run to the next.
const undated = (pdf) => Buffer.from(pdf.toString('latin1').replace(/\(D:\d{14}[^)]*\)/g, (date) => `(D:20261102080000${date.slice(17)}`), 'latin1');

for (const [name, { lang, title, body }] of Object.entries(documents)) {
  if (!isWanted(name)) continue;
  await show(`<!doctype html><html lang="${lang}"><head><title>${title}</title>${face}</head><body>${body}</body></html>`);
  await save(`documents/${name}`, undated(await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true })));
}
for (const [name, content] of Object.entries(texts)) {
  if (isWanted(name)) await save(`documents/${name}`, Buffer.from(content));
}

await browser.close();
