/** Scenes of their own: shown as a picture of a material, or mirrored by it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

const flat = (/** @type {string} */ color) => ({ materialType: "basic", material: { color, toneMapped: false } });
const BLUE = { tag: "BackgroundColor", key: "inner-background", color: "#0000ff" };
const BALL = { tag: "Sphere", key: "ball", args: [0.5], ...flat("#ff0000") };
const EYE = { tag: "PerspectiveCamera", key: "inner-eye", makeDefault: true, fov: 60, position: [0, 0, 2] };
/** A screen that fills the middle of the view, with a picture of these nodes on it. */
const screen = (/** @type {Record<string, any>} */ props, /** @type {import("../harness/stage.js").Node[]} */ ...nodes) => ({
  tag: "Plane", key: "screen", args: [2, 2],
  children: [{ tag: "meshBasicMaterial", key: "m", toneMapped: false, children: [{ tag: "RenderTexture", key: "rt", width: 64, height: 64, ...props, children: nodes }] }],
});
const size = "(mesh) => { const { width, height } = mesh.material.map.image; return [width, height]; }";

test("a scene is seen as the picture of a material, by a camera of its own", async () => {
  await page.set(screen({}, EYE, BLUE, BALL));
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  const first = await page.pixels();
  assert.ok(first.count("blue") > 3 * first.count("red"), `${first.count("blue")} ${first.count("red")}`);
  assert.ok(first.find("blue").left > -0.8, "the background is the picture's");
  assert.equal(await page.of("screen", "(_, vuer) => vuer.viewer.camera.name"), "eye");
  // Moved, coloured, and seen from elsewhere.
  await page.update({ key: "ball", position: [0.5, 0, 0] });
  assert.ok((await page.pixels()).find("red").x > 0.1);
  await page.update({ key: "ball", ...flat("#00ff00") });
  assert.ok((await page.pixels()).count("green") > 500);
  await page.update({ key: "inner-eye", position: [0.5, 0, 4] });
  const far = (await page.pixels()).find("green");
  assert.ok(Math.abs(far.x) < 0.05 && far.count < first.count("red") / 2, `${far.x} ${far.count}`);
  await page.update({ key: "inner-background", color: "#ff0000" });
  assert.ok((await page.pixels()).count("red") > 5000);
  await page.remove("ball");
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  // The page's own camera moves the screen, not what is on it.
  await page.update({ key: "eye", position: [1, 0, 2] });
  assert.ok((await page.pixels()).find("red").x < -0.3);
  assert.deepEqual(await page.warnings(), []);
});

test("each prop of the picture has its effect", async () => {
  await page.set(screen({}, EYE, BLUE, BALL));
  assert.deepEqual(await page.of("screen", size), [64, 64]);
  await page.update({ key: "rt", width: 32, height: 16 });
  assert.deepEqual(await page.of("screen", size), [32, 16]);
  // The ball keeps its shape as it is seen by a camera of that shape, and is as wide as half of it was.
  const { left, right, bottom, top } = (await page.pixels()).find("red");
  assert.ok((right - left) / (top - bottom) < 0.8, `${right - left} ${top - bottom}`);
  await page.update({ key: "rt", width: null, height: null });
  assert.deepEqual(await page.of("screen", size), [240, 240]);
  const samples = "({material}, vuer) => { const { renderer } = vuer.viewer; return renderer.properties.get(material.map).__webglTexture !== undefined && [material.map.generateMipmaps, material.map.minFilter]; }";
  assert.deepEqual(await page.of("screen", samples), [false, 1006]);
  await page.update({ key: "rt", generateMipmaps: true });
  assert.deepEqual(await page.of("screen", samples), [true, 1008]);
  const smooth = await page.pixels();
  await page.update({ key: "rt", samples: 0, width: 32, height: 32, generateMipmaps: false });
  const few = await page.pixels();
  await page.update({ key: "rt", samples: 8 });
  assert.ok(few.difference(smooth) > 50 && few.difference(await page.pixels()) > 50);
  // Without depth what is drawn later is before what is nearer.
  await page.add({ tag: "Plane", key: "wall", position: [0, 0, -1], args: [9, 9], renderOrder: 5, ...flat("#00ff00") }, "rt");
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "rt", depthBuffer: false });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "rt", depthBuffer: true, stencilBuffer: true, frames: 1 });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "ball", visible: false });
  assert.deepEqual(await page.middle(), [255, 0, 0], "it is drawn once");
  await page.update({ key: "rt", frames: null });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  // As another picture of the material.
  await page.update({ key: "rt", attach: "alphaMap" });
  assert.deepEqual(await page.of("screen", "({material}) => [material.map, material.alphaMap.isTexture]"), [null, true]);
  assert.deepEqual(await page.warnings(), []);
  await page.update({ key: "rt", attach: "nothing" });
  assert.match((await page.warnings()).join("\n"), /the node above takes no nothing/);
});

test("it is drawn when something in it has changed, and only then", async () => {
  await page.set(screen({}, EYE, BLUE, BALL));
  /** How often the target is drawn while the page is drawn once more. */
  const drawn = () => page.of("screen", `(mesh, { viewer }) => {
    const { renderer } = viewer;
    let count = 0;
    const render = renderer.render;
    renderer.render = function (...args) { if (args[0] !== viewer.scene) count++; return render.apply(this, args); };
    viewer.draw();
    renderer.render = render;
    return count;
  }`);
  await page.draw();
  assert.equal(await drawn(), 0);
  await page.update({ key: "eye", position: [0.1, 0, 2] });
  assert.equal(await drawn(), 0);
  await page.page.evaluate(() => /** @type {any} */ (window).vuer.inject([{ etype: "UPDATE", data: { nodes: [{ key: "ball", scale: 0.5 }] } }]));
  await page.add({ tag: "Float", key: "float", children: [{ tag: "Box", key: "box" }] }, "rt");
  assert.equal(await drawn(), 1, "what floats moves with every frame");
  await page.remove("float");
  await page.draw();
  assert.equal(await drawn(), 0);
});

test("without a camera of its own it is seen as the page is", async () => {
  await page.set(screen({}, BLUE, { ...BALL, position: [0.7, 0, 0], args: [0.3] }));
  const first = (await page.pixels()).find("red");
  assert.ok(first.x > 0.1, `${first.x}`);
  await page.update({ key: "eye", position: [0, 0, 4] });
  const far = (await page.pixels()).find("red");
  assert.ok(far.x < first.x && far.count < first.count / 2, `${far.x} ${far.count}`);
});

test("nodes go from the page into a picture and back", async () => {
  await page.set(screen({}, EYE, BLUE), { tag: "group", key: "outside", children: [BALL] });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  const before = (await page.pixels()).count("red");
  await page.add({ ...BALL, key: "inside", ...flat("#00ff00") }, "rt");
  await page.remove("ball");
  assert.ok((await page.pixels()).count("green") < before);
  // So many as would be drawn together in the page.
  for (let i = 0; i < 20; i++) await page.add({ ...BALL, key: `b${i}`, args: [0.06], position: [(i % 5) / 2 - 1, Math.floor(i / 5) / 2 - 0.75, 0] }, "rt");
  assert.equal(await page.of("screen", "(_, vuer) => vuer.viewer.instances.drawn.meshes"), 0);
  assert.ok((await page.pixels()).count("red") > 300);
  // Another tag around them: what was inside is in the page.
  await page.inject({ etype: "UPDATE", data: { nodes: [{ key: "rt", tag: "group" }] } });
  assert.equal(await page.of("inside", "({parent}) => parent.name"), "rt");
  assert.equal(await page.of("inside", "(object, { viewer }) => { let at = object; while (at.parent) at = at.parent; return at === viewer.scene; }"), true);
});

test("a picture may be in a picture", async () => {
  const drawn = screen({ key: "rt2" }, { ...EYE, key: "eye2" }, { ...BLUE, key: "bg2" }, BALL);
  const inner = { ...drawn, key: "screen2", children: drawn.children.map((material) => ({ ...material, key: "m2" })) };
  await page.set(screen({}, { ...EYE, position: [0, 0, 3] }, { ...BLUE, color: "#00ff00" }, inner));
  const pixels = await page.pixels();
  assert.deepEqual(pixels.at(0, 0), [255, 0, 0]);
  assert.ok(pixels.count("green") > 500 && pixels.count("blue") > 500);
  await page.update({ key: "ball", ...flat("#ffff00") });
  assert.deepEqual(await page.middle(), [255, 255, 0]);
});

test("a ball mirrors a scene that is around it alone", async () => {
  const wall = { tag: "Box", key: "wall", args: [4, 4, 0.1], position: [0, 0, 3], ...flat("#00ff00") };
  const side = { tag: "Box", key: "side", args: [0.1, 4, 4], position: [3, 0, 0], ...flat("#ff0000") };
  const cube = { tag: "RenderCubeTexture", key: "cube", resolution: 64, children: [{ ...BLUE }, wall, side] };
  await page.set({ tag: "Sphere", key: "mirror", args: [0.8, 64, 32], children: [{ tag: "meshBasicMaterial", key: "m", toneMapped: false, children: [cube] }] });
  // What is behind the camera is in the middle of the ball, what is to its right at the right.
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  assert.ok((await page.pixels()).find("red").x > 0.2);
  const first = await page.pixels();
  await page.update({ key: "cube", flip: true });
  assert.ok((await page.pixels()).find("red").x < -0.2);
  await page.update({ key: "cube", flip: false, position: [-2, 0, 0] });
  assert.ok((await page.pixels()).difference(first) > 300);
  await page.update({ key: "cube", position: [0, 0, 0], rotation: [0, Math.PI / 2, 0] });
  assert.ok((await page.pixels()).difference(first) > 300);
  await page.update({ key: "cube", rotation: [0, 0, 0], far: 2.5 });
  assert.equal((await page.pixels()).count("green"), 0);
  await page.update({ key: "cube", far: 1000, near: 3.5 });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  await page.update({ key: "cube", near: 0.1, resolution: 8 });
  assert.equal(await page.of("mirror", "({material}) => material.envMap.image[0]?.width ?? material.envMap.image.width"), 8);
  await page.update({ key: "cube", generateMipmaps: true });
  assert.equal(await page.of("mirror", "({material}) => material.envMap.generateMipmaps"), true);
  await page.update({ key: "cube", generateMipmaps: false, depthBuffer: false, stencilBuffer: true });
  assert.equal(await page.of("mirror", "({material}) => material.envMap.isTexture"), true);
  await page.update({ key: "cube", depthBuffer: true, frames: 1, resolution: 64 });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "wall", visible: false });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "cube", frames: null });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  // Rough things mirror it blurred.
  await page.set({ tag: "Sphere", key: "mirror", args: [0.8], children: [{ tag: "meshStandardMaterial", key: "m", metalness: 1, roughness: 0.6, toneMapped: false, children: [cube] }] });
  assert.ok((await page.middle())[1] > 100);
  assert.deepEqual(await page.warnings(), []);
  await page.update({ key: "cube", attach: "map" });
  assert.match((await page.warnings()).join("\n"), /the node above takes no map/);
});
