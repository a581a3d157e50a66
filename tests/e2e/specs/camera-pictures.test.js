/** What cameras show while the page is seen through another one, what they send, and pictures on request. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PNG } from "pngjs";

import { BLACK, cameraOf, grabber, pixel, reds, square } from "../harness/cameras.js";
import { Canvas } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);
const grab = grabber(canvas, stage);

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
  assert.deepEqual((await cameraOf(canvas)).position, [0, 0, -4]);
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
