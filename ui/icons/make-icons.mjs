/**
 * Draws the icons of the application from the logo, with the Chromium of the machine (CHROMIUM, else /usr/bin/chromium).
 * Run it when the logo changes, and commit what it writes to ui/public/icons: `npm run icons`.
 *
 * "any" icons keep the logo on nothing; a maskable icon and Apple's fill the square with the paper, since the system cuts
 * their corners: the logo stays inside the safe zone (a circle of 80 % of the side).
 */
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const folder = "ui/public/icons";
const logo = readFileSync(`${folder}/logo.svg`, "utf8");
const paper = "#f8f7f3";

/** @type {{ name: string, side: number, logo: number, background: string }[]} */
const icons = [
  { name: "icon-192", side: 192, logo: 0.92, background: "transparent" },
  { name: "icon-512", side: 512, logo: 0.92, background: "transparent" },
  { name: "icon-maskable-512", side: 512, logo: 0.62, background: paper },
  { name: "apple-touch-icon", side: 180, logo: 0.72, background: paper },
  { name: "favicon-32", side: 32, logo: 1, background: "transparent" },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const icon of icons) {
  const page = await browser.newPage({ viewport: { width: icon.side, height: icon.side } });
  const width = Math.round(icon.side * icon.logo);
  await page.setContent(
    `<style>
      html { height: 100%; background: ${icon.background} }
      body { height: 100%; margin: 0; display: grid; place-items: center }
      svg { display: block; width: ${width}px; height: ${width}px }
    </style>${logo}`,
  );
  await page.screenshot({
    path: `${folder}/${icon.name}.png`,
    omitBackground: icon.background === "transparent",
  });
  await page.close();
}
await browser.close();
