import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { FeatureCollection, MultiPolygon } from "geojson";
import { feature, mesh } from "topojson-client";
import { defineConfig, type Plugin, type Rolldown } from "vite";

const SCRIPT = "ui/app.ts";
const STYLES = "ui/styles/app.css";
const ICONS = "ui/icons/icons.svg";

/** The script that each page waits for: the entry and all that it imports statically, in kB (1,000 bytes) of brotli. */
const BUDGET_KB = 45;

const brotli = (bytes: Buffer | string) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });

/** Emits the sprite as a hashed file. The server finds its name in the manifest, under the path of its source. */
function icons(): Plugin {
  return {
    name: "ruche:icons",
    buildStart() {
      this.addWatchFile(ICONS);
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: ICONS,
        source: readFileSync(ICONS),
      });
    },
  };
}

/** A ring of points as the path of an SVG: longitude to the right, latitude upwards, in degrees to one decimal. */
function path(points: number[][], closed: boolean): string {
  const round = ([x = 0, y = 0]: number[]) => `${+x.toFixed(1)} ${+(-y).toFixed(1)}`;
  const kept = points.map(round).filter((point, place, all) => point !== all[place - 1]);
  return `M${kept.join("L")}${closed ? "Z" : ""}`;
}

/** Emits the land of the world and the borders of its countries as one symbol, drawn from the package world-atlas. */
function world(): Plugin {
  return {
    name: "ruche:world",
    buildStart() {
      const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-110m.json", "utf8"));
      const land = feature(atlas, atlas.objects.land) as unknown as FeatureCollection<MultiPolygon>;
      const borders = mesh(atlas, atlas.objects.countries, (one, other) => one !== other);
      const rings = land.features.flatMap(({ geometry }) => geometry.coordinates.flat());
      const source = `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="world" overflow="visible"><path vector-effect="non-scaling-stroke" d="${rings
        .map((ring) => path(ring, true))
        .join("")}"/><path fill="none" vector-effect="non-scaling-stroke" d="${borders.coordinates
        .map((line) => path(line, false))
        .join("")}"/></symbol></svg>`;
      this.emitFile({ type: "asset", name: "world.svg", originalFileName: "ui/world.svg", source });
    },
  };
}

interface Emoji {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
  version: number;
}

/** The newest version of the signs that systems of three years ago draw. */
const EMOJI_VERSION = 15;
/** The groups that are shown; the one left out holds skins and hair alone. */
const EMOJI_GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9];

/** Makes the signs of the package emojibase-data as short as the picker needs them: `virtual:emoji/fr` has French names, and is searched in both languages. */
function emoji(): Plugin {
  const prefix = "virtual:emoji/";
  const data = (language: string): Emoji[] =>
    JSON.parse(readFileSync(`node_modules/emojibase-data/${language}/data.json`, "utf8"));
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return {
    name: "ruche:emoji",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.slice(prefix.length + 1);
      const others = new Map(data(language === "fr" ? "en" : "fr").map((one) => [one.emoji, one]));
      const signs = data(language)
        .filter(({ version }) => version <= EMOJI_VERSION)
        .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0));
      const words = (one?: Emoji) =>
        plain([one?.label, ...(one?.tags ?? [])].join(" ")).split(/[^\p{L}\p{N}]+/u);
      const short = (one: Emoji) => {
        const found = new Set(
          [...words(one), ...words(others.get(one.emoji))].filter(({ length }) => length > 1),
        );
        return [one.emoji, one.label, [...found].join(" ")];
      };
      const groups = EMOJI_GROUPS.map((group) => signs.filter((one) => one.group === group).map(short));
      return `export default ${JSON.stringify(groups)}`;
    },
  };
}

/** Prints the weight of the initial script and fails the build when it is over the budget. */
function budget(): Plugin {
  return {
    name: "ruche:budget",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const files = new Set<string>();
      const visit = (chunk?: Rolldown.OutputChunk) => {
        if (!chunk || files.has(chunk.fileName)) return;
        files.add(chunk.fileName);
        for (const name of chunk.imports) visit(chunks.find((other) => other.fileName === name));
      };
      visit(chunks.find((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith(SCRIPT)));
      const bytes = chunks
        .filter((chunk) => files.has(chunk.fileName))
        .reduce((sum, chunk) => sum + brotli(chunk.code).length, 0);
      const report = `initial script: ${(bytes / 1000).toFixed(1)} kB brotli, budget ${BUDGET_KB} kB`;
      if (bytes > BUDGET_KB * 1000) this.error(report);
      this.info(report);
    },
  };
}

/** Puts a .br and a .gz beside each text file, so that the server never compresses what does not change. */
function precompress(): Plugin {
  let folder = "";
  return {
    name: "ruche:precompress",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    writeBundle() {
      if (this.meta.watchMode) return;
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const path = join(folder, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotli(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  publicDir: "ui/public",
  plugins: [icons(), world(), emoji(), budget(), precompress()],
  build: {
    outDir: "ui/dist",
    emptyOutDir: true,
    manifest: true,
    // A data: address would be refused by the content-security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first versions with light-dark(), popover and @starting-style: see ui/README.md.
    target: ["chrome123", "edge123", "firefox129", "safari17.5", "ios17.5"],
    reportCompressedSize: false,
    rolldownOptions: {
      input: { app: SCRIPT, styles: STYLES },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
