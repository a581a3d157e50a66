/**
 * The demo, in two browsers at once: its target is dragged to five places, two of them out of
 * reach, and the arm's tip comes to it or as near as it can.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { TARGET } from "../harness/paths.js";

/** What "the tip is at the target" means, in metres. */
const AT = 0.001;

/** Where to, as seen in the page, is drawn from this. */
const SEED = 20_250_711;

/** Screen rectangles, as shares of the page, from which a place is drawn: on the table, and far off. */
const NEAR = { x: [0.52, 0.6], y: [0.42, 0.52] };
const FAR = { x: [0.88, 0.96], y: [0.06, 0.16] };

/** @typedef {import("../harness/browser.js").WatchedPage} WatchedPage */
/** @typedef {[number, number, number]} Vec3 */
/** @typedef {{target: Vec3, tip: Vec3, shoulder: Vec3, reach: number}} Arm */

/** Numbers from 0 to 1, always the same ones: mulberry32. @param {number} seed */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** @param {Vec3} a @param {Vec3} b */
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Child} */
let demo;
/** @type {[WatchedPage, WatchedPage]} */
let pages;

before(async () => {
  browser = await launch();
  demo = new Child(join(TARGET, "vuer"), ["demo", "--port", "0", "--json"]);
  const { url } = await demo.report((report) => report.url);
  pages = await Promise.all([open(browser, `${url}?hideUI=true`), open(browser, `${url}?hideUI=true`)]);
  for (const page of pages) await page.until("the arm is there", (state) => state.loading === 0 && armIn(state));
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** @param {Record<string, any>} state */
const armIn = (state) => state.nodes?.some((/** @type {any} */ node) => node.key === "arm");

/**
 * The arm as a page shows it: from the objects that are drawn, not from what was sent.
 * @param {WatchedPage} page
 * @returns {Promise<Arm>}
 */
function look(page) {
  return page.page.evaluate(() => {
    const { scene } = /** @type {any} */ (window).vuer.viewer;
    const place = (/** @type {string} */ name) => {
      const object = scene.getObjectByName(name);
      object.updateWorldMatrix(true, false);
      return object.matrixWorld.toArray().slice(12, 15);
    };
    // At full stretch the arm is straight: it reaches as far as its links are long.
    const links = ["elbow", "forearm_roll", "wrist_pitch", "flange_roll", "probe"];
    const reach = links.reduce((sum, name) => sum + scene.getObjectByName(name).position.length(), 0);
    return { target: place("target"), tip: place("tip"), shoulder: place("shoulder"), reach };
  });
}

/** The object under which the page has the handle that moves the target across the view. */
const HANDLE = "move-view";

/**
 * Where an object's origin is in the page, drawn now, in CSS pixels.
 * @param {WatchedPage} page
 * @param {string} name
 */
function seen(page, name) {
  return page.page.evaluate((name) => {
    const { viewer } = /** @type {any} */ (window).vuer;
    viewer.draw();
    const { scene, camera, canvas } = viewer;
    const object = scene.getObjectByName(name);
    const place = object.position.clone().setFromMatrixPosition(object.matrixWorld).project(camera);
    const box = canvas.getBoundingClientRect();
    return { x: box.left + ((place.x + 1) / 2) * box.width, y: box.top + ((1 - place.y) / 2) * box.height };
  }, name);
}

/** Whether these are one place, as far as a mouse goes. @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < 8;

/**
 * Drags the target with the mouse.
 * @param {WatchedPage} page
 * @param {{x: number, y: number}} to CSS pixels
 */
async function drag(page, to) {
  const { mouse } = page.page;
  // Until somebody takes it the target moves by itself: it may slip away, and may even pass by where it is to go.
  await eventually("the target is taken", async () => {
    const from = await seen(page, HANDLE);
    await mouse.move(from.x, from.y);
    await mouse.down();
    // A drag that takes nothing would turn the camera, and the places would be others.
    const taken = await page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.canvas.style.cursor === "grabbing");
    if (taken) await mouse.move(to.x, to.y, { steps: 6 });
    await mouse.up();
    if (!taken) return false;
    const now = await seen(page, HANDLE);
    return near(now, to) && !(await status(page)).startsWith("On its own");
  });
}

/** The place nearest to the target that the tip can reach. @param {Arm} arm @returns {Vec3} */
function nearest({ target, shoulder, reach }) {
  const share = Math.min(reach / distance(target, shoulder), 1);
  const [x, y, z] = shoulder;
  return [x + share * (target[0] - x), y + share * (target[1] - y), z + share * (target[2] - z)];
}

/** What the panel says of the arm. @param {WatchedPage} page */
async function status({ page }) {
  const show = (/** @type {boolean} */ shown) =>
    page.evaluate((shown) => /** @type {any} */ (window).vuer.panelsShown.set(shown), shown);
  await show(true);
  const words = page.getByText(/^(On its own|In reach|In place|Out of reach)/).first();
  const text = await words.innerText();
  await show(false);
  // The panels must not be in the way of the next drag.
  await words.waitFor({ state: "hidden" });
  return text;
}

test("a click repaints a block in both pages", async () => {
  const color = (/** @type {WatchedPage} */ { page }) =>
    page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("block-0").material.color.getHexString());
  const [mine, other] = pages;
  const before = await color(mine);
  const at = await seen(mine, "block-0");
  await mine.page.mouse.click(at.x, at.y);
  await eventually("both are repainted", async () => {
    const now = await color(mine);
    return now !== before && (await color(other)) === now;
  });
});

describe("the arm follows its target", () => {
  const random = numbers(SEED);
  const draw = (/** @type {number[]} */ [low = 0, high = 1]) => low + (high - low) * Number(random.next().value);
  const places = [NEAR, NEAR, FAR, NEAR, FAR].map((area) => ({ far: area === FAR, x: draw(area.x), y: draw(area.y) }));

  for (const [index, { far, x, y }] of places.entries()) {
    test(`to place ${index}, ${far ? "out of" : "in"} reach`, async () => {
      const mine = index % 2 ? pages[1] : pages[0];
      const size = mine.page.viewportSize() ?? { width: 0, height: 0 };
      const to = { x: x * size.width, y: y * size.height };
      await drag(mine, to);
      /** @type {Arm[]} */
      let arms = [];
      const arrived = async () => {
        // Not where it was before: a page may show that again until the program has heard of the drag.
        if (!near(await seen(mine, HANDLE), to)) return false;
        arms = await Promise.all(pages.map(look));
        const [one, other] = arms;
        const together = one && other && distance(one.target, other.target) < AT && distance(one.tip, other.tip) < AT;
        return together && arms.every((arm) => distance(arm.tip, nearest(arm)) < AT);
      };
      await eventually("the tip is as near as it can be, in both pages", arrived).catch((error) => {
        throw new Error(`${error.message}\n${JSON.stringify(arms, null, 1)}`);
      });
      for (const { target, shoulder, reach } of arms) {
        assert.equal(distance(target, shoulder) > reach, far, "it was dragged where it was to be");
      }
      for (const page of pages) {
        let said = "";
        await eventually("the panel says so", async () => {
          said = await status(page);
          return said.startsWith(far ? "Out of reach" : "In reach");
        }).catch((error) => {
          throw new Error(`${error.message}, but: ${said}`);
        });
      }
    });
  }
});

test("the points and the video are there", async () => {
  for (const { page } of pages) {
    await eventually("points and a picture", () =>
      page.evaluate(() => {
        const find = (/** @type {string} */ name) => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName(name);
        let [points, columns] = [0, 0];
        find("cloud").traverse((/** @type {any} */ part) => (points += part.geometry?.attributes.position?.count ?? 0));
        find("screen").traverse((/** @type {any} */ part) => (columns += part.material?.uniforms?.picture?.value?.image?.width ?? 0));
        return points > 10_000 && columns > 0;
      }),
    );
  }
});

test("nothing went wrong on the way", () => {
  for (const { foreign, violations, errors } of pages) {
    assert.deepEqual({ foreign, violations, errors }, { foreign: [], violations: [], errors: [] });
  }
  assert.doesNotMatch(demo.log, /panicked|ERROR/);
});
