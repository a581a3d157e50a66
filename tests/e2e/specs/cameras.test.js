/** Cameras: what the page sees through each, and what moves them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { BLACK, cameraOf, grabber, pixel, reds, square } from "../harness/cameras.js";
import { Canvas } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);
const grab = grabber(canvas, stage);

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
  assert.equal((await cameraOf(canvas)).key, "camera");
  assert.deepEqual(await canvas.warnings(), []);
});

test("SimplePerspectiveCamera and SimpleOrthographicCamera", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, 0]), { tag: "SimplePerspectiveCamera", key: "p", makeDefault: true, position: [0, 0, 2], fov: 90 });
  await canvas.shows("half the view", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  await canvas.update({ key: "p", fov: 50 });
  await canvas.shows("all of it", [[0.9, 0.9], "red"]);
  await canvas.update({ key: "p", fov: 90, zoom: 3, near: 0.5, far: 40 });
  const { zoom, near, far } = await cameraOf(canvas);
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
  assert.equal((await cameraOf(canvas)).key, "camera");
  assert.deepEqual(await lines(), { visible: 0, names: 0 });
  await canvas.update({ key: "c", helper: true, label: "side" });
  await canvas.colors();
  assert.deepEqual(await lines(), { visible: 1, names: 1 });
  await canvas.update({ key: "c", helper: false, label: null });
  assert.deepEqual(await lines(), { visible: 0, names: 0 });
  await canvas.update({ key: "c", makeDefault: true });
  await canvas.shows("half the view", [[0.4, 0.4], "red"], [[0.6, 0], "black"]);
  assert.deepEqual([(await cameraOf(canvas)).key, (await cameraOf(canvas)).far], ["c", 1000]);
  await canvas.update({ key: "c", type: "OrthographicCamera", zoom: 75 });
  await canvas.shows("75 pixels to a metre", [[0.45, 0.45], "red"], [[0.55, 0], "black"]);
  await canvas.update({ key: "c", type: null, zoom: 1, near: 3 });
  await canvas.shows("too near", [[0, 0], "black"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("SmoothCamera is in charge, from its own place", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 2, 0]), { tag: "SmoothCamera", key: "c" });
  const { key, position, fov, far } = await cameraOf(canvas);
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
  const { key, position, fov, far } = await cameraOf(canvas);
  assert.deepEqual({ key, position, fov, far }, { key: "c", position: [0, 5, 10], fov: 60, far: 2000 });
  await canvas.shows("the origin", [[0, 0], "red"]);
  await canvas.update({ key: "c", lookAt: [0, 50, 0] });
  await canvas.shows("elsewhere", [[0, 0], "black"]);
  await canvas.update({ key: "c", position: [0, 0, 3], lookAt: [0, 0, 0] });
  await canvas.shows("from another place", [[0.5, 0.5], "red"]);
  await canvas.update({ key: "c", cx: 1 });
  await canvas.shows("its right half", [[-0.9, 0], "red"], [[0, 0], "black"]);
  await canvas.update({ key: "c", cx: 0, fov: 20, near: 1 });
  assert.deepEqual([(await cameraOf(canvas)).fov, (await cameraOf(canvas)).near], [20, 1]);
});

test("SceneCameraControl moves the camera by keys and mouse", async () => {
  const control = { tag: "SceneCameraControl", key: "k", smoothTime: 0 };
  await canvas.set(BLACK, { tag: "SceneCamera", key: "c", position: [0, 0, 3] }, control);
  const place = async () => (await cameraOf(canvas)).position.map((/** @type {number} */ part) => Math.round(part * 10) / 10);
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

test("CAMERA_VIEW_UPDATE moves the page's camera", async () => {
  await canvas.set(BLACK, square("s", "#ff0000", 2, [0, 0, -20]));
  await canvas.inject({ etype: "CAMERA_VIEW_UPDATE", data: { position: [0, 0, -18], rotation: [0, 0, 0] } });
  await canvas.shows("near", [[0.4, 0.4], "red"]);
  await canvas.inject({ etype: "CAMERA_VIEW_UPDATE", data: { matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } });
  await canvas.shows("far", [[0.2, 0.2], "black"], [[0, 0], "red"]);
});
