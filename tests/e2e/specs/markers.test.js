/** Boxes and grippers: each prop, changed live, with what it does; and thousands of a kind at once. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => assert.deepEqual(view.watched.errors, []));

test("a BBox has its corners", async () => {
  await view.from(4, { tag: "BBox", key: "b", min: { x: -1, y: -1, z: 0 }, max: { x: 1, y: 1, z: 0 }, color: "0xff0000" });
  let red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.2525) < 0.02 && Math.abs(red.left + 0.2525) < 0.02, JSON.stringify(red));
  await view.update({ key: "b", max: { x: 3, y: 1, z: 0 }, scale: 1 });
  red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.75) < 0.02 && Math.abs(red.left + 0.25) < 0.02, JSON.stringify(red));
  // About the middle of the box.
  await view.update({ key: "b", scale: 0.5 });
  red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.5) < 0.02 && Math.abs(red.left) < 0.02, JSON.stringify(red));
  await view.update({ key: "b", min: [-3, 0, 0], color: "blue", scale: 1, position: [0, 1, 0] });
  const blue = (await view.pixels()).find("blue");
  assert.ok(Math.abs(blue.left + 0.75) < 0.02 && Math.abs(blue.bottom - 0.25) < 0.02, JSON.stringify(blue));
  await view.update({ key: "b", hide: true });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "b", hide: false, min: "low" });
  assert.match((await view.warnings()).join(), /a corner should be/);
});

test("a BoundingBox has edges and walls", async () => {
  await view.from(2, { tag: "BoundingBox", key: "b", color: "red", min: [-1, -1, -0.01], max: [1, 1, 0.01], edgeWidth: 0.1, wallOpacity: 0.1, edgeOpacity: 0.5 });
  let pixels = await view.pixels();
  const [wall = 0] = pixels.at(0, 0);
  const [edge = 0] = pixels.at(0.47, 0);
  assert.ok(wall > 20 && edge > wall + 40, `${wall} ${edge}`);
  await view.update({ key: "b", wallOpacity: 0 });
  assert.deepEqual((await view.pixels()).at(0, 0), [0, 0, 0]);
  await view.update({ key: "b", edgeOpacity: 1 });
  assert.ok(((await view.pixels()).at(0.47, 0)[0] ?? 0) > edge + 30);
  await view.update({ key: "b", edgeWidth: 0.3 });
  assert.ok(((await view.pixels()).at(0.25, 0)[0] ?? 0) > 200);
  await view.update({ key: "b", color: "#0000ff" });
  assert.ok((await view.pixels()).count("blue") > 500);
  await view.update({ key: "b", size: [4, 1, 0.02] });
  pixels = await view.pixels();
  assert.ok(Math.abs(pixels.find("blue").right - 1) < 0.02 && Math.abs(pixels.find("blue").top - 0.25) < 0.02);
  await view.update({ key: "b", size: null, max: [0, 1, 0.01] });
  assert.ok(Math.abs((await view.pixels()).find("blue").right) < 0.02);
  await view.update({ key: "b", min: [-2, -1, -0.01], edgeOpacity: 0 });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.equal(await view.hit(-0.5, 0), "b");
});

test("a BoundingBox stands about its position, and a scale of three numbers is its size", async () => {
  const box = { tag: "BoundingBox", key: "b", color: "red", min: [0, 0, 0], max: [1, 1, 0.02], wallOpacity: 1, edgeOpacity: 1 };
  await view.from(2, box);
  const edges = async () => {
    const { left, right, bottom, top } = (await view.pixels()).find("red");
    return [left, right, bottom, top].map((edge) => Math.round(edge * 20) / 20);
  };
  assert.deepEqual(await edges(), [0, 0.5, 0, 0.5]);
  await view.update({ key: "b", position: [0, 0, 0] });
  assert.deepEqual(await edges(), [-0.25, 0.25, -0.25, 0.25]);
  await view.update({ key: "b", scale: [2, 1, 0.02] });
  assert.deepEqual(await edges(), [-0.5, 0.5, -0.25, 0.25]);
  await view.update({ key: "b", position: null });
  assert.deepEqual(await edges(), [-0.25, 0.75, 0, 0.5]);
  await view.update({ key: "b", scale: null });
  assert.deepEqual(await edges(), [0, 0.5, 0, 0.5]);
});

test("boxes take the width of their edges from their provider", async () => {
  const boxes = [-1, 1].map((x, i) => ({ tag: "BoundingBox", key: `b${i}`, color: "red", position: [x, 0, 0], size: [1, 1, 0.01], wallOpacity: 0, edgeOpacity: 1 }));
  await view.from(2, { tag: "BoundingBoxProvider", key: "p", edgeWidth: 0.01, maxInstances: 1, children: [{ tag: "VuerGroup", key: "g", children: boxes }] });
  const thin = (await view.pixels()).count("red");
  await view.update({ key: "p", edgeWidth: 0.2 });
  const thick = (await view.pixels()).count("red");
  assert.ok(thick > 3 * thin, `${thin} ${thick}`);
  await view.update({ key: "b0", edgeWidth: 0.01 });
  const mixed = (await view.pixels()).count("red");
  assert.ok(mixed < 0.7 * thick && mixed > thin);
  await view.update({ key: "p", position: [0, 1, 0] });
  assert.ok((await view.pixels()).find("red").y > 0.3);
  assert.deepEqual(await view.warnings(), []);
});

test("a Gripper opens and closes", async () => {
  /** The jaws have several shades. @type {import("../harness/pixels.js").Test} */
  const bluish = (r, _g, b) => b > r + 40;
  /** @type {import("../harness/pixels.js").Test} */
  const reddish = (r, _g, b) => r > b + 40;
  const light = { tag: "AmbientLight", key: "light", intensity: 3 };
  await view.from(0.2, light, { tag: "Gripper", key: "g", pinchWidth: 0.05 });
  let pixels = await view.pixels();
  assert.ok(pixels.find(bluish).x < -0.2 && pixels.find(reddish).x > 0.2);
  assert.ok(Math.abs(pixels.find("green").x) < 0.05 && Math.abs(pixels.find("green").y) < 0.05);
  const open = pixels.find(reddish).x;
  await view.update({ key: "g", pinchWidth: 0.01 });
  assert.ok((await view.pixels()).find(reddish).x < open - 0.1);
  await view.update({ key: "g", showOrigin: false });
  assert.equal((await view.pixels()).count("green"), 0);
  await view.update({ key: "g", color: "#00ff00" });
  assert.ok((await view.pixels()).count("green") > 200);
  await view.update({ key: "g", axes: true });
  assert.equal(await view.of("g", "(g) => g.children.some((part) => part.type === 'AxesHelper' && part.visible)"), true);
  await view.update({ key: "g", axes: false });
  assert.equal(await view.of("g", "(g) => g.children.some((part) => part.type === 'AxesHelper' && part.visible)"), false);
  await view.update({ key: "g", skeleton: true });
  pixels = await view.pixels();
  assert.ok(pixels.count("green") > 100 && pixels.count(reddish) === 0);

  await view.from(0.2, light, { tag: "SkeletalGripper", key: "s", color: "#0000ff" });
  // It closes along z.
  await view.update({ key: "s", rotation: [0, Math.PI / 2, 0] });
  const wide = (await view.pixels()).find("blue");
  assert.ok(wide.count > 100);
  await view.update({ key: "s", pinchWidth: 0.02 });
  assert.ok((await view.pixels()).find("blue").right < wide.right - 0.1);
  await view.update({ key: "s", color: "red" });
  const [bright = 0] = (await view.pixels()).at(0, 0.35);
  await view.update({ key: "s", opacity: 0.2 });
  const [dim = 0] = (await view.pixels()).at(0, 0.35);
  assert.ok(bright > 1.3 * dim && dim > 0, `${bright} ${dim}`);
  await view.update({ key: "s", hide: true });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
});

test("thousands of one kind are drawn together", async () => {
  /** @param {string} tag @param {Record<string, any>} props */
  const many = (tag, props) => Array.from({ length: 200 }, (_, i) => ({ tag, key: `n${i}`, position: [(i % 20) / 5 - 2, Math.floor(i / 20) / 5 - 1, 0], ...props }));
  const batches = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.instances.drawn);
  const calls = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.renderer.info.render.calls);
  const kinds = {
    Arrow: { scale: 0.1 },
    CoordsMarker: { scale: 0.1 },
    Frustum: { showFocalPlane: false },
    BoundingBox: { size: [0.1, 0.1, 0.1] },
  };
  for (const [tag, props] of Object.entries(kinds)) {
    await view.from(3, ...many(tag, props));
    assert.deepEqual(await batches(), { meshes: 200, batches: 1 }, tag);
    assert.ok((await calls()) < 10, tag);
    const together = (await view.pixels()).find("any");
    assert.ok(together.left < -0.5 && together.right > 0.5 && together.count > 500, `${tag} ${JSON.stringify(together)}`);
    await view.update({ key: "n0", position: [0, 2, 0] });
    const moved = (await view.pixels()).find("any");
    assert.ok(moved.top > 0.6 && together.top < 0.5, `${tag} ${JSON.stringify([together, moved])}`);
    // As they look alone.
    await view.from(3, ...many(tag, props).slice(100, 101));
    const one = (await view.pixels()).count("any");
    assert.ok(one > 3, tag);
  }
  assert.deepEqual(await view.warnings(), []);
});
