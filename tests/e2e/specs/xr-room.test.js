/** What a headset sees of the room, and what each eye sees of the scene. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, test } from "node:test";

import { pngUrl } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { ROOT } from "../harness/paths.js";
import { readPixels } from "../harness/pixels.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp(["--root", join(ROOT, "tests/e2e/assets")]);

/** @type {Headset | undefined} */
let opened;
afterEach(async () => {
  if (!opened) return;
  const { watched } = opened;
  await opened.close();
  opened = undefined;
  assert.deepEqual(watched.foreign, []);
  assert.deepEqual(watched.errors, []);
});

const BLACK = { tag: "BackgroundColor", key: "background", color: "black" };

/** @param {{room?: boolean, mode?: "vr" | "pass-through"}} options @param {Record<string, any>[]} nodes */
async function enter({ room = false, mode = "vr" }, ...nodes) {
  opened = await Headset.open(browser, stage, "", { room });
  await stage.do({ op: "set", scene: { tag: "Scene", toneMapping: "none", bgChildren: nodes, children: [] } }, opened.watched);
  await opened.enter(mode);
  await opened.head([0, 1.6, 0]);
  await opened.frames(3);
  return opened;
}

test("WebXRMesh tells the room once, again when it changes, and when it is asked", async () => {
  const from = stage.child.reports.length;
  const headset = await enter({ room: true, mode: "pass-through" }, { tag: "WebXRMesh", key: "room" });
  const { key, value } = await stage.event("WEBXR_MESH_UPDATE", from);
  const { meshes } = /** @type {{meshes: Record<string, any>[]}} */ (value);
  assert.equal(key, "room");
  assert.equal(meshes.length, 4);
  for (const { vertices, indices, matrix } of meshes) {
    assert.equal(matrix.length, 16);
    assert.ok(vertices.length > 0 && vertices.length % 3 === 0 && indices.length % 3 === 0);
    assert.ok(indices.every((/** @type {number} */ index) => index < vertices.length / 3));
  }
  assert.ok(meshes.some(({ semanticLabel }) => semanticLabel === "global mesh"), `${meshes.map(({ semanticLabel }) => semanticLabel)}`);
  const drawn = () => headset.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.xr.origin.children.flatMap((/** @type {any} */ child) => child.children).filter((/** @type {any} */ { isMesh }) => isMesh).length);
  assert.equal(await drawn(), 8);
  await headset.frames(10);
  await stage.hears(headset.watched);
  const updates = () => stage.child.reports.slice(from).filter(({ event }) => event === "WEBXR_MESH_UPDATE").length;
  assert.equal(updates(), 1);
  // The program asks, by its key.
  const answer = await headset.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    const { send } = vuer.socket;
    return new Promise((resolve) => {
      // The server keeps to itself what answers no question of its own.
      vuer.socket.send = (/** @type {any} */ event) => {
        if (event.etype !== "GET_WEBXR_MESH_RESPONSE@1") return send.call(vuer.socket, event);
        vuer.socket.send = send;
        resolve(event);
        return true;
      };
      vuer.inject([{ etype: "GET_WEBXR_MESH", key: "room", rtype: "GET_WEBXR_MESH_RESPONSE@1", data: {} }]);
    });
  });
  assert.deepEqual([answer.key, answer.value], ["room", value]);
  // One is gone.
  await headset.page.evaluate(() => {
    const { IWER } = /** @type {any} */ (window);
    const found = Object.getOwnPropertyDescriptor(IWER.XRFrame.prototype, "detectedMeshes");
    Object.defineProperty(IWER.XRFrame.prototype, "detectedMeshes", {
      get() {
        return new Set([...found?.get?.call(this)].slice(1));
      },
    });
  });
  await eventually("it is told", () => updates() === 2);
  await headset.frames(5);
  await stage.hears(headset.watched);
  assert.equal(updates(), 2);
  await headset.leave();
  assert.equal(await drawn(), 0);
});

/** @param {Headset} headset the names of the colours in the middle of each eye */
async function middles(headset) {
  const { left, right } = await headset.eyes();
  return [left, right].map((eye) => eye.nameAt(0, 0, ["red", "blue", "green", "white"]));
}

test("a pair of backgrounds: left eye red, right eye blue; the page shows one", async () => {
  const eye = (/** @type {string} */ color, /** @type {number} */ layers) => ({ tag: "ImageBackground", key: color, src: pngUrl([[color]]), layers, distanceToCamera: 2 });
  const headset = await enter({}, BLACK, eye("red", 1), eye("blue", 2));
  await headset.watched.loaded();
  await headset.frames(2);
  assert.deepEqual(await middles(headset), ["red", "blue"]);
  // It fills both views and moves with the head.
  const { left, right } = await headset.eyes();
  for (const [pixels, color] of /** @type {const} */ ([[left, "red"], [right, "blue"]])) {
    assert.ok(pixels.count(color) > 0.9 * pixels.width * pixels.height, color);
  }
  await headset.head([2, 1.6, 3], 70);
  await headset.frames(2);
  assert.deepEqual(await middles(headset), ["red", "blue"]);
  await headset.leave();
  const page = await readPixels(headset.page);
  const [red, blue] = [page.count("red"), page.count("blue")];
  assert.ok(Math.max(red, blue) > 0.9 * page.width * page.height && Math.min(red, blue) === 0, `${red} red, ${blue} blue`);
});

for (const [layout, src] of [["side-by-side", "clip.webm"], ["top-bottom", "stacked.webm"]]) {
  test(`StereoVideoPlane, ${layout}: each eye sees its half`, async () => {
    const video = { tag: "StereoVideoPlane", key: "v", src: `/static/${src}`, layout, distanceToCamera: 2, height: 2, aspect: 1 };
    const headset = await enter({}, BLACK, video);
    await headset.watched.loaded();
    await headset.frames(2);
    const known = ["red,green", "blue,white"];
    await eventually("both halves", async () => known.includes(`${await middles(headset)}`));
  });
}

test("a plane is glued to the head, fixed in the world, or comes after the head", async () => {
  const plane = { tag: "ImageBackground", key: "i", src: pngUrl([["red"]]), distanceToCamera: 2, height: 1, aspect: 1 };
  const headset = await enter({}, BLACK, plane);
  await headset.watched.loaded();
  const red = async () => (await headset.eyes()).left.count("red") > 0;
  const update = (/** @type {Record<string, unknown>} */ props) => stage.do({ op: "update", nodes: [{ key: "i", ...props }] }, headset.watched);
  /** @param {number} yaw */
  const turn = async (yaw) => {
    await headset.head([0, 1.6, 0], yaw);
    await headset.frames(3);
  };
  await turn(150);
  assert.equal(await red(), true);
  await update({ lag: 60 });
  await headset.frames(2);
  assert.equal(await red(), true);
  await turn(0);
  assert.equal(await red(), false);
  await update({ lag: 0.05 });
  await eventually("it is there", red);
  await update({ lag: 0, fixed: true, position: [0, 1.6, -2] });
  await headset.frames(2);
  assert.equal(await red(), true);
  await turn(150);
  assert.equal(await red(), false);
});
