/**
 * `node sheet.js [--beside VERSION] [--accept] [NAME…]`, called by `cargo xtask pictures`: draws the
 * pictures, and lays them beside the references – or beside what an original's client draws – on a sheet to
 * be looked at, `target/pictures/index.html` and `.png`. With `--accept` nothing is drawn: the pictures of
 * the last sheet become the references.
 */

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { launch, open } from "../harness/browser.js";
import { Picture } from "../harness/picture.js";
import { TARGET } from "../harness/paths.js";
import { fileOf, Gallery, REFERENCES, referenceOf, THRESHOLD } from "./gallery.js";

const FOLDER = join(TARGET, "../pictures");
const NOW = join(FOLDER, "now");

/** How long the original's client is given for a scene: it does not tell when it is done. */
const PATIENCE_MS = 8_000;

const { values: flags, positionals: names } = parseArgs({
  options: { accept: { type: "boolean" }, beside: { type: "string" } },
  allowPositionals: true,
});

if (flags.accept) accept();
else await draw();

/** Makes the pictures that were looked at the references. */
function accept() {
  if (!existsSync(NOW)) throw new Error("nothing was drawn yet: run it without --accept, and look at the sheet");
  mkdirSync(REFERENCES, { recursive: true });
  for (const file of readdirSync(NOW)) {
    if (names.length > 0 && !names.some((name) => fileOf(name) === file)) continue;
    copyFileSync(join(NOW, file), join(REFERENCES, file));
    console.log(`accepted ${file}`);
  }
  rmSync(FOLDER, { recursive: true });
}

async function draw() {
  const browser = await launch();
  try {
    const rows = flags.beside ? await besideOriginal(browser, flags.beside) : await besideReferences(browser);
    await writeSheet(browser, rows);
    const worse = rows.filter((row) => row.failed).map((row) => row.name);
    console.log(`${join(FOLDER, "index.html")}\n${join(FOLDER, "index.png")}`);
    if (worse.length > 0) {
      console.log(`${worse.length} differ: ${worse.join(" ")}\nWhere the new picture is right: cargo xtask pictures --accept [NAME…]`);
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

/** @typedef {{name: string, note: string, failed: boolean, pictures: [string, Buffer][]}} Row */

/** @param {import("playwright-core").Browser} browser @returns {Promise<Row[]>} */
async function besideReferences(browser) {
  const gallery = await Gallery.start(browser);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(NOW, { recursive: true });
  /** @type {Row[]} */
  const rows = [];
  for (const entry of chosen(gallery)) {
    await gallery.show(entry);
    const now = await gallery.picture(entry);
    const known = await gallery.keepReference(entry);
    const share = known ? await gallery.difference(entry) : 1;
    const failed = share > THRESHOLD;
    const note = known ? `${(100 * share).toFixed(2)} % differ` : "new";
    if (failed) writeFileSync(join(NOW, fileOf(entry.name)), new Picture(now).small());
    const pictures = /** @type {[string, Buffer][]} */ ([["now", now]]);
    if (known) pictures.unshift(["reference", readFileSync(referenceOf(entry.name))]);
    if (known && failed) pictures.push(["difference", await gallery.differenceOf(entry, now)]);
    rows.push({ name: entry.name, note, failed, pictures });
    for (const error of gallery.errors.splice(0)) console.log(`${entry.name}: ${error}`);
  }
  await gallery.stop();
  return rows;
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} version
 * @returns {Promise<Row[]>}
 */
async function besideOriginal(browser, version) {
  if (version !== "0.0.71" && version !== "0.1.6") throw new Error(`there is no original ${version} here`);
  const ours = await Gallery.start(browser);
  const theirs = await Gallery.start(browser, version);
  /** @type {Row[]} */
  const rows = [];
  for (const entry of chosen(ours)) {
    await ours.show(entry);
    const now = await ours.picture(entry);
    theirs.tell(entry.name);
    const page = await open(browser, `${theirs.url}?hideUI=true`, { viewport: { width: 512, height: 512 } });
    await page.page.waitForTimeout(PATIENCE_MS);
    /** @type {[string, Buffer][]} */
    const pictures = [["ours", now]];
    // A client that hangs on one scene may draw the next.
    const original = await page.page.screenshot().catch((error) => console.log(`${entry.name}: ${error.message}`));
    if (original) pictures.push([version, original]);
    rows.push({ name: entry.name, note: original ? version : `${version} does not come back`, failed: false, pictures });
    await page.close();
  }
  await ours.stop();
  await theirs.stop();
  return rows;
}

/** The entries that were named, or all. @param {Gallery} gallery */
function chosen(gallery) {
  const unknown = names.filter((name) => !gallery.entries.some((entry) => entry.name === name));
  if (unknown.length > 0) throw new Error(`there is no picture of ${unknown.join(", ")}`);
  return gallery.entries.filter((entry) => names.length === 0 || names.includes(entry.name));
}

/**
 * The failing ones first.
 * @param {import("playwright-core").Browser} browser
 * @param {Row[]} rows
 */
async function writeSheet(browser, rows) {
  mkdirSync(FOLDER, { recursive: true });
  const sorted = [...rows.filter((row) => row.failed), ...rows.filter((row) => !row.failed)];
  const cells = sorted.map(({ name, note, failed, pictures }) => {
    const images = pictures.map(
      ([what, png]) => `<figure><img src="data:image/png;base64,${png.toString("base64")}"><figcaption>${what}</figcaption></figure>`,
    );
    return `<section class="${failed ? "failed" : ""}"><h2>${name} <small>${note}</small></h2>${images.join("")}</section>`;
  });
  const html = `<!doctype html><meta charset="utf-8"><title>Pictures</title><style>
    body { font: 13px sans-serif; margin: 12px; display: flex; flex-wrap: wrap; gap: 12px }
    section { border: 1px solid #ccc; padding: 6px } .failed { border: 3px solid crimson }
    h2 { font-size: 14px; margin: 0 0 4px } small { font-weight: normal } figure { display: inline-block; margin: 0 4px 0 0 }
    img { width: 256px; max-height: 512px; object-fit: contain; object-position: top }</style>${cells.join("\n")}`;
  writeFileSync(join(FOLDER, "index.html"), html);
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.setContent(html);
  await page.screenshot({ path: join(FOLDER, "index.png"), fullPage: true });
  await page.close();
}
