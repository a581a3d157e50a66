/** Video in the scene, from files: each prop by its pixels. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Canvas } from "../harness/canvas.js";
import { eventually } from "../harness/child.js";
import { ROOT } from "../harness/paths.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp(["--root", join(ROOT, "tests/e2e/assets")]);
const canvas = await Canvas.open(browser, stage);

/** Left red, then blue; right green, then white: see `assets/make-clip.mjs`. */
const CLIP = new Uint8Array(readFileSync(join(ROOT, "tests/e2e/assets/clip.webm")));
const URL = "/static/clip.webm";

/** @type {[number, number]} */
const LEFT = [-0.4, 0];
/** @type {[number, number]} */
const RIGHT = [0.4, 0];
const BACKGROUND = { tag: "BackgroundColor", key: "background", color: "black" };

const frames = async () => (await canvas.watched.state()).frames;

/** Waits until the page draws nothing of its own accord: right after a video was stopped, one more frame may come. */
const stands = () =>
  eventually("no more frames come", async () => {
    const before = await frames();
    await canvas.page.waitForTimeout(500);
    return (await frames()) === before;
  });

test("VideoPlane plays a file, fills the view and moves with the camera", async () => {
  await canvas.set(BACKGROUND, { tag: "VideoPlane", key: "v", src: URL });
  await canvas.shows("the first second", [LEFT, "red"], [RIGHT, "green"]);
  await canvas.shows("the second one, without being asked for frames", [LEFT, "blue"], [RIGHT, "white"]);
  await canvas.shows("the first one again", [LEFT, "red"], [RIGHT, "green"]);
  await canvas.update({ key: "v", start: false });
  await stands();
  const held = await canvas.names(LEFT);
  await canvas.page.waitForTimeout(2500);
  assert.deepEqual(await canvas.names(LEFT), held);
  await canvas.update({ key: "camera", position: [3, 1, 2], rotation: [0.3, 2, 0] });
  assert.deepEqual(await canvas.names(LEFT, [0.97, 0.97]), [held[0], held[0] === "red" ? "green" : "white"]);
  await canvas.update({ key: "v", height: 2, distanceToCamera: 2, aspect: 1 });
  assert.deepEqual(await canvas.names(LEFT, [0.6, 0], [0, 0.6]), [held[0], "black", "black"]);
  await canvas.update({ key: "v", position: [0, 0.5, 0] });
  assert.deepEqual(await canvas.names([-0.4, -0.3], [-0.4, 0.7]), ["black", held[0]]);
  await canvas.update({ key: "v", opacity: 0 });
  await canvas.shows("nothing", [LEFT, "black"]);
  await canvas.update({ key: "v", opacity: 1, side: 1 });
  await canvas.shows("its back alone", [LEFT, "black"]);
  await canvas.update({ key: "v", side: 2, hide: true });
  await canvas.shows("hidden", [LEFT, "black"]);
  await canvas.update({ key: "v", hide: false, src: null });
  await canvas.shows("no video", [LEFT, "black"]);
  await canvas.update({ key: "v", src: CLIP, start: true });
  await canvas.shows("the bytes of a file", [LEFT, "red"]);
  await canvas.remove("v");
  await canvas.shows("removed", [LEFT, "black"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("VideoPlane stops at its end without loop, and begins again with it", async () => {
  await canvas.set(BACKGROUND, { tag: "VideoPlane", key: "v", src: URL, loop: false });
  await canvas.shows("the second second", [LEFT, "blue"]);
  await canvas.page.waitForTimeout(2500);
  assert.deepEqual(await canvas.names(LEFT), ["blue"]);
  await canvas.update({ key: "v", loop: true });
  await canvas.shows("from the beginning", [LEFT, "red"]);
});

test("StereoVideoPlane: a half for each eye, and the left one for a screen", async () => {
  await canvas.set(BACKGROUND, { tag: "StereoVideoPlane", key: "v", src: URL });
  await canvas.shows("the left half", [LEFT, "red"], [RIGHT, "red"]);
  await canvas.update({ key: "v", start: false });
  await stands();
  const seen = await canvas.eyes(LEFT, RIGHT);
  const [left, right] = seen.left[0] === "red" ? ["red", "green"] : ["blue", "white"];
  assert.deepEqual(seen, { left: [left, left], right: [right, right] });
});

test("StereoVideoPlane: the halves may stand one above the other", async () => {
  await canvas.set(BACKGROUND, { tag: "StereoVideoPlane", key: "v", src: "/static/stacked.webm", layout: "top-bottom" });
  await canvas.shows("the upper half", [LEFT, "red"], [[0, -0.9], "red"]);
  await canvas.update({ key: "v", start: false });
  await stands();
  const seen = await canvas.eyes([0, 0.9], [0, -0.9]);
  const [left, right] = seen.left[0] === "red" ? ["red", "green"] : ["blue", "white"];
  assert.deepEqual(seen, { left: [left, left], right: [right, right] });
  await canvas.update({ key: "v", layout: "diagonal" });
  assert.match(`${await canvas.warnings()}`, /layout should be one of side-by-side, top-bottom/);
});

test("VideoMaterial plays on the mesh it is a child of", async () => {
  const plane = { tag: "Plane", key: "p", args: [8, 8], position: [0, 0, -4], materialType: "basic", material: { color: "black" } };
  await canvas.set({ ...BACKGROUND, color: "#808080" }, plane);
  await canvas.inject({ etype: "ADD", data: { nodes: [{ tag: "VideoMaterial", key: "m", src: URL }], to: "p" } });
  await canvas.shows("the first second", [LEFT, "red"], [RIGHT, "green"]);
  await canvas.shows("the second one", [LEFT, "blue"], [RIGHT, "white"]);
  await canvas.update({ key: "m", opacity: 0 });
  await canvas.shows("nothing", [LEFT, "grey"]);
  await canvas.update({ key: "m", opacity: 1, side: 1 });
  await canvas.shows("its back alone", [LEFT, "grey"]);
  await canvas.update({ key: "m", side: 2, start: false });
  await stands();
  const held = await canvas.names(LEFT);
  await canvas.page.waitForTimeout(1200);
  assert.deepEqual(await canvas.names(LEFT), held);
  await canvas.remove("m");
  await canvas.shows("the plane's own material", [LEFT, "black"]);
  await canvas.set(BACKGROUND, { tag: "HUDPlane", key: "h", children: [{ tag: "VideoMaterial", key: "m", src: CLIP }] });
  await canvas.shows("over the whole view", [LEFT, "red"], [[0.97, 0.97], "green"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("a page draws as often as its video has frames", async () => {
  await canvas.set(BACKGROUND, { tag: "VideoPlane", key: "v", src: URL });
  await canvas.shows("it plays", [LEFT, "red"]);
  const before = await frames();
  await eventually("frames of the page", async () => (await frames()) > before + 5);
  await canvas.update({ key: "v", start: false });
  await stands();
});

test("what is no video is a marker with the reason", async () => {
  await canvas.set(BACKGROUND, { tag: "VideoPlane", key: "v", src: "/static/make-clip.mjs" });
  await eventually("a reason", async () => /make-clip.mjs is not a video/.test(`${await canvas.warnings()}`));
  await canvas.update({ key: "v", src: 5 });
  assert.match(`${await canvas.warnings()}`, /src should be a URL or the bytes/);
  await canvas.update({ key: "v", src: URL });
  await canvas.shows("a video after all", [LEFT, "red"]);
});
