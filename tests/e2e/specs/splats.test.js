/** Gaussian splats from files of every format, and how they are drawn. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { gzipSync } from "node:zlib";

import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => {
  assert.deepEqual(view.watched.errors, []);
  assert.deepEqual(view.watched.violations, []);
  assert.deepEqual(view.watched.foreign, []);
});

/** @typedef {{place: number[], size: number, color: number[]}} Ball */

/** Red above, blue below; in a file, y points down. @type {Ball[]} */
const BALLS = [
  { place: [0, -0.7, 0], size: 0.12, color: [255, 0, 0] },
  { place: [0, 0.7, 0], size: 0.12, color: [0, 0, 255] },
];

/** 32 bytes a splat: place, size, colour with opacity, rotation w x y z. @param {Ball[]} balls */
function splatFile(balls) {
  const file = Buffer.alloc(32 * balls.length);
  balls.forEach(({ place, size, color }, i) => {
    [...place, size, size, size].forEach((number, k) => file.writeFloatLE(number, 32 * i + 4 * k));
    file.set([...color, 255, 255, 128, 128, 128], 32 * i + 24);
  });
  return file;
}

/** Spherical harmonics of degree 0, by which colours are written. */
const SH0 = 0.28209479177387814;

/** As programs that reconstruct scenes write it. @param {Ball[]} balls */
function plyFile(balls) {
  const names = ["x", "y", "z", "f_dc_0", "f_dc_1", "f_dc_2", "opacity", "scale_0", "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"];
  const header = `ply\nformat binary_little_endian 1.0\nelement vertex ${balls.length}\n${names.map((name) => `property float ${name}\n`).join("")}end_header\n`;
  const numbers = balls.flatMap(({ place, size, color }) => [
    ...place,
    ...color.map((part) => (part / 255 - 0.5) / SH0),
    8,
    ...[size, size, size].map(Math.log),
    1,
    0,
    0,
    0,
  ]);
  return Buffer.concat([Buffer.from(header), Buffer.from(new Float32Array(numbers).buffer)]);
}

/** Version 2 of the format, gzipped: all places, then all opacities, colours, sizes, rotations. @param {Ball[]} balls */
function spzFile(balls) {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(0x5053474e, 0);
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(balls.length, 8);
  // No harmonics beyond the colour, 12 bits behind the point.
  header.set([0, 12, 0, 0], 12);
  const places = balls.flatMap(({ place }) => place.flatMap((number) => {
    const fixed = Math.round(number * 4096) & 0xffffff;
    return [fixed & 255, (fixed >> 8) & 255, fixed >> 16];
  }));
  const colors = balls.flatMap(({ color }) => color.map((part) => Math.max(0, Math.min(255, Math.round(((part / 255 - 0.5) / SH0) * 0.15 * 255 + 127.5)))));
  const sizes = balls.flatMap(({ size }) => [size, size, size].map((number) => Math.round((Math.log(number) + 10) * 16)));
  return gzipSync(Buffer.concat([header, Buffer.from([...places, ...balls.map(() => 255), ...colors, ...sizes, ...balls.flatMap(() => [128, 128, 128])])]));
}

/** Version 0.1, not compressed: header, one section, then each splat in full. @param {Ball[]} balls */
function ksplatFile(balls) {
  const header = Buffer.alloc(4096);
  header.set([0, 1], 0);
  header.writeUInt32LE(1, 4);
  header.writeUInt32LE(1, 8);
  header.writeUInt32LE(balls.length, 12);
  header.writeUInt32LE(balls.length, 16);
  const section = Buffer.alloc(1024);
  section.writeUInt32LE(balls.length, 0);
  section.writeUInt32LE(balls.length, 4);
  const splats = Buffer.alloc(44 * balls.length);
  balls.forEach(({ place, size, color }, i) => {
    [...place, size, size, size, 1, 0, 0, 0].forEach((number, k) => splats.writeFloatLE(number, 44 * i + 4 * k));
    splats.set([...color, 255], 44 * i + 40);
  });
  return Buffer.concat([header, section, splats]);
}

/** @param {Uint8Array} bytes */
const url = (bytes) => `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`;

const FILES = { splat: splatFile(BALLS), ply: plyFile(BALLS), spz: spzFile(BALLS), ksplat: ksplatFile(BALLS) };

/** Draws until a check of the pixels passes: splats are sorted on another thread. @param {string} what @param {(pixels: import("../harness/pixels.js").Pixels) => unknown} check */
async function until(what, check) {
  let pixels = await view.pixels();
  try {
    await eventually(what, async () => {
      pixels = await view.pixels();
      return check(pixels);
    });
  } catch (error) {
    assert.fail(`${error}: red ${JSON.stringify(pixels.find("red"))} blue ${JSON.stringify(pixels.find("blue"))}; ${await view.warnings()}`);
  }
  return pixels;
}

/** @param {import("../harness/pixels.js").Pixels} pixels */
const redAbove = (pixels) => pixels.count("red") > 200 && pixels.count("blue") > 200 && pixels.find("red").y > 0.2 && pixels.find("blue").y < -0.2;
/** @param {import("../harness/pixels.js").Pixels} pixels */
const redBelow = (pixels) => pixels.count("red") > 200 && pixels.count("blue") > 200 && pixels.find("red").y < -0.2;

for (const [fileType, file] of Object.entries(FILES)) {
  test(`a .${fileType} file`, async () => {
    await view.from(2, { tag: "Splat", key: "s", src: url(file), fileType });
    await until(fileType, redAbove);
    assert.deepEqual(await view.warnings(), []);
  });
}

test("props of a Splat", async () => {
  await view.from(2, { tag: "Splat", key: "s", src: url(FILES.splat) });
  await until("found by its bytes", redAbove);
  await view.update({ key: "s", flipCoords: false });
  await until("as it is in the file", redBelow);
  await view.update({ key: "s", flipCoords: true, position: [1, 0, 0] });
  await until("moved", (pixels) => redAbove(pixels) && pixels.find("red").x > 0.3);
  const [full = 0] = (await view.pixels()).at(0.5, 0.35);
  await view.update({ key: "s", opacity: 0.3 });
  await until("fainter", (pixels) => (pixels.at(0.5, 0.35)[0] ?? 0) < full * 0.7 && (pixels.at(0.5, 0.35)[0] ?? 0) > 0);
  await view.update({ key: "s", opacity: 1, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 1] });
  await until("by a matrix", (pixels) => redAbove(pixels) && pixels.find("red").x < -0.3);
  await view.update({ key: "s", src: url(splatFile([{ place: [0, 0, 0], size: 0.2, color: [0, 255, 0] }])) });
  await until("another file", (pixels) => pixels.count("green") > 200 && pixels.count("red") === 0);
  await view.update({ key: "s", visible: false });
  await until("hidden", (pixels) => pixels.count("any") === 0);
  await view.update({ key: "s", visible: true, src: null });
  await until("no file", (pixels) => pixels.count("any") === 0);
  assert.deepEqual(await view.warnings(), []);
});

test("files as they are under the other tags", async () => {
  for (const tag of ["SparkSplats", "Splats", "LumaSplats"]) {
    await view.from(2, { tag, key: "s", src: url(FILES.splat) });
    await until(tag, redBelow);
  }
  await view.from(2, { tag: "VuerSplat", key: "s", src: url(FILES.splat) });
  await until("VuerSplat", redAbove);
});

test("how splats are drawn", async () => {
  await view.from(2, { tag: "Splat", key: "s", src: url(FILES.splat) }, { tag: "SparkRenderer", key: "r" });
  const { red: before } = await until("as it is", redAbove).then((pixels) => ({ red: pixels.count("red") }));
  await view.update({ key: "r", maxStdDev: 1 });
  await until("cut off", (pixels) => pixels.count("red") > 20 && pixels.count("red") < before * 0.8);
  await view.update({ key: "r", maxStdDev: null, falloff: 0 });
  await until("flat", (pixels) => pixels.count("red") > before * 1.1);
  await view.update({ key: "r", falloff: null, maxPixelRadius: 5 });
  await until("small", (pixels) => pixels.count("red") < before * 0.5);
  await view.update({ key: "r", maxPixelRadius: null, minPixelRadius: 500 });
  await until("left out", (pixels) => pixels.count("any") === 0);
  await view.update({ key: "r", minPixelRadius: null, preBlurAmount: 200 });
  await until("blurred", (pixels) => pixels.count("red") > before * 1.1);
  await view.update({ key: "r", preBlurAmount: null, minAlpha: 0.7 });
  await until("without its edge", (pixels) => pixels.count("red") < before * 0.8 && pixels.count("red") > 20);
  await view.update({ key: "r", minAlpha: null, blurAmount: 100, focalAdjustment: 2, sortRadial: false });
  const settings = () =>
    view.page.evaluate(() => {
      const renderer = /** @type {any} */ (window).vuer.viewer.scene.children.find((/** @type {any} */ child) => "blurAmount" in child);
      return [renderer.blurAmount, renderer.focalAdjustment, renderer.sortRadial];
    });
  assert.deepEqual(await settings(), [100, 2, false]);
  await view.remove("r");
  assert.deepEqual(await settings(), [0.3, 1, true]);
  assert.deepEqual(await view.warnings(), []);
});

test("a file that is none says so, and a page that stands still is not drawn", async () => {
  await view.from(2, { tag: "Splat", key: "s", src: url(Buffer.from("no splats")) });
  assert.match((await view.warnings()).join(), /no file of splats/);
  await view.from(2, { tag: "Splat", key: "s", src: url(Buffer.from("ply\nformat nonsense")) });
  assert.match((await view.warnings()).join(), /\.ply file could not be read/);
  view.watched.errors.length = 0;
  await view.from(2, { tag: "Splat", key: "s", src: url(FILES.splat), fileType: "obj" });
  assert.match((await view.warnings()).join(), /fileType should be one of/);
  await view.from(2, { tag: "Splat", key: "s", src: url(FILES.splat) });
  await until("drawn", redAbove);
  let frames = -1;
  await eventually("half a second without a frame", async () => {
    const before = frames;
    await new Promise((resolve) => setTimeout(resolve, 500));
    ({ frames } = await view.watched.state());
    return frames === before;
  });
});

/** Where a sorting can be when the node goes: a function that the page calls with the program's renderer. */
const STEPS = {
  "before the GPU is asked": (/** @type {any} */ { sorting, readback32, orderingTexture }) => sorting && readback32.length === 0 && !orderingTexture,
  "while the GPU answers": (/** @type {any} */ { sorting, readback32, sortWorker }) => sorting && readback32.length > 0 && !sortWorker,
  "while its thread sorts": (/** @type {any} */ { sortWorker }) => sortWorker && Object.keys(sortWorker.messages).length > 0,
};

/** In the page: adds a node and removes it at that step, or when it has loaded. @param {unknown} node @param {(renderer: any) => unknown} isThere */
async function goWhen(node, isThere) {
  const { vuer } = /** @type {any} */ (window);
  vuer.inject([{ etype: "ADD", data: { nodes: [node] } }]);
  let found;
  do {
    await new Promise((resolve) => setTimeout(resolve));
    const renderer = vuer.viewer.scene.children.find((/** @type {any} */ child) => "blurAmount" in child);
    found = renderer && isThere(renderer);
  } while (!found && vuer.state().loading > 0);
  vuer.inject([{ etype: "REMOVE", data: { keys: ["s"] } }]);
  return Boolean(found);
}

for (const [step, isThere] of Object.entries(STEPS)) {
  test(`what goes ${step} leaves nothing`, async () => {
    await view.from(2, { tag: "Box", key: "box" });
    const node = { tag: "Splat", key: "s", src: url(FILES.splat) };
    // The reader's threads stay, and so does the pass that writes splats into a texture.
    await view.add(node);
    await view.remove("s");
    const gpu = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.gpu());
    const before = { ...(await gpu()), threads: view.page.workers().length };
    // A step may pass between two looks. As an expression: the page's policy lets nothing evaluate text.
    await eventually(step, () => view.page.evaluate(`(${goWhen})(${JSON.stringify(node)}, ${isThere})`));
    await view.loaded();
    assert.deepEqual(await gpu(), { geometries: before.geometries, textures: before.textures, programs: before.programs });
    await eventually("its threads have ended", () => view.page.workers().length === before.threads);
    assert.deepEqual(await view.warnings(), []);
  });
}
