/** Animations: those of models, those that nodes describe, and what plays them. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import * as models from "../harness/models.js";
import { box } from "../harness/scenes.js";
import { Served } from "../harness/served.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const served = await Served.open(browser, stage);

afterEach(() => served.clear());

/**
 * Where something within a node is along x. Draws nothing: time goes on by itself, or it does not.
 * @param {string} key
 * @param {"isMesh" | "isBone"} [what]
 * @returns {Promise<number>}
 */
const x = (key, what = "isMesh") =>
  served.page.evaluate(
    ([key, what]) => {
      const { vuer } = /** @type {any} */ (window);
      let found = NaN;
      vuer.viewer.scene.getObjectByName(key)?.traverse((/** @type {any} */ object) => {
        if (!Number.isNaN(found) || !object[/** @type {string} */ (what)] || object.isInstancedMesh) return;
        object.updateWorldMatrix(true, false);
        found = object.matrixWorld.elements[12];
      });
      return found;
    },
    [key, what],
  );

/** Waits until it is elsewhere. @param {() => Promise<number>} where */
async function moves(where) {
  const from = await where();
  await eventually("it moves", async () => Math.abs((await where()) - from) > 0.01);
}

/** Waits until it stays where it is: one more frame may be on its way. @param {() => Promise<number>} where */
async function rests(where) {
  await eventually("it rests", async () => {
    const from = await where();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return (await where()) === from;
  });
}

const glb = (/** @type {object} */ options = {}) => models.dataUrl(models.glb(options));

test("a model plays by itself, stops, and goes on", async () => {
  const where = () => x("m");
  await served.show({ tag: "Glb", key: "m", src: glb() });
  await moves(where);
  await served.change({ tag: "Glb", key: "m", playAnimation: false });
  await rests(where);
  const stopped = await where();
  assert.ok(stopped > 0, "it keeps its pose");
  await served.change({ tag: "Glb", key: "m", playAnimation: true });
  await moves(where);
  assert.deepEqual(await served.warnings(), []);
});

test("every format with animations plays them", async () => {
  await served.show(
    { tag: "Glb", key: "skinned", src: glb({ skin: true }) },
    { tag: "Dae", key: "dae", text: models.dae([1, 0, 0]) },
    { tag: "Bvh", key: "bvh", text: models.BVH },
  );
  await moves(() => x("skinned", "isBone"));
  await moves(() => x("dae"));
  await moves(() => x("bvh", "isBone"));
  assert.deepEqual(await served.warnings(), []);
});

test("nodes of one file are independent", async () => {
  const src = glb({ skin: true });
  await served.show({ tag: "Glb", key: "a", src }, { tag: "Glb", key: "b", src, playAnimation: false, color: "#00ff00" });
  await moves(() => x("a", "isBone"));
  assert.equal(await x("b", "isBone"), 0);
  const colors = await served.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    return ["a", "b"].map((key) => {
      let color;
      vuer.viewer.scene.getObjectByName(key).traverse((/** @type {any} */ object) => (color ??= object.material?.color?.getHexString()));
      return color;
    });
  });
  assert.deepEqual(colors, ["ffbc00", "00ff00"]);
});

test("speed and number choose what is played, at any time", async () => {
  const clip = { tag: "AnimationClip", key: "back", children: [{ tag: "VectorTrack", key: "track", name: "bone.position", times: [0, 1], values: [-9, 0, 0, -9, 0, 0] }] };
  await served.show({ tag: "Glb", key: "m", src: glb({ skin: true }), animationSpeed: 0, children: [clip] });
  const where = () => x("m", "isBone");
  await rests(where);
  assert.equal(await where(), 0);
  await served.change({ tag: "Glb", key: "m", animationIndex: 1 });
  await eventually("the node's clip is played", async () => (await where()) === -9);
  await served.change({ tag: "VectorTrack", key: "track", name: "bone.position", times: [0, 1], values: [-5, 0, 0, -5, 0, 0] });
  await eventually("the track has changed", async () => (await where()) === -5);
  await served.remove("back");
  await eventually("the file's clip is the last again", async () => (await where()) === 0);
  await served.change({ tag: "Glb", key: "m", animationSpeed: 0.5 });
  await moves(where);
  assert.deepEqual(await served.warnings(), []);
});

for (const tag of ["ThreeAnimate", "PlaybackAnimate"]) {
  test(`${tag} in a model is in charge of it`, async () => {
    const where = () => x("m");
    await served.show({ tag: "Glb", key: "m", src: glb(), children: [{ tag, key: "player", play: false }] });
    await rests(where);
    assert.equal(await where(), 0);
    await served.change({ tag, key: "player", play: true });
    await moves(where);
    await served.change({ tag, key: "player", speed: 0 });
    await rests(where);
    await served.remove("player");
    await moves(where);
    assert.deepEqual(await served.warnings(), []);
  });
}

test("PlaybackAnimate follows the timeline, and goes by the clock without one", async () => {
  const track = { tag: "VectorTrack", name: "cube.position", times: [0, 10], values: [0, 0, 0, 10, 0, 0] };
  const player = { tag: "PlaybackAnimate", key: "player", children: [{ tag: "AnimationClip", children: [track] }] };
  const timeline = { tag: "TimelineControls", key: "timeline", start: 100, end: 1300, stepSize: 2 };
  await served.show({ tag: "VuerGroup", key: "g", children: [box("cube", "#ff0000", [7, 0, 0]), player] }, timeline);
  const where = () => x("cube");
  /** Moves the slider as the user does. @param {number} step */
  const go = (step) => served.page.evaluate((step) => {
    const slider = /** @type {HTMLInputElement} */ (document.querySelector(".timeline-slider"));
    slider.valueAsNumber = step;
    slider.dispatchEvent(new Event("input"));
  }, step);
  /** @param {string} what @param {number} wanted */
  const arrives = (what, wanted) => eventually(`${what}: ${wanted}`, async () => Math.abs((await where()) - wanted) < 1e-3);
  await arrives("the timeline's beginning", 0);
  await go(280);
  await arrives("90 steps on, at thirty a second", 3);
  await go(160);
  await arrives("and back", 1);
  await served.change({ tag: "PlaybackAnimate", key: "player", speed: 2 });
  await arrives("twice as fast", 2);
  await served.change({ tag: "PlaybackAnimate", key: "player", play: false });
  await go(400);
  await rests(where);
  assert.ok(Math.abs((await where()) - 2) < 1e-3, "it keeps its pose");
  await served.change({ tag: "PlaybackAnimate", key: "player", play: true, speed: 1 });
  await arrives("where the timeline is now", 5);
  await served.change({ tag: "TimelineControls", key: "timeline", play: true });
  await moves(where);
  await served.change({ tag: "TimelineControls", key: "timeline", play: false });
  await rests(where);
  await served.remove("timeline");
  await moves(where);
  assert.deepEqual(await served.warnings(), []);
});

test("ThreeAnimate moves nodes beside it, and lets them be when it goes", async () => {
  const clip = (/** @type {number} */ to) => ({
    tag: "AnimationClip",
    children: [
      { tag: "VectorTrack", name: "cube.position", times: [0, 1], values: [to, 0, 0, to, 0, 0] },
      { tag: "QuaternionTrack", name: "cube.quaternion", times: [0, 1], values: [[0, 0, 1, 0], [0, 0, 1, 0]] },
      { tag: "VectorTrack", name: "cube.scale", times: [0], values: [2, 2, 2] },
    ],
  });
  await served.show({ tag: "VuerGroup", key: "g", children: [box("cube", "#ff0000", [1, 0, 0]), { tag: "ThreeAnimate", key: "player", children: [clip(2), clip(3)] }] });
  const where = () => x("cube");
  await eventually("the first clip is played", async () => (await where()) === 2);
  const pose = () => served.page.evaluate(() => {
    const { scale, quaternion } = /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("cube");
    return [scale.x, quaternion.z];
  });
  assert.deepEqual(await pose(), [2, 1]);
  await served.change({ tag: "ThreeAnimate", key: "player", clipIndex: 1 });
  await eventually("the second clip is played", async () => (await where()) === 3);
  await served.remove("player");
  await eventually("it is where its node says", async () => (await where()) === 1);
  assert.deepEqual(await pose(), [1, 0]);
  assert.deepEqual(await served.warnings(), []);
});

test("nodes that come later are moved, too", async () => {
  const track = { tag: "VectorTrack", name: "late.position", times: [0, 1], values: [2, 0, 0, 2, 0, 0] };
  const still = { tag: "VectorTrack", name: "cube.position", times: [0, 9], values: [0, 0, 0, 9, 0, 0] };
  await served.show({ tag: "VuerGroup", key: "g", children: [box("cube", "#ff0000"), { tag: "ThreeAnimate", children: [{ tag: "AnimationClip", children: [track, still] }] }] });
  await moves(() => x("cube"));
  await served.add(box("late", "#00ff00"), "g");
  await eventually("it is moved", async () => (await x("late")) === 2);
});

/** Tracks that are none, and what the user is told. */
const BROKEN = [
  [{ name: "cube.parent", times: [0], values: [0, 0, 0] }, /name should be that of an object with \.position or \.scale/],
  [{ name: "cube.position", times: [0, 1], values: [0, 0, 0] }, /2 times need 6 values; there are 3/],
  [{ name: "cube.position", times: [1, 0], values: [0, 0, 0, 0, 0, 0] }, /times should ascend/],
  [{ name: "cube.position", times: "soon", values: [0, 0, 0] }, /times should be numbers, not "soon"/],
  [{ name: "nobody.position", times: [0], values: [0, 0, 0] }, /nothing that the track "nobody\.position" could move/],
];

for (const [props, reason] of /** @type {[any, RegExp][]} */ (BROKEN)) {
  test(`the log says: ${reason.source}`, async () => {
    const track = { tag: "VectorTrack", key: "track", ...props };
    await served.show({ tag: "VuerGroup", key: "g", children: [box("cube", "#ff0000"), { tag: "ThreeAnimate", children: [{ tag: "AnimationClip", key: "clip", children: [track] }] }] });
    await served.watched.until("the user is told", (state) => reason.test(state.warnings.join()));
  });
}

test("nothing went wrong on the page", () => {
  assert.deepEqual(served.watched.errors, []);
  assert.deepEqual(served.watched.violations, []);
});
