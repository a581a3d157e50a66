/** The tools of the page: props changed by hand, distances, figures of the graphics card, and large scenes. */

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import { becomes, eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const SCENE = {
  tag: "Scene",
  children: [
    { tag: "Box", key: "a", position: [-1, 0, 0], args: [0.5, 0.5, 0.5], color: "#ff8800", wireframe: false },
    { tag: "Box", key: "b", position: [1, 0, 0], args: [0.5, 0.5, 0.5] },
  ],
  bgChildren: [{ tag: "PerspectiveCamera", key: "camera", position: [0, 0, 5], makeDefault: true }],
};

const { browser, stage } = await setUp(["--scene", JSON.stringify(SCENE)]);
/** @type {import("../harness/browser.js").WatchedPage | undefined} */
let watched;

afterEach(async () => {
  assert.deepEqual(watched?.errors, []);
  await watched?.close();
  watched = undefined;
});

async function openPage() {
  watched = await stage.open(browser, "", { viewport: { width: 1280, height: 800 } });
  await stage.reaches(watched);
  await watched.draw();
  return watched.page;
}

/** @param {import("playwright-core").Page} page @param {string} key */
const select = (page, key) =>
  page.evaluate((key) => {
    const { vuer } = /** @type {any} */ (window);
    vuer.selection.set([...vuer.store.nodes()].find((node) => node.key === key).id);
  }, key);

/** The object of a node. @param {import("playwright-core").Page} page @param {string} key */
const object = (page, key) =>
  page.evaluate((key) => {
    const { vuer } = /** @type {any} */ (window);
    const { object } = vuer.live.mountFor([...vuer.store.nodes()].find((node) => node.key === key));
    const { position, rotation, scale } = object;
    return {
      position: position.toArray(),
      rotation: rotation.toArray().slice(0, 3),
      scale: scale.toArray(),
      color: `#${object.material.color.getHexString()}`,
      wireframe: object.material.wireframe,
    };
  }, key);

describe("props of the selected node", () => {
  test("numbers, vectors, colours and flags are changed by hand, and taken back", async () => {
    const page = await openPage();
    await select(page, "a");
    const field = (/** @type {string} */ name) => page.locator(`.props [aria-label="${name}"]`);
    await field("position y").fill("0.75");
    await field("position y").press("Enter");
    await becomes("moved", async () => (await object(page, "a")).position, [-1, 0.75, 0]);
    // What the props do not say is offered, too.
    await field("rotation z").fill("1.5");
    await field("rotation z").press("Enter");
    await becomes("turned", async () => (await object(page, "a")).rotation, [0, 0, 1.5]);
    await field("scale x").press("ArrowUp");
    await becomes("larger", async () => (await object(page, "a")).scale, [1.1, 1, 1]);
    await field("color").fill("#00ff00");
    await becomes("green", async () => (await object(page, "a")).color, "#00ff00");
    await field("wireframe").press("Space");
    await becomes("lines", async () => (await object(page, "a")).wireframe, true);
    for (const name of ["position", "rotation", "scale", "color", "wireframe"]) {
      await page.locator(`.prop-reset[aria-label="Take back the change of ${name}"]`).click();
    }
    const first = { position: [-1, 0, 0], rotation: [0, 0, 0], scale: [1, 1, 1], color: "#ff8800", wireframe: false };
    await becomes("as it was", () => object(page, "a"), first);
    assert.equal(await page.locator(".prop-reset:visible").count(), 0);
  });

  test("what the program says next counts", async () => {
    const page = await openPage();
    await select(page, "a");
    await page.locator('.props [aria-label="position y"]').fill("3");
    await page.locator('.props [aria-label="position y"]').press("Enter");
    await becomes("moved", async () => (await object(page, "a")).position, [-1, 3, 0]);
    // The same as it said before, and therefore a change for this page alone.
    await stage.do({ op: "update", nodes: [{ key: "a", position: [-1, 0, 0] }] });
    await becomes("back", async () => (await object(page, "a")).position, [-1, 0, 0]);
    await becomes("no edit any more", () => page.locator(".prop-reset:visible").count(), 0);
  });
});

test("two clicks give the distance", async () => {
  const page = await openPage();
  const place = async (/** @type {[number, number, number]} */ point) => {
    const [x, y] = await page.evaluate((point) => {
      const out = [0, 0];
      /** @type {any} */ (window).vuer.project(point, out);
      return out;
    }, point);
    return /** @type {const} */ ([x ?? 0, y ?? 0]);
  };
  const geometries = () => page.evaluate(() => /** @type {any} */ (window).vuer.gpu().geometries);
  const says = (/** @type {RegExp} */ words) => eventually(`it says ${words}`, async () => words.test((await page.textContent(".measure-body")) ?? ""));
  const before = await geometries();
  await page.keyboard.press("m");
  await says(/first point/);
  // Beyond the boxes there is nothing.
  await page.mouse.click(640, 700);
  await says(/Nothing is there/);
  await page.mouse.click(...(await place([-1, 0, 0.25])));
  await says(/second point/);
  await page.mouse.click(...(await place([1, 0, 0.25])));
  const distance = Number(await page.textContent(".measure-distance"));
  assert(Math.abs(distance - 2) < 0.02, `${distance}`);
  await becomes("the label says the same", () => page.textContent(".measure-label"), await page.textContent(".measure-distance"));
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).vuer.selection.get()), undefined, "a click that measures selects nothing");
  await becomes("the line is drawn", geometries, before + 1);
  await page.keyboard.press("Escape");
  await becomes("the tape is gone", () => page.locator(".measure").isVisible(), false);
  await becomes("and its geometry", geometries, before);
});

test("the figures say what is on the graphics card", async () => {
  const page = await openPage();
  await page.click('.tabs [aria-label="Statistics"]');
  await becomes("the canvas", () => page.locator(".figures dd", { hasText: "1280 × 800 px" }).count(), 1);
  assert.notEqual(await page.textContent(".stats-renderer"), "");
  const figures = await page.evaluate(() => /** @type {any} */ (window).vuer.gpuFigures());
  // Two boxes of 24 corners with position, normal and uv, and 36 indices, of which one array may be shared.
  assert(figures.geometryBytes >= 24 * 8 * 4 + 36 * 2, JSON.stringify(figures));
  assert(figures.programs > 0);
});

test("the tree of 10,000 nodes has few rows", async () => {
  const page = await openPage();
  await page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    const nodes = Array.from({ length: 10_000 }, (_, index) => ({ tag: "group", key: `n${index}` }));
    vuer.inject([{ etype: "ADD", data: { nodes } }]);
  });
  await becomes("they are counted", async () => /10,\d{3} nodes/.test((await page.textContent(".scene")) ?? ""), true);
  // Only what is in sight is there, wherever the list is scrolled to and although the scene changes meanwhile.
  const rows = await page.evaluate(async () => {
    const { vuer } = /** @type {any} */ (window);
    const list = /** @type {HTMLElement} */ (document.querySelector(".tree"));
    const counts = [];
    for (let step = 0; step < 40; step += 1) {
      list.scrollTop = step * 5000;
      vuer.inject([{ etype: "ADD", data: { nodes: [{ tag: "group", key: `m${step}` }] } }]);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      counts.push(list.querySelectorAll(".tree-row").length);
    }
    return counts;
  });
  assert(rows.every((count) => count > 5 && count < 120), rows.join());
  await page.focus(".tree");
  await page.keyboard.press("End");
  await becomes("the last is reached", async () => /^(m39|n9999|camera)$/.test((await page.textContent(".details-name")) ?? ""), true);
});

test("the whole state of the connection is on a page", async () => {
  const page = await openPage();
  await page.click(".connection.card");
  await page.click('.connection-card button:has-text("Details")');
  const value = (/** @type {string} */ name) => page.locator(".connection-page dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]").textContent();
  assert.equal(await value("Address"), stage.url.replace(/^http/, "ws").replace(/\/$/, ""));
  await becomes("whose server it is", () => value("Server"), "Vuer in Rust");
  const sent = () => page.locator(".message-table tr", { hasText: "SET" }).locator("td").allTextContents();
  await becomes("one is counted", sent, ["SET", "1", "0"]);
  await stage.do({ op: "set", scene: SCENE });
  await becomes("the next is counted", sent, ["SET", "2", "0"]);
  await page.keyboard.press("Escape");
  await becomes("the page is closed", () => page.locator(".connection-page").isVisible(), false);
});
