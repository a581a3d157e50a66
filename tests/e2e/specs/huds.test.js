/** What is drawn over the page, or over a rectangle of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { BLACK, square } from "../harness/cameras.js";
import { Canvas } from "../harness/canvas.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);

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
