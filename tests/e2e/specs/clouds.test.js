/** Clouds of points, from coordinates and from pictures of depth: each prop, changed live, with what it does. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { PNG } from "pngjs";

import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => assert.deepEqual(view.watched.errors, []));

/** @param {ArrayBufferView} array */
const bin = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The bits of half-precision numbers that are small whole numbers. @param {number} number */
function half(number) {
  if (number === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(number)));
  return (number < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.round((Math.abs(number) / 2 ** exponent - 1) * 1024);
}

/** @param {number[]} numbers */
const halves = (numbers) => bin(new Uint16Array(numbers.map(half)));
/** @param {number[]} numbers */
const floats = (numbers) => ({ dtype: "float32", data: bin(new Float32Array(numbers)) });

const POINTS = [-1, 0, 0, 1, 0, 0];

test("vertices in half and in single precision, bare and declared", async () => {
  await view.from(2);
  await view.add({ tag: "PointCloud", key: "c", vertices: halves(POINTS), size: 0.2, color: "red" });
  const check = async () => {
    const red = (await view.pixels()).find("red");
    assert.ok(Math.abs(red.left + 0.55) < 0.05 && Math.abs(red.right - 0.55) < 0.05 && red.count > 100, JSON.stringify(red));
  };
  await check();
  await view.update({ key: "c", vertices: floats(POINTS) });
  await check();
  assert.equal(await view.of("c", "(c) => c.geometry.attributes.position.array.constructor.name"), "Float32Array");
  await view.update({ key: "c", vertices: { dtype: "float16", data: halves(POINTS) } });
  await check();
  assert.equal(await view.of("c", "(c) => c.geometry.attributes.position.array.constructor.name"), "Uint16Array");
  await view.update({ key: "c", vertices: [[-1, 0, 0], [1, 0, 0]] });
  await check();
  // 4,512,300.25 metres to the east: halves end at 65,504.
  await view.update({ key: "c", vertices: floats([4096.25, 0, 0, 4098.25, 0, 0]), position: [-4097.25, 0, 0] });
  await check();
  await view.update({ key: "c", vertices: halves([0, 1, 0]), position: [0, 0, 0] });
  assert.ok((await view.pixels()).find("red").bottom > 0.4);
  assert.deepEqual(await view.warnings(), []);
  await view.update({ key: "c", vertices: { dtype: "float64", data: halves(POINTS) } });
  assert.match((await view.warnings()).join(), /vertices cannot be of "float64"/);
});

test("colours as bytes and floats, with and without opacity", async () => {
  await view.from(2);
  await view.add({ tag: "PointCloud", key: "c", vertices: halves(POINTS), size: 0.2, colors: bin(new Uint8Array([255, 0, 0, 0, 0, 255])) });
  const check = async () => {
    const pixels = await view.pixels();
    assert.ok(pixels.find("red").x < -0.4 && pixels.find("blue").x > 0.4);
    return pixels;
  };
  await check();
  await view.update({ key: "c", colors: bin(new Float32Array([1, 0, 0, 0, 0, 1])) });
  await check();
  await view.update({ key: "c", colors: [[1, 0, 0], [0, 0, 1]] });
  await check();
  await view.update({ key: "c", colors: bin(new Uint8Array([255, 0, 0, 255, 0, 0, 255, 128])) });
  const translucent = await check();
  const [, , blue = 0] = translucent.at(0.5, 0);
  assert.ok(blue > 90 && blue < 165, `${blue}`);
  await view.update({ key: "c", colors: bin(new Float32Array([1, 0, 0, 1, 0, 0, 1, 0.5])) });
  assert.ok(Math.abs(((await check()).at(0.5, 0)[2] ?? 0) - blue) < 8);
  // What a camera calls 128 is shown as 128.
  await view.update({ key: "c", colors: bin(new Uint8Array([128, 128, 128, 128, 128, 128])) });
  assert.ok(Math.abs(((await view.pixels()).at(0.5, 0)[0] ?? 0) - 128) < 4);
  await view.update({ key: "c", colors: null, color: "green" });
  assert.ok((await view.pixels()).count("green") > 100);
  const small = (await view.pixels()).count("any");
  await view.update({ key: "c", size: 0.4 });
  assert.ok((await view.pixels()).count("any") > 3 * small);
  const matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1];
  await view.update({ key: "c", matrix });
  assert.ok(Math.abs((await view.pixels()).find("any").y - 0.5) < 0.05);
  assert.equal(await view.hit(0.5, 0.5), "c");
  assert.deepEqual(await view.warnings(), []);
});

/** Rows of depth, as a PNG. @param {number[][]} rows @param {8 | 16} bits */
function depthPng(rows, bits = 16) {
  const width = rows[0]?.length ?? 0;
  const image = new PNG({ width, height: rows.length });
  const numbers = rows.flat();
  const data = bits === 16 ? new Uint16Array(numbers.flatMap((number) => [number, number, number, 65535])) : new Uint8Array(numbers.flatMap((number) => [number, number, number, 255]));
  image.data = Buffer.from(data.buffer);
  return new Uint8Array(PNG.sync.write(image, { bitDepth: bits, colorType: 0, inputColorType: 6, inputHasAlpha: true }));
}

/** @param {Uint8Array} bytes */
const dataUrl = (bytes) => `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;

/** A square of pixels at one depth. @param {number} depth @param {number} [size] */
const wall = (depth, size = 20) => Array.from({ length: size }, () => Array.from({ length: size }, () => depth));

/** Half an image left, half right. @param {number} left @param {number} right */
const halvesOf = (left, right) => Array.from({ length: 20 }, () => Array.from({ length: 20 }, (_, x) => (x < 10 ? left : right)));

/** Points so large that the wall has no gaps, two metres away. */
const CLOUD = { tag: "DepthPointCloud", key: "d", fov: 90, pointSize: 8 };

test("depth of 16 and of 8 bits, from a URL and as bytes", async () => {
  await view.from(2, { ...CLOUD, depth: dataUrl(depthPng(wall(2000))) });
  // Two metres before a camera that is two metres before this: four metres wide, four metres away.
  const check = async () => {
    const found = (await view.pixels()).find("any");
    assert.ok(Math.abs(found.right - 0.5) < 0.05 && Math.abs(found.top - 0.5) < 0.05 && found.count > 10_000, JSON.stringify(found));
  };
  await check();
  await view.update({ key: "d", depth: bin(depthPng(wall(2000))) });
  await check();
  await view.update({ key: "d", depth: bin(depthPng(wall(200), 8)), depthUnit: 0.01 });
  await check();
  await view.update({ key: "d", depthUnit: 0.02 });
  const far = (await view.pixels()).find("any");
  assert.ok(Math.abs(far.right - 0.667) < 0.05, JSON.stringify(far));
  // Black is nothing.
  await view.update({ key: "d", depthUnit: 0.001, depth: bin(depthPng(halvesOf(0, 2000))) });
  assert.ok((await view.pixels()).find("any").left > -0.05);
  await view.update({ key: "d", depth: null });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
  await view.update({ key: "d", depth: bin(depthPng(wall(2000)).subarray(0, 60)) });
  assert.match((await view.warnings()).join(), /PNG/);
});

test("lens, size of points, heights", async () => {
  await view.from(2, { ...CLOUD, depth: dataUrl(depthPng(wall(2000))) });
  const before = (await view.pixels()).find("any");
  await view.update({ key: "d", fov: 53.1301 });
  assert.ok(Math.abs((await view.pixels()).find("any").right - 0.25) < 0.05);
  await view.update({ key: "d", fov: 90, cx: 0, cy: 20 });
  const shifted = (await view.pixels()).find("any");
  assert.ok(shifted.left > -0.1 && shifted.right > 0.9 && shifted.bottom > -0.1, JSON.stringify(shifted));
  await view.update({ key: "d", cx: null, cy: null, pointSize: 1 });
  const dots = (await view.pixels()).count("any");
  assert.ok(dots < before.count / 4 && dots >= 300, `${dots}`);
  await view.update({ key: "d", screenSpaceSizing: false, pointSize: 0.2 });
  const metres = (await view.pixels()).count("any");
  assert.ok(metres > before.count * 0.8, `${metres}`);
  await view.update({ key: "d", pointSize: 0.1 });
  assert.ok((await view.pixels()).count("any") < metres * 0.5);
  await view.update({ key: "d", screenSpaceSizing: true, pointSize: 8, minY: 0 });
  assert.ok((await view.pixels()).find("any").bottom > -0.1);
  await view.update({ key: "d", minY: null, maxY: 0 });
  assert.ok((await view.pixels()).find("any").top < 0.1);
  await view.update({ key: "d", maxY: null, position: [0, 1, 0] });
  assert.ok((await view.pixels()).find("any").y > 0.2);
  assert.equal(await view.hit(0, 0.4), "d");
  assert.equal(await view.hit(0, -0.6), undefined);
  assert.deepEqual(await view.warnings(), []);
});

test("colours: of a picture, of a scale, of nothing", async () => {
  const image = new PNG({ width: 2, height: 2 });
  image.data.set([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]);
  await view.from(2, { ...CLOUD, depth: dataUrl(depthPng(halvesOf(2000, 4000))), depthMin: 2, depthMax: 4 });
  let pixels = await view.pixels();
  const [near = 0, nearGreen] = pixels.at(-0.25, 0);
  const [far = 0] = pixels.at(0.4, 0);
  assert.ok(near > 240 && nearGreen === near && far < 60, `${near} ${far}`);
  await view.update({ key: "d", rgb: dataUrl(new Uint8Array(PNG.sync.write(image))) });
  pixels = await view.pixels();
  assert.ok(pixels.find("red").x < 0 && pixels.find("red").y > 0 && pixels.find("green").x > 0 && pixels.find("blue").y < 0);

  await view.update({ key: "d", cmap: "jet" });
  pixels = await view.pixels();
  const ends = [pixels.at(-0.25, 0), pixels.at(0.4, 0)];
  assert.deepEqual(ends.map((rgb) => rgb.map((part) => Math.round(part / 16))), [[0, 0, 8], [8, 0, 0]]);
  await view.update({ key: "d", depthMax: 2 });
  assert.deepEqual((await view.pixels()).at(0.4, 0).map((part) => Math.round(part / 16)), [8, 0, 0]);
  for (const [cmap, first] of Object.entries({ turbo: [48, 18, 59], viridis: [68, 1, 84], inferno: [0, 0, 4] })) {
    await view.update({ key: "d", cmap, depthMin: 3, depthMax: 5 });
    const found = (await view.pixels()).at(-0.25, 0);
    assert.ok(found.every((part, i) => Math.abs(part - (first[i] ?? 0)) < 6), `${cmap} ${found}`);
  }

  // From the camera of the page, two metres further: 4 and 6 metres.
  await view.update({ key: "d", cmap: "jet", colorMode: "camZ", depthMin: 4, depthMax: 6 });
  const byZ = (await view.pixels()).at(-0.25, 0);
  assert.deepEqual(byZ.map((part) => Math.round(part / 16)), [0, 0, 8]);
  await view.update({ key: "d", colorMode: "camDist" });
  // In the corner it is farther than in the middle.
  pixels = await view.pixels();
  assert.ok((pixels.at(-0.45, 0.45)[2] ?? 0) > (pixels.at(-0.05, 0)[2] ?? 0) + 40);
  await view.update({ key: "d", colorMode: "localY", heightMin: -2, heightMax: 2 });
  pixels = await view.pixels();
  assert.ok((pixels.at(-0.25, -0.45)[2] ?? 0) > 100 && (pixels.at(-0.25, 0.45)[0] ?? 0) > 100);
  const local = pixels.at(-0.25, 0);
  await view.update({ key: "d", position: [0, -0.5, 0] });
  assert.deepEqual((await view.pixels()).at(-0.25, -0.125), local);
  // As a number: in the world.
  await view.update({ key: "d", colorMode: 4 });
  assert.notDeepEqual((await view.pixels()).at(-0.25, -0.125), local);
  await view.update({ key: "d", heightMin: -0.5, heightMax: -0.4, position: [0, -2, 0] });
  assert.ok(((await view.pixels()).at(-0.25, -0.6)[2] ?? 0) > 100);
  assert.deepEqual(await view.warnings(), []);
  await view.update({ key: "d", cmap: "sunset", colorMode: "smell" });
  const warnings = (await view.warnings()).join();
  assert.match(warnings, /cmap should be one of turbo, viridis, inferno, jet/);
});

test("a stream of pictures is written over itself", async () => {
  await view.from(2);
  await view.add({ ...CLOUD, tag: "InPlaceDepthPointCloud", data: bin(depthPng(wall(2000))) });
  const texture = () => view.of("d", "(d, vuer) => d.children[0].material.uniforms.depth.value.id");
  const id = await texture();
  const gpu = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.gpu());
  const before = await gpu();
  for (const depth of [1900, 1500, 1000]) {
    await view.update({ key: "d", data: bin(depthPng(wall(depth))) });
    assert.equal(await texture(), id);
  }
  assert.deepEqual(await gpu(), before);
  assert.ok(Math.abs((await view.pixels()).find("any").right - 1 / 3) < 0.06);
  await view.update({ key: "d", data: bin(depthPng(wall(1000, 30))) });
  assert.ok(Math.abs((await view.pixels()).find("any").right - 1 / 3) < 0.06);
  assert.equal((await gpu()).textures, before.textures);
  await view.update({ key: "d", data: null, depth: dataUrl(depthPng(wall(2000))) });
  assert.ok(Math.abs((await view.pixels()).find("any").right - 0.5) < 0.06);
  await view.remove("d");
  await view.loaded();
  assert.equal((await gpu()).textures, before.textures - 1);
});

test("what a provider says holds for its clouds", async () => {
  const url = dataUrl(depthPng(wall(2000)));
  const clouds = [-3, 3].map((x) => ({ ...CLOUD, fov: undefined, key: `d${x}`, position: [x, 0, 0], depth: url }));
  await view.from(4, { tag: "DepthPointCloudProvider", key: "p", vfov: 53.1301, strides: [1], distances: [], children: clouds });
  const texture = (/** @type {string} */ key) => view.of(key, "(d) => d.children[0].material.uniforms.depth.value.id");
  assert.equal(await texture("d-3"), await texture("d3"));
  const extent = async () => (await view.pixels()).find("any");
  let found = await extent();
  // Six metres away; walls two metres wide at ±3.
  assert.ok(Math.abs(found.right - 4 / 6) < 0.05, JSON.stringify(found));
  await view.update({ key: "p", vfov: 90 });
  assert.ok(Math.abs((await extent()).right - 5 / 6) < 0.05);
  await view.update({ key: "p", vfov: null, hfov: 53.1301 });
  assert.ok(Math.abs((await extent()).right - 4 / 6) < 0.05);
  await view.update({ key: "p", depthUnit: 0.002 });
  assert.ok(Math.abs((await extent()).right - 5 / 8) < 0.05);
  await view.update({ key: "p", depthUnit: null, depthOffset: 2 });
  assert.ok(Math.abs((await extent()).right - 5 / 8) < 0.05);
  await view.update({ key: "p", depthOffset: 0, invertDepth: true, depthUnit: 2 / 63535 });
  assert.ok(Math.abs((await extent()).right - 4 / 6) < 0.05);
  await view.update({ key: "p", invertDepth: false, depthUnit: null, cx: 0, cy: 0 });
  found = await extent();
  assert.ok(Math.abs(found.right - 5 / 6) < 0.05 && found.top < 0.05, JSON.stringify(found));
  await view.update({ key: "p", cx: null, cy: null, depthMin: 2.5 });
  assert.equal((await extent()).count, 0);
  await view.update({ key: "p", depthMin: null, depthMax: 1.5 });
  assert.equal((await extent()).count, 0);
  await view.update({ key: "p", depthMax: null, bake: { depthMax: 1.5 } });
  assert.equal((await extent()).count, 0);
  await view.update({ key: "p", bake: null });

  const drawn = () => view.of("d3", "(d) => d.children[0].geometry.drawRange.count");
  assert.equal((await extent()).count > 0 && (await drawn()), 400);
  await view.update({ key: "p", strides: [1, 4], distances: [4] });
  assert.equal((await extent()).count > 0 && (await drawn()), 25);
  await view.update({ key: "p", lod: { strides: [2], distances: [] } });
  assert.equal((await extent()).count > 0 && (await drawn()), 100);
  await view.update({ key: "p", lod: null, strides: [1], distances: [] });

  const depth = dataUrl(depthPng(halvesOf(2000, 3000)));
  await view.update({ key: "d3", depth });
  const all = (await extent()).count;
  await view.update({ key: "p", edgeFilter: true, edgeThreshold: 0.5 });
  const filtered = (await extent()).count;
  assert.ok(filtered < all, `${filtered} ${all}`);
  await view.update({ key: "p", edgeThreshold: 2 });
  assert.equal((await extent()).count, all);

  const calls = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.renderer.info.render.calls);
  await view.update({ key: "d3", position: [100, 0, 0] });
  const culled = await calls();
  await view.update({ key: "p", frustumCulling: false });
  assert.equal(await calls(), culled + 1);
  await view.update({ key: "p", frustumCulling: true, cullingMargin: 100 });
  assert.equal(await calls(), culled + 1);
  assert.deepEqual(await view.warnings(), []);
});
