/** Light that glass bundles: thrown, changed, moved with its node. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);
// From above; up on the picture is −z.
page.camera = { ...page.camera, position: [0, 3, 0], rotation: [-Math.PI / 2, 0, 0] };

const floor = { tag: "Plane", key: "floor", args: [9, 9], rotation: [-Math.PI / 2, 0, 0], position: [0, -0.01, 0], materialType: "basic", material: { color: "#202020", toneMapped: false } };
const drop = { tag: "Sphere", key: "drop", args: [0.4, 32, 16], position: [0, 0.5, 0], materialType: "basic", material: { color: "#0000ff", toneMapped: false } };
const light = { tag: "Caustics", key: "c", lightSource: [2, 3, 0], intensity: 0.3, worldRadius: 0.1, resolution: 256, causticsOnly: true, children: [drop] };

/** Where it is brighter than the floor. @param {number} [than] */
const lit = async (than = 60) => (await page.pixels()).find((r, g, b) => r > than && g > than && b > than);

test("light falls away from where it comes from, and moves with its node", async () => {
  await page.set(floor, light);
  const first = await lit();
  assert.ok(first.count > 500, `${first.count}`);
  assert.ok(first.x < -0.05 && Math.abs(first.y) < 0.03, `${first.x} ${first.y}`);
  // The ball itself is not drawn.
  assert.equal((await page.pixels()).count("blue"), 0);
  await page.update({ key: "c", lightSource: [-2, 3, 0] });
  const second = await lit();
  assert.ok(Math.abs(second.x + first.x) < 0.03 && Math.abs(second.count / first.count - 1) < 0.1, `${first.x} ${second.x}`);
  await page.update({ key: "c", position: [0.5, 0, 0] });
  const moved = await lit();
  assert.ok(moved.x > second.x + 0.15 && Math.abs(moved.count / second.count - 1) < 0.1, `${second.x} ${moved.x}`);
  // Computed anew where it stands, it is the same.
  await page.update({ key: "c", frames: 1 });
  const again = await lit();
  assert.ok(Math.abs(again.x - moved.x) < 0.01 && Math.abs(again.count / moved.count - 1) < 0.02, `${moved.count} ${again.count}`);
  // It has been computed once; what its children do from now on changes nothing.
  await page.update({ key: "drop", position: [0, 0.5, -0.5] });
  assert.ok(Math.abs((await lit()).y - again.y) < 0.01);
  await page.update({ key: "c", frames: null });
  assert.ok((await lit()).y > again.y + 0.15);
  await page.update({ key: "drop", position: [0, 0.5, 0.5] });
  assert.ok((await lit()).y < again.y - 0.15);
  // With the node all of it becomes larger, turned it goes the other way.
  await page.update({ key: "c", position: [0, 0, 0], scale: 1.5 });
  assert.ok((await lit()).count > moved.count * 1.8, `${moved.count}`);
  await page.update({ key: "c", scale: 1, rotation: [0, Math.PI, 0] });
  assert.ok((await lit()).x < -0.05);
  assert.deepEqual(await page.warnings(), []);
});

test("each prop changes the light", async () => {
  await page.set(floor, light);
  const first = await lit(150);
  await page.update({ key: "c", intensity: 0.05 });
  const faint = await lit(150);
  assert.ok(faint.count < first.count * 0.8, `${faint.count} ${first.count}`);
  await page.update({ key: "c", color: "#ff0000" });
  // Tone mapping takes some of the colour out of what is bright.
  assert.ok((await page.pixels()).count((r, g, b) => r > g + 20 && r > b + 20) > 100);
  await page.update({ key: "c", color: "#ffffff", intensity: 0 });
  const none = await lit();
  assert.equal(none.count, 0);
  /** @param {Record<string, unknown>} props */
  const differs = async (props) => {
    const before = await page.pixels();
    await page.update({ key: "c", ...props });
    return (await page.pixels()).difference(before);
  };
  assert.ok((await differs({ intensity: 0.02 })) > 500);
  /** How bright it is in the middle of the light. @param {Record<string, unknown>} props */
  const middle = async (props) => {
    await page.update({ key: "c", ...props });
    return (await page.pixels()).at(first.x, first.y)[0];
  };
  const dense = await middle({ ior: 1.1 });
  const thin = await middle({ ior: 1.05 });
  assert.ok(thin < dense - 8, `${thin} ${dense}`);
  const twice = await middle({ backside: true, backsideIOR: 1.05 });
  assert.ok(twice > thin + 8, `${twice} ${thin}`);
  const other = await middle({ backsideIOR: 1.4 });
  assert.ok(other < twice - 3, `${other} ${twice}`);
  assert.ok((await differs({ worldRadius: 0.3 })) > 200);
  assert.ok((await differs({ resolution: 16 })) > 100);
  assert.equal(await page.of("c", "({children}) => children.filter((child) => child.type === 'CameraHelper').length"), 0);
  assert.ok((await differs({ debug: true })) > 100);
  assert.ok((await differs({ debug: false })) > 100);
  await page.update({ key: "c", causticsOnly: false });
  assert.ok((await page.pixels()).count("blue") > 1000);
  assert.deepEqual(await page.warnings(), []);
  await page.update({ key: "c", lightSource: [0, -1, 0], causticsOnly: true });
  assert.match((await page.warnings()).join("\n"), /lightSource should be above the ground/);
  assert.equal((await lit()).count, 0);
});

test("without children there is no light, and many of them are one", async () => {
  await page.set(floor, { ...light, children: [] });
  assert.equal((await lit()).count, 0);
  await page.add({ ...drop, args: [0.1] }, "c");
  const one = await lit();
  assert.ok(one.count > 20, `${one.count}`);
  // So many that they are drawn together.
  for (let i = 0; i < 24; i++) await page.add({ ...drop, key: `d${i}`, args: [0.1], position: [(i % 6) / 4 - 0.6, 0.3, Math.floor(i / 6) / 4 - 0.4] }, "c");
  assert.ok((await page.of("c", "(_, vuer) => vuer.viewer.instances.drawn.meshes")) > 16);
  assert.ok((await lit()).count > one.count * 8);
  assert.deepEqual(await page.warnings(), []);
});
