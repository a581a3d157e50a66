/** Many nodes of one kind are drawn together, and nothing but the number of draw calls tells. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { Picture } from "../harness/picture.js";
import { Stage } from "../harness/stage.js";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Stage} */
let stage;
/** @type {import("../harness/browser.js").WatchedPage} */
let page;

before(async () => {
  browser = await launch();
  stage = await Stage.start("ours");
  page = await open(browser, `${stage.url}?hideUI`);
  await page.page.addInitScript(countBuffers);
  await page.page.reload();
  await page.until("the page is connected", (state) => state.connection === "open");
});

/** Runs in the page, before its own scripts: `testBuffers()` is how many buffers there are on the GPU. */
function countBuffers() {
  const context = WebGL2RenderingContext.prototype;
  const live = new Set();
  const { createBuffer, deleteBuffer } = context;
  context.createBuffer = function () {
    const buffer = createBuffer.call(this);
    live.add(buffer);
    return buffer;
  };
  context.deleteBuffer = function (buffer) {
    live.delete(buffer);
    deleteBuffer.call(this, buffer);
  };
  /** @type {any} */ (window).testBuffers = () => live.size;
}

after(async () => {
  await browser?.close();
  await stage?.stop();
});

const SIDE = 6;
const LIGHTS = [
  { tag: "AmbientLight", key: "ambient", intensity: 1 },
  { tag: "DirectionalLight", key: "sun", position: [1, 2, 3], intensity: 2 },
];

/** Boxes in a square, seen from the front. @param {(i: number) => Record<string, unknown>} [props] */
function boxes(props = () => ({})) {
  return Array.from({ length: SIDE * SIDE }, (_, i) => ({
    tag: "Box",
    key: `box-${i}`,
    args: [0.2, 0.2, 0.2],
    position: [(i % SIDE) * 0.3 - 0.75, Math.floor(i / SIDE) * 0.3 + 1.25, 0],
    material: { color: i % 2 ? "#ff0000" : "#0000ff" },
    ...props(i),
  }));
}

/** What our own client draws, and with how much. */
function seen() {
  return page.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    const { render, memory } = vuer.viewer.renderer.info;
    return { ...vuer.viewer.instances.drawn, calls: render.calls, geometries: memory.geometries };
  });
}

async function picture() {
  await page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.draw());
  return new Picture(await page.page.screenshot());
}

beforeEach(async () => {
  const camera = { tag: "PerspectiveCamera", key: "eye", position: [0, 2, 3], rotation: [0, 0, 0] };
  await stage.do({ op: "set", scene: { tag: "Scene", bgChildren: [...LIGHTS, camera], children: [], rawChildren: [], htmlChildren: [] } });
  await stage.do({ op: "add", nodes: boxes() });
  await page.until("the boxes are there", (state) => state.nodes.length === SIDE * SIDE + 3);
});

/** Where box `i` is on the page. @param {number} i */
function pixelOf(i) {
  return page.page.evaluate((key) => {
    const { viewer, store, live } = /** @type {any} */ (window).vuer;
    const { object } = live.mountFor(store.find(key));
    const at = object.getWorldPosition(object.position.clone()).project(viewer.camera);
    return { x: ((at.x + 1) / 2) * innerWidth, y: ((1 - at.y) / 2) * innerHeight };
  }, `box-${i}`);
}

/** The colour in the middle of box `i`: a name, or undefined for the background. @param {number} i */
async function colorOf(i) {
  const { x, y } = await pixelOf(i);
  const { image } = await picture();
  const at = 4 * (Math.round(y) * image.width + Math.round(x));
  const [r = 0, g = 0, b = 0] = image.data.subarray(at, at + 3);
  if (r > 90 && b > 90 && r > 1.8 * g && b > 1.8 * g) return "magenta";
  if (r > 90 && r > 1.8 * g && r > 1.8 * b) return "red";
  if (b > 90 && b > 1.8 * r && b > 1.8 * g) return "blue";
  return undefined;
}

/** How many pixels differ visibly. @param {Picture} a @param {Picture} b */
function difference({ image: a }, { image: b }) {
  let count = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const [r, g, b2] = [0, 1, 2].map((i) => Math.abs((a.data[at + i] ?? 0) - (b.data[at + i] ?? 0)));
    if (Math.max(r ?? 0, g ?? 0, b2 ?? 0) > 12) count++;
  }
  return count;
}

test("boxes that differ in place and colour only are one draw call, and look as they do one by one", async () => {
  const together = await seen();
  assert.deepEqual([together.meshes, together.batches], [SIDE * SIDE, 1]);
  const shown = await picture();
  // With orders of their own they cannot be drawn together, but look the same.
  await stage.do({ op: "update", nodes: boxes((i) => ({ renderOrder: i })) });
  await page.until("they are drawn one by one", async () => (await seen()).batches === 0);
  const oneByOne = await seen();
  assert.ok(oneByOne.calls - together.calls >= SIDE * SIDE - 2, `${oneByOne.calls} instead of ${together.calls} draw calls`);
  assert.ok(difference(shown, await picture()) < 50);
});

test("a click names the node that was clicked", async () => {
  for (const i of [14, 21]) {
    const from = stage.child.reports.length;
    const { x, y } = await pixelOf(i);
    await page.page.mouse.click(x, y);
    const click = await stage.event("ON_CLICK", from);
    assert.equal(click.key, `box-${i}`);
  }
});

test("one of them moves, takes another colour, goes and comes back", async () => {
  assert.equal(await colorOf(14), "blue");
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", material: { color: "#ff00ff" } }] });
  await page.until("it is magenta", async () => (await colorOf(14)) === "magenta");
  assert.equal(await colorOf(15), "red");

  const place = await pixelOf(14);
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", position: [0, 1, 0] }] });
  await page.until("it is elsewhere", async () => (await pixelOf(14)).y > place.y + 50);
  assert.equal(await colorOf(14), "magenta");

  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", hide: true }] });
  await page.until("it is hidden", async () => (await colorOf(14)) === undefined);
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", hide: false }] });
  await page.until("it is back", async () => (await colorOf(14)) === "magenta");
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("one that looks different is drawn by itself, and meets the others again", async () => {
  const glass = { color: "#ff00ff", opacity: 0.9 };
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", material: glass }] });
  await page.until("it is magenta", async () => (await colorOf(14)) === "magenta");
  assert.equal((await seen()).meshes, SIDE * SIDE - 1);
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", material: { color: "#ff0000" } }] });
  await page.until("it is red", async () => (await colorOf(14)) === "red");
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("an outline and a child go with the one that has them", async () => {
  const child = { tag: "Sphere", key: "ball", args: [0.05], position: [0, 0, 0.3], material: { color: "#ff00ff" } };
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", outlines: true, outlineColor: "#ff00ff", outlineThickness: 4 }] });
  await page.untilPicture("the outline is seen", (picture) => picture.find("magenta"));
  await stage.do({ op: "update", nodes: [{ tag: "Box", key: "box-14", outlines: false }] });
  await page.untilPicture("the outline is gone", (picture) => !picture.find("magenta"));
  await stage.do({ op: "add", nodes: [child], to: "box-14" });
  await page.untilPicture("the child is seen", (picture) => picture.find("magenta"));
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("nothing is left on the GPU", async () => {
  const count = () => page.page.evaluate(() => /** @type {any} */ ({ ...(/** @type {any} */ (window).vuer.gpu()), buffers: /** @type {any} */ (window).testBuffers() }));
  const clear = async () => {
    await stage.do({ op: "remove", keys: boxes().map(({ key }) => key) });
    await page.until("the boxes are gone", (state) => state.nodes.length === 3);
    await seen();
  };
  await clear();
  const without = await count();
  await stage.do({ op: "add", nodes: boxes() });
  await page.until("the boxes are there", (state) => state.nodes.length === SIDE * SIDE + 3);
  assert.equal((await seen()).batches, 1);
  assert.ok((await count()).buffers > without.buffers);
  await clear();
  assert.deepEqual(await count(), without);
});
