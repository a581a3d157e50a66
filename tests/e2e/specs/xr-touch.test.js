/** What a headset's user does with the scene: takes handles, clicks, feels pulses; by ray, with controllers and with hands. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { becomes, eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();

/** @type {Headset | undefined} */
let opened;
afterEach(async () => {
  if (!opened) return;
  const { watched } = opened;
  await opened.close();
  opened = undefined;
  assert.deepEqual(watched.foreign, []);
  assert.deepEqual(watched.errors, []);
});

/** @param {Record<string, any>[]} children */
async function enter(...children) {
  opened = await Headset.open(browser, stage);
  const scene = { tag: "Scene", children, bgChildren: [{ tag: "Hands", key: "hands", stream: false }] };
  await stage.do({ op: "set", scene }, opened.watched);
  await opened.enter();
  await opened.head([0, 1.6, 0]);
  return opened;
}

/**
 * Presses and lets go of what both kinds of input have.
 * @param {Headset} headset
 * @param {"controller" | "hand"} kind
 * @param {number} value
 */
async function press(headset, kind, value) {
  if (kind === "hand") await headset.pinch("right", value);
  else await headset.press("right", "trigger", value);
  await headset.frames(3);
}

/**
 * Where a ray of the right hand begins, and points to: hands of the emulator stand and point a little off.
 * @param {Headset} headset
 */
const rayOf = (headset) =>
  headset.page.evaluate(() => {
    const { viewer } = /** @type {any} */ (window).vuer;
    const source = [...viewer.xr.inputSources].find(({ handedness }) => handedness === "right");
    /** @type {Float32Array | undefined} */
    let matrix;
    const end = viewer.xr.onXrFrame((/** @type {any} */ { frame, space }) => {
      matrix = frame.getPose(source.targetRaySpace, space)?.transform.matrix;
    }, () => undefined);
    return new Promise((resolve) => {
      const wait = () => {
        if (!matrix) {
          setTimeout(wait, 5);
          return;
        }
        end();
        resolve([...matrix]);
      };
      wait();
    });
  });

/** A place on the ray, so many metres along. @param {number[]} m @param {number} far */
const along = (m, far) => [0, 1, 2].map((i) => (m[12 + i] ?? 0) - far * (m[8 + i] ?? 0));

for (const kind of /** @type {const} */ (["controller", "hand"])) {
  test(`the ball of a Movable goes and turns with a ${kind} that has pressed it`, async () => {
    const headset = await enter();
    await headset.use(kind);
    await headset.move("right", [0.2, 1.4, -0.3]);
    await headset.frames(3);
    const ray = await rayOf(headset);
    const place = along(ray, 0.8);
    await stage.do({ op: "add", nodes: [{ tag: "Movable", key: "m", position: place, children: [{ tag: "Box", key: "b", args: [0.05, 0.05, 0.05] }] }] }, headset.watched);
    await headset.frames(2);
    const from = stage.child.reports.length;
    await press(headset, kind, 1);
    await headset.move("right", [0.5, 1.3, -0.3]);
    await headset.frames(5);
    const { key, value } = await stage.event("OBJECT_MOVE", from);
    assert.equal(key, "m");
    assert.equal(/** @type {any} */ (value).matrix, undefined);
    await press(headset, kind, 0);
    const end = /** @type {any} */ (await stage.event("OBJECT_MOVE_END", from));
    assert.equal(end.key, "m");
    const { position, matrixWorld } = end.value;
    for (const [i, step] of [0.3, -0.1, 0].entries()) {
      assert.ok(Math.abs(position[i] - (place[i] ?? 0) - step) < 0.02, `${position} from ${place}`);
      assert.equal(matrixWorld[12 + i], position[i]);
    }
    // It stays where it was left.
    await headset.move("right", [0.2, 1.4, -0.3]);
    await headset.frames(3);
    const now = await headset.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("m").position.toArray());
    assert.deepEqual(now, position);
  });

  test(`a press of a ${kind} on a thing is a click, one beside it is none`, async () => {
    const headset = await enter();
    await headset.use(kind);
    await headset.move("right", [0.2, 1.4, -0.3]);
    await headset.frames(3);
    const place = along(await rayOf(headset), 1.5);
    await stage.do({ op: "add", nodes: [{ tag: "Box", key: "target", args: [0.3, 0.3, 0.3], position: place }] }, headset.watched);
    const from = stage.child.reports.length;
    await press(headset, kind, 1);
    await press(headset, kind, 0);
    const { value } = await stage.event("ON_CLICK", from);
    assert.equal(/** @type {any} */ (value).key, "target");
    await headset.move("right", [1.2, 1.4, -0.3]);
    await headset.frames(3);
    await press(headset, kind, 1);
    await press(headset, kind, 0);
    await stage.hears(headset.watched);
    assert.equal(stage.child.reports.slice(from).filter(({ event }) => event === "ON_CLICK").length, 1);
  });
}

test("rays are seen as long as something points, and hands take the place of controllers within a session", async () => {
  const headset = await enter();
  const rays = () =>
    headset.page.evaluate(() => {
      let shown = 0;
      /** @type {any} */ (window).vuer.viewer.scene.children.forEach((/** @type {any} */ { isLine, visible }) => (shown += isLine && visible ? 1 : 0));
      return shown;
    });
  await headset.frames(3);
  assert.equal(await rays(), 2);
  await headset.use("hand");
  await headset.frames(5);
  await becomes("both hands point", rays, 2);
  await headset.track("left", false);
  await becomes("one hand points", rays, 1);
  await headset.use("controller");
  await becomes("controllers point", rays, 2);
  await headset.leave();
  assert.equal(await rays(), 0);
  assert.equal((await headset.watched.state()).sessions, 1);
});

test("pulses are felt: those of an event and those of props", async () => {
  const headset = await enter({ tag: "MotionControllers", key: "controllers", stream: false });
  await headset.frames(3);
  // The emulator's actuators do nothing that could be looked at.
  await headset.page.evaluate(() => {
    const page = /** @type {any} */ (window);
    page.felt = [];
    for (const { handedness, gamepad } of page.vuer.viewer.xr.inputSources) {
      gamepad.hapticActuators[0].pulse = async (/** @type {number[]} */ ...pulse) => void page.felt.push([handedness, ...pulse]);
    }
  });
  const felt = () => headset.page.evaluate(() => /** @type {any} */ (window).felt);
  await headset.page.evaluate(() =>
    /** @type {any} */ (window).vuer.inject([{ etype: "HAPTIC_ACTUATOR_PULSE", data: { left: { strength: 0.5, duration: 30 }, right: { strength: 7, duration: 1e9 } } }]),
  );
  await eventually("both", async () => (await felt()).length === 2);
  assert.deepEqual(await felt(), [["left", 0.5, 30], ["right", 1, 5000]]);
  const update = (/** @type {Record<string, unknown>} */ props) => stage.do({ op: "update", nodes: [{ key: "controllers", ...props }] }, headset.watched);
  await update({ pulseRightStrength: 0.25, pulseRightDuration: 40, pulseRightHash: "1" });
  await update({ pulseRightStrength: 0.75 });
  await update({ pulseRightHash: "2" });
  assert.deepEqual((await felt()).slice(2), [["right", 0.25, 40], ["right", 0.75, 40]]);
});
