/**
 * What `docs/teleoperation.md` promises, from the headset to the program: the example that it begins with, led by a
 * hand. `VUER_SCREENSHOT=1 node --test specs/teleoperation.test.js` makes the pictures of the guide.
 */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { launch } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { ROOT, TARGET } from "../harness/paths.js";

const PICTURES = join(ROOT, "docs/teleoperation");

/** @param {Headset} headset @param {string} name */
async function keep(headset, name) {
  if (!process.env.VUER_SCREENSHOT) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, name), (await headset.watched.picture()).small());
}

test("a pinching hand leads the arm of teleop_hands, an open one does not", async () => {
  const browser = await launch();
  const program = new Child(join(TARGET, "examples/teleop_hands"), [], { VUER_PORT: "0" });
  try {
    const [url] = await eventually("it prints where it is", () => /https?:\/\/\S+/.exec(program.log));
    const stage = { url, child: { reports: [] }, session: () => Promise.resolve() };
    const headset = await Headset.open(browser, /** @type {any} */ (stage));
    await headset.watched.until("the arm is there", ({ nodes, loading }) => loading === 0 && nodes.some((/** @type {any} */ { tag }) => tag === "Urdf"));
    await keep(headset, "page.png");
    await headset.enter();
    await headset.use("hand");
    await headset.head([0, 1.3, 0.2]);
    await headset.move("right", [0.2, 1.1, -0.3]);
    await headset.frames(3);
    await headset.move("right", [0.1, 1.1, -0.3]);
    await headset.frames(3);
    assert.doesNotMatch(program.log, /tool at/);
    await headset.pinch("right", 1);
    /** The last place that it told; at first where it begins. */
    const tool = () => (program.log.match(/tool at .*/g)?.at(-1)?.match(/-?\d+\.\d+/g) ?? [0, -0.4, 0.3]).map(Number);
    const goal = [0.2, -0.4, 0.4];
    const near = (/** @type {number[]} */ place) => goal.every((at, i) => Math.abs(at - (place[i] ?? NaN)) < 0.02);
    // A busy machine has gaps between its frames, in which the switch lets go: so the hand goes on until it is there.
    let [x, y, z] = [0.1, 1.1, -0.3];
    await eventually("the tool is where the hand leads it", async () => {
      const [right = NaN, away = NaN, up = NaN] = tool().map((at, i) => (goal[i] ?? NaN) - at);
      [x, y, z] = [x + right, y + up, z - away];
      await headset.move("right", [x, y, z]);
      await headset.frames(5);
      return near(tool());
    });
    await headset.pinch("right", 0);
    await eventually("it stops when the hand opens", () => /stopped\s*$/.test(program.log));
    await headset.move("right", [0.1, 1.1, -0.3]);
    await headset.frames(5);
    assert.ok(near(tool()), `${tool()}`);
    await keep(headset, "headset.png");
    assert.deepEqual(headset.watched.foreign, []);
    assert.deepEqual(headset.watched.errors, []);
  } finally {
    await browser.close();
    await program.stop("SIGKILL");
  }
});
