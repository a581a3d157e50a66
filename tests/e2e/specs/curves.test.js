/** Curves and Bézier lines: each prop, changed live, with what it does. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => assert.deepEqual(view.watched.errors, []));

/** Rounded, for comparisons. @param {number[]} numbers */
const rounded = (numbers) => numbers.map((number) => Math.round(number * 1000) / 1000 + 0);

/** The points of a line's segments. @param {string} key */
async function segments(key) {
  return rounded(await view.of(key, "(line) => [...line.geometry.getAttribute('instanceStart').data.array]"));
}

test("a curve follows its points", async () => {
  await view.from(2, { tag: "CatmullRomLine", key: "c", points: [[-1, 0, 0], [0, 1, 0], [1, 0, 0]], segments: 2, color: "red", lineWidth: 3 });
  assert.deepEqual(await segments("c"), [-1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]);
  const open = (await view.pixels()).find("red");
  assert.ok(open.count > 100 && open.bottom > -0.1, JSON.stringify(open));

  await view.update({ key: "c", segments: 40 });
  assert.equal((await segments("c")).length, 240);
  await view.update({ key: "c", closed: true });
  const closed = (await view.pixels()).find("red");
  assert.ok(closed.count > open.count + 50 && closed.bottom < -0.05, JSON.stringify(closed));
  const centripetal = await segments("c");
  await view.update({ key: "c", curveType: "catmullrom" });
  const catmullrom = await segments("c");
  assert.notDeepEqual(catmullrom, centripetal);
  await view.update({ key: "c", tension: 0 });
  assert.notDeepEqual(await segments("c"), catmullrom);
  await view.update({ key: "c", curveType: "chordal" });
  assert.notDeepEqual(await segments("c"), catmullrom);
  await view.update({ key: "c", points: [[-1, -1, 0], [1, -1, 0]], closed: false });
  const moved = (await view.pixels()).find("red");
  assert.ok(moved.top < -0.4, JSON.stringify(moved));
  await view.update({ key: "c", lineWidth: 12 });
  assert.ok((await view.pixels()).count("red") > 3 * moved.count);
  await view.update({ key: "c", color: "blue" });
  assert.ok((await view.pixels()).count("blue") > moved.count);
  await view.update({ key: "c", color: "white", vertexColors: ["red", "red", "blue", "blue"] });
  const blended = await view.pixels();
  assert.ok(blended.find("red").x < 0 && blended.find("blue").x > 0);
  await view.update({ key: "c", color: "blue", vertexColors: null, dashed: true, dashSize: 0.2, gapSize: 0.2 });
  const dashed = (await view.pixels()).count("blue");
  await view.update({ key: "c", dashed: false });
  assert.ok((await view.pixels()).count("blue") > 1.5 * dashed && dashed > 0);
  await view.update({ key: "c", points: [[0, 0, 0]] });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "c", points: "round" });
  assert.match((await view.warnings()).join(), /points should be a list/);
  assert.deepEqual(await view.remove("c"), undefined);
});

test("Bézier curves go from start to end, and bend towards what lies between", async () => {
  await view.from(
    2,
    { tag: "CubicBezierLine", key: "c", start: [-1, 0, 0], midA: [-1, 1, 0], midB: [1, 1, 0], end: [1, 0, 0], segments: 2 },
    { tag: "QuadraticBezierLine", key: "q", start: [-1, 0, 0], mid: [0, -2, 0], end: [1, 0, 0], segments: 2 },
  );
  assert.deepEqual(await segments("c"), [-1, 0, 0, 0, 0.75, 0, 0, 0.75, 0, 1, 0, 0]);
  assert.deepEqual(await segments("q"), [-1, 0, 0, 0, -1, 0, 0, -1, 0, 1, 0, 0]);
  await view.update({ key: "c", midA: [-1, 0, 1] });
  assert.deepEqual((await segments("c")).slice(3, 6), [0, 0.375, 0.375]);
  await view.update({ key: "c", midB: null, end: [1, 0, 2] });
  assert.deepEqual((await segments("c")).slice(3, 6), [0, 0, 1.375]);
  await view.update({ key: "c", start: [0, 0, 0] });
  assert.deepEqual((await segments("c")).slice(0, 3), [0, 0, 0]);
  await view.update({ key: "q", start: [-1, 1, 0], mid: null });
  assert.deepEqual((await segments("q")).slice(3, 6), [0.5, 0.75, 0]);
  await view.update({ key: "q", end: [3, 1, 0], segments: 1 });
  assert.deepEqual(await segments("q"), [-1, 1, 0, 3, 1, 0]);
  assert.deepEqual(await view.warnings(), []);
});
