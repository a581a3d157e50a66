/** Pictures in the scene, before the camera and behind everything: each prop by its pixels. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Canvas, png, pngUrl } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);

/** Upper left, upper right, lower left, lower right of the middle. */
const QUARTERS = /** @type {[number, number][]} */ ([
  [-0.3, 0.3],
  [0.3, 0.3],
  [-0.3, -0.3],
  [0.3, -0.3],
]);
const FOUR = [
  ["red", "green"],
  ["blue", "white"],
];
/** @type {[number, number]} */
const MIDDLE = [0, 0];

/** @param {string[]} names for the quarters */
const quarters = (...names) => /** @type {[[number, number], string][]} */ (names.map((name, at) => [QUARTERS[at], name]));

/** The background that the other nodes are seen before. */
const BACKGROUND = { tag: "BackgroundColor", key: "background", color: "black" };

for (const tag of ["ImageBackground", "ImagePlane", "HUDPlane"]) {
  test(`${tag} fills the view and moves with the camera`, async () => {
    await canvas.set(BACKGROUND, { tag, key: "i", src: png(FOUR) });
    await canvas.shows("all four quarters", ...quarters("red", "green", "blue", "white"), [[-0.97, 0.97], "red"], [[0.97, -0.97], "white"]);
    await canvas.update({ key: "camera", position: [3, 1, 2], rotation: [0.3, 2, 0] });
    await canvas.shows("the same from elsewhere", ...quarters("red", "green", "blue", "white"));
    await canvas.update({ key: "i", src: pngUrl([["green"]]) });
    await canvas.shows("another picture, by URL", ...quarters("green", "green", "green", "green"));
    await canvas.update({ key: "i", src: null });
    await canvas.shows("none", [MIDDLE, "black"]);
    await canvas.update({ key: "i", src: png(FOUR), distanceToCamera: 2, height: 2 });
    await canvas.shows("half of the view", ...quarters("red", "green", "blue", "white"), [[0, 0.6], "black"], [[0, -0.6], "black"]);
    await canvas.update({ key: "i", aspect: 2 });
    await canvas.shows("twice as wide", [[0.9, 0.4], "green"], [[0.9, 0.6], "black"]);
    await canvas.update({ key: "i", aspect: 0.5 });
    await canvas.shows("half as wide", [[0.2, 0.4], "green"], [[0.3, 0.4], "black"]);
    await canvas.update({ key: "i", position: [2, 0, 0] });
    await canvas.shows("shifted in the camera's frame", [[1, 0.4], "red"], [MIDDLE, "black"]);
    await canvas.update({ key: "i", position: [0, 0, -2] });
    await canvas.shows("and farther off", [[0.1, 0.2], "green"], [[0.1, 0.3], "black"]);
    await canvas.update({ key: "i", fixed: true, position: [0, 0, -4], height: 4, aspect: 1 });
    await canvas.update({ key: "camera", position: [0, 0, 0], rotation: [0, 0, 0] });
    await canvas.shows("in the world", ...quarters("red", "green", "blue", "white"), [[0.6, 0], "black"]);
    await canvas.update({ key: "camera", position: [2, 0, 0] });
    await canvas.shows("left of a camera that has moved", [MIDDLE, "black"], [[-0.3, 0.3], "green"], [[-0.7, -0.3], "blue"]);
    await canvas.update({ key: "i", visible: false });
    await canvas.shows("not visible", [[-0.3, 0.3], "black"]);
    await canvas.update({ key: "i", visible: true, hide: true });
    await canvas.shows("hidden", [[-0.3, 0.3], "black"]);
    await canvas.update({ key: "i", hide: false });
    await canvas.shows("there again", [[-0.3, 0.3], "green"]);
    await canvas.remove("i");
    await canvas.shows("removed", [[-0.3, 0.3], "black"]);
    assert.deepEqual(await canvas.warnings(), []);
  });
}

for (const tag of ["ImageBackground", "HUDPlane"]) {
  test(`${tag} comes after the camera with a lag`, async () => {
    await canvas.set(BACKGROUND, { tag, key: "i", src: png([["red"]]), distanceToCamera: 2, height: 2, lag: 60 });
    await canvas.shows("it begins before the eyes", [MIDDLE, "red"]);
    await canvas.update({ key: "camera", position: [4, 0, 0] });
    await canvas.shows("it stays behind", [MIDDLE, "black"]);
    await canvas.update({ key: "i", lag: 0.1 });
    await canvas.shows("it is there, and no more frames are asked for than that takes", [MIDDLE, "red"], [[0, 0.6], "black"]);
    await canvas.update({ key: "i", lag: 0 });
    await canvas.update({ key: "camera", position: [0, 0, 0], rotation: [0, 3, 0] });
    assert.deepEqual(await canvas.names(MIDDLE), ["red"]);
    assert.deepEqual(await canvas.warnings(), []);
  });
}

test("a picture that says when it was taken is told the program with its age", async () => {
  const from = stage.child.reports.length;
  const capturedAt = Date.now() - 5000;
  await canvas.set(BACKGROUND, { tag: "ImageBackground", key: "old", src: png([["red"]]), capturedAt });
  const { key, value } = await stage.event("FRAME_AGE", from);
  const { age, worst, frames } = /** @type {Record<string, number>} */ (value);
  assert.equal(key, "old");
  assert.equal(frames, 1);
  assert.equal(age, worst);
  assert(age !== undefined && age >= 5000 && age <= Date.now() - capturedAt, `${age} ms`);
  await canvas.set(BACKGROUND, { tag: "Image", key: "i", rgb: png([["red"]]), position: [0, 0, -1], capturedAt: "now" });
  assert.match(`${await canvas.warnings()}`, /capturedAt should be milliseconds since 1970/);
});

test("ImagePlane reads rgb, alpha and depth as well", async () => {
  await canvas.set({ ...BACKGROUND, color: "blue" }, { tag: "ImagePlane", key: "i", src: png([["red"]]), rgb: png([["green"]]) });
  await canvas.shows("rgb before src", [MIDDLE, "green"]);
  await canvas.update({ key: "i", rgb: null });
  await canvas.shows("src without rgb", [MIDDLE, "red"]);
  await canvas.update({ key: "i", rgb: pngUrl([["green"]]), alpha: png([["black", "white"]]) });
  await canvas.shows("opacity by alpha", [[-0.5, 0], "blue"], [[0.5, 0], "green"]);
  await canvas.update({ key: "i", alpha: null, depth: png([["white"]]), depthScale: 10 });
  await canvas.shows("pushed back by its depth to twice the distance", [[0.4, 0], "green"], [[0.6, 0], "blue"]);
  await canvas.update({ key: "i", side: 1 });
  await canvas.shows("its back alone", [MIDDLE, "blue"]);
  await canvas.update({ key: "i", side: 0 });
  await canvas.shows("its front alone", [MIDDLE, "green"]);
  await canvas.update({ key: "i", depth: null, wireframe: true });
  await canvas.shows("its edges alone", [[0.2, 0.5], "blue"]);
});

test("ImageBackground: opacity, and opacity by another picture", async () => {
  await canvas.set({ ...BACKGROUND, color: "blue" }, { tag: "ImageBackground", key: "i", src: png([["green"]]), alphaSrc: png([["black", "white"]]) });
  await canvas.shows("transparent on the left", [[-0.5, 0], "blue"], [[0.5, 0], "green"]);
  await canvas.update({ key: "i", alphaSrc: pngUrl([["white", "black"]]) });
  await canvas.shows("transparent on the right", [[-0.5, 0], "green"], [[0.5, 0], "blue"]);
  await canvas.update({ key: "i", alphaSrc: null, opacity: 0 });
  await canvas.shows("transparent everywhere", [[-0.5, 0], "blue"]);
});

test("ImageBackground blends pixels only if asked to", async () => {
  await canvas.set(BACKGROUND, { tag: "ImageBackground", key: "i", src: png([["black", "white"]], 1) });
  await canvas.shows("an edge", [[-0.1, 0], "black"], [[0.1, 0], "white"]);
  await canvas.update({ key: "i", interpolate: true });
  const [[left = 0] = [], [right = 255] = []] = await canvas.colors([-0.2, 0], [0.2, 0]);
  assert(left > 40 && right < 240, `${left} to ${right}`);
});

test("ImageBackground with depth is a relief that only another eye sees", async () => {
  // A near left half and a far right one, behind which a plane stands between the two.
  const depth = png([["black", "white"]]);
  const between = { tag: "Plane", key: "between", args: [8, 8], position: [0, 0, -3], materialType: "basic", material: { color: "blue" } };
  const relief = { tag: "ImageBackground", key: "i", src: png([["red", "green"]]), depthSrc: depth, distanceToCamera: 1, depthScale: 9 };
  await canvas.set(BACKGROUND, between, relief);
  await canvas.shows("the far half is hidden", [[-0.5, 0], "red"], [[0.3, 0], "blue"]);
  await canvas.update({ key: "i", depthScale: 0.1 });
  await canvas.shows("not if it is near", [[0.3, 0], "green"]);
  await canvas.update({ key: "i", depthBias: 5 });
  await canvas.shows("a bias pushes everything back", [[-0.3, 0], "blue"], [[0.3, 0], "blue"]);
  await canvas.update({ key: "i", depthBias: 0, geometry: "plane" });
  await canvas.shows("on a plane as well", [[-0.5, 0], "red"], [[0.3, 0], "green"]);
  const round = () => canvas.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.content.getObjectByName("i").geometry.getAttribute("position").getZ(0));
  assert.equal(await round(), 0);
  await canvas.update({ key: "i", geometry: "sphere", depthSrc: null });
  await canvas.shows("the same on a sphere", [[-0.5, 0], "red"], [[0.5, 0], "green"]);
  assert((await round()) < 0);
});

test("each eye sees its own picture, a screen both", async () => {
  const [left, right] = [
    { tag: "ImageBackground", key: "l", src: png([["red"]]), layers: 1, height: 8, aspect: 1, position: [-5, 0, 0] },
    { tag: "ImageBackground", key: "r", src: png([["green"]]), layers: 2, height: 8, aspect: 1, position: [5, 0, 0] },
  ];
  await canvas.set(BACKGROUND, left, right);
  await canvas.shows("both on a screen", [[-0.5, 0], "red"], [[0.5, 0], "green"]);
  assert.deepEqual(await canvas.eyes([-0.5, 0], [0.5, 0]), { left: ["red", "black"], right: ["black", "green"] });
  await canvas.update({ key: "l", layers: 2 });
  assert.deepEqual(await canvas.eyes([-0.5, 0], [0.5, 0]), { left: ["black", "black"], right: ["red", "green"] });
  await canvas.update({ key: "l", layers: 0 });
  assert.deepEqual(await canvas.eyes([-0.5, 0], [0.5, 0]), { left: ["red", "black"], right: ["red", "green"] });
  assert.deepEqual(await canvas.warnings(), []);
  await canvas.update({ key: "l", layers: 7 });
  assert.match(`${await canvas.warnings()}`, /layers should be 0/);
});

test("anything can be one eye's, with all it holds", async () => {
  /** @param {string} key @param {string} color @param {number} x @param {object} [props] */
  const plane = (key, color, x, props) => ({ tag: "Plane", key, position: [x, 0, -5], materialType: "basic", material: { color, toneMapped: false }, ...props });
  await canvas.set(
    BACKGROUND,
    plane("alone", "red", -3, { layers: 1 }),
    { tag: "VuerGroup", key: "both", layers: 2, children: [plane("inner", "lime", -1), plane("other", "blue", 1, { layers: 1 })] },
    plane("free", "white", 3),
  );
  /** @type {[number, number][]} */
  const places = [[-0.6, 0], [-0.2, 0], [0.2, 0], [0.6, 0]];
  const all = ["red", "green", "blue", "white"];
  await canvas.shows("a screen shows all", ...places.map((place, at) => /** @type {[[number, number], string]} */ ([place, all[at] ?? ""])));
  assert.deepEqual(await canvas.eyes(...places), { left: ["red", "black", "blue", "white"], right: ["black", "green", "black", "white"] });
  assert.equal(await canvas.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("alone").layers.mask), 1, "given back");

  await canvas.update({ key: "alone", layers: null });
  await canvas.update({ key: "both", layers: 1 });
  await canvas.update({ key: "other", layers: 0 });
  assert.deepEqual(await canvas.eyes(...places), { left: all, right: ["red", "black", "black", "white"] });
  await canvas.inject({ etype: "ADD", data: { nodes: [plane("late", "white", 0)], to: "both" } });
  assert.deepEqual(await canvas.eyes([0, 0]), { left: ["white"], right: ["black"] });

  // As many as are drawn together, and one of them for one eye.
  const many = Array.from({ length: 20 }, (_, i) => plane(`p${i}`, "red", i - 10, { args: [0.9, 0.9] }));
  await canvas.set(BACKGROUND, ...many);
  await canvas.shows("all of them", [[0, 0], "red"], [[0.2, 0], "red"]);
  await canvas.update({ key: "p10", layers: 2 });
  assert.deepEqual(await canvas.eyes([0, 0], [0.2, 0]), { left: ["black", "red"], right: ["red", "red"] });
  assert.deepEqual(await canvas.warnings(), []);
});

test("HUDPlane carries what it holds", async () => {
  const inner = { tag: "Plane", key: "inner", args: [0.5, 0.5], materialType: "basic", material: { color: "white" } };
  await canvas.set(BACKGROUND, { tag: "HUDPlane", key: "h", children: [inner] });
  const holds = [[[0.4, 0.4], "white"], [[0.6, 0.4], "black"]];
  await canvas.shows("half the view", .../** @type {any} */ (holds));
  await canvas.update({ key: "camera", position: [3, 1, 2], rotation: [0.3, 2, 0] });
  await canvas.shows("the same from elsewhere", .../** @type {any} */ (holds));
  await canvas.update({ key: "h", hide: true });
  await canvas.shows("hidden with it", [MIDDLE, "black"]);
});

test("BackgroundColor: the newest counts", async () => {
  await canvas.set({ ...BACKGROUND, color: "red" });
  await canvas.shows("a colour", [MIDDLE, "red"]);
  await canvas.update({ key: "background", color: "#00f" });
  await canvas.shows("another", [MIDDLE, "blue"]);
  await canvas.inject({ etype: "ADD", data: { nodes: [{ ...BACKGROUND, key: "second", color: "white" }] } });
  await canvas.shows("the newer one", [MIDDLE, "white"]);
  await canvas.remove("second");
  await canvas.shows("the older one again", [MIDDLE, "blue"]);
  await canvas.update({ key: "background", hide: true });
  const [[r, g, b] = [0, 0, 0]] = await canvas.colors(MIDDLE);
  assert.notDeepEqual([r, g, b], [0, 0, 255]);
});

test("SceneBackground is flat, or a panorama", async () => {
  await canvas.set({ tag: "SceneBackground", key: "s", src: png(FOUR) });
  await canvas.shows("flat", ...quarters("red", "green", "blue", "white"));
  await canvas.update({ key: "camera", rotation: [0.5, 1, 0] });
  await canvas.shows("flat whichever way one looks", ...quarters("red", "green", "blue", "white"));
  await canvas.update({ key: "s", src: pngUrl([["green"]]) });
  await canvas.shows("another, by URL", [MIDDLE, "green"]);
  await canvas.update({ key: "s", intensity: 0 });
  await canvas.shows("dark", [MIDDLE, "black"]);
  await canvas.update({ key: "s", intensity: 1, mapping: "equirect", src: png([["red", "green", "blue", "white"]]) });
  const looked = async () => {
    const names = [];
    for (const turn of [0, 1, 2, 3]) {
      // Not right into a corner of the cube: a GPU made of software confuses before and behind there.
      await canvas.update({ key: "camera", rotation: [0, (turn + 0.6) * (Math.PI / 2), 0] });
      names.push((await canvas.names(MIDDLE))[0]);
    }
    return names;
  };
  await eventually("all four directions", async () => `${(await looked()).toSorted()}` === "blue,green,red,white");
  await canvas.update({ key: "s", src: png([["white", "white", "white", "white"]]) });
  await canvas.shows("the next frame of a panorama", [MIDDLE, "white"]);
  await canvas.remove("s");
  assert.equal(await canvas.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.background), null);
});
