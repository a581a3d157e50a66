/**
 * Props of what arranges, decorates and moves: each changes it live, and without it the default is back. What more they
 * do is asserted in staging.test.js.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Canvas, pngUrl } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

/** @typedef {import("../harness/stage.js").Node} Node */

const { browser, stage } = await setUp();
const page = await Canvas.open(browser, stage);
page.camera = { ...page.camera, position: [0, 0, 4] };

/**
 * All that decides what is drawn of an object and what is in it: places, shapes, instances, and what materials are made
 * of, as one line.
 */
const LOOK = `(object) => {
  const round = (x) => Math.round(x * 1e4) / 1e4 + 0;
  const sum = (array) => { let total = 0; for (let i = 0; i < array.length; i++) total += array[i] * ((i % 7) + 1); return round(total); };
  const value = (x) => (x?.toArray ? x.toArray().map(round) : Array.isArray(x) ? x.map(value) : typeof x === "number" ? round(x) : typeof x === "boolean" ? x : undefined);
  const pixels = (image) => {
    if (!(image instanceof HTMLCanvasElement)) return image?.width;
    // What is drawn twice differs in the last bits.
    return sum(image.getContext("2d").getImageData(0, 0, image.width, image.height).data).toPrecision(3);
  };
  const parts = [];
  object.traverse(({ matrix, visible, geometry, instanceMatrix, count, material }) => {
    const attributes = Object.entries(geometry?.attributes ?? {}).map(([name, { array }]) => [name, array.length, sum(array)]);
    const uniforms = Object.entries(material?.uniforms ?? {}).filter(([name]) => name !== "time").map(([name, { value: x }]) => [name, value(x)]);
    const own = Object.entries(material ?? {}).filter(([name]) => !["id", "version"].includes(name)).map(([name, x]) => [name, value(x)]);
    const instances = instanceMatrix && [count, sum(instanceMatrix.array.subarray(0, 16 * count))];
    parts.push([visible, matrix.elements.map(round), attributes, uniforms, own, instances, pixels(material?.map?.image)]);
  });
  return JSON.stringify(parts);
}`;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="red" stroke="blue" stroke-width="0.1"/></svg>';
const CONE = { tag: "Cone", key: "cone", rotation: [0, 0, 0.6] };

/** The node – the one of the key `n`, whatever is around it –, and each of its props with another value than its default. */
const TABLE = /** @type {[node: Node, props: Record<string, any>][]} */ ([
  [{ tag: "Arrow", key: "n" }, { headScale: 2 }],
  [{ tag: "CoordsMarker", key: "n" }, { headScale: 2 }],
  [{ tag: "Grid", key: "n" }, { widthSegments: 3, heightSegments: 3, followCamera: false, infiniteGrid: false }],
  [
    { tag: "Text3D", key: "n", bevelEnabled: true, children: ["b"] },
    { bevelOffset: 0.05, bevelSegments: 2, bevelSize: 0.1, bevelThickness: 0.3 },
  ],
  [{ tag: "Stars", key: "n", speed: 0, count: 50 }, { saturation: 1, fade: true }],
  [
    { tag: "Cloud", key: "n", seed: 3 },
    { concentrate: "outside", volume: 12, smallestVolume: 1, growth: 8, fade: 1, bounds: [1, 1, 1], segments: 5 },
  ],
  [{ tag: "RoundedBox", key: "n" }, { smoothness: 2, radius: 0.2, materialColor: "#ff0000" }],
  [{ tag: "Shadow", key: "n" }, { colorStop: 0.6, color: "#ff0000" }],
  [{ tag: "Image", key: "n" }, { placeholderColor: "#ff0000" }],
  [
    { tag: "Center", key: "n", children: [{ ...CONE, position: [1, 2, 3] }] },
    { disableX: true, disableY: true, disableZ: true, precise: false, disable: true },
  ],
  [{ tag: "Resize", key: "n", children: [CONE] }, { precise: false, width: true }],
  [{ tag: "Svg", key: "n", src: SVG }, { skipFill: true, skipStrokes: true }],
  [{ tag: "AccumulativeShadows", key: "n" }, { colorBlend: 5, color: "#ff0000" }],
]);

for (const [node, props] of TABLE) {
  test(`${node.tag}: ${Object.keys(props).join(", ")}`, async () => {
    await page.set(node);
    const look = () => page.of("n", LOOK);
    const before = await look();
    for (const [name, value] of Object.entries(props)) {
      await page.update({ key: "n", [name]: value });
      assert.notEqual(await look(), before, name);
      await page.update({ key: "n", [name]: null });
      assert.equal(await look(), before, `${name} when it is gone`);
    }
    assert.deepEqual(await page.warnings(), []);
  });
}

test("Text: anchorX, anchorY, maxWidth, textAlign, outlineWidth, sdfGlyphSize", async () => {
  await page.set({ tag: "Text", key: "n", fontSize: 0.5, children: ["two words"] });
  const box = () =>
    page.of("n", `({ children: [{ textRenderInfo: { blockBounds, visibleBounds, parameters } }] }) =>
      ({ block: blockBounds.map((x) => Math.round(x * 100) / 100), visible: visibleBounds.map((x) => Math.round(x * 100) / 100), size: parameters.sdfGlyphSize })`);
  const { block: [left, bottom, right, top], size } = await box();
  assert.ok(Math.abs(left + right) < 0.02 && Math.abs(top + bottom) < 0.02, "in the middle");
  assert.equal(size, 64);
  await page.update({ key: "n", anchorX: "left", anchorY: "bottom" });
  const cornered = (await box()).block;
  assert.ok(Math.abs(cornered[0]) < 0.02 && Math.abs(cornered[1]) < 0.02, `${cornered}`);
  await page.update({ key: "n", anchorX: null, anchorY: null, maxWidth: 1.3 });
  const wrapped = await box();
  assert.ok(wrapped.block[3] - wrapped.block[1] > 1.5 * (top - bottom), "two lines");
  await page.update({ key: "n", textAlign: "right" });
  const aligned = await box();
  assert.deepEqual(aligned.block, wrapped.block);
  assert.notDeepEqual(await glyphs(), undefined);
  await page.update({ key: "n", sdfGlyphSize: 128 });
  assert.equal((await box()).size, 128);
  await page.update({ key: "n", maxWidth: null, textAlign: null, outlineWidth: 0.05 });
  // A second pass draws the outline behind the letters.
  assert.equal(await page.of("n", "({ children: [mesh] }) => Array.isArray(mesh.material) && mesh.material.length"), 2);
  await page.update({ key: "n", outlineWidth: null });
  assert.equal(await page.of("n", "({ children: [mesh] }) => Array.isArray(mesh.material)"), false);
  assert.deepEqual(await page.warnings(), []);
});

/** Where the letters of the text are. */
const glyphs = () => page.of("n", "({ children: [{ textRenderInfo }] }) => [...textRenderInfo.glyphBounds]");

test("Text: textAlign moves the shorter line", async () => {
  await page.set({ tag: "Text", key: "n", fontSize: 0.5, maxWidth: 1.3, children: ["two wordss"] });
  const before = await glyphs();
  await page.update({ key: "n", textAlign: "right" });
  const moved = await glyphs();
  assert.ok(moved[0] > before[0] + 0.1, `${before[0]} ${moved[0]}`);
});

test("Billboard: lockX, lockY, lockZ", async () => {
  const turned = /** @type {Node} */ ({ tag: "Group", key: "g", rotation: [0.3, 0.4, 0.5], children: [{ tag: "Billboard", key: "n" }] });
  const rotation = () => page.of("n", "({ children: [inner] }) => inner.rotation.toArray().slice(0, 3).map((x) => Math.round(x * 100) / 100 + 0)");
  await page.set(turned);
  const free = await rotation();
  assert.ok(free.every((/** @type {number} */ angle) => Math.abs(angle) > 0.05), `${free}`);
  for (const [axis, name] of ["lockX", "lockY", "lockZ"].entries()) {
    await page.set({ ...turned, children: [{ tag: "Billboard", key: "n", [name]: true }] });
    const locked = await rotation();
    assert.equal(locked[axis], 0, name);
    await page.update({ key: "n", [name]: null });
    assert.deepEqual(await rotation(), free, `${name} when it is gone`);
  }
});

test("Float: rotationIntensity, floatIntensity, floatingRange", async () => {
  await page.set({ tag: "Float", key: "n", floatingRange: [1, 1] });
  const inner = () => page.of("n", "({ children: [{ position, rotation }] }) => ({ y: position.y, turned: rotation.toArray().slice(0, 3).some((x) => x !== 0) })");
  assert.deepEqual(await inner(), { y: 1, turned: true });
  await page.update({ key: "n", floatIntensity: 3 });
  assert.equal((await inner()).y, 3);
  await page.update({ key: "n", floatIntensity: null, rotationIntensity: 0 });
  assert.deepEqual(await inner(), { y: 1, turned: false });
  await page.update({ key: "n", floatingRange: [-2, -2], rotationIntensity: null });
  assert.deepEqual(await inner(), { y: -2, turned: true });
});

test("Detailed: hysteresis keeps a level that is shown", async () => {
  const levels = [{ tag: "Box", key: "near" }, { tag: "Sphere", key: "far" }];
  const shown = () => page.of("n", "({ children }) => children.findIndex(({ visible }) => visible)");
  for (const [hysteresis, kept] of [[0, 0], [0.2, 1]]) {
    await page.set({ tag: "Detailed", key: "n", distances: [0, 5], hysteresis, position: [0, 0, -2], children: levels });
    assert.equal(await shown(), 1, "at 6 m");
    await page.update({ key: "n", position: [0, 0, -0.5] });
    assert.equal(await shown(), kept, "at 4.5 m");
    await page.update({ key: "n", position: [0, 0, 1] });
    assert.equal(await shown(), 0, "at 3 m");
  }
});

test("CameraShake: maxYaw, maxPitch, maxRoll, yawFrequency, pitchFrequency, rollFrequency", async () => {
  const still = { maxYaw: 0, maxPitch: 0, maxRoll: 0 };
  const angles = () => page.of("n", "(_object, { viewer }) => viewer.camera.rotation.toArray().slice(0, 3)");
  const phases = /** @type {const} */ ([["maxPitch", "pitchFrequency", 1], ["maxYaw", "yawFrequency", 5], ["maxRoll", "rollFrequency", 9]]);
  for (const [axis, [most, frequency, phase]] of phases.entries()) {
    await page.set({ tag: "CameraShake", key: "n", ...still, [most]: 0.2, [frequency]: 0 });
    // A wave that stands still: three sines at their phases.
    const expected = (0.2 * (Math.sin(phase) + 0.6 * Math.sin(1.7 * phase) + 0.3 * Math.sin(2.9 * phase))) / 1.9;
    const found = await angles();
    for (const other of [0, 1, 2]) assert.ok(Math.abs(found[other] - (other === axis ? expected : 0)) < 1e-3, `${most}: ${found}`);
    await page.update({ key: "n", [frequency]: 1 });
    await eventually(`${frequency} moves it`, async () => Math.abs((await angles())[axis] - expected) > 1e-3);
  }
});

test("CameraShake: decayRate", async () => {
  const angle = () => page.of("n", "(_object, { viewer }) => viewer.camera.quaternion.x");
  await page.set({ tag: "CameraShake", key: "n", pitchFrequency: 0, decay: true, decayRate: 0 });
  for (let frame = 0; frame < 5; frame++) await page.draw();
  assert.notEqual(await angle(), 0);
  await page.update({ key: "n", decayRate: 1000 });
  await eventually("it has died away", async () => (await angle()) === 0);
});

test("Bounds: maxDuration", async () => {
  // Who wants no motion gets none, whatever the prop says.
  await page.page.emulateMedia({ reducedMotion: "no-preference" });
  const ball = { tag: "Sphere", key: "ball", position: [0, 0, -20] };
  const z = () => page.of("ball", "(_object, { viewer }) => viewer.camera.position.z");
  await page.set({ tag: "Bounds", key: "n", fit: true, maxDuration: 0, children: [ball] });
  assert.ok((await z()) < -10, "at once");
  await page.set({ tag: "Bounds", key: "n", fit: true, maxDuration: 60, children: [ball] });
  const under = await z();
  assert.ok(under > -10, `${under}: on its way`);
  await page.page.emulateMedia({ reducedMotion: "reduce" });
  await page.set({ tag: "Bounds", key: "n", fit: true, maxDuration: 60, children: [ball] });
  assert.ok((await z()) < -10, "without motion");
});

test("Outlines: screenspace", async () => {
  await page.set({ tag: "Box", key: "b", children: [{ tag: "Outlines", key: "n", thickness: 1, color: "red", toneMapped: false }] });
  const looks = await page.names([0, 0.35]);
  await page.update({ key: "n", screenspace: true });
  assert.notDeepEqual(await page.names([0, 0.35]), looks, "ten pixels, and not a metre");
});

test("GradientTexture: innerCircleRadius, outerCircleRadius", async () => {
  const gradient = { tag: "GradientTexture", key: "n", type: "radial", stops: [0, 1], colors: ["#ff0000", "#0000ff"], size: 64, width: 64 };
  const plane = { tag: "Plane", key: "p", args: [4, 4], children: [{ tag: "meshBasicMaterial", key: "m", toneMapped: false, children: [gradient] }] };
  await page.set(/** @type {Node} */ (plane));
  const middle = () => page.names([0.2, 0]);
  assert.doesNotMatch((await middle()).join(), /^(red|blue)$/);
  await page.update({ key: "n", innerCircleRadius: 30, outerCircleRadius: 31 });
  assert.deepEqual(await middle(), ["red"]);
  await page.update({ key: "n", innerCircleRadius: 0, outerCircleRadius: 1 });
  assert.deepEqual(await middle(), ["blue"]);
});

test("SpriteAnimator: startFrame, endFrame, autoPlay, flipX, playBackwards, resetOnEnd, asSprite", async () => {
  const film = { tag: "SpriteAnimator", key: "n", textureImageURL: pngUrl([["red", "green", "blue", "white"]]), numberOfFrames: 4, fps: 1000 };
  const map = () => page.of("n", "({ material: { map } }) => [map.offset.x, map.repeat.x]");
  /** Shows it, and frames enough for a film of four. @param {Record<string, any>} props */
  const shown = async (props) => {
    await page.set(/** @type {Node} */ ({ ...film, ...props }));
    for (let frame = 0; frame < 5; frame++) await page.draw();
    return map();
  };
  assert.deepEqual(await shown({ autoPlay: false }), [0, 0.25]);
  assert.deepEqual(await shown({ autoPlay: false, startFrame: 2 }), [0.5, 0.25]);
  assert.deepEqual(await shown({ autoPlay: false, startFrame: 1, flipX: true }), [0.5, -0.25]);
  assert.deepEqual(await shown({}), [0.75, 0.25], "the last");
  assert.deepEqual(await shown({ endFrame: 2 }), [0.5, 0.25]);
  assert.deepEqual(await shown({ playBackwards: true, autoPlay: false }), [0.75, 0.25]);
  assert.deepEqual(await shown({ playBackwards: true }), [0, 0.25]);
  assert.deepEqual(await shown({ startFrame: 1, resetOnEnd: true }), [0.25, 0.25]);
  assert.equal(await page.of("n", "({ isSprite }) => isSprite === true"), false);
  await page.update({ key: "n", asSprite: true });
  assert.equal(await page.of("n", "({ isSprite }) => isSprite"), true);
});

test("Html: distanceFactor, occlude, fullscreen, zIndexRange", async () => {
  await page.set({ tag: "Html", key: "n", children: ["label"] });
  const outer = () =>
    page.page.evaluate(() => {
      const found = [...document.querySelectorAll("div")].find(({ style }) => style.willChange === "transform");
      const { transform, zIndex, visibility } = found?.style ?? {};
      const inner = /** @type {HTMLElement | undefined} */ (found?.firstElementChild);
      return { scale: Number(/scale\(([^)]*)\)/.exec(transform ?? "")?.[1]), zIndex, visibility, width: inner?.style.width };
    });
  const { scale, visibility, width } = await outer();
  assert.deepEqual({ scale, visibility, width }, { scale: 1, visibility: "visible", width: "max-content" });
  // Four metres away, with 90° from edge to edge.
  await page.update({ key: "n", distanceFactor: 4 });
  assert.equal((await outer()).scale, 0.5);
  await page.update({ key: "n", distanceFactor: null, zIndexRange: [7, 7] });
  assert.equal((await outer()).zIndex, "7");
  await page.update({ key: "n", zIndexRange: null, fullscreen: true });
  assert.equal((await outer()).width, "300px");
  await page.update({ key: "n", fullscreen: null, occlude: true });
  assert.equal((await outer()).visibility, "visible");
  await page.add({ tag: "Box", key: "wall", position: [0, 0, 2] });
  assert.equal((await outer()).visibility, "hidden");
  await page.update({ key: "n", occlude: null });
  assert.equal((await outer()).visibility, "visible");
});

test("Stage: adjustCamera", async () => {
  const z = () => page.of("n", "(_object, { viewer }) => Math.round(viewer.camera.position.z * 100) / 100");
  const content = [{ tag: "Sphere", key: "ball", args: [5] }];
  await page.set({ tag: "Stage", key: "n", environment: false, shadows: false, adjustCamera: false, children: content });
  assert.equal(await z(), 4);
  await page.set({ tag: "Stage", key: "n", environment: false, shadows: false, children: content });
  assert.ok((await z()) > 5, "all of it is in view");
});

/** Pictures of a material, by the prop: what three.js then has. */
const PICTURES = ["emissiveMap", "bumpMap", "displacementMap", "metalnessMap", "normalMap", "roughnessMap", "aoMap"];

test(`Box: its material's ${PICTURES.join(", ")}, normalScale, blending`, async () => {
  await page.set({ tag: "Box", key: "n", materialType: "standard" });
  const read = (/** @type {string} */ what) => page.of("n", `({ material }) => material.${what}`);
  for (const name of PICTURES) {
    await page.update({ key: "n", material: { [name]: pngUrl([["grey"]]) } });
    assert.equal(await read(`${name}?.image?.width`), 4, name);
    await page.update({ key: "n", material: null });
    assert.equal(await read(name), null, `${name} when it is gone`);
  }
  await page.update({ key: "n", material: { normalScale: [2, 3], blending: 2 } });
  assert.deepEqual(await read("normalScale.toArray()"), [2, 3]);
  assert.equal(await read("blending"), 2);
  await page.update({ key: "n", material: null });
  assert.deepEqual([await read("normalScale.toArray()"), await read("blending")], [[1, 1], 1]);
});

test("materials of three.js: specular, gradientMap, glslVersion", async () => {
  const mesh = (/** @type {Record<string, any>} */ material) =>
    page.set({ tag: "mesh", key: "n", children: [{ tag: "boxGeometry", key: "g" }, /** @type {any} */ ({ key: "m", ...material })] });
  const read = (/** @type {string} */ what) => page.of("n", `({ material }) => material.${what}`);
  await mesh({ tag: "meshPhongMaterial", specular: "#ff0000" });
  assert.equal(await read("specular.getHexString()"), "ff0000");
  await page.update({ key: "m", specular: null });
  assert.equal(await read("specular.getHexString()"), "111111");
  await mesh({ tag: "meshToonMaterial", gradientMap: pngUrl([["black", "white"]]) });
  assert.equal(await read("gradientMap.image.width"), 8);
  const shaders = { vertexShader: "void main() { gl_Position = vec4(position, 1.0); }", fragmentShader: "out vec4 color; void main() { color = vec4(1.0); }" };
  await mesh({ tag: "shaderMaterial", ...shaders, glslVersion: "300 es" });
  assert.equal(await read("glslVersion"), "300 es");
  await page.set({ tag: "Box", key: "n", materialType: "phong", material: { specular: "#00ff00" } });
  assert.equal(await read("specular.getHexString()"), "00ff00");
});

test("nothing was written to the console, nor fetched", () => {
  assert.deepEqual(page.watched.errors, []);
  assert.deepEqual(page.watched.foreign, []);
});
