/**
 * Many nodes, moved all at once: how long the page's main thread runs scripts for each step of a stream, in
 * our client and in the original's. `cargo xtask bench` runs it; the lines it prints are JSON.
 *
 * Both clients get the same bytes: a scene of boxes, then UPDATE messages that name every one of them with another
 * place, thirty a second, as the original's server would encode them; a client that is slower than that gets
 * the next one when it has drawn. `--short` sends little and asserts what is to be seen in our client at the
 * end, and that few things were drawn for it; it judges no time.
 */

import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

import { Encoder } from "@msgpack/msgpack";

import { launch, WatchedPage } from "../harness/browser.js";
import { eventually } from "../harness/child.js";
import { RawServer } from "../harness/raw-server.js";
import { Stage } from "../harness/stage.js";

const { values: options } = parseArgs({ options: { short: { type: "boolean" }, only: { type: "string" } } });

/** Small: without a GPU the cost of a picture is its pixels, and a busy machine would distort the rest. */
const VIEWPORT = { width: 320, height: 240 };
const PERIOD_MS = 1000 / 30;

/**
 * @typedef {object} Run
 * @property {import("../harness/stage.js").Kind} client
 * @property {number} boxes
 * @property {number} messages
 */

/** @type {Run[]} Above 2,000 boxes the original's client does not come back. */
const RUNS = options.short
  ? [{ client: "ours", boxes: 2_000, messages: 10 }]
  : [
      { client: "ours", boxes: 500, messages: 90 },
      { client: "0.0.71", boxes: 500, messages: 90 },
      { client: "ours", boxes: 2_000, messages: 90 },
      { client: "0.0.71", boxes: 2_000, messages: 5 },
      { client: "ours", boxes: 10_000, messages: 90 },
    ];

/** Floats as the original's server sends them: in single precision. */
const encoder = new Encoder({ forceFloat32: true });

/** Where box `i` is at step `t`: a sheet with a wave running through it. @returns {[number, number, number]} */
function place(/** @type {number} */ i, /** @type {number} */ t, /** @type {number} */ boxes) {
  const side = Math.ceil(Math.sqrt(boxes));
  const x = (i % side) / side - 0.5;
  const z = Math.floor(i / side) / side - 0.5;
  return [4 * x + 0.001, 0.5 + 0.2 * Math.sin(9 * x + 5 * z + 0.2 * t), 4 * z + 0.001];
}

/** The boxes at step `t`. @param {number} boxes @param {number} t @param {Record<string, unknown>} [props] */
function nodes(boxes, t, props = {}) {
  return Array.from({ length: boxes }, (_, i) => ({ tag: "Box", key: `box-${i}`, position: place(i, t, boxes), ...props }));
}

/** @param {import("playwright-core").CDPSession} devtools */
async function seconds(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const value = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { script: value("ScriptDuration"), task: value("TaskDuration") };
}

/** Waits until the page's main thread has had nothing to do for a while. @param {import("playwright-core").CDPSession} devtools */
async function idle(devtools) {
  for (let before = -1, now = 0; now - before > 0.05; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    now = (await seconds(devtools)).task;
  }
}

/** @param {import("playwright-core").Browser} browser @param {Run} run */
async function measure(browser, { client, boxes, messages }) {
  const stage = await Stage.start("ours", client);
  const server = await RawServer.start();
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    // The original's client wants things from the network, which would only take their time to fail.
    await page.route((url) => url.origin !== new URL(stage.url).origin, (route) => route.abort());
    const drawing = await watchDrawing(page);
    await page.goto(`${stage.url}?ws=${server.url}&hideUI=true&reconnect=0`);
    const devtools = await context.newCDPSession(page);
    // Time of the processor, not of the clock: what else runs on the machine does not count.
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    await eventually("the page is connected", () => server.sessions > 0);
    const args = [0.03, 0.03, 0.03];
    const scene = { tag: "Scene", children: nodes(boxes, 0, { args, material: { color: "#23aaff" } }), rawChildren: [], htmlChildren: [] };
    const updates = Array.from({ length: messages }, (_, t) => wire("UPDATE", { nodes: nodes(boxes, t + 1) }));
    server.sendBytes(wire("SET", scene));
    await idle(devtools);
    const before = await seconds(devtools);
    const drawnBefore = drawing.frames;
    const started = performance.now();
    for (const [i, update] of updates.entries()) {
      await new Promise((resolve) => setTimeout(resolve, started + i * PERIOD_MS - performance.now()));
      const drawn = drawing.next();
      server.sendBytes(update);
      await drawn;
    }
    await idle(devtools);
    const after = await seconds(devtools);
    const drawn = drawing.frames - drawnBefore;
    if (client === "ours") {
      // A page that gets no time looks as idle as one that has nothing to do.
      await server.tell(new WatchedPage(page, stage.url));
      await check(page, boxes, messages);
    }
    const perMessage = (/** @type {"script" | "task"} */ what) => ((after[what] - before[what]) / messages) * 1000;
    return { client, boxes, messages, drawn, scriptMs: perMessage("script"), taskMs: perMessage("task"), bytes: updates[0]?.length };
  } finally {
    await context.close();
    server.stop();
    await stage.stop();
  }
}

/** A message as the original's server writes it. @param {string} etype @param {unknown} data */
function wire(etype, data) {
  return encoder.encode({ ts: Date.now(), data, etype }).slice();
}

/** Tells of each frame that a page draws. @param {import("playwright-core").Page} page */
async function watchDrawing(page) {
  let frames = 0;
  /** @type {(() => void) | undefined} */
  let wake;
  await page.exposeFunction("benchDrawn", () => {
    frames++;
    wake?.();
  });
  await page.addInitScript(() => {
    // Every frame begins with clearing the canvas, whoever draws it.
    const context = WebGL2RenderingContext.prototype;
    const { clear } = context;
    context.clear = function (mask) {
      clear.call(this, mask);
      if (!this.getParameter(this.FRAMEBUFFER_BINDING)) /** @type {any} */ (window).benchDrawn();
    };
  });
  return {
    get frames() {
      return frames;
    },
    /** The next frame. @returns {Promise<void>} */
    next: () => new Promise((resolve) => (wake = resolve)),
  };
}

/** Every box stands where the last message put it, and hardly anything was drawn one by one. */
async function check(/** @type {import("playwright-core").Page} */ page, /** @type {number} */ boxes, /** @type {number} */ messages) {
  const seen = await page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    const places = [...vuer.store.nodes()].filter(({ tag }) => tag === "Box").map((node) => vuer.live.mountFor(node).object.position.toArray());
    return { places, calls: vuer.viewer.renderer.info.render.calls, triangles: vuer.viewer.renderer.info.render.triangles };
  });
  assert.equal(seen.places.length, boxes);
  for (const [i, found] of seen.places.entries()) {
    const wanted = place(i, messages, boxes).map(Math.fround);
    assert.deepEqual(found, wanted, `box ${i}`);
  }
  assert.ok(seen.calls <= 20, `${seen.calls} draw calls`);
  assert.ok(seen.triangles >= 12 * boxes, `${seen.triangles} triangles`);
}

const browser = await launch();
try {
  for (const run of RUNS) {
    if (options.only && !`${run.client} ${run.boxes}`.includes(options.only)) continue;
    console.log(JSON.stringify(await measure(browser, run)));
  }
} finally {
  await browser.close();
}
