/** What the mouse and the keys do with the camera, and the props that say how fast, how far and whether. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Canvas } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

/** @typedef {[number, number, number]} Point */

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);
const { mouse, keyboard } = canvas.page;

/** The camera, four metres before the point that it is turned about. */
const EYE = { tag: "PerspectiveCamera", key: "camera", makeDefault: true, fov: 90, position: [0, 0, 4] };
const ORBIT = { tag: "OrbitControls", key: "n" };
const SCENE = { tag: "SceneCameraControl", key: "n", smoothTime: 0 };

/** Where the camera is, where its controls look, and how far it is turned to the left and up. */
const view = () =>
  canvas.page.evaluate(() => {
    const { camera, cameras } = /** @type {any} */ (window).vuer.viewer;
    const round = (/** @type {number} */ x) => Math.round(x * 100) / 100 + 0;
    const angles = camera.rotation.clone().reorder("YXZ");
    const degrees = [angles.y, angles.x].map((angle) => round((angle * 180) / Math.PI));
    const target = cameras.controls.target(camera.position.clone()).toArray();
    return { eye: camera.position.toArray().map(round), target: target.map(round), degrees };
  });

/** Shows these controls and the camera at its place. @param {Record<string, any>} controls */
async function begin(controls) {
  await canvas.set(EYE, /** @type {any} */ (controls));
  const { eye, target } = await view();
  assert.deepEqual({ eye, target }, { eye: [0, 0, 4], target: [0, 0, 0] });
}

/** Drags from the middle, and tells where the camera is then. @param {[number, number]} by pixels @param {"left" | "right"} [button] */
async function drag([x, y], button = "left") {
  await mouse.move(150, 150);
  await mouse.down({ button });
  await mouse.move(150 + x, 150 + y, { steps: 5 });
  await mouse.up({ button });
  await canvas.draw();
  return view();
}

/** Turns the wheel by a notch, away from what is seen. */
async function wheel() {
  await mouse.move(150, 150);
  await mouse.wheel(0, 100);
  await canvas.draw();
  return view();
}

/**
 * With these props, the same act has this outcome.
 * @param {Record<string, any>} controls
 * @param {[props: Record<string, any>, expected: Partial<Awaited<ReturnType<typeof view>>>][]} cases
 * @param {() => ReturnType<typeof view>} act
 */
async function each(controls, cases, act) {
  for (const [props, expected] of cases) {
    await begin({ ...controls, ...props });
    const found = await act();
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(found[/** @type {"eye"} */ (name)], value, `${name} with ${JSON.stringify(props)}`);
  }
}

/** A quarter of the canvas is a quarter turn. @type {[number, number]} */
const QUARTER = [75, 0];

for (const [controls, speed, pan, enable] of /** @type {const} */ ([
  [ORBIT, "rotateSpeed", "panSpeed", 1],
  [SCENE, "mouseRotateSpeed", "truckSpeed", 2],
])) {
  test(`${controls.tag}: enableRotate, ${speed}`, () =>
    each(
      controls,
      [
        [{}, { eye: [-4, 0, 0], target: [0, 0, 0] }],
        [{ [speed]: 2 }, { eye: [0, 0, -4] }],
        [{ enableRotate: false }, { eye: [0, 0, 4] }],
      ],
      () => drag(QUARTER),
    ));

  test(`${controls.tag}: enablePan, ${pan}`, () =>
    each(
      controls,
      [
        [{}, { eye: [-2, 0, 4], target: [-2, 0, 0] }],
        [{ [pan]: 2 * enable }, { eye: [-4, 0, 4], target: [-4, 0, 0] }],
        [{ enablePan: false }, { eye: [0, 0, 4], target: [0, 0, 0] }],
      ],
      () => drag(QUARTER, "right"),
    ));

  const zoom = controls === ORBIT ? "zoomSpeed" : "dollySpeed";
  test(`${controls.tag}: enableZoom, ${zoom}`, () =>
    each(
      controls,
      [
        [{}, { eye: [0, 0, 4.21] }],
        [{ [zoom]: 5 }, { eye: [0, 0, 5.17] }],
        [{ enableZoom: false }, { eye: [0, 0, 4] }],
      ],
      wheel,
    ));

  // Those of OrbitControls are in degrees, as the original's are.
  const angle = controls === ORBIT ? (/** @type {number} */ degrees) => degrees : (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const LIMITS = /** @type {[Record<string, number>, Point][]} */ ([
    [{ minDistance: 6 }, [0, 0, 6]],
    [{ maxDistance: 3 }, [0, 0, 3]],
    [{ maxPolarAngle: angle(45) }, [0, 2.83, 2.83]],
    [{ minPolarAngle: angle(120) }, [0, -2, 3.46]],
    ...(controls === SCENE
      ? /** @type {[Record<string, number>, Point][]} */ ([
          [{ minAzimuthAngle: angle(90) }, [4, 0, 0]],
          [{ maxAzimuthAngle: angle(-30) }, [-2, 0, 3.46]],
        ])
      : []),
  ]);
  test(`${controls.tag}: ${LIMITS.map(([props]) => Object.keys(props)[0]).join(", ")}`, async () => {
    for (const [props, eye] of LIMITS) {
      await begin(controls);
      await canvas.update({ key: "n", ...props });
      assert.deepEqual((await view()).eye, eye, JSON.stringify(props));
    }
  });
}

test("OrbitControls: screenSpacePanning", () =>
  each(
    ORBIT,
    [
      [{}, { eye: [0, 2, 4] }],
      [{ screenSpacePanning: false }, { eye: [0, 0, 2] }],
    ],
    () => drag([0, 75], "right"),
  ));

test("SceneCameraControl: flyMouseSensitivity, in degrees a pixel", () =>
  each(
    { ...SCENE, mode: "fly" },
    [
      [{}, { eye: [0, 0, 4], degrees: [-20, 0] }],
      [{ flyMouseSensitivity: 0.4 }, { degrees: [-40, 0] }],
      [{ enableRotate: false }, { degrees: [0, 0] }],
    ],
    () => drag([100, 0]),
  ));

/** Holds keys until something is so. @param {string[]} keys @param {string} what @param {(now: Awaited<ReturnType<typeof view>>) => boolean} is */
async function hold(keys, what, is) {
  for (const key of keys) await keyboard.down(key);
  await eventually(what, async () => is(await view()));
  for (const key of keys) await keyboard.up(key);
  return view();
}

test("SceneCameraControl: moveSpeed, keyboardRotateSpeed, enableArrowRotate", async () => {
  const [z, turned] = [/** @type {const} */ (2), 0];
  await begin(SCENE);
  await hold(["w"], "it goes forward", ({ target }) => (target[z] ?? 0) < 0);
  await begin({ ...SCENE, moveSpeed: -2 });
  await hold(["w"], "it goes back", ({ target }) => (target[z] ?? 0) > 0);
  await begin(SCENE);
  await hold(["ArrowLeft"], "it turns", ({ degrees }) => (degrees[turned] ?? 0) > 0);
  await begin({ ...SCENE, keyboardRotateSpeed: -90 });
  await hold(["ArrowLeft"], "it turns the other way", ({ degrees }) => (degrees[turned] ?? 0) < 0);
  // The keys are heard, but for the arrow.
  await begin({ ...SCENE, enableArrowRotate: false });
  const { degrees } = await hold(["ArrowLeft", "w"], "it goes forward", ({ target }) => (target[z] ?? 0) < -0.1);
  assert.deepEqual(degrees, [0, 0]);
});

test("nothing was written to the console", () => {
  assert.deepEqual(canvas.watched.errors, []);
});
