/** Cameras: what the page sees through each, what they send, and pictures on request. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PNG } from "pngjs";

import { Canvas } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);

const BLACK = { tag: "BackgroundColor", key: "background", color: "black" };

/** A square of a colour that no light and no tone mapping changes. @param {string} key @param {string} color @param {number} size @param {number[]} position */
const square = (key, color, size, position) => ({
  tag: "Plane", key, args: [size, size], position, materialType: "basic", material: { color, toneMapped: false, side: 2 },
});

const camera = () => canvas.page.evaluate(() => {
  const { camera } = /** @type {any} */ (window).vuer.viewer;
  const { fov, near, far, zoom, left, right, top, bottom } = camera;
  return { key: camera.name, type: camera.type, position: camera.position.toArray(), fov, near, far, zoom, left, right, top, bottom };
});

test("OrthographicCamera: size does not change with distance", async () => {
  const view = { tag: "OrthographicCamera", key: "o", makeDefault: true, position: [0, 0, 5], left: -2, right: 2, top: 2, bottom: -2 };
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), view);
  await canvas.shows("half the view", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  await canvas.update({ key: "s", position: [0, 0, -50] });
  await canvas.shows("far away as well", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  await canvas.update({ key: "o", zoom: 1.6 });
  await canvas.shows("enlarged", [[0.7, 0.7], "red"], [[0.9, 0], "black"]);
  await canvas.update({ key: "o", zoom: 1, top: 1, bottom: -1 });
  await canvas.shows("less high, and so less wide", [[0.9, 0.9], "red"]);
  await canvas.update({ key: "o", top: 2, bottom: -2, cx: 0.25 });
  await canvas.shows("shifted to the right", [[0.9, 0], "red"], [[-0.4, 0], "black"]);
  await canvas.update({ key: "o", cx: 0, far: 20 });
  await canvas.shows("beyond its reach", [[0, 0], "black"]);
  await canvas.update({ key: "o", far: 100, position: [5, 0, 0], lookAt: [0, 0, -50] });
  await canvas.shows("looked at", [[0, 0], "red"]);
  await canvas.update({ key: "o", makeDefault: false });
  assert.equal((await camera()).key, "camera");
  assert.deepEqual(await canvas.warnings(), []);
});

test("SimplePerspectiveCamera and SimpleOrthographicCamera", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), { tag: "SimplePerspectiveCamera", key: "p", makeDefault: true, position: [0, 0, 2], fov: 90 });
  await canvas.shows("half the view", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  await canvas.update({ key: "p", fov: 50 });
  await canvas.shows("all of it", [[0.9, 0.9], "red"]);
  await canvas.update({ key: "p", fov: 90, zoom: 3, near: 0.5, far: 40 });
  const { zoom, near, far } = await camera();
  assert.deepEqual({ zoom, near, far }, { zoom: 3, near: 0.5, far: 40 });
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), { tag: "SimpleOrthographicCamera", key: "p", makeDefault: true, position: [0, 0, 2], zoom: 75 });
  await canvas.shows("75 pixels to a metre", [[0.45, 0.45], "red"], [[0.55, 0], "black"]);
  await canvas.update({ key: "p", zoom: 30 });
  await canvas.shows("30", [[0.15, 0.15], "red"], [[0.25, 0], "black"]);
});

test("Camera: in charge if it is told so, with a name and lines", async () => {
  const lines = () => canvas.page.evaluate(() => {
    let [visible, names] = [0, 0];
    /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("c").traverse((/** @type {any} */ object) => {
      if (object.isLineSegments && object.visible) visible++;
      if (object.isSprite) names++;
    });
    return { visible, names };
  });
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), { tag: "Camera", key: "c", position: [0, 0, 2], fov: 90 });
  assert.equal((await camera()).key, "camera");
  assert.deepEqual(await lines(), { visible: 0, names: 0 });
  await canvas.update({ key: "c", helper: true, label: "side" });
  await canvas.colors();
  assert.deepEqual(await lines(), { visible: 1, names: 1 });
  await canvas.update({ key: "c", helper: false, label: null });
  assert.deepEqual(await lines(), { visible: 0, names: 0 });
  await canvas.update({ key: "c", makeDefault: true });
  await canvas.shows("half the view", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  assert.deepEqual([(await camera()).key, (await camera()).far], ["c", 1000]);
  await canvas.update({ key: "c", type: "OrthographicCamera", zoom: 75 });
  await canvas.shows("75 pixels to a metre", [[0.45, 0.45], "red"], [[0.55, 0], "black"]);
  await canvas.update({ key: "c", type: null, zoom: 1, near: 3 });
  await canvas.shows("too near", [[0, 0], "black"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("SmoothCamera is in charge, from its own place", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 2, 0]), { tag: "SmoothCamera", key: "c" });
  const { key, position, fov, far } = await camera();
  assert.deepEqual({ key, position, fov, far }, { key: "c", position: [0, 2, 10], fov: 50, far: 100 });
  await canvas.shows("ahead", [[0, 0], "red"], [[0.5, 0], "black"]);
  await canvas.update({ key: "c", type: "Orthographic" });
  await canvas.shows("100 pixels to a metre", [[0.6, 0.6], "red"], [[0.7, 0], "black"]);
  await canvas.update({ key: "c", zoom: 50, position: [0, 1, 10] });
  await canvas.shows("50, from below", [[0, 0.6], "red"], [[0, -0.1], "black"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("FisheyeCamera: half of all directions on a disc", async () => {
  /** @param {string} key @param {string} color @param {number[]} position */
  const cube = (key, color, position) => ({ tag: "Box", key, args: [1, 1, 1], position, materialType: "basic", material: { color, toneMapped: false } });
  const fisheye = { tag: "FisheyeCamera", key: "eye", position: [0, 0, 5], rotation: [0, Math.PI, 0], renderSizeH: 200 };
  // It looks away from the page's camera: what is to its right is on the page's left.
  await canvas.set(BLACK, cube("ahead", "#ff0000", [0, 0, 10]), cube("right", "#0000ff", [-5, 0, 10]), cube("above", "#00ff00", [0, 5, 5.5]), cube("behind", "#ffffff", [0, 0, 0]), fisheye);
  const { image, width, height } = await grab("eye");
  assert.deepEqual([width, height, image.width, image.height], [200, 200, 200, 200]);
  assert.deepEqual(pixel(image, 0.5, 0.5), [255, 0, 0]);
  // At 45°, half of the way to the edge; and nearly at 90°.
  assert.deepEqual(pixel(image, 0.75, 0.5), [0, 0, 255]);
  assert.deepEqual(pixel(image, 0.5, 0.04), [0, 255, 0]);
  assert.deepEqual(pixel(image, 0.25, 0.5), [0, 0, 0]);
  for (let at = 0; at < image.data.length; at += 4) assert.notDeepEqual([...image.data.subarray(at, at + 3)], [255, 255, 255], "what is behind it is not in the picture");

  await canvas.update({ key: "eye", near: 8 });
  assert.deepEqual(pixel((await grab("eye")).image, 0.5, 0.5), [0, 0, 0]);
  await canvas.update({ key: "eye", near: 0.1, previewInOverlay: true });
  // The page looks along −z and sees nothing but what is behind; the disc is in the lower right corner.
  const page = (await grab("DEFAULT")).image;
  assert.ok(reds(page) > 10, "the disc is on the page");
  await canvas.update({ key: "eye", previewInOverlay: false, position: [0, 0, -3], rotation: [0, 0, 0], previewInScene: true, showFrustum: true });
  await canvas.update({ key: "ahead", position: [0, 0, -8] });
  await canvas.update({ key: "behind", visible: false });
  await canvas.shows("the dome is in front of what it shows, beside its lines", [[0.012, 0.012], "red"], [[0.05, 0], "black"]);
  await canvas.update({ key: "eye", previewDistance: 0.1 });
  await canvas.shows("a smaller one", [[0.045, 0.03], "red"], [[0.05, 0], "red"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("SceneCamera is in charge, from its own place", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), { tag: "SceneCamera", key: "c" });
  const { key, position, fov, far } = await camera();
  assert.deepEqual({ key, position, fov, far }, { key: "c", position: [0, 5, 10], fov: 60, far: 2000 });
  await canvas.shows("the origin", [[0, 0], "red"]);
  await canvas.update({ key: "c", lookAt: [0, 50, 0] });
  await canvas.shows("elsewhere", [[0, 0], "black"]);
  await canvas.update({ key: "c", position: [0, 0, 3], lookAt: [0, 0, 0] });
  await canvas.shows("from another place", [[0.5, 0.5], "red"]);
  await canvas.update({ key: "c", cx: 1 });
  await canvas.shows("its right half", [[-0.9, 0], "red"], [[0, 0], "black"]);
  await canvas.update({ key: "c", cx: 0, fov: 20, near: 1 });
  assert.deepEqual([(await camera()).fov, (await camera()).near], [20, 1]);
});

test("SceneCameraControl moves the camera by keys and mouse", async () => {
  const control = { tag: "SceneCameraControl", key: "k", smoothTime: 0 };
  await canvas.set(BLACK, { tag: "SceneCamera", key: "c", position: [0, 0, 3] }, control);
  const place = async () => (await camera()).position.map((/** @type {number} */ part) => Math.round(part * 10) / 10);
  /** @param {string} key */
  const press = async (key) => {
    const before = await place();
    await canvas.page.keyboard.down(key);
    const after = await eventually(`${key} moves it`, async () => (`${await place()}` === `${before}` ? undefined : place()));
    await canvas.page.keyboard.up(key);
    return after.map((/** @type {number} */ part, /** @type {number} */ axis) => Math.sign(part - (before[axis] ?? 0)));
  };
  assert.deepEqual(await press("w"), [0, 0, -1]);
  assert.deepEqual(await press("d"), [1, 0, 0]);
  assert.deepEqual(await press("e"), [0, 1, 0]);
  const [across] = await press("ArrowLeft");
  assert.equal(across, 1 * (across ?? 0));
  await canvas.update({ key: "k", enableKeyboard: false });
  const still = await place();
  await canvas.page.keyboard.down("w");
  await canvas.page.waitForTimeout(300);
  await canvas.page.keyboard.up("w");
  assert.deepEqual(await place(), still);
  const direction = () => canvas.page.evaluate(() => {
    const { camera } = /** @type {any} */ (window).vuer.viewer;
    return camera.quaternion.toArray();
  });
  const drag = async () => {
    const { mouse } = canvas.page;
    await mouse.move(150, 150);
    await mouse.down();
    await mouse.move(200, 160, { steps: 4 });
    await mouse.up();
  };
  await drag();
  await eventually("the mouse turns it about the point", async () => `${await place()}` !== `${still}`);
  await canvas.update({ key: "k", mode: "fly" });
  const [stands, looks] = [await place(), await direction()];
  await drag();
  await eventually("it looks around", async () => `${await direction()}` !== `${looks}`);
  assert.deepEqual(await place(), stands);
  await canvas.update({ key: "k", mode: "orbit", showPivot: true, pivotColor: "#00ff00", pivotSize: 1 });
  const pivot = await canvas.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.children.find((/** @type {any} */ child) => child.geometry?.type === "OctahedronGeometry").visible);
  assert.equal(pivot, true);
});

/** Asks for a picture as the server does; the pixels if it is a PNG. @param {string} key @param {Record<string, any>} [data] */
async function grab(key, data = {}) {
  const from = stage.child.reports.length;
  await canvas.inject({ etype: "GRAB_RENDER", key, rtype: "TAKEN", data: { format: "png", ...data } });
  const { value } = await stage.child.report((report) => report.event === "TAKEN", from);
  const bytes = Buffer.from(value.frame.base64, "base64");
  return { ...value, bytes, image: data.format === "jpeg" ? undefined : PNG.sync.read(bytes) };
}

/** @param {PNG} image @param {number} x @param {number} y */
const pixel = (image, x, y) => [...image.data.subarray(4 * (Math.floor(y * image.height) * image.width + Math.floor(x * image.width))).subarray(0, 3)];

/** How many pixels are of that colour. @param {PNG} image */
const reds = (image) => {
  let count = 0;
  for (let at = 0; at < image.data.length; at += 4) if ((image.data[at] ?? 0) > 200 && (image.data[at + 1] ?? 0) < 60) count++;
  return count;
};

test("a picture of any camera, and of the canvas, once each", async () => {
  const looker = { tag: "PerspectiveCamera", key: "side", useViewpoint: false, position: [0, 0, -4], rotation: [0, Math.PI, 0], fov: 90, aspect: 2, renderSizeH: 100, previewInOverlay: true };
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, -2]), square("t", "#0000ff", 0.5, [0, 0, -2.1]), looker);
  const taken = await grab("side");
  assert.deepEqual([taken.width, taken.height, taken.image.width, taken.image.height], [200, 100, 200, 100]);
  assert.deepEqual(pixel(taken.image, 0.5, 0.5), [0, 0, 255]);
  assert.deepEqual(pixel(taken.image, 0.6, 0.3), [255, 0, 0]);
  assert.deepEqual(pixel(taken.image, 0.1, 0.1), [0, 0, 0]);
  // Its own picture on the page is not in it again: just the square, less the smaller one before it.
  assert(Math.abs(reds(taken.image) - (50 * 50 - 13 * 13)) < 150, `${reds(taken.image)} red pixels`);
  const half = await grab("side", { downsample: 2, format: "jpeg", quality: 0.5 });
  assert.deepEqual([...half.bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert((await grab("side", { format: "jpeg", quality: 1 })).bytes.length > half.bytes.length);
  // The page looks away from all of it: what is red on it is the camera's picture, and that is there once.
  await canvas.update({ key: "camera", rotation: [0, Math.PI, 0] });
  const page = await grab("DEFAULT");
  assert.deepEqual([page.image.width, page.image.height], [300, 300]);
  assert(reds(page.image) > 1200 && reds(page.image) < 2200, `${reds(page.image)} red pixels on the page`);
  await canvas.update({ key: "side", previewInOverlay: false });
  assert.equal(reds((await grab("DEFAULT")).image), 0);
});

test("CameraPreviewThumbs places the pictures, CameraPreviewOverlay shows one large", async () => {
  const thumb = () => canvas.page.locator(".camera-thumb");
  const frame = canvas.page.locator(".camera-frame");
  /** @param {string} key @param {number} turn */
  const eye = (key, turn) => ({ tag: "PerspectiveCamera", key, useViewpoint: false, rotation: [0, turn, 0], fov: 90, aspect: 1, renderSizeH: 100, previewInOverlay: true });
  await canvas.set(
    BLACK,
    square("s", "#ff0000", 4, [-3, 0, 0]),
    square("t", "#00ff00", 4, [3, 0, 0]),
    eye("east", -Math.PI / 2),
    eye("west", Math.PI / 2),
    { tag: "CameraPreviewThumbs", key: "thumbs", previewHeight: 60, gap: 30, margin: 30 },
    { tag: "CameraPreviewOverlay", key: "overlay", margin: 0.1 },
  );
  await canvas.update({ key: "s", rotation: [0, Math.PI / 2, 0] });
  await canvas.update({ key: "t", rotation: [0, Math.PI / 2, 0] });
  // 30 pixels from the edges of 300, 60 wide, 30 apart: the first from −0.8 to −0.4, the second from −0.2 to 0.2.
  await canvas.shows("side by side, in the lower left corner", [[-0.6, -0.6], "green"], [[-0.3, -0.6], "black"], [[0, -0.6], "red"], [[-0.9, -0.9], "black"], [[-0.6, -0.3], "black"]);
  assert.deepEqual(await thumb().allTextContents(), ["east", "west"]);
  await canvas.update({ key: "thumbs", position: "top-right", gap: 0, showLabels: false });
  await canvas.shows("in another corner", [[0.6, 0.6], "green"], [[0.3, 0.6], "red"], [[-0.6, -0.6], "black"]);
  assert.deepEqual(await thumb().allTextContents(), ["", ""]);
  assert.equal(await frame.isVisible(), false);

  const from = stage.child.reports.length;
  await thumb().nth(1).click();
  // The square is two thirds of the picture.
  await canvas.shows("large", [[0.5, 0.5], "red"], [[-0.5, -0.5], "red"], [[0.6, 0.6], "black"]);
  await frame.waitFor();
  assert.equal(await frame.locator(".camera-frame-label").textContent(), "west");
  assert.equal(await thumb().count(), 0);
  await canvas.update({ key: "overlay", margin: 0.3, showLabel: false, showCornerBrackets: false, centerFocusColor: "#0000ff" });
  await canvas.shows("less large", [[0.23, 0.23], "red"], [[0.3, 0.3], "black"]);
  const look = await frame.evaluate((frame) => {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (frame.querySelector(`.camera-frame-${name}`));
    return [part("label").hidden, part("brackets").hidden, part("focus").hidden, part("focus").style.color];
  });
  assert.deepEqual(look, [true, true, false, "rgb(0, 0, 255)"]);
  await canvas.page.keyboard.press("Escape");
  await canvas.shows("small again", [[0.3, 0.6], "red"], [[0, 0], "black"]);
  await thumb().nth(0).click();
  await canvas.shows("the other one", [[0, 0.2], "green"]);
  await frame.getByLabel("Back to the scene").click();
  await canvas.shows("small again", [[0.3, 0.6], "red"], [[0, 0], "black"]);
  // Clicks on them are no clicks on the scene.
  assert.deepEqual(stage.child.reports.slice(from).filter(({ event }) => event === "ON_CLICK"), []);

  await canvas.remove("thumbs", "overlay");
  assert.deepEqual([await thumb().count(), await frame.count()], [0, 0]);
  await canvas.shows("where they are without", [[0.1, -0.7], "green"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("ViewportHud draws what it holds over a rectangle of the page", async () => {
  const hud = { tag: "ViewportHud", key: "hud", left: 30, top: 30, width: 120, height: 60, children: [square("inner", "#00ff00", 50, [0, 0, -2])] };
  await canvas.set(BLACK, square("s", "#ff0000", 50, [0, 0, -1]), hud);
  const [inside, beside] = [[-0.5, 0.7], [0.5, 0.7]];
  /** @type {(place: any, color: string) => [[number, number], string]} */
  const at = (place, color) => [place, color];
  await canvas.shows("though it is farther away", at(inside, "green"), at(beside, "red"), at([-0.5, 0.3], "red"), at([-0.9, 0.7], "red"));
  await canvas.update({ key: "inner", args: [1, 1] });
  await canvas.shows("what it leaves open is the scene's", at([-0.4, 0.6], "green"), at([-0.7, 0.7], "red"));
  await canvas.update({ key: "inner", args: [50, 50] });
  await canvas.update({ key: "hud", left: null, right: 0 });
  await canvas.shows("at the right", at(inside, "red"), at(beside, "green"));
  await canvas.update({ key: "hud", top: null, height: null, bottom: 150 });
  await canvas.shows("from the middle to the upper edge", at([0.5, 0.95], "green"), at([0.5, 0.1], "green"), at([0.5, -0.1], "red"));
  await canvas.inject({ etype: "ADD", data: { nodes: [{ tag: "ViewportHud", key: "second", renderPriority: 2, children: [square("over", "#0000ff", 50, [0, 0, -3])] }] } });
  await canvas.shows("all of the page, after the other", at(inside, "blue"), at(beside, "blue"));
  await canvas.update({ key: "second", renderPriority: 0 });
  await canvas.shows("before the other", at(inside, "blue"), at(beside, "green"));
  await canvas.update({ key: "second", visible: false });
  await canvas.update({ key: "hud", hide: true });
  await canvas.shows("neither", at(inside, "red"), at(beside, "red"));
  await canvas.update({ key: "hud", hide: false });
  await canvas.remove("hud", "second");
  await canvas.shows("none", at(beside, "red"));
  assert.deepEqual(await canvas.warnings(), []);
});

test("Hud draws what it holds over the whole page", async () => {
  const hud = { tag: "Hud", key: "hud", children: [square("inner", "#00ff00", 1, [0, 0, -2])] };
  await canvas.set(BLACK, square("s", "#ff0000", 50, [0, 0, -1]), hud);
  await canvas.shows("though it is farther away, and nothing of it elsewhere", [[0, 0], "green"], [[0.9, 0.9], "red"]);
  await canvas.add({ tag: "Hud", key: "second", renderPriority: 2, children: [square("over", "#0000ff", 50, [0, 0, -3])] });
  await canvas.shows("after the other", [[0, 0], "blue"], [[0.9, 0.9], "blue"]);
  await canvas.update({ key: "second", renderPriority: 0 });
  await canvas.shows("before the other", [[0, 0], "green"], [[0.9, 0.9], "blue"]);
  await canvas.update({ key: "hud", visible: false });
  await canvas.shows("without it", [[0, 0], "blue"]);
  await canvas.update({ key: "second", hide: true });
  await canvas.shows("neither", [[0, 0], "red"]);
  await canvas.update({ key: "hud", visible: true });
  await canvas.shows("again", [[0, 0], "green"]);
  await canvas.remove("hud", "second");
  await canvas.shows("none", [[0, 0], "red"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("CameraView sends pictures, by the clock and when asked", async () => {
  const view = { tag: "CameraView", key: "ego", position: [0, 0, 0], fov: 90, width: 200, height: 100, far: 10, near: 1, monitor: false, movable: false, showFrustum: false };
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, -2]), view);
  const taken = await grab("ego", { downsample: 1 });
  assert.deepEqual([taken.width, taken.height, taken.image.width, taken.depthFrame], [200, 100, 200, undefined]);
  assert(Math.abs(reds(taken.image) - 50 * 50) < 150, `${reds(taken.image)} red pixels`);
  assert.equal((await grab("ego")).image.width, 100);
  await canvas.update({ key: "ego", downsample: 4, renderDepth: true, stream: "ondemand" });
  const deep = await grab("ego");
  assert.equal(deep.image.width, 50);
  const depth = PNG.sync.read(Buffer.from(deep.depthFrame.base64, "base64"));
  // Two metres, between one (white) and ten (black).
  const [grey = 0] = pixel(depth, 0.5, 0.5);
  assert(Math.abs(grey - 255 * (8 / 9)) < 6, `${grey}`);
  assert.deepEqual(pixel(depth, 0.05, 0.05), [0, 0, 0]);
  // By the clock, though nothing on the page changes.
  const from = stage.child.reports.length;
  await canvas.update({ key: "ego", stream: "frame", fps: 20, renderDepth: false, quality: 0.5 });
  await stage.child.report((report) => report.event === "CAMERA_VIEW" && report.key === "ego", from);
  const second = await stage.child.report((report) => report.event === "CAMERA_VIEW" && report.value.delta > 0, from);
  const { width, height, frame, dpr } = second.value;
  assert.deepEqual([width, height, dpr], [200, 100, 1]);
  assert.equal(Buffer.from(frame.base64, "base64").readUInt16BE(0), 0xffd8);
  await canvas.update({ key: "ego", stream: null });
  const sent = () => stage.child.reports.filter((report) => report.event === "CAMERA_VIEW").length;
  await eventually("no more come", async () => {
    const before = sent();
    await canvas.page.waitForTimeout(500);
    return sent() === before;
  });
});

test("CameraView: without perspective, on the page, and leading the page's camera", async () => {
  const view = { tag: "CameraView", key: "ego", ctype: "orthographic", width: 100, height: 100, downsample: 1, movable: false, showFrustum: false, monitor: false };
  await canvas.set(BLACK, square("s", "#ff0000", 1, [0, 0, -5]), view);
  assert(Math.abs(reds((await grab("ego")).image) - 50 * 50) < 150);
  await canvas.update({ key: "ego", top: 0.5, bottom: -0.5, left: -0.5, right: 0.5 });
  assert(reds((await grab("ego")).image) > 9_000);
  await canvas.update({ key: "ego", ctype: "perspective", fov: 10 });
  assert(reds((await grab("ego")).image) > 9_000);
  await canvas.update({ key: "ego", monitor: true, origin: "top-right" });
  await canvas.shows("its picture in the corner", [[0.8, 0.8], "red"], [[-0.8, 0.8], "black"]);
  await canvas.update({ key: "ego", origin: "top-left" });
  await canvas.shows("in another corner", [[0.8, 0.8], "black"], [[-0.8, 0.8], "red"]);
  await canvas.update({ key: "ego", bindToMainCamera: true, position: [0, 0, -4] });
  await canvas.shows("the page sees it as near", [[0.05, 0], "red"]);
  assert.deepEqual((await camera()).position, [0, 0, -4]);
});

test("CameraView is moved by hand, and tells where it is", async () => {
  await canvas.set(BLACK, { tag: "CameraView", key: "ego", position: [0, 0, -3], monitor: false, movableScale: 2 });
  // Another test has led it away.
  await canvas.update({ key: "camera", position: [0, 0, 0] });
  const from = stage.child.reports.length;
  const { mouse } = canvas.page;
  // Along the arrow that points to the right.
  await mouse.move(185, 150);
  const cursor = () => canvas.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.canvas.style.cursor);
  await eventually("the arrow is under the pointer", async () => (await cursor()) === "grab");
  await mouse.down();
  await mouse.move(230, 150, { steps: 5 });
  await mouse.up();
  const { key, value } = await stage.child.report((report) => report.event === "CAMERA_MOVE" && report.key === "ego", from);
  assert.equal(key, "ego");
  assert.equal(value.matrix.length, 16);
});

test("CAMERA_VIEW_UPDATE moves the page's camera", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, -20]));
  await canvas.inject({ etype: "CAMERA_VIEW_UPDATE", data: { position: [0, 0, -18], rotation: [0, 0, 0] } });
  await canvas.shows("near", [[0.4, 0.4], "red"]);
  await canvas.inject({ etype: "CAMERA_VIEW_UPDATE", data: { matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } });
  await canvas.shows("far", [[0.2, 0.2], "black"], [[0, 0], "red"]);
});

test("pictures come while no frames do, and while the page is hidden", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, -2]), { tag: "CameraView", key: "ego", fov: 90, monitor: false, downsample: 1, width: 100, height: 100 });
  // As in a tab in the background: no frame ever comes, and the page says that it is hidden.
  await canvas.page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    Object.defineProperty(document, "hidden", { value: true });
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await stage.do({ op: "upsert", nodes: [{ tag: "Plane", key: "s", material: { color: "#00ff00", toneMapped: false, side: 2 } }] });
  /** @param {string} key */
  const middle = async (key) => pixel((await grab(key)).image, 0.5, 0.5);
  await eventually("the page shows the change", async () => `${await middle("DEFAULT")}` === "0,255,0");
  assert.deepEqual(await middle("ego"), [0, 255, 0]);
  const { frame } = await stage.grab();
  assert.equal(frame.readUInt16BE(0), 0xffd8);
  const from = stage.child.reports.length;
  await canvas.update({ key: "ego", stream: "frame" });
  await stage.child.report((report) => report.event === "CAMERA_VIEW", from);
});
