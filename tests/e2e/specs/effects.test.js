/** Passes over the page's picture: each shown, changed and taken away, with what it does to the pixels. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PNG } from "pngjs";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

const [X, Y] = [Direct.viewport.width, Direct.viewport.height];

/** A square of a metre in the middle, 2 m before the camera: 72 pixels wide. @param {string | number[]} color @param {Record<string, unknown>} [more] */
const square = (color, more = {}) => ({ tag: "Plane", key: "square", materialType: "basic", material: { color, toneMapped: false }, ...more });

/** The pixels of the canvas as it is drawn now. @returns {Promise<[number[], number[], number[], number[]]>} at the middle, then 50, 60 and 110 pixels to its right */
async function row() {
  const { data, width, height } = await page.pixels();
  const pixel = (/** @type {number} */ right) => {
    const at = 4 * ((height / 2) * width + width / 2 + right);
    return [...data.subarray(at, at + 3)];
  };
  return [pixel(0), pixel(50), pixel(60), pixel(110)];
}

const BACK = { tag: "BackgroundColor", key: "back", color: "#203040" };

test("Effects without passes change nothing, tone mapping and the background included", async () => {
  const light = { tag: "AmbientLight", key: "light", intensity: 2 };
  const ball = { tag: "Sphere", key: "ball", args: [0.4, 32, 16], materialType: "standard", material: { color: "#ff8000", metalness: 0 } };
  await page.set(BACK, light, ball, { tag: "DirectionalLight", key: "sun", intensity: 3, position: [1, 2, 3] });
  const plain = await row();
  await page.add({ tag: "Effects", key: "fx", multisamping: 0 });
  const other = await row();
  assert.deepEqual(other, plain);
  assert.notDeepEqual(plain[0], plain[3]);
  assert.deepEqual(await page.warnings(), []);
});

test("unrealBloomPass lets what is bright shine beyond its edges, by each of its props", async () => {
  await page.set(BACK, square("#ffffff"), { tag: "Effects", key: "fx", children: [{ tag: "unrealBloomPass", key: "bloom", strength: 0.1, threshold: 0.5 }] });
  const red = async () => {
    const [middle, near, nearer, far] = await row();
    const first = (/** @type {number[]} */ [value = 0]) => value;
    return /** @type {const} */ ([first(middle), first(near), first(nearer), first(far)]);
  };
  const [middle = 0, near = 0, , far = 0] = await red();
  assert.equal(middle, 255);
  assert.ok(near > 0x20 + 10, `${near} beside the square`);
  await page.update({ key: "bloom", strength: 0.3 });
  assert.ok((await red())[1] > near, "stronger");
  await page.update({ key: "bloom", strength: 0.1, radius: 1 });
  assert.ok((await red())[3] > far, "farther");
  await page.update({ key: "bloom", radius: 0, threshold: 1.5 });
  assert.deepEqual(await red(), [255, 0x20, 0x20, 0x20], "nothing is that bright");
  await page.update({ key: "bloom", threshold: null, strength: null, args: [null, 0.3, 0, 0.5] });
  assert.ok((await red())[1] > near, "by args");
  await page.update({ key: "bloom", enabled: false });
  assert.deepEqual(await red(), [255, 0x20, 0x20, 0x20]);
  await page.update({ key: "bloom", enabled: true });
  await page.update({ key: "fx", disableRender: true });
  assert.deepEqual(await red(), [255, 0x20, 0x20, 0x20]);
  await page.update({ key: "fx", disableRender: false });
  assert.ok((await red())[1] > near);
  await page.remove("bloom");
  assert.deepEqual(await red(), [255, 0x20, 0x20, 0x20]);
  assert.deepEqual(await page.warnings(), []);
});

test("with disableGamma passes get light, of which some is brighter than white", async () => {
  const bloom = { tag: "unrealBloomPass", key: "bloom", threshold: 1 };
  await page.show(page.camera, { toneMapping: "none" }, [square("#ffffff"), { tag: "Effects", key: "fx", disableGamma: true, children: [bloom] }]);
  const dark = (await row())[1];
  await page.update({ key: "square", material: { color: [4, 4, 4], toneMapped: false } });
  const lit = (await row())[1];
  assert.ok((lit?.[0] ?? 0) > (dark?.[0] ?? 255) + 20, `${lit} where it was ${dark}`);
  await page.update({ key: "fx", disableGamma: false });
  assert.deepEqual((await row())[1], dark, "a colour of the page is at most white");
  // Colours come out as they went in, and tone mapping comes last.
  await page.remove("bloom");
  await page.update({ key: "fx", disableGamma: true });
  await page.update({ key: "square", material: { color: "#336699" } });
  assert.deepEqual((await row())[0], [0x33, 0x66, 0x99]);
  await page.inject({ etype: "UPDATE", data: { nodes: [{ toneMapping: "acesFilmic" }] } });
  const mapped = (await row())[0];
  assert.notDeepEqual(mapped, [0x33, 0x66, 0x99]);
  await page.remove("fx");
  assert.ok((await row())[0]?.every((value, i) => Math.abs(value - (mapped?.[i] ?? -9)) <= 1), "as the renderer does it");
});

/** A shader that turns the colours of the picture round. */
const INVERT = "uniform sampler2D tDiffuse; varying vec2 vUv; void main() { gl_FragColor = vec4(1.0 - texture2D(tDiffuse, vUv).rgb, 1.0); }";

test("grab_render answers what is seen, passes included; a camera's own picture has none", async () => {
  /** The pixel in the middle of a picture that is asked for. @param {string} key */
  const grabbed = async (key) => {
    const from = stage.child.reports.length;
    await page.inject({ etype: "GRAB_RENDER", key, rtype: "TAKEN", data: { format: "png" } });
    const { value } = await stage.child.report((report) => report.event === "TAKEN", from);
    const { data, width, height } = PNG.sync.read(Buffer.from(value.frame.base64, "base64"));
    const at = 4 * ((height / 2) * width + width / 2);
    return [...data.subarray(at, at + 3)];
  };
  const side = { tag: "PerspectiveCamera", key: "side", useViewpoint: false, position: [0, 0, 0.5], renderSizeH: 64, aspect: 1 };
  await page.set(BACK, square("#336699"), side, { tag: "Effects", key: "fx", children: [{ tag: "shaderPass", key: "pass", fragmentShader: INVERT }] });
  assert.deepEqual((await row())[0], [0xcc, 0x99, 0x66]);
  assert.deepEqual(await grabbed("DEFAULT"), [0xcc, 0x99, 0x66]);
  assert.deepEqual(await grabbed("side"), [0x33, 0x66, 0x99]);
  await page.update({ key: "fx", disableRender: true });
  assert.deepEqual(await grabbed("DEFAULT"), [0x33, 0x66, 0x99]);
  assert.deepEqual(await page.warnings(), []);
});

test("pictures of cameras lie over the passes on the page, and have their colours in the scene", async () => {
  // It sees nothing but the square.
  const side = { tag: "PerspectiveCamera", key: "side", useViewpoint: false, position: [0, 0, 0.3], fov: 60, aspect: 1, renderSizeH: 64, previewInOverlay: true };
  const effects = { tag: "Effects", key: "fx", children: [{ tag: "shaderPass", key: "pass", fragmentShader: INVERT }] };
  await page.set(BACK, square("#336699"), side, effects);
  // In the lower right corner, beside the axes.
  const onPage = async () => (await page.pixels()).at(-0.4, -0.6);
  assert.deepEqual(await onPage(), [0x33, 0x66, 0x99]);
  assert.deepEqual((await row())[0], [0xcc, 0x99, 0x66]);
  await page.update({ key: "fx", disableGamma: true });
  assert.deepEqual(await onPage(), [0x33, 0x66, 0x99]);
  await page.remove("fx");
  assert.deepEqual(await onPage(), [0x33, 0x66, 0x99]);

  // In the scene, before the square: as large as the square is there.
  await page.update({ key: "side", previewInOverlay: false, previewInScene: true, previewDistance: 0.1, previewBackgroundOpacity: 1 });
  const inScene = (await row())[0];
  assert.deepEqual(inScene, [0x33, 0x66, 0x99]);
  await page.update({ key: "square", material: { color: "#ff0000", toneMapped: false } });
  assert.deepEqual((await row())[0], [255, 0, 0], "the camera's picture follows");
  await page.update({ key: "square", material: { color: "#336699", toneMapped: false } });
  // With light, tone mapping comes after the passes, and for all.
  await page.inject({ etype: "UPDATE", data: { nodes: [{ toneMapping: "none" }] } });
  for (const light of [false, true]) {
    await page.add({ tag: "Effects", key: "fx", disableGamma: light });
    assert.deepEqual((await row())[0], inScene, light ? "with light" : "with colours");
    await page.remove("fx");
  }
  assert.deepEqual(await page.warnings(), []);
});

test("shaderPass runs a shader over the picture, changed live", async () => {
  const TINTED = "uniform sampler2D tDiffuse; uniform vec3 tint; varying vec2 vUv; void main() { gl_FragColor = vec4(tint - texture2D(tDiffuse, vUv).rgb, 1.0); }";
  const pass = { tag: "shaderPass", key: "pass", args: [{ uniforms: { tDiffuse: { value: null }, tint: { value: [1, 1, 1] } }, fragmentShader: TINTED }] };
  await page.set(square("#ff0000"), { tag: "Effects", key: "fx", children: [pass] });
  assert.deepEqual((await row())[0], [0, 255, 255]);
  await page.update({ key: "pass", uniforms: { tint: [1, 0, 1] } });
  assert.deepEqual((await row())[0], [0, 0, 255]);
  await page.update({ key: "pass", fragmentShader: "void main() { gl_FragColor = vec4(LEVEL); }", defines: { LEVEL: "0.2" } });
  assert.deepEqual((await row())[3], [51, 51, 51]);
  await page.update({ key: "pass", vertexShader: "void main() { gl_Position = vec4(position.xy * vec2(0.5, 1.0), 0.0, 1.0); }" });
  assert.deepEqual((await row())[0], [51, 51, 51]);
  await page.update({ key: "pass", vertexShader: null, args: null, fragmentShader: null, defines: null });
  assert.deepEqual((await row())[0], [255, 0, 0], "without a shader it changes nothing");
  // One after the other, in the order of the nodes.
  const paint = (/** @type {string} */ key, /** @type {string} */ color) => ({
    tag: "shaderPass",
    key,
    fragmentShader: `uniform sampler2D tDiffuse; varying vec2 vUv; void main() { gl_FragColor = vec4(0.5 * texture2D(tDiffuse, vUv).rgb + ${color}, 1.0); }`,
  });
  await page.add(paint("blue", "vec3(0.0, 0.0, 0.4)"), "fx");
  await page.add(paint("green", "vec3(0.0, 0.4, 0.0)"), "fx");
  assert.deepEqual((await row())[0], [64, 102, 51]);
  await page.remove("blue", "green");

  await page.update({ key: "fx", disableRenderPass: true });
  assert.deepEqual((await row())[0], [0, 0, 0], "black instead of the scene");
  await page.update({ key: "fx", disableRenderPass: false });
  const [middle, , , beside] = await row();
  assert.deepEqual(middle, [255, 0, 0]);
  await page.update({ key: "pass", fragmentShader: "no shader" });
  assert.match((await page.warnings()).join("\n"), /pass: the shader does not compile/);
  // The marker is in the middle.
  assert.deepEqual((await row())[3], beside, "the picture goes on without it");
  await page.update({ key: "pass", fragmentShader: null });
  assert.deepEqual((await row())[0], [255, 0, 0]);
});

test("dotScreenPass and filmPass, by each of their props", async () => {
  await page.set(square("#ff8080"), { tag: "Effects", key: "fx", children: [{ tag: "dotScreenPass", key: "dots" }] });
  let before = await page.pixels();
  const { data } = before;
  let gray = true;
  for (let i = 0; i < data.length; i += 4) gray &&= data[i] === data[i + 1] && data[i] === data[i + 2];
  assert.ok(gray, "no colours are left");
  for (const change of [{ scale: 0.5 }, { angle: 0.4 }, { center: [3, 9] }, { scale: null, args: [null, null, 0.8] }]) {
    await page.update({ key: "dots", ...change });
    const after = await page.pixels();
    assert.ok(after.difference(before) > 100, JSON.stringify(change));
    before = after;
  }
  await page.remove("dots");
  await page.add({ tag: "filmPass", key: "film", intensity: 0 }, "fx");
  const plain = (await row())[0];
  assert.deepEqual(plain, [255, 128, 128]);
  await page.update({ key: "film", intensity: 1 });
  assert.notDeepEqual((await row())[0], plain);
  await page.update({ key: "film", intensity: 0, grayscale: true });
  const [r, g, b] = (await row())[0] ?? [];
  assert.ok(r === g && g === b);
  assert.deepEqual(await page.warnings(), []);
});

test("edges are smooth by multisamping, and what is near is in front by depthBuffer", async () => {
  const tilted = square("#ffffff", { rotation: [0, 0, 0.3] });
  await page.set(BACK, tilted, { tag: "Effects", key: "fx", multisamping: 0 });
  const shades = async () => {
    const { data } = await page.pixels();
    let between = 0;
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 60 && (data[i] ?? 0) < 200) between++;
    return between;
  };
  assert.equal(await shades(), 0);
  await page.update({ key: "fx", multisamping: 4 });
  assert.ok((await shades()) > 20);

  const near = { ...square("#00ff00"), key: "near", renderOrder: 1 };
  const far = { ...square("#0000ff"), key: "far", position: [0, 0, -1], scale: 2, renderOrder: 2 };
  await page.set(near, far, { tag: "Effects", key: "fx" });
  assert.deepEqual((await row())[0], [0, 255, 0]);
  await page.update({ key: "fx", depthBuffer: false });
  assert.deepEqual((await row())[0], [0, 0, 255]);
});

test("of several Effects the highest renderIndex counts; the picture fills the page", async () => {
  const tint = (/** @type {string} */ key, /** @type {string} */ color, renderIndex = 1) => ({
    tag: "Effects",
    key,
    renderIndex,
    children: [{ tag: "shaderPass", key: `${key}-pass`, fragmentShader: `void main() { gl_FragColor = vec4(${color}, 1.0); }` }],
  });
  await page.set(square("#ffffff"), tint("red", "1.0, 0.0, 0.0", 2), tint("blue", "0.0, 0.0, 1.0"));
  assert.deepEqual((await row())[0], [255, 0, 0]);
  await page.update({ key: "blue", renderIndex: 3 });
  assert.deepEqual((await row())[0], [0, 0, 255]);
  await page.page.setViewportSize({ width: X + 40, height: Y });
  await page.draw();
  assert.deepEqual((await row())[3], [0, 0, 255]);
  await page.page.setViewportSize(Direct.viewport);
  await page.draw();
  await page.remove("red", "blue");
  assert.deepEqual((await row())[0], [255, 255, 255]);
  assert.deepEqual(await page.warnings(), []);

  // A pass needs Effects.
  await page.set({ tag: "group", key: "g", children: [{ tag: "filmPass", key: "lost" }] });
  assert.match((await page.warnings()).join("\n"), /filmPass.*takes no passes/);
});
