/** A session of a headset as a whole: what it is asked for, entering and leaving, sleep, and the page afterwards. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { becomes, eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();

/** @type {Headset | undefined} */
let headset;
afterEach(async () => {
  if (!headset) return;
  const { watched } = headset;
  await headset.close();
  headset = undefined;
  assert.deepEqual(watched.foreign, [], "requests beyond the page's origin");
  assert.deepEqual(watched.violations, []);
  assert.deepEqual(watched.errors, []);
});

const BOX = { tag: "Box", key: "box", position: [0, 1, -2] };

/** @param {Headset} headset what the page is drawn with */
const pageOf = (headset) =>
  headset.page.evaluate(() => {
    const { viewer } = /** @type {any} */ (window).vuer;
    const { canvas, camera, renderer } = viewer;
    return { size: [canvas.width, canvas.height], camera: camera.matrixWorld.toArray(), fov: camera.fov, held: viewer.controlsHeld, alpha: renderer.getClearAlpha() };
  });

test("entering and leaving keep the session of the program, and the page is as it was", async () => {
  headset = await Headset.open(browser, stage);
  await stage.do({ op: "set", scene: { tag: "Scene", children: [BOX] } }, headset.watched);
  const before = await pageOf(headset);
  for (let round = 0; round < 2; round++) {
    await headset.enter();
    // Messages are applied with the headset's frames.
    await stage.do({ op: "update", nodes: [{ key: "box", position: [0, 1, -3 - round] }] }, headset.watched);
    await headset.frames(5);
    await headset.leave();
    assert.deepEqual(await pageOf(headset), before);
  }
  const { sessions } = await headset.watched.state();
  assert.equal(sessions, 1);
  assert.deepEqual(await headset.watched.warnings(), []);
});

test("only what the scene holds is asked for, and what it holds later is offered", async () => {
  headset = await Headset.open(browser, stage);
  const { watched, page } = headset;
  // The built-in scene has hands.
  await headset.enter();
  assert.ok((await headset.state()).enabled.includes("hand-tracking"));
  await headset.leave();
  await stage.do({ op: "set", scene: { tag: "Scene", children: [BOX], bgChildren: [] } }, watched);
  await headset.enter();
  assert.deepEqual((await headset.state()).enabled.filter((/** @type {string} */ name) => name.includes("-detection") || name.includes("tracking")), []);
  assert.deepEqual((await headset.state()).missing, []);
  await stage.do({ op: "add", nodes: [{ tag: "Hands", key: "hands" }], to: "bgChildren" }, watched);
  assert.deepEqual((await headset.state()).missing, ["hand-tracking"]);
  const notice = page.locator(".headset-notice");
  assert.match(await notice.innerText(), /The scene now wants hands/);
  // The emulator's picture covers the page.
  await notice.getByRole("button", { name: "Enter again" }).dispatchEvent("click");
  await eventually("the new session has hands", async () => (await headset?.state())?.enabled?.includes("hand-tracking"));
  assert.deepEqual((await headset.state()).missing, []);
  await becomes("the notice is gone", () => notice.isVisible(), false);
  assert.equal((await watched.state()).sessions, 1);
  assert.deepEqual(await watched.warnings(), []);
});

test("a headset that is taken off keeps socket and session, and goes on when it is put on again", async () => {
  headset = await Headset.open(browser, stage);
  const { watched } = headset;
  await stage.do({ op: "set", scene: { tag: "Scene", children: [BOX] } }, watched);
  await headset.enter();
  await headset.visibility("hidden");
  await becomes("the page knows", async () => (await headset?.state())?.visibility, "hidden");
  // Messages are applied although no frame comes.
  await stage.do({ op: "update", nodes: [{ key: "box", color: "#ff0000" }] }, watched);
  await headset.visibility("visible");
  await becomes("the page knows again", async () => (await headset?.state())?.visibility, "visible");
  await headset.frames(3);
  // The device's own menu ends it.
  await headset.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.xr.session.end());
  await becomes("the page is back", async () => (await headset?.state())?.phase, "out");
  assert.equal((await watched.state()).sessions, 1);
  await stage.hears(watched);
});

test("each eye sees what is for both and what is its own; a picture is that of where the head is", async () => {
  headset = await Headset.open(browser, stage);
  const basic = (/** @type {string} */ color) => ({ materialType: "basic", material: { color } });
  const scene = {
    tag: "Scene",
    background: "#000000",
    toneMapping: "none",
    bgChildren: [{ tag: "PerspectiveCamera", key: "camera", makeDefault: true, fov: 90, position: [0, 0, 50] }],
    children: [
      { tag: "Plane", key: "left", args: [1, 0.5], position: [0, 1.9, -2], layers: 1, ...basic("#ff0000") },
      { tag: "Plane", key: "right", args: [1, 0.5], position: [0, 1.9, -2], layers: 2, ...basic("#0000ff") },
      { tag: "Plane", key: "both", args: [1, 0.5], position: [0, 1.3, -2], ...basic("#00ff00") },
    ],
  };
  await stage.do({ op: "set", scene }, headset.watched);
  await headset.enter();
  await headset.head([0, 1.6, 0]);
  await headset.frames(2);
  const { left, right } = await headset.eyes();
  for (const [eye, own, other] of /** @type {[import("../harness/pixels.js").Pixels, "red" | "blue", "red" | "blue"][]} */ ([[left, "red", "blue"], [right, "blue", "red"]])) {
    assert.ok(eye.count(own) > 50 && eye.find(own).y > 0, `its own, ${own}`);
    assert.equal(eye.count(other), 0);
    assert.ok(eye.count("green") > 50 && eye.find("green").y < 0);
  }
  const { frame, width, height } = await stage.grab();
  assert.deepEqual([width, height], [800, 500]);
  const picture = await headset.page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(bitmap, 0, 0);
    return [0.42, 0.58].map((y) => [...context.getImageData(bitmap.width / 2, bitmap.height * y, 1, 1).data.slice(0, 3)]);
  }, frame.toString("base64"));
  const [upper = [], lower = []] = picture;
  assert.ok((upper[0] ?? 0) > 200 || (upper[2] ?? 0) > 200, `what one eye sees: ${upper}`);
  assert.ok((lower[1] ?? 0) > 200, `what both see: ${lower}`);
});
