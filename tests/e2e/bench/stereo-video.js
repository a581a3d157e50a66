/**
 * Stereo video on the page: what memory it holds after a while, how many pictures a second it shows, and how old they
 * are when they are seen.
 * `cargo xtask bench` runs it; the line it prints is JSON.
 *
 * A program of ours (`programs/src/video.rs`) sends two 1280 × 720 JPEGs, one for each eye, thirty times a second; the
 * page shows both. Half a minute after it has shown the first it has all that it needs for this: after five minutes it
 * must not hold more. Then the same with pictures of 640 × 360, of which the page tells the age. `--short` sends few and
 * asserts which pictures were seen, in which order, and which last; it judges no memory.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

import { launch, open } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { TARGET } from "../harness/paths.js";

const { values: options } = parseArgs({ options: { short: { type: "boolean" } } });

/** Small: without a GPU the cost of a picture is its pixels. */
const VIEWPORT = { width: 320, height: 240 };

const RATE = 30;
const SETTLED_S = 30;
const END_S = 300;
/** For how long ages are told, once a second by each eye. */
const AGES_S = 30;
/** Few, for they are drawn before anything else happens, and all different: see `programs/src/video.rs`. */
const SHORT_PAIRS = 10;

const EYES = ["left", "right"];

/** The number of a picture by the brightness of its block, as `programs/src/video.rs` makes it. */
const numberOf = (/** @type {number} */ brightness) => Math.round((brightness - 8) / 8);

const browser = await launch();
try {
  // What is seen is looked for from the first picture on.
  if (options.short) console.log(JSON.stringify(await played([], SHORT_PAIRS, check, { setUp: watchPictures })));
  else {
    // More than can be sent until the end.
    const held = await played([], 2 * END_S * RATE, measure);
    const age = await played(["--columns", "640", "--rows", "360"], 2 * AGES_S * RATE, measureAge);
    console.log(JSON.stringify({ ...held, age }));
  }
} finally {
  await browser.close();
}

/**
 * Plays so many pairs on a page and looks at it.
 * @template T
 * @param {readonly string[]} size of the pictures, as the program takes it
 * @param {number} pairs
 * @param {(page: import("../harness/browser.js").WatchedPage, program: Child) => Promise<T>} look
 * @param {{setUp?: typeof watchPictures}} [more]
 */
async function played(size, pairs, look, more) {
  const program = new Child(join(TARGET, "e2e-program"), ["video", "--pairs", `${pairs}`, ...size]);
  try {
    const { url } = await program.report((report) => report.url);
    const page = await open(browser, `${url}?hideUI`, { viewport: VIEWPORT, ...more });
    const found = await look(page, program);
    assert.deepEqual(await page.warnings(), []);
    await page.close();
    return found;
  } finally {
    await program.stop();
  }
}

/** The age in milliseconds that all but a twentieth of the pictures have not reached. @type {(page: unknown, program: Child) => Promise<number>} */
async function measureAge(_page, program) {
  for (const eye of EYES) await program.report((report) => report.shown === eye);
  const from = program.reports.length;
  await new Promise((resolve) => setTimeout(resolve, 1000 * AGES_S));
  const ages = program.reports.slice(from).flatMap(({ age }) => (age === undefined ? [] : [age])).sort((a, b) => a - b);
  assert.ok(ages.length >= AGES_S, `the page has told only ${ages.length} ages`);
  return ages[Math.ceil(ages.length * 0.95) - 1];
}

/** @param {import("../harness/browser.js").WatchedPage} page @param {Child} program */
async function measure({ page }, program) {
  const devtools = await page.context().newCDPSession(page);
  for (const eye of EYES) await program.report((report) => report.shown === eye);
  const started = performance.now();
  const at = (/** @type {number} */ seconds) => new Promise((resolve) => setTimeout(resolve, started + 1000 * seconds - performance.now()));
  await at(SETTLED_S);
  const from = program.reports.length;
  const settled = await memory(devtools);
  await at(END_S);
  const shown = shownSince(program, from);
  const end = await memory(devtools);
  return { settled, end, shown: shown.map((count) => count / (END_S - SETTLED_S)) };
}

/** How many pictures of each eye the page says that it has shown. @param {Child} program @param {number} from index into the reports */
function shownSince(program, from) {
  const reports = program.reports.slice(from);
  return EYES.map((eye) => reports.filter(({ shown }) => shown === eye).reduce((sum, { frames }) => sum + frames, 0));
}

/**
 * Megabytes that are held now: by the page for its scripts, after the garbage is gone, and by the process that draws.
 * @param {import("playwright-core").CDPSession} devtools
 */
async function memory(devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  // What buffers and pictures hold outside is freed by what comes after the collection that let go of them.
  await devtools.send("HeapProfiler.collectGarbage");
  const heap = /** @type {Record<string, number>} */ (await devtools.send("Runtime.getHeapUsage"));
  const { usedSize = NaN, embedderHeapUsedSize = 0, backingStorageSize = 0 } = heap;
  const processes = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  const gpu = processes.processInfo.find(({ type }) => type === "GPU");
  assert.ok(gpu, "the browser has a process that draws");
  return { heapMb: (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6, gpuMb: residentKib(gpu.id) / 1024 };
}

/** Memory in use by a process. @param {number} pid */
function residentKib(pid) {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  assert.ok(found, `process ${pid} has a size`);
  return Number(found[1]);
}

/** Keeps, of each eye, the brightness of each block that is seen after the one before. @param {import("playwright-core").Page} page */
async function watchPictures(page) {
  await page.addInitScript((eyes) => {
    const seen = /** @type {Record<string, number[]>} */ ((/** @type {any} */ (window).benchSeen = Object.fromEntries(eyes.map((eye) => [eye, []]))));
    const pixel = new Uint8Array(4);
    document.addEventListener("DOMContentLoaded", async () => {
      let vuer;
      while (!(vuer = /** @type {any} */ (window).vuer)) await new Promise((resolve) => setTimeout(resolve));
      const gl = vuer.viewer.renderer.getContext();
      vuer.onFrame(() => {
        for (const [eye, list] of Object.entries(seen)) {
          const sheet = vuer.store.find(eye) && vuer.live.mountFor(vuer.store.find(eye)).object;
          if (!sheet?.material.visible) continue;
          // The middle of the block.
          const place = sheet.localToWorld(sheet.position.clone().set(-0.4, 0.4, 0)).project(vuer.viewer.camera);
          const x = ((place.x + 1) / 2) * gl.drawingBufferWidth;
          const y = ((place.y + 1) / 2) * gl.drawingBufferHeight;
          gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
          if (list.at(-1) !== pixel[1]) list.push(pixel[1]);
        }
      });
    });
  }, EYES);
}

/** What was seen of each eye is a part of what was sent, in that order, and ends with its end. @param {import("../harness/browser.js").WatchedPage} page @param {Child} program */
async function check({ page }, program) {
  const { sent } = await program.report((report) => report.sent);
  assert.equal(sent, SHORT_PAIRS);
  const read = () => page.evaluate(() => /** @type {any} */ (window).benchSeen);
  const seen = await eventually("the last pictures are seen", async () => {
    const seen = await read();
    return EYES.every((eye) => numberOf(seen[eye].at(-1)) === sent - 1) && seen;
  });
  for (const eye of EYES) {
    const numbers = seen[eye].map(numberOf);
    assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b), `${eye}: each once, in order`);
  }
  for (const [at, count] of shownSince(program, 0).entries()) assert.ok(count > 0 && count <= sent, `${EYES[at]}: ${count} shown of ${sent}`);
  return { sent, seen: EYES.map((eye) => seen[eye].length) };
}
