/** What makes a scene look like something: each shown, changed, and taken away, with the effect of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "../harness/child.js";
import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

/** A box of 2 m whose corner is at the origin of its parent. */
const CORNER = { tag: "Box", key: "box", args: [2, 2, 2], position: [1, 1, 1], materialType: "basic" };
/** Where the box stands in the world, rounded. */
const PLACE = "({matrixWorld}) => matrixWorld.elements.slice(12, 15).map((x) => Math.round(x * 1000) / 1000)";

test("Center brings the middle of its children to its place", async () => {
  await page.set({ tag: "Center", key: "c", children: [CORNER] });
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [0, 0, 0]);
  await page.update({ key: "c", top: true, right: true, back: true });
  await page.draw();
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [1, 1, -1]);
  await page.update({ key: "c", disableX: true, top: false, back: false, right: false });
  await page.draw();
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [1, 0, 0]);
  await page.update({ key: "box", args: [4, 2, 2] });
  await page.update({ key: "c", disableX: false });
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [0, 0, 0]);
  await page.update({ key: "c", disable: true });
  await page.draw();
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [1, 1, 1]);
});

test("Resize makes its children a metre large", async () => {
  await page.set({ tag: "Resize", key: "r", children: [{ ...CORNER, args: [4, 2, 1] }] });
  await page.draw();
  const scale = "({matrixWorld}) => matrixWorld.elements[0]";
  assert.equal(await page.of("box", scale), 0.25);
  await page.update({ key: "r", height: true });
  await page.draw();
  assert.equal(await page.of("box", scale), 0.5);
});

test("Billboard turns to the camera, Float floats, Detailed chooses, ScreenSpace sticks", async () => {
  await page.set({ tag: "Billboard", key: "b", rotation: [0, 1, 0], children: [CORNER] });
  await page.draw();
  const turn = "({matrixWorld}) => Math.round(matrixWorld.elements[0] * 1000) / 1000";
  assert.equal(await page.of("box", turn), 1);
  await page.update({ key: "b", follow: false });
  await page.draw();
  assert.equal(await page.of("box", turn), 0.54);

  await page.set({ tag: "Float", key: "f", speed: 50, children: [CORNER] });
  await page.draw();
  const height = "({matrixWorld}) => matrixWorld.elements[13]";
  const first = await page.of("box", height);
  await eventually("it floats", async () => {
    await page.draw();
    return (await page.of("box", height)) !== first;
  });
  await page.update({ key: "f", enabled: false });

  const far = { ...CORNER, key: "far" };
  await page.set({ tag: "Detailed", key: "d", distances: [0, 5], children: [CORNER, far] });
  await page.draw();
  assert.deepEqual([await page.of("box", "({visible}) => visible"), await page.of("far", "({visible}) => visible")], [true, false]);
  await page.update({ key: "d", distances: [0, 1] });
  await page.draw();
  assert.deepEqual([await page.of("box", "({visible}) => visible"), await page.of("far", "({visible}) => visible")], [false, true]);

  await page.set({ tag: "ScreenSpace", key: "s", depth: -3, children: [{ ...CORNER, position: [0, 0, 0] }] });
  await page.draw();
  await page.draw();
  assert.deepEqual(await page.of("box", PLACE), [0, 0, -1]);
});

test("Text3D is as large as it is told, with null for what is not set", async () => {
  await page.set({ tag: "Text3D", key: "t", font: null, smooth: null, lineHeight: 0, letterSpacing: 0, children: ["HΩЖ"] });
  await page.loaded();
  const width = "({children: [mesh]}) => { mesh.geometry.computeBoundingBox(); const {min, max} = mesh.geometry.boundingBox; return max.toArray().map((x, i) => x - min.toArray()[i]); }";
  const [w = 0, h = 0, d = 0] = await page.of("t", width);
  assert.ok(w > 1.5 && h > 0.6 && Math.abs(d - 0.2) < 1e-6, `${w} ${h} ${d}`);
  await page.update({ key: "t", size: 2, height: 1 });
  const [w2 = 0, , d2 = 0] = await page.of("t", width);
  assert.ok(Math.abs(w2 / w - 2) < 0.01 && Math.abs(d2 - 1) < 1e-6);
  await page.update({ key: "t", size: 1, letterSpacing: 1 });
  assert.ok((await page.of("t", width))[0] > w + 1.5);
  await page.update({ key: "t", bevelEnabled: true, bevelThickness: 0.25 });
  assert.ok((await page.of("t", width))[2] > 1.4);
  assert.deepEqual(await page.warnings(), []);
});

test("Html stands at its place, by the rules of panels", async () => {
  await page.set({
    tag: "Html",
    key: "h",
    position: [1, 0, 0],
    style: { color: "red", position: "fixed" },
    children: ["words ", { tag: "Div", key: "d", children: ["<b>no markup</b>"] }, { tag: "script", key: "s", children: ["alert(1)"] }],
  });
  await page.draw();
  const layer = page.page.locator("canvas + div");
  assert.match((await layer.textContent()) ?? "", /words <b>no markup<\/b>/);
  assert.equal(await layer.locator("script, b").count(), 0);
  assert.match((await page.warnings()).join("\n"), /style.position is not allowed/);
  assert.equal(await layer.getByText("no markup").isVisible(), true);
  const left = () => layer.locator("> div").first().evaluate((element) => element.getBoundingClientRect().left);
  const before = await left();
  await page.update({ key: "h", position: [-1, 0, 0] });
  await page.draw();
  assert.ok((await left()) < before - 20);
  await page.update({ key: "h", position: [0, 0, 5] });
  await page.draw();
  assert.equal(await layer.locator("> div").first().evaluate((element) => element.style.visibility), "hidden");
  await page.remove("h");
  assert.equal(await layer.count(), 0);
});

test("a gradient, an outline, moving and missing materials", async () => {
  await page.set({
    tag: "Plane",
    key: "p",
    args: [9, 9],
    children: [{ tag: "meshBasicMaterial", key: "m", toneMapped: false, children: [{ tag: "GradientTexture", key: "g", stops: [0, 1], colors: ["#ff0000", "#ff0000"] }] }],
  });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "g", colors: ["#0000ff", "#0000ff"] });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  await page.remove("g");
  assert.deepEqual(await page.middle(), [255, 255, 255]);
  await page.add({ tag: "MeshDiscardMaterial", key: "none" }, "p");
  assert.notDeepEqual(await page.middle(), [255, 255, 255]);

  for (const tag of ["MeshWobbleMaterial", "MeshDistortMaterial"]) {
    await page.set({ tag: "Box", key: "b", children: [{ tag, key: "m", roughness: 0.25 }] });
    await page.draw();
    assert.equal(await page.of("b", "({material}) => material.roughness"), 0.25);
    assert.deepEqual(await page.warnings(), []);
  }

  const color = "({children: [line]}) => line.material.uniforms.color.value.getHex()";
  await page.set({ tag: "Box", key: "b", children: [{ tag: "Outlines", key: "o", color: "#00ff00" }] });
  await page.draw();
  assert.equal(await page.of("b", color), 0x00ff00);
  await page.update({ key: "o", color: "#0000ff" });
  assert.equal(await page.of("b", color), 0x0000ff);
});

test("skies, stars, sparkles and clouds take their props", async () => {
  await page.set({ tag: "Sky", key: "s", sunPosition: [0, 1, 0] });
  await page.loaded();
  const [, , blue = 0] = await page.middle();
  assert.ok(blue > 40, "there is a sky");
  await page.update({ key: "s", turbidity: 3, sunPosition: [0, -1, 0] });
  assert.ok(((await page.middle())[2] ?? 0) < blue);

  const count = "({geometry}) => geometry.attributes.position.count";
  for (const tag of ["Stars", "Sparkles"]) {
    await page.set({ tag, key: "p", count: 10 });
    assert.equal(await page.of("p", count), 10);
    await page.update({ key: "p", count: 20 });
    assert.equal(await page.of("p", count), 20);
  }
  await page.set({ tag: "Cloud", key: "c", segments: 3 });
  await page.loaded();
  const puffs = "(group) => { let n = 0; group.traverse((o) => { if (o.isInstancedMesh) n = o.count; }); return n; }";
  assert.equal(await page.of("c", puffs), 3);
  await page.update({ key: "c", segments: 7 });
  assert.equal(await page.of("c", puffs), 7);
});

test("a shadow lies under what stands above ContactShadows", async () => {
  const floor = { tag: "Plane", key: "floor", args: [9, 9], materialType: "basic", material: { color: "#ffffff", toneMapped: false }, castShadow: false };
  const ball = { tag: "Sphere", key: "ball", args: [0.3], position: [0, 0, 3], materialType: "basic" };
  // Lying in the wall: the camera looks along the ground's normal.
  await page.set(floor, ball, { tag: "ContactShadows", key: "c", scale: 4, far: 6, resolution: 64, rotation: [Math.PI / 2, 0, 0], position: [0, 0, 0.01] });
  const dark = await page.middle();
  assert.ok((dark[0] ?? 255) < 250, `${dark}`);
  await page.update({ key: "c", opacity: 0 });
  assert.deepEqual(await page.middle(), [255, 255, 255]);
});

test("BakeShadows and SoftShadows change how shadows are drawn, and change it back", async () => {
  const auto = () => page.page.evaluate("window.vuer.viewer.renderer.shadowMap.autoUpdate");
  await page.set({ tag: "BakeShadows", key: "b" });
  assert.equal(await auto(), false);
  await page.remove("b");
  assert.equal(await auto(), true);
  await page.set({ tag: "Box", key: "box" }, { tag: "DirectionalLight", key: "l", position: [1, 2, 1] }, { tag: "SoftShadows", key: "s", samples: 12 });
  await page.draw();
  await page.remove("s");
  await page.draw();
  assert.deepEqual(await page.warnings(), []);
});

test("the light of AmbientLightStage is a little from everywhere, and a sun with shadows", async () => {
  const lights = `({children}) => children.map((light) =>
    [light.type, Math.round(light.intensity * 100) / 100, light.color.getHexString(), light.castShadow, light.position.toArray()])`;
  const sun = ["DirectionalLight", 1, "ffffff", true, [5, 30, 5]];
  await page.set({ tag: "AmbientLightStage", key: "a" });
  await page.draw();
  assert.deepEqual(await page.of("a", lights), [["AmbientLight", 0.2, "ffffff", false, [0, 0, 0]], sun]);
  await page.update({ key: "a", color: "red", intensity: 0.7 });
  assert.deepEqual(await page.of("a", lights), [["AmbientLight", 0.7, "ff0000", false, [0, 0, 0]], sun]);
});

test("what is not supported says so", async () => {
  await page.set({ tag: "AdaptiveDpr", key: "a" });
  assert.match((await page.warnings()).join("\n"), /not supported: frames are drawn on demand/);
});

test("nothing was written to the console, nor fetched", () => {
  assert.deepEqual(page.watched.errors, []);
  assert.deepEqual(page.watched.foreign, []);
  assert.deepEqual(page.watched.violations, []);
});
