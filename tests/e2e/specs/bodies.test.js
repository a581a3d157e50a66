/** What a headset tracks, drawn from data: hands, bodies, heads, controllers, rooms; and the dials of robots. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => assert.deepEqual(view.watched.errors, []));

const LIGHT = { tag: "AmbientLight", key: "light", intensity: 3 };

/** @param {number} x @param {number} y @param {number} z */
const at = (x, y, z) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1];

/** A hand along y from its wrist, 1 cm from joint to joint. @param {number} x */
const hand = (x) => Array.from({ length: 25 }, (_, i) => at(x, (i - 12) / 100, 0)).flat();

/** The same by rows. @param {number[]} numbers */
const byRows = (numbers) => numbers.map((_, i) => numbers[16 * Math.floor(i / 16) + 4 * (i % 4) + Math.floor((i % 16) / 4)] ?? NaN);

/** How many balls, bones and axes there are for each skeleton of a node. @param {string} key */
const pieces = (key) => view.of(key, "(object) => object.children.filter((part) => part.isInstancedMesh).map(({ count }) => count)");

/** @type {import("../harness/pixels.js").Test} */
const reddish = (r, _g, b) => r > b + 60;
/** @type {import("../harness/pixels.js").Test} */
const bluish = (r, _g, b) => b > r + 60;

test("HandsView draws the hands that it is given, by columns or by rows", async () => {
  await view.from(0.3, LIGHT, { tag: "HandsView", key: "h", left: hand(-0.1), right: byRows(hand(0.1)) });
  const pixels = await view.pixels();
  assert.ok(pixels.find(reddish).x < -0.2 && pixels.find(bluish).x > 0.2);
  assert.deepEqual(await pieces("h"), [25, 24, 0, 25, 24, 0]);
  await view.update({ key: "h", showFrame: true });
  assert.deepEqual(await pieces("h"), [25, 24, 75, 25, 24, 75]);
  await view.update({ key: "h", showFrame: false, right: null });
  assert.equal((await view.pixels()).count(bluish), 0);
  const before = (await view.pixels()).find(reddish);
  await view.update({ key: "h", scale: 0.5 });
  // About the wrist, which is below.
  const spread = (await view.pixels()).find(reddish);
  assert.ok(spread.y < before.y && spread.count < before.count);
  // A joint that is lost is left out.
  await view.update({ key: "h", scale: 1, left: hand(0).map((number, i) => (Math.floor(i / 16) === 4 ? 0 : number)) });
  assert.deepEqual((await pieces("h")).slice(0, 2), [24, 23]);
  assert.deepEqual(await view.warnings(), []);
});

test("a hand with another number of joints is refused, until it has them", async () => {
  await view.from(0.3, LIGHT, { tag: "HandsView", key: "h", left: hand(0).slice(16) });
  assert.match((await view.warnings()).join("\n"), /the left hand has 24 joints, not 25/);
  await view.update({ key: "h", left: hand(0) });
  assert.deepEqual((await pieces("h")).slice(0, 2), [25, 24]);
});

test("Hands draw the value of a HAND_MOVE, without what is hidden", async () => {
  await view.from(0.3, LIGHT, { tag: "Hands", key: "h", showFrame: false, pose: { left: hand(-0.1), leftState: {}, right: hand(0.1), rightState: {} } });
  let pixels = await view.pixels();
  assert.ok(pixels.find(reddish).x < -0.2 && pixels.find(bluish).x > 0.2);
  await view.update({ key: "h", hideLeft: true });
  pixels = await view.pixels();
  assert.ok(pixels.count(reddish) === 0 && pixels.count(bluish) > 100);
  await view.update({ key: "h", disableRight: true });
  assert.equal((await view.pixels()).count(bluish), 0);
  await view.update({ key: "h", hideLeft: false, pose: { left: null, leftState: {} } });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
});

test("Body and Bodies draw the values of both events", async () => {
  const body = Array.from({ length: 33 }, (_, i) => at(0, (i - 16) / 50, 0)).flat();
  await view.from(1, LIGHT, { tag: "Body", key: "b", showFrame: false, pose: { body, leftHand: [], rightHand: hand(0.4) } });
  assert.deepEqual(await pieces("b"), [33, 32, 0, 0, 0, 0, 25, 24, 0]);
  assert.ok((await view.pixels()).count(bluish) > 200);
  const named = { hips: { matrix: at(0, -0.3, 0) }, chest: null, head: { matrix: at(0, 0.3, 0) }, "left-hand-index-tip": { matrix: at(0.3, 0, 0) } };
  await view.from(1, LIGHT, { tag: "Bodies", key: "b", pose: named });
  // From the head the bone goes to the nearest joint that is tracked.
  assert.deepEqual(await pieces("b"), [2, 1, 6, 1, 0, 3, 0, 0, 0]);
  await view.update({ key: "b", hideIndicate: true });
  assert.deepEqual(await pieces("b"), [0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(await view.warnings(), []);
});

test("Head and MotionControllers stand where they are told", async () => {
  await view.from(1, LIGHT, { tag: "Head", key: "h", pose: { matrix: at(0.3, 0, 0) } });
  assert.ok((await view.pixels()).find("any").x > 0.2);
  await view.update({ key: "h", pose: null });
  assert.equal((await view.pixels()).count("any"), 0);

  await view.from(0.5, LIGHT, { tag: "MotionControllers", key: "c", pose: { left: at(-0.2, 0, 0), leftState: {}, right: at(0.2, 0, 0), rightState: {} } });
  const pixels = await view.pixels();
  assert.ok(pixels.find(reddish).x < -0.2 && pixels.find(bluish).x > 0.2);
  await view.update({ key: "c", pose: { left: at(-0.2, 0, 0), leftState: { aButton: true, bButton: true, thumbstick: true, trigger: true, squeeze: true } } });
  const pressed = await view.pixels();
  assert.ok(pressed.count(reddish) > pixels.count(reddish) && pressed.count(bluish) === 0);
  assert.deepEqual(await view.warnings(), []);
});

test("WebXRMesh draws meshes, one colour after the other or one for all", async () => {
  /** @param {number} x */
  const mesh = (x) => ({ vertices: [0, -0.3, 0, 0.3, -0.3, 0, 0, 0.3, 0], indices: [0, 1, 2], semanticLabel: "wall", matrix: at(x, 0, 0) });
  await view.from(1, { tag: "WebXRMesh", key: "m", opacity: 1, meshes: [mesh(-0.5), mesh(0.2)] });
  const pixels = await view.pixels();
  assert.ok(pixels.find((r, g) => r > g + 60).x < -0.2 && pixels.find((r, g) => g > r + 60).x > 0.2);
  await view.update({ key: "m", color: "#0000ff" });
  const one = await view.pixels();
  assert.equal(one.count("blue"), one.count("any"));
  await view.update({ key: "m", opacity: 0 });
  // The edges.
  const edges = (await view.pixels()).count("any");
  assert.ok(edges > 20 && edges < one.count("any") / 2);
  await view.update({ key: "m", meshes: [] });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
});

const ROBOT = `<robot name="r"><link name="base"/><link name="arm"><visual><geometry><box size="0.2 0.2 0.2"/></geometry></visual></link>
  <joint name="turn" type="revolute"><parent link="base"/><child link="arm"/><axis xyz="0 0 1"/><limit lower="-1" upper="0.5" effort="1" velocity="1"/></joint></robot>`;

for (const [where, scene] of /** @type {[string, import("../harness/stage.js").Node[]][]} */ ([
  ["in its robot", [{ tag: "Urdf", key: "robot", text: ROBOT, jointValues: { turn: 0.25 }, children: [{ tag: "UrdfDialControls", key: "d" }] }]],
  ["beside its robot", [{ tag: "UrdfDialControls", key: "d", controlKey: "robot" }, { tag: "Urdf", key: "robot", text: ROBOT, jointValues: { turn: 0.25 } }]],
])) {
  test(`a dial ${where} shows a joint, moves it and tells it`, async () => {
    await view.from(1, ...scene);
    const dial = view.watched.page.getByRole("slider", { name: "turn" });
    await eventually("the dial shows the joint", async () => (await view.pixels(), (await dial.count()) === 1 && (await dial.inputValue()) === "0.25"));
    assert.deepEqual([await dial.getAttribute("min"), await dial.getAttribute("max")], ["-1", "0.5"]);
    const from = stage.child.reports.length;
    await dial.fill("-0.5");
    const told = () => stage.child.reports.slice(from).find(({ event }) => event === "JOINT_MOVE");
    await eventually("the program knows", () => told() !== undefined);
    const { key, value } = /** @type {any} */ (told());
    assert.deepEqual([key, value], ["robot", { joint: "turn", value: -0.5, jointValues: { turn: -0.5 } }]);
    await view.update({ key: "robot", jointValues: { turn: 0.5 } });
    await eventually("the dial follows", async () => (await view.pixels(), (await dial.inputValue()) === "0.5"));
    await view.from(1);
    await eventually("the dial is gone", async () => (await dial.count()) === 0);
    assert.deepEqual(await view.warnings(), []);
  });
}
