/** Faces, decals, mirrors, glass, sound: each shown, changed, and the effect of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pngUrl } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { Direct } from "../harness/direct.js";
import { SILENCE } from "../harness/samples.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

const RED = pngUrl([["red"]]);
const WHITE = { color: "#ffffff", toneMapped: false };
const SUN = { tag: "AmbientLight", key: "sun", intensity: 3 };

/** In front of black, against which what shines is seen. */
const dark = (/** @type {import("../harness/stage.js").Node[]} */ ...nodes) => page.show(page.camera, { background: "#000000" }, nodes);

/** The size of what an object draws, in its parent's frame, rounded. */
const SIZE = "(group) => { const g = group.children[0].geometry; g.computeBoundingBox(); return g.boundingBox.max.clone().sub(g.boundingBox.min).toArray().map((x) => Math.round(x * 1000) / 1000); }";
const VERTEX = (/** @type {number} */ i) => `(group) => [0, 1, 2].map((axis) => Math.round(group.children[0].geometry.attributes.position.array[3 * ${i} + axis] * 1000) / 1000)`;

test("Facemesh draws an average face, and a face of landmarks as large as it is told", async () => {
  await page.set({ tag: "Facemesh", key: "f" }, SUN);
  // It looks up a little: straightened it is exactly as large as it is told.
  const side = async (/** @type {number} */ axis, /** @type {number} */ length) => {
    const found = (await page.of("f", SIZE))[axis];
    assert.ok(Math.abs(found / length - 1) < 0.02, `${found} ${length}`);
  };
  await side(2, 1);
  assert.equal(await page.of("f", "(group) => group.children[0].geometry.index.count"), 898 * 3);
  assert.ok((await page.pixels()).count("any") > 5000);
  await page.update({ key: "f", width: 0.5 });
  await side(0, 0.5);
  await page.update({ key: "f", width: null, height: 2 });
  await side(1, 2);
  // The tip of the nose is before the eyes.
  await page.update({ key: "f", height: null, origin: 1 });
  assert.deepEqual(await page.of("f", VERTEX(1)), [0, 0, 0]);
  await page.update({ key: "f", eyesAsOrigin: true });
  assert.ok((await page.of("f", VERTEX(1)))[2] > 0.1);
  assert.ok((await page.of("f", VERTEX(1)))[1] < -0.1);

  // The same face as a picture shows it: y down, z away; turned by a quarter about y it is as deep as it was wide.
  const points = await page.of("f", "(group) => Array.from({ length: 478 }, (_, i) => { const a = group.children[0].geometry.attributes.position.array; return { x: 0.5 + (a[3 * i] ?? 0) / 10, y: 0.5 - (a[3 * i + 1] ?? 0) / 10, z: -(a[3 * i + 2] ?? 0) / 10 }; })");
  await page.update({ key: "f", eyesAsOrigin: null, origin: null });
  const before = await page.of("f", SIZE);
  await page.update({ key: "f", points });
  assert.deepEqual((await page.of("f", SIZE)).map((/** @type {number} */ x) => Math.round(x * 50)), before.map((/** @type {number} */ x) => Math.round(x * 50)));
  const [turn, back] = [Math.cos(0.5), Math.sin(0.5)];
  await page.update({ key: "f", facialTransformationMatrix: { data: [turn, 0, -back, 0, 0, 1, 0, 0, back, 0, turn, 0, 8, 0, 0, 1] }, offset: true });
  assert.equal(await page.of("f", "(group) => group.children[0].position.x"), 0.1);
  await page.update({ key: "f", offsetScalar: 8 });
  assert.equal(await page.of("f", "(group) => group.children[0].position.x"), 1);
  await page.update({ key: "f", debug: true });
  assert.equal(await page.of("f", "(group) => group.children[0].children.length"), 2);
  await page.update({ key: "f", debug: false, wireframe: true, materialType: "basic" });
  assert.deepEqual(await page.of("f", "(group) => [group.children[0].children.length, group.children[0].material.wireframe]"), [0, true]);
  await page.update({ key: "f", points: [1, 2, 3] });
  assert.match((await page.warnings()).join("\n"), /468 landmarks or more, not 1/);
});

test("a face by the older prop, too", async () => {
  const keypoints = Array.from({ length: 468 }, (_, i) => ({ x: (i % 20) / 20, y: i / 468, z: Math.sin(i) / 10 }));
  await page.set({ tag: "Facemesh", key: "f", face: { keypoints }, verticalTri: [0, 19, 460], depth: 2 });
  assert.ok((await page.of("f", SIZE))[0] > 0.5);
  assert.deepEqual(await page.warnings(), []);
});

test("ContribLoader draws nothing; what MuJoCo would draw says so", async () => {
  await page.set({ tag: "ContribLoader", key: "c", library: "@vuer-ai/mujoco-ts" });
  assert.deepEqual(await page.warnings(), []);
  assert.deepEqual(page.watched.foreign, []);
  await page.set({ tag: "MuJoCo", key: "m", src: "scene.xml" });
  assert.match((await page.warnings()).join("\n"), /MuJoCo are not drawn yet/);
});

test("Decal sticks to the mesh, where and as large as it is told", async () => {
  const box = { tag: "Box", key: "box", position: [0.2, 0, 0], materialType: "basic", material: WHITE };
  await page.set({ ...box, children: [{ tag: "Decal", key: "d", map: RED, position: [-0.2, 0, 0.5], scale: 0.3, materialType: "basic" }] });
  await page.loaded();
  const [r = 0, g = 0] = await page.middle();
  assert.ok(r > 120 && g < 60, `${r} ${g}`);
  const red = (await page.pixels()).find("red");
  assert.ok(Math.abs(red.x) < 0.02 && red.count > 500);
  await page.update({ key: "d", scale: [0.6, 0.3, 0.3] });
  const wider = (await page.pixels()).find("red");
  assert.ok(Math.abs(wider.count / red.count - 2) < 0.1, `${wider.count} ${red.count}`);
  await page.update({ key: "d", position: [0.2, 0, 0.5] });
  assert.ok((await page.pixels()).find("red").x > 0.2);
  await page.update({ key: "d", rotation: [0, 0, Math.PI / 2] });
  const upright = (await page.pixels()).find("red");
  assert.ok(upright.top - upright.bottom > upright.right - upright.left);
  // Round the corner: what is on the side is not seen from the front.
  await page.update({ key: "d", debug: true, depthTest: true, polygonOffsetFactor: -20 });
  assert.deepEqual(await page.of("d", "({material, children}) => [material.depthTest, material.polygonOffsetFactor, children.length]"), [true, -20, 1]);
  // Another shape of the mesh is another decal.
  const area = (await page.pixels()).find("red").count;
  await page.update({ key: "d", debug: false });
  await page.update({ key: "box", args: [1, 0.2, 1] });
  assert.ok((await page.pixels()).find("red").count < area);
  assert.deepEqual(await page.warnings(), []);
});

test("BBAnchor is at the box of its parent", async () => {
  const place = "({matrixWorld}) => matrixWorld.elements.slice(12, 15).map((x) => Math.round(x * 1000) / 1000)";
  await page.set({ tag: "Box", key: "box", args: [2, 4, 6], children: [{ tag: "BBAnchor", key: "a", anchor: [1, 1, 0], children: [{ tag: "Sphere", key: "s", args: [0.1] }] }] });
  await page.draw();
  assert.deepEqual(await page.of("s", place), [1, 2, 0]);
  await page.update({ key: "a", anchor: [0, -1, 1] });
  assert.deepEqual(await page.of("s", place), [0, -2, 3]);
  await page.update({ key: "box", args: [2, 2, 2] });
  assert.deepEqual(await page.of("s", place), [0, -1, 1]);
});

test("Bounds brings its children into view", async () => {
  await page.page.emulateMedia({ reducedMotion: "reduce" });
  const eye = "(_, vuer) => { const { position, far } = vuer.viewer.camera; return [...position.toArray(), far].map((x) => Math.round(x * 100) / 100); }";
  await page.set({ tag: "Bounds", key: "b", position: [10, 0, 0], children: [{ tag: "Box", key: "box", args: [2, 2, 2] }] });
  assert.deepEqual((await page.of("b", eye)).slice(0, 3), [0, 0, 2]);
  await page.update({ key: "b", fit: true });
  await page.draw();
  const [x, , z] = await page.of("b", eye);
  assert.equal(x, 10);
  await page.update({ key: "b", margin: 2.4 });
  await page.draw();
  assert.ok(Math.abs((await page.of("b", eye))[2] / z - 2) < 0.02);
  await page.update({ key: "box", args: [4, 4, 4] });
  await page.draw();
  assert.ok(Math.abs((await page.of("b", eye))[2] / z - 2) < 0.02, "it was asked to do it once");
  await page.update({ key: "b", observe: true });
  await page.update({ key: "box", args: [8, 8, 8] });
  await page.draw();
  assert.ok(Math.abs((await page.of("b", eye))[2] / z - 8) < 0.1);
  const [, , , far] = await page.of("b", eye);
  await page.update({ key: "b", clip: true });
  await page.draw();
  assert.notEqual((await page.of("b", eye))[3], far);
  await page.page.emulateMedia({ reducedMotion: "no-preference" });
});

test("SceneOffset and the Scene's offset shift the picture", async () => {
  const flat = (/** @type {string} */ color) => ({ materialType: "basic", material: { color, toneMapped: false } });
  await page.set({ tag: "Box", key: "near", position: [0, 0, 1], args: [0.5, 0.5, 0.5], ...flat("#ff0000") });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.add({ tag: "SceneOffset", key: "o", x: 60, y: 30 });
  const { x, y } = (await page.pixels()).find("red");
  assert.ok(Math.abs(x - 0.5) < 0.02 && Math.abs(y - 0.25) < 0.02, `${x} ${y}`);
  await page.update({ key: "o", x: -60 });
  assert.ok(Math.abs((await page.pixels()).find("red").x + 0.5) < 0.02);
  await page.remove("o");
  assert.ok(Math.abs((await page.pixels()).find("red").x) < 0.02);
  await page.inject({ etype: "UPDATE", data: { nodes: [{ offsetX: 60 }] } });
  assert.ok(Math.abs((await page.pixels()).find("red").x - 0.5) < 0.02);
  await page.inject({ etype: "UPDATE", data: { nodes: [{ offsetX: 0 }] } });
  assert.ok(Math.abs((await page.pixels()).find("red").x) < 0.02);
});

test("ScreenQuad covers the view, Points are where their buffers say", async () => {
  const shader = { tag: "shaderMaterial", key: "m", vertexShader: "void main() { gl_Position = vec4(position.xy, 0.9, 1.0); }", fragmentShader: "void main() { gl_FragColor = vec4(0.0, 1.0, 0.0, 1.0); }" };
  await page.set({ tag: "ScreenQuad", key: "q", children: [shader] });
  const { width, height } = await page.pixels();
  assert.equal((await page.pixels()).count("green"), width * height);

  const material = { tag: "PointMaterial", key: "m", size: 0.3, vertexColors: true, toneMapped: false };
  await page.set({ tag: "Points", key: "p", positions: [-0.5, 0, 0, 0.5, 0, 0], colors: [1, 0, 0, 0, 0, 1], children: [material] });
  assert.ok((await page.pixels()).find("red").x < -0.2);
  assert.ok((await page.pixels()).find("blue").x > 0.2);
  await page.update({ key: "p", stride: 2, positions: [0, 0.5, 0, -0.5], sizes: [1, 2] });
  assert.ok((await page.pixels()).find("red").y > 0.2);
  assert.equal(await page.of("p", "({geometry}) => geometry.attributes.size.count"), 2);
  await page.update({ key: "p", colors: [1, 0, 0] });
  assert.match((await page.warnings()).join("\n"), /colors should be 2 rows of 3; there are 3 numbers/);
});

test("a mirror shows what is before it", async () => {
  // The camera looks down at the mirror, in which a red ball above it is seen.
  const ball = { tag: "Sphere", key: "ball", args: [0.5], position: [0, 0.9, -1], materialType: "basic", material: { color: "#ff0000", toneMapped: false } };
  const floor = { tag: "Plane", key: "floor", args: [5, 5], rotation: [-Math.PI / 2, 0, 0], position: [0, -0.5, -1] };
  const mirror = { tag: "MeshReflectorMaterial", key: "m", mirror: 1, resolution: 256, roughness: 1, metalness: 0, toneMapped: false };
  const below = async () => {
    const pixels = await page.pixels();
    let count = 0;
    for (let y = -0.95; y < -0.1; y += 0.02) for (let x = -0.9; x < 0.9; x += 0.02) {
      const [r, g] = pixels.at(x, y);
      if (r > 60 && g < r / 2) count++;
    }
    return count;
  };
  await page.set(ball, { ...floor, children: [{ ...mirror, mirror: 0, mixStrength: 0 }] }, SUN);
  assert.equal(await below(), 0);
  await page.update({ key: "m", mirror: 1, mixStrength: 1 });
  const sharp = await below();
  assert.ok(sharp > 50, `${sharp}`);
  await page.update({ key: "m", reflectorOffset: -0.4 });
  assert.notEqual(await below(), sharp);
  await page.update({ key: "m", reflectorOffset: 0, mixStrength: 3 });
  const bright = (await page.pixels()).count("red");
  await page.update({ key: "m", mixStrength: 1, mixBlur: 1, blur: [60, 60] });
  assert.notEqual((await page.pixels()).count("red"), bright);
  await page.update({ key: "m", resolution: 32, mixContrast: 2 });
  assert.deepEqual(await page.of("floor", "({material}) => [material.roughness]"), [1]);
  await page.update({ key: "m", roughness: 0.5 });
  assert.deepEqual(await page.of("floor", "({material}) => [material.roughness]"), [0.5]);
  assert.deepEqual(await page.warnings(), []);
});

test("glass shows what is behind it, its colours apart", async () => {
  const wall = { tag: "Plane", key: "wall", args: [0.4, 4], position: [0, 0, -1], materialType: "basic", material: WHITE };
  const glass = { tag: "MeshTransmissionMaterial", key: "m", thickness: 0.6, chromaticAberration: 0, anisotropicBlur: 0, samples: 4 };
  await dark(wall, { tag: "Sphere", key: "ball", args: [0.5], children: [glass] });
  const plain = await page.pixels();
  const [r = 0, g = 0, b = 0] = plain.at(0, 0);
  assert.ok(r > 60 && Math.abs(r - g) < 12 && Math.abs(g - b) < 12, `${r} ${g} ${b}`);
  /** @param {Record<string, unknown>} props */
  const differs = async (props) => {
    await page.update({ key: "m", ...props });
    return (await page.pixels()).difference(plain);
  };
  assert.ok((await differs({ chromaticAberration: 1 })) > 100);
  assert.ok((await differs({ chromaticAberration: 0, distortion: 1, distortionScale: 5 })) > 100);
  assert.ok((await differs({ distortion: 0, anisotropicBlur: 3, samples: 8 })) > 100);
  assert.ok((await differs({ anisotropicBlur: 0, samples: 4, transmission: 0 })) > 100);
  await page.update({ key: "m", transmission: 1, distortion: 1, temporalDistortion: 5 });
  const before = await page.pixels();
  await eventually("it flows", async () => (await page.pixels()).difference(before) > 50);
  assert.deepEqual(await page.warnings(), []);
});

test("a sound plays after the user has done something, and is heard where the camera is", async () => {
  await page.set({ tag: "PositionalAudio", key: "a", url: SILENCE, position: [1, 0, 0], distance: 3, autoplay: true });
  await page.loaded();
  const look = "(sound, vuer) => ({ playing: sound.isPlaying, loop: sound.loop, distance: sound.panner.refDistance, state: sound.context.state, heard: sound.listener.parent === vuer.viewer.camera })";
  assert.deepEqual({ ...(await page.of("a", look)), state: "" }, { playing: true, loop: true, distance: 3, state: "", heard: true });
  await page.page.mouse.click(20, 20);
  await eventually("it is heard", async () => (await page.of("a", look)).state === "running");
  await page.update({ key: "a", loop: false, distance: 5, autoplay: false });
  const after = await page.of("a", look);
  assert.deepEqual([after.playing, after.loop, after.distance], [false, false, 5]);
  await page.update({ key: "a", url: "data:audio/wav;base64,AAAA" });
  assert.match((await page.warnings()).join("\n"), /no sound that the browser can play/);
});

test("nothing was fetched from elsewhere, no rule was broken", () => {
  assert.deepEqual(page.watched.foreign, []);
  assert.deepEqual(page.watched.violations, []);
});
