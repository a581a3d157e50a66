/** Many nodes of one kind are drawn together, and nothing but the number of draw calls tells. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { SIZE } from "../harness/browser.js";
import { readPixels } from "../harness/pixels.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await stage.open(browser);
await page.page.addInitScript(countBuffers);
const from = stage.child.reports.length;
await page.page.reload();
await stage.session(from);

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

beforeEach(async () => {
  const camera = { tag: "PerspectiveCamera", key: "eye", position: [0, 2, 3], rotation: [0, 0, 0] };
  await stage.do({ op: "set", scene: { tag: "Scene", bgChildren: [...LIGHTS, camera], children: [], rawChildren: [], htmlChildren: [] } });
  await stage.do({ op: "add", nodes: boxes() }, page);
});

/** Changes a box. @param {number} i @param {Record<string, unknown>} props */
const change = (i, props) => stage.do({ op: "update", nodes: [{ key: `box-${i}`, ...props }] }, page);

/** Where box `i` is in the view, from −1 to 1. @param {number} i */
function placeOf(i) {
  return page.page.evaluate((key) => {
    const { viewer, store, live } = /** @type {any} */ (window).vuer;
    const { object } = live.mountFor(store.find(key));
    const at = object.getWorldPosition(object.position.clone()).project(viewer.camera);
    return { x: at.x, y: at.y };
  }, `box-${i}`);
}

/** The colour in the middle of box `i`: a name, or undefined for the background. @param {number} i */
async function colorOf(i) {
  const pixels = await readPixels(page.page);
  const { x, y } = await placeOf(i);
  return pixels.nameAt(x, y, ["magenta", "red", "blue"]);
}

test("boxes that differ in place and colour only are one draw call, and look as they do one by one", async () => {
  const together = await seen();
  assert.deepEqual([together.meshes, together.batches], [SIDE * SIDE, 1]);
  const shown = await readPixels(page.page);
  // With orders of their own they cannot be drawn together, but look the same.
  await stage.do({ op: "update", nodes: boxes((i) => ({ renderOrder: i })) }, page);
  const oneByOne = await seen();
  assert.equal(oneByOne.batches, 0);
  assert.ok(oneByOne.calls - together.calls >= SIDE * SIDE - 2, `${oneByOne.calls} instead of ${together.calls} draw calls`);
  assert.ok(shown.difference(await readPixels(page.page)) < 50);
});

test("a click names the node that was clicked", async () => {
  for (const i of [14, 21]) {
    const from = stage.child.reports.length;
    const { x, y } = await placeOf(i);
    await page.page.mouse.click(((x + 1) / 2) * SIZE.width, ((1 - y) / 2) * SIZE.height);
    const click = await stage.event("ON_CLICK", from);
    assert.equal(click.key, `box-${i}`);
  }
});

test("one of them moves, takes another colour, goes and comes back", async () => {
  assert.equal(await colorOf(14), "blue");
  await change(14, { material: { color: "#ff00ff" } });
  assert.equal(await colorOf(14), "magenta");
  assert.equal(await colorOf(15), "red");

  const place = await placeOf(14);
  await change(14, { position: [0, 1, 0] });
  assert.ok((await placeOf(14)).y < place.y - 0.25, "it is elsewhere");
  assert.equal(await colorOf(14), "magenta");

  await change(14, { hide: true });
  assert.equal(await colorOf(14), undefined);
  await change(14, { hide: false });
  assert.equal(await colorOf(14), "magenta");
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("one that looks different is drawn by itself, and meets the others again", async () => {
  await change(14, { material: { color: "#ff00ff", opacity: 0.9 } });
  assert.equal(await colorOf(14), "magenta");
  assert.equal((await seen()).meshes, SIDE * SIDE - 1);
  await change(14, { material: { color: "#ff0000" } });
  assert.equal(await colorOf(14), "red");
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("an outline and a child go with the one that has them", async () => {
  const child = { tag: "Sphere", key: "ball", args: [0.05], position: [0, 0, 0.3], material: { color: "#ff00ff" } };
  await change(14, { outlines: true, outlineColor: "#ff00ff", outlineThickness: 4 });
  await page.untilPicture("the outline is seen", (picture) => picture.find("magenta"));
  await change(14, { outlines: false });
  await page.untilPicture("the outline is gone", (picture) => !picture.find("magenta"));
  await stage.do({ op: "add", nodes: [child], to: "box-14" }, page);
  await page.untilPicture("the child is seen", (picture) => picture.find("magenta"));
  assert.equal((await seen()).meshes, SIDE * SIDE);
});

test("nothing is left on the GPU", async () => {
  const count = () => page.page.evaluate(() => /** @type {any} */ ({ ...(/** @type {any} */ (window).vuer.gpu()), buffers: /** @type {any} */ (window).testBuffers() }));
  const clear = async () => {
    await stage.do({ op: "remove", keys: boxes().map(({ key }) => key) }, page);
    await seen();
  };
  await clear();
  const without = await count();
  await stage.do({ op: "add", nodes: boxes() }, page);
  assert.equal((await seen()).batches, 1);
  assert.ok((await count()).buffers > without.buffers);
  await clear();
  assert.deepEqual(await count(), without);
});
