/** What a headset tracks, as programs hear it: of ours, and of both originals. */

import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";

import { becomes, eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";
import { Stage } from "../harness/stage.js";

const { browser, stage } = await setUp();

/** @type {Headset | undefined} */
let headset;
afterEach(async () => {
  if (!headset) return;
  const { watched } = headset;
  await headset.close();
  headset = undefined;
  assert.deepEqual(watched.foreign, [], "requests beyond the page's origin");
  assert.deepEqual(watched.violations, []);
  assert.deepEqual(watched.errors, []);
});

/** Nothing else of a headset: what is sent is what the test asks for. @param {import("../harness/stage.js").Node[]} nodes */
const only = (...nodes) => ({ tag: "Scene", children: [], bgChildren: nodes });

/** @param {unknown} numbers @param {number} count */
function assertMatrices(numbers, count) {
  assert.ok(Array.isArray(numbers), `no list: ${JSON.stringify(numbers)}`);
  assert.equal(numbers.length, 16 * count);
  assert.ok(numbers.every((number) => Number.isFinite(number)));
  // By columns: the last row is at 3, 7, 11 and 15.
  const lastRow = (/** @type {number} */ i) => numbers.filter((_, at) => Math.floor(at / 16) === i && at % 4 === 3);
  for (let i = 0; i < count; i++) assert.deepEqual(lastRow(i), [0, 0, 0, 1]);
}

/**
 * The value of the next event that passes, of those sent from now on.
 * @param {Stage} stage
 * @param {string} etype
 * @param {(value: any) => unknown} [check]
 * @param {number} [from]
 */
async function heard(stage, etype, check = () => true, from = stage.child.reports.length) {
  const { value } = await stage.child.report((report) => report.event === etype && check(report.value), from);
  return value;
}

/** @param {number} a @param {number} b */
const near = (a, b) => Math.abs(a - b) < 1e-5;

test("controllers: an event with every frame, and each button and axis in its field", async () => {
  headset = await Headset.open(browser, stage);
  const { watched } = headset;
  await stage.do({ op: "set", scene: only({ tag: "MotionControllers", key: "sticks", fps: 1000 }) }, watched);
  await headset.enter();
  await headset.move("right", [0.25, 1.5, -0.5]);
  const place = await heard(stage, "CONTROLLER_MOVE", ({ right }) => right && near(right[12], 0.25));
  assertMatrices(place.left, 1);
  assertMatrices(place.right, 1);

  // Each frame has its own event: counted by their times.
  const from = stage.child.reports.length;
  /** @returns {Promise<number>} */
  const frames = async () => (await /** @type {Headset} */ (headset).state()).frames;
  const before = await frames();
  await headset.frames(60);
  const after = await frames();
  await stage.hears(watched);
  const times = stage.child.reports.slice(from).filter(({ event }) => event === "CONTROLLER_MOVE").map(({ frameTime }) => frameTime);
  assert.equal(new Set(times).size, times.length, "a frame is told once");
  assert.deepEqual([...times].sort((a, b) => a - b), times);
  assert.ok(times.length >= 0.95 * (after - before), `${times.length} events for ${after - before} frames`);

  const released = { trigger: false, triggerValue: 0, squeeze: false, squeezeValue: 0, touchpad: false, touchpadValue: [0, 0], thumbstick: false, thumbstickValue: [0, 0], aButton: false, bButton: false };
  const state = await heard(stage, "CONTROLLER_MOVE");
  assert.deepEqual(state.rightState, released);
  for (const [button, field, value] of /** @type {const} */ ([
    ["trigger", "trigger", "triggerValue"],
    ["squeeze", "squeeze", "squeezeValue"],
    ["thumbstick", "thumbstick", undefined],
    ["a-button", "aButton", undefined],
    ["b-button", "bButton", undefined],
  ])) {
    await headset.press("right", button, 1);
    const { rightState, leftState } = await heard(stage, "CONTROLLER_MOVE", ({ rightState }) => rightState[field]);
    assert.deepEqual(rightState, { ...released, [field]: true, ...(value ? { [value]: 1 } : {}) });
    assert.deepEqual(leftState, released);
    await headset.press("right", button, 0);
    await heard(stage, "CONTROLLER_MOVE", ({ rightState }) => !rightState[field]);
  }
  await headset.stick("left", 0.5, -0.25);
  const { leftState } = await heard(stage, "CONTROLLER_MOVE", ({ leftState }) => leftState.thumbstickValue[0] !== 0);
  assert.deepEqual(leftState.thumbstickValue, [0.5, -0.25]);
  assert.deepEqual(await watched.warnings(), []);
});

test("hands: 25 joints from the wrist on, pinches, and one that is lost takes nothing else with it", async () => {
  headset = await Headset.open(browser, stage);
  const { watched } = headset;
  await stage.do({ op: "set", scene: only({ tag: "Hands", key: "hands", fps: 1000 }, { tag: "Head", key: "head", fps: 1000 }) }, watched);
  await headset.use("hand");
  await headset.enter();
  await headset.move("left", [-0.2, 1.2, -0.4]);
  // The emulator's wrist is a little off where its hand is.
  const open = await heard(stage, "HAND_MOVE", ({ left, right }) => left && right && Math.abs(left[12] + 0.2) < 0.1 && Math.abs(left[13] - 1.2) < 0.1);
  assertMatrices(open.left, 25);
  assertMatrices(open.right, 25);
  // The tips are farther from the wrist than the joints before them.
  const distance = (/** @type {number} */ joint) => Math.hypot(...[12, 13, 14].map((axis) => open.left[16 * joint + axis] - open.left[axis]));
  for (const tip of [9, 14, 19, 24]) for (let joint = tip - 3; joint <= tip; joint++) assert.ok(distance(joint) > distance(joint - 1));
  assert.equal(open.leftState.pinch, false);
  await headset.pinch("left", 1);
  const pinched = await heard(stage, "HAND_MOVE", ({ leftState }) => leftState.pinch);
  assert.ok(pinched.leftState.pinchValue < 0.01 && open.leftState.pinchValue > pinched.leftState.pinchValue);
  assert.deepEqual(pinched.rightState.pinch, false);

  await headset.track("left", false);
  const lost = await heard(stage, "HAND_MOVE", ({ left }) => left === null);
  assert.deepEqual([lost.left, lost.leftState], [null, {}]);
  assertMatrices(lost.right, 25);
  const from = stage.child.reports.length;
  await headset.frames(40);
  await stage.hears(watched);
  const meanwhile = stage.child.reports.slice(from);
  const count = (/** @type {string} */ etype) => meanwhile.filter(({ event }) => event === etype).length;
  for (const etype of ["HAND_MOVE", "HEAD_MOVE", "CAMERA_MOVE"]) assert.ok(count(etype) >= 35, `${count(etype)} ${etype}`);
  assert.ok(meanwhile.every(({ event, value }) => event !== "HAND_MOVE" || (value.left === null && value.right.length === 400)));
  await headset.track("left", true);
  await heard(stage, "HAND_MOVE", ({ left }) => left !== null);
  assert.equal((await watched.state()).sessions, 1);

  // A side that is not wanted has no fields; a slower stream tells less.
  await stage.do({ op: "update", nodes: [{ key: "hands", disableLeft: true }] }, watched);
  const right = await heard(stage, "HAND_MOVE", (value) => !("left" in value));
  assert.deepEqual(Object.keys(right).sort(), ["right", "rightState"]);
  await stage.do({ op: "update", nodes: [{ key: "hands", stream: false }] }, watched);
  await headset.frames(2);
  await stage.hears(watched);
  const silent = stage.child.reports.length;
  await headset.frames(10);
  await stage.hears(watched);
  assert.equal(stage.child.reports.slice(silent).filter(({ event }) => event === "HAND_MOVE").length, 0);
  assert.deepEqual(await watched.warnings(), []);
});

test("the head: turned by 30° it shows as 30°, in HEAD_MOVE and CAMERA_MOVE", async () => {
  headset = await Headset.open(browser, stage);
  await stage.do({ op: "set", scene: only({ tag: "Head", key: "head", fps: 1000 }) }, headset.watched);
  await headset.enter();
  await headset.head([0.1, 1.7, 0.2]);
  const straight = await heard(stage, "HEAD_MOVE", ({ matrix }) => near(matrix[12], 0.1));
  await headset.head([0.1, 1.7, 0.2], 30);
  const turned = await heard(stage, "HEAD_MOVE", ({ matrix }) => matrix[0] < 0.9);
  assertMatrices(turned.matrix, 1);
  /** About the vertical, from where z points. @param {number[]} matrix */
  const yaw = (matrix) => (Math.atan2(matrix[8] ?? 0, matrix[10] ?? 0) * 180) / Math.PI;
  assert.ok(Math.abs(yaw(turned.matrix) - yaw(straight.matrix) - 30) < 0.5);
  const camera = await heard(stage, "CAMERA_MOVE");
  assert.ok(Math.abs(yaw(camera.matrix) - 30) < 0.5);
  assert.deepEqual(camera.matrix, camera.camera.matrix);
  // Where the head is, not one eye.
  assert.ok([0.1, 1.7, 0.2].every((number, axis) => near(camera.matrix[12 + axis], number)));
  for (const field of ["fov", "aspect", "near", "far"]) assert.ok(camera.camera[field] > 0, field);
});

test("a body: in a list, and by names; one that is lost has no joints", async () => {
  headset = await Headset.open(browser, stage, "", { bodies: true });
  await stage.do({ op: "set", scene: only({ tag: "Body", key: "body", fps: 1000, leftHand: true }, { tag: "Bodies", key: "bodies", fps: 1000 }) }, headset.watched);
  await headset.enter();
  await headset.body({ hips: [0, 1, 0], head: [0, 1.7, 0.1], "left-hand-wrist": [-0.5, 1, 0] });
  const { body, leftHand, rightHand } = await heard(stage, "BODY_MOVE", ({ body }) => body);
  assert.deepEqual([body.length, leftHand.length, rightHand.length], [528, 400, 400]);
  assert.deepEqual([body[13], body[6 * 16 + 13], leftHand[12]].map((number) => Number(number.toFixed(3))), [1, 1.7, -0.5]);
  assert.ok(rightHand.every((/** @type {number} */ number) => number === 0));
  const named = await heard(stage, "BODY_TRACKING_MOVE", ({ head }) => head);
  assert.equal(Object.keys(named).length, 83);
  assertMatrices(named.head.matrix, 1);
  assert.equal(named.chest, null);
  await headset.body(undefined);
  assert.equal((await heard(stage, "BODY_MOVE", ({ body }) => !body)).body, null);
});

test("who wears the headset sees the body that it tracks, if the node says so", async () => {
  headset = await Headset.open(browser, stage, "", { bodies: true });
  const { watched } = headset;
  await stage.do({ op: "set", scene: only({ tag: "Body", key: "body", showFrame: false, stream: false }, { tag: "Bodies", key: "bodies", showFrame: false, hideIndicate: true, stream: false }) }, watched);
  await headset.enter();
  /** How many balls and rods are drawn where the headset says. */
  const pieces = () =>
    watched.page.evaluate(() => {
      let count = 0;
      /** @type {any} */ (window).vuer.viewer.xr.origin.traverse((/** @type {any} */ object) => (count += object.isInstancedMesh ? object.count : 0));
      return count;
    });
  await headset.body({ hips: [0, 1, 0], head: [0, 1.7, 0.1], "left-hand-wrist": [-0.5, 1, 0] });
  await stage.do({ op: "update", nodes: [{ key: "body", showBody: true }] }, watched);
  await becomes("three joints, and the bone from the hips to the head", pieces, 4);
  await stage.do({ op: "update", nodes: [{ key: "body", showBody: false }] }, watched);
  await becomes("not any more", pieces, 0);
  await stage.do({ op: "update", nodes: [{ key: "bodies", hideIndicate: false }] }, watched);
  await becomes("the other node shows it as well", pieces, 4);
  await headset.body(undefined);
  await becomes("no body is tracked", pieces, 0);
  await headset.body({ hips: [0, 1, 0] });
  await becomes("again, with the joints that are lost where they were", pieces, 4);
  await headset.leave();
  await becomes("nothing outside", pieces, 0);
});

test("who wears the headset sees the hands and the controllers that it tracks, and no ray ends at them", async () => {
  headset = await Headset.open(browser, stage);
  const { watched } = headset;
  await stage.do({ op: "set", scene: only({ tag: "Hands", key: "hands", showFrame: false, stream: false }, { tag: "MotionControllers", key: "controllers", stream: false }) }, watched);
  await headset.use("controller");
  await headset.enter();
  /** Where the hands' joints are, the controllers' middles, and how far a ray into all of it gets. */
  const seen = () =>
    watched.page.evaluate(() => {
      const { viewer } = /** @type {any} */ (window).vuer;
      const { origin } = viewer.xr;
      const joints = [];
      const controllers = new Set();
      origin.traverse((/** @type {any} */ object) => {
        if (object.isInstancedMesh) {
          for (let i = 0; i < object.count; i++) joints.push(i);
        } else if (object.isMesh) {
          // A part, the bent frame, the controller's.
          const [x, y, z] = object.parent.parent.matrixWorld.elements.slice(12, 15);
          controllers.add([x, y, z].map((part) => part.toFixed(2)).join(" "));
        }
      });
      const hits = [];
      const raycaster = viewer.rayAt(0, 0);
      for (const x of [-0.2, 0.2]) {
        raycaster.ray.origin.set(x, 1.4, 2);
        raycaster.ray.direction.set(0, 0, -1);
        hits.push(...raycaster.intersectObject(origin));
      }
      return { joints: joints.length, controllers: [...controllers].sort(), hits: hits.length };
    });
  await headset.move("left", [-0.2, 1.4, -0.3]);
  await headset.move("right", [0.2, 1.4, -0.3]);
  await becomes("both controllers are where they are held", seen, { joints: 0, controllers: ["-0.20 1.40 -0.30", "0.20 1.40 -0.30"], hits: 0 });
  await stage.do({ op: "update", nodes: [{ key: "controllers", left: false }] }, watched);
  await becomes("not the left one", seen, { joints: 0, controllers: ["0.20 1.40 -0.30"], hits: 0 });

  // 25 balls and 24 rods each.
  await headset.use("hand");
  await becomes("two hands, and no controller", seen, { joints: 98, controllers: [], hits: 0 });
  await headset.track("right", false);
  await becomes("one is lost", seen, { joints: 49, controllers: [], hits: 0 });
  await stage.do({ op: "update", nodes: [{ key: "hands", hideLeft: true }] }, watched);
  await becomes("the other hidden", seen, { joints: 0, controllers: [], hits: 0 });
  await stage.do({ op: "update", nodes: [{ key: "hands", hideLeft: false }] }, watched);
  await becomes("and seen again", seen, { joints: 49, controllers: [], hits: 0 });
  await headset.leave();
  await becomes("nothing outside", seen, { joints: 0, controllers: [], hits: 0 });
});

for (const version of /** @type {const} */ (["0.0.71", "0.1.6"])) {
  test(`the original's server ${version} hears hands and the head in its own layout`, async () => {
    const original = await Stage.start(version);
    after(() => original.stop());
    headset = await Headset.open(browser, original, "", { client: stage.url });
    const { watched } = headset;
    await headset.use("hand");
    await headset.enter();
    const hands = await heard(original, "HAND_MOVE", ({ left, right }) => left && right, 0);
    assertMatrices(hands.left, 25);
    assert.equal(typeof hands.leftState.pinchValue, "number");
    assertMatrices((await heard(original, "CAMERA_MOVE")).camera.matrix, 1);
    await headset.track("right", false);
    const lost = await heard(original, "HAND_MOVE", ({ right }) => right === null);
    assert.deepEqual(lost.rightState, {});
    await eventually("the socket lives", async () => (await watched.state()).connection === "open");
    // The socket goes to where the address says; nothing is asked of anybody else.
  });
}
