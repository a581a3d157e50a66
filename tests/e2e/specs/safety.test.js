/** What keeps a robot from going on without its user: in a headset, against the server that enforces it. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";

/** The right hand's pinch, or the right trigger. */
const { browser, stage } = await setUp(["--dead-man"]);

/** @type {Headset | undefined} */
let headset;
/** Reports of the stage before this test. */
let from = 0;

afterEach(async () => {
  await headset?.close();
  assert.deepEqual(headset?.watched.errors ?? [], []);
  headset = undefined;
});

/** A headset in VR whose hands and controllers are wanted, and its session. */
async function enter() {
  from = stage.child.reports.length;
  headset = await Headset.open(browser, stage);
  const bgChildren = [{ tag: "Hands", key: "hands", fps: 1000 }, { tag: "MotionControllers", key: "sticks", fps: 1000 }];
  await stage.do({ op: "set", scene: { tag: "Scene", children: [], bgChildren } }, headset.watched);
  await headset.enter();
  return headset;
}

/** Reports of this test since then. @param {number} since */
const reports = (since) => stage.child.reports.slice(since);
const POSES = new Set(["HAND_MOVE", "CONTROLLER_MOVE", "CAMERA_MOVE", "HEAD_MOVE"]);

/** Waits until the program is told. @param {boolean} held @param {number} since */
const told = (held, since) => stage.child.report(({ event, value }) => event === "DEAD_MAN" && value.held === held, since);

for (const { mode, press, etype } of /** @type {const} */ ([
  { mode: "hand", press: (/** @type {Headset} */ headset, /** @type {number} */ value) => headset.pinch("right", value), etype: "HAND_MOVE" },
  { mode: "controller", press: (/** @type {Headset} */ headset, /** @type {number} */ value) => headset.press("right", "trigger", value), etype: "CONTROLLER_MOVE" },
])) {
  test(`poses reach the program only while the ${mode} holds on`, async () => {
    const headset = await enter();
    await headset.use(mode);
    await headset.frames(20);
    // Other events are not held back, and so it is known that the poses before it would be here.
    await stage.hears(headset.watched);
    assert.deepEqual(reports(from).filter(({ event }) => POSES.has(event)), []);

    let since = stage.child.reports.length;
    await press(headset, 1);
    await told(true, since);
    await stage.event(etype, since);
    await stage.event("CAMERA_MOVE", since);

    since = stage.child.reports.length;
    await press(headset, 0);
    await told(false, since);
    const released = stage.child.reports.length;
    await headset.frames(20);
    await stage.hears(headset.watched);
    assert.deepEqual(reports(released).filter(({ event }) => POSES.has(event) || event === "DEAD_MAN"), []);

    // Lost from view while it holds on: that releases, too, and once.
    since = stage.child.reports.length;
    await press(headset, 1);
    await told(true, since);
    await headset.track("right", false);
    await told(false, since);
    await headset.frames(20);
    await stage.hears(headset.watched);
    const switched = reports(since).filter(({ event }) => event === "DEAD_MAN");
    assert.deepEqual(switched.map(({ value }) => value.held), [true, false]);
    await headset.track("right", true);
    await press(headset, 0);
    assert.equal((await headset.watched.state()).sessions, 1);
  });
}

test("hands go stale when both are away, although the client is there, and come back", async () => {
  const headset = await enter();
  await headset.use("hand");
  await headset.frames(5);
  let since = stage.child.reports.length;
  // A busy machine may have gaps of its own between its frames; so what counts is where it ends.
  await stage.do({ op: "watch", millis: 1500 });
  await stage.child.report(({ hands }) => hands === "Fresh", since);
  await headset.track("left", false);
  await headset.track("right", false);
  await headset.frames(3);
  since = stage.child.reports.length;
  const last = () => reports(from).filter(({ hands }) => hands).at(-1)?.hands;
  await eventually("they are stale", () => last() === "Stale");
  await stage.hears(headset.watched);
  assert.equal(last(), "Stale");
  await headset.track("left", true);
  await stage.child.report(({ hands }) => hands === "Fresh", since);
  assert.equal((await headset.watched.state()).sessions, 1);
});
