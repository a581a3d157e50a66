/** Every component there is, at once: drawn with nothing from elsewhere, nor anything its policy forbids. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assets } from "../harness/assets.js";
import { hosted } from "../harness/samples.js";
import { scene } from "../harness/scenes.js";
import { folderOf, setUp } from "../harness/set-up.js";

/** Containers of the scene, not nodes in it. */
const SCENES = new Set(["Scene", "DefaultScene"]);

/** Declared and not drawn yet: each shows a marker, and says so. */
const PENDING = ["MuJoCoProvider", "MuJoCo", "MjCameraView", "HandActuator", "MotionControllerActuator"];

/** @param {ArrayBufferView} array */
const bytes = (array) => ({ base64: Buffer.from(array.buffer).toString("base64") });

/**
 * What a component needs to show anything; the others show something by themselves.
 * @type {Record<string, Record<string, unknown>>}
 */
const PROPS = {
  Glb: { src: "static/solid.glb" },
  Urdf: { src: "static/robot.urdf", packages: { solids: "static" }, jointValues: { hinge: 0.5 } },
  Image: { src: "static/checks.png" },
  ImageBackground: { src: "static/checks.png" },
  Img: { src: "static/checks.png" },
  iframe: { src: "static/checks.png" },
  Markdown: { children: ["# All\n\n![checks](/static/checks.png)"] },
  Plot: { data: [[0, 1], [1, 0]] },
  a: { src: "static/checks.png", text: "a link" },
  CameraHelper: { camera: "every-PerspectiveCamera" },
  CameraPreviewThumbs: { position: "top-left" },
  Text: { text: "Vuer" },
  Line: { points: [[0, 0, 0], [1, 1, 0]] },
  Points: { positions: [0, 0, 0, 1, 0, 0] },
  // Three halves, float16: 0, 1, 0 in hexadecimal 0, 3c00, 0.
  PointCloud: { vertices: bytes(new Uint16Array([0, 0x3c00, 0])) },
  Svg: { src: '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="red"/></svg>' },
  SpriteAnimator: { textureImageURL: "static/checks.png", numberOfFrames: 4 },
  // Small: these draw the scene several times, and there is no GPU.
  Environment: { resolution: 16 },
  Stage: { environment: null },
  ContactShadows: { resolution: 16 },
  AccumulativeShadows: { frames: 1, resolution: 16 },
  RandomizedLight: { amount: 1, mapSize: 16 },
  bufferAttribute: { array: [0, 0, 0, 1, 0, 0, 0, 1, 0] },
  shapeGeometry: { args: [[[0, 0], [1, 0], [0, 1]]] },
  extrudeGeometry: { args: [[[0, 0], [1, 0], [0, 1]]] },
  TriMesh: {
    vertices: bytes(new Uint16Array([0, 0, 0, 0x3c00, 0, 0, 0, 0x3c00, 0])),
    faces: bytes(new Uint32Array([0, 1, 2])),
  },
};

const { browser, stage } = await setUp(["--root", folderOf(assets())]);
// Hardly any pixels: what is drawn is not looked at.
const page = await stage.open(browser, "?hideUI", { viewport: { width: 64, height: 64 } });
const tags = (await stage.tags()).filter((tag) => !SCENES.has(tag));

/** @param {string} tag @param {number} index */
const node = (tag, index) =>
  /** @type {import("../harness/stage.js").Node} */ (
    hosted({ tag, key: `every-${tag}`, position: [(index % 8) - 4, 0, -Math.floor(index / 8)], ...PROPS[tag] })
  );

test("nothing comes from elsewhere", async () => {
  /** @type {string[]} */
  const ofPanel = await page.page.evaluate(() => /** @type {any} */ (window).vuer.elementTags());
  const [html, canvas] = [true, false].map((panel) => tags.filter((tag) => ofPanel.includes(tag) === panel).map(node));
  await stage.do({ op: "set", scene: { ...scene(...(canvas ?? [])), htmlChildren: html } }, page);
  const { nodes } = await page.state();
  const shown = new Set(nodes.map((/** @type {any} */ node) => node.key));
  assert.deepEqual(tags.filter((tag) => !shown.has(`every-${tag}`)), []);
  await page.loaded();
  await page.draw();
  const expected = PENDING.map((tag) => `children/every-${tag}: simulations of MuJoCo are not drawn yet`);
  assert.deepEqual((await page.state()).warnings.toSorted(), expected.toSorted());
  assert.deepEqual(page.foreign, []);
  assert.deepEqual(page.violations, []);
  assert.deepEqual(page.errors, []);
});
