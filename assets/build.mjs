// Builds ../static from these sources: the same bytes on every machine, hashed names, .br and .gz beside each file.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static");
const browsers = ["chrome90", "safari14.1", "firefox88"];
const bundles = {
  "app.css": "css/app.css",
  "staff.css": "css/staff.css",
  "assistance.css": "css/assistance.css",
  "report.js": "js/report.js",
  "receipt.js": "js/receipt.js",
  "complaint.js": "js/complaint.js",
  "apply.js": "js/apply.js",
  "map.js": "js/map.js",
  "staff.js": "js/staff.js",
  "leaflet.js": "js/leaflet.js",
  "leaflet.css": "css/leaflet.css",
  "pages.css": "css/courses.css",
  "page.js": "js/courses-page.js",
  "list.js": "js/courses-catalogue.js",
  "paper.js": "js/courses-certificate.js",
  "count.js": "js/courses-count.js",
  "film.css": "css/courses-player.css",
  "film.js": "js/courses-player.js",
  "staff-courses.css": "css/staff-courses.css",
  "courses-films.css": "css/staff-courses-films.css",
  "courses-upload.js": "js/upload.js",
  "courses-captions-editor.js": "js/captions-editor.js",
  "hls.js": "js/hls.js",
};

const manifest = {};
const written = new Set();

async function main() {
  await mkdir(out, { recursive: true });
  for (const [name, source] of Object.entries(bundles)) await emit(name, await bundled(source));
  await emit("favicon.svg", await readFile(join(here, "favicon.svg")));
  await emit("favicon-32.png", await readFile(join(here, "favicon-32.png")));
  await writeJson("icons.json", await icons());
  await writeJson("manifest.json", sorted(manifest));
  await clean();
}

/** Removes what an earlier build left, last of all: a portal that runs meanwhile never misses a file. */
async function clean() {
  const built = /^.+-[0-9a-f]{10}\..+$/;
  for (const name of await readdir(out)) if (built.test(name) && !written.has(name)) await rm(join(out, name));
}

async function bundled(source) {
  const result = await esbuild.build({
    entryPoints: [join(here, source)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    charset: "utf8",
    legalComments: "none",
    target: browsers,
    loader: { ".png": "empty" },
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** Writes one file under its hashed name, compressed twins beside it where they are smaller. */
async function emit(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  manifest[name] = hashed;
  const twins = { "": bytes, ".br": brotli(bytes), ".gz": gzip(bytes) };
  for (const [suffix, body] of Object.entries(twins)) {
    if (suffix !== "" && body.length >= bytes.length) continue;
    await writeFile(join(out, hashed + suffix), body);
    written.add(hashed + suffix);
  }
  console.log(`${name.padEnd(16)} ${String(bytes.length).padStart(7)} ${String(twins[".br"].length).padStart(6)} br`);
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** Gzip with the header's system byte fixed, so that the platform does not show in it. */
function gzip(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** The inside of every icon by name; the outer svg element is written where the icon is drawn. */
async function icons() {
  const found = {};
  for (const file of (await readdir(join(here, "icons"))).sort()) {
    const svg = await readFile(join(here, "icons", file), "utf8");
    found[file.replace(/\.svg$/, "")] = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  }
  return found;
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function writeJson(name, value) {
  await writeFile(join(out, `${name}.new`), JSON.stringify(value, null, 1) + "\n");
  await rename(join(out, `${name}.new`), join(out, name));
}

await main();
