/**
 * Poses from a headset to a program and back: how long an answer takes to be there, and to be in a frame, while stereo
 * video comes; and how soon answers come again after the network was away.
 * `cargo xtask bench` runs it; the line it prints is JSON.
 *
 * The program (`programs/src/video.rs --echo`) sends the time of each pose back, which is by the page's own clock.
 * `--short` asserts that poses are answered in order, across a cut, and judges no time.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { launch } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { TARGET } from "../harness/paths.js";
import { Wire } from "../harness/wire.js";

const { values: options } = parseArgs({ options: { short: { type: "boolean" } } });

/** Small: without a GPU the cost of a picture is its pixels. */
const VIEWPORT = { width: 160, height: 120 };
const SETTLED_S = 5;
const MEASURED_S = 20;
/** For so many seconds the network is away: not noticed, just so, and for some attempts to come back. */
const AWAY_S = options.short ? [0.2] : [1, 3, 6, 1, 3, 6];
/** Pictures enough for all of it. */
const PAIRS = options.short ? 10 : 30 * 200;

/**
 * @typedef {object} Answer
 * @property {number} pose when it was taken, by the page's clock, in milliseconds
 * @property {number} at when its answer was there, by the same
 * @property {number} clock and by the clock of the machine
 */

const browser = await launch();
const program = new Child(join(TARGET, "e2e-program"), ["video", "--echo", "--pairs", `${PAIRS}`]);
try {
  const { url } = await program.report((report) => report.url);
  const wire = await Wire.to(url);
  const stage = { url, child: program, session: () => Promise.resolve({}) };
  const query = `?ws=${encodeURIComponent(wire.url)}`;
  const headset = await Headset.open(browser, /** @type {any} */ (stage), query, { viewport: VIEWPORT, setUp: watchAnswers, prompt: true });
  await headset.use("hand");
  await headset.enter();
  await eventually("poses are answered", async () => (await answers(headset)).applied.length > 0);
  const seconds = (/** @type {number} */ count) => new Promise((resolve) => setTimeout(resolve, 1000 * count));
  if (!options.short) await seconds(SETTLED_S);
  await clear(headset);
  const before = (await headset.state()).frames;
  if (options.short) await eventually("thirty poses are answered", async () => (await answers(headset)).messages.length >= 30);
  else await seconds(MEASURED_S);
  const { messages, applied } = await answers(headset);
  const frames = (await headset.state()).frames - before;

  const resumed = [];
  for (const away of AWAY_S) {
    wire.unplug();
    await seconds(away);
    const back = Date.now();
    wire.plug();
    resumed.push(await eventually("poses are answered again", async () => {
      const first = (await answers(headset)).messages.find(({ clock }) => clock > back);
      return first && first.clock - back;
    }));
  }
  const all = await answers(headset);
  for (const list of [all.messages, all.applied]) {
    const poses = list.map(({ pose }) => pose);
    assert.deepEqual(poses, [...new Set(poses)].sort((a, b) => a - b), "each pose is answered once, in order");
  }
  // Beside video the page may be slower than the network: then answers that newer ones replace do not come.
  assert.equal((await headset.state()).phase, "in");
  assert.equal((await headset.watched.state()).sessions, 1);
  const ages = (/** @type {Answer[]} */ list) => middleAndMost(list.map(({ pose, at }) => at - pose));
  const times = messages.map(({ pose }) => pose);
  const [frame] = middleAndMost(times.slice(1).map((time, i) => time - (times[i] ?? NaN)));
  console.log(JSON.stringify({ frame, message: ages(messages), applied: ages(applied), resumed: Math.max(...resumed), answered: messages.length / frames }));
  await headset.close();
  wire.stop();
} finally {
  await program.stop();
  await browser.close();
}

/** The middle of the numbers, and what all but a twentieth do not reach. @param {number[]} numbers */
function middleAndMost(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [0.5, 0.95].map((share) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN);
}

/** @param {Headset} headset @returns {Promise<{messages: Answer[], applied: Answer[]}>} */
function answers({ page }) {
  return page.evaluate(() => /** @type {any} */ (window).benchAnswers);
}

/** @param {Headset} headset */
function clear({ page }) {
  return page.evaluate(() => {
    const { messages, applied } = /** @type {any} */ (window).benchAnswers;
    messages.length = applied.length = 0;
  });
}

/**
 * Notes when an answer is there: as a message of a socket, and in the scene that a frame is made of.
 * @param {import("playwright-core").Page} page
 */
async function watchAnswers(page) {
  await page.addInitScript(() => {
    // The emulator asks for these with every frame, and waits for all that is drawn; no headset does. They do not change.
    const { prototype } = WebGL2RenderingContext;
    const ask = prototype.getParameter;
    const known = new Map();
    const constant = new Set([prototype.COLOR_CLEAR_VALUE, prototype.DEPTH_CLEAR_VALUE, prototype.STENCIL_CLEAR_VALUE]);
    prototype.getParameter = function (name) {
      if (!constant.has(name)) return ask.call(this, name);
      if (!known.has(name)) known.set(name, ask.call(this, name));
      return known.get(name);
    };
    /** @type {{messages: Answer[], applied: Answer[]}} */
    const found = ((/** @type {any} */ (window)).benchAnswers = { messages: [], applied: [] });
    const note = (/** @type {Answer[]} */ list, /** @type {number} */ pose) => {
      if (list.at(-1)?.pose !== pose) list.push({ pose, at: performance.now(), clock: Date.now() });
    };
    const NAME = [..."poseTime"].map((letter) => letter.charCodeAt(0));
    /** The answer in a message, which is small: a float of 64 bits behind its name. @param {unknown} data */
    const poseIn = (data) => {
      if (!(data instanceof ArrayBuffer) || data.byteLength > 512) return undefined;
      const bytes = new Uint8Array(data);
      const start = bytes.findIndex((_, at) => NAME.every((letter, i) => bytes[at + i] === letter));
      const at = start + NAME.length;
      return start >= 0 && bytes[at] === 0xcb ? new DataView(data).getFloat64(at + 1) : undefined;
    };
    window.WebSocket = class extends WebSocket {
      /** @param {string | URL} url @param {string | string[]} [protocols] */
      constructor(url, protocols) {
        super(url, protocols);
        this.addEventListener("message", ({ data }) => {
          const pose = poseIn(data);
          if (pose !== undefined) note(found.messages, pose);
        });
      }
    };
    document.addEventListener("DOMContentLoaded", async () => {
      let vuer;
      while (!(vuer = /** @type {any} */ (window).vuer)) await new Promise((resolve) => setTimeout(resolve));
      vuer.onFrame(() => {
        const pose = vuer.store.find("echo")?.props.poseTime;
        if (pose !== undefined) note(found.applied, pose);
      });
    });
  });
}
