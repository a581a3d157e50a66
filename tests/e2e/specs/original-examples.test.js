/** Our page with programs of the original's documentation, on both of the original's servers. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { ROOT } from "../harness/paths.js";
import { freePort, Stage, venv } from "../harness/stage.js";

const PROGRAM = join(ROOT, "tests/e2e/originals/examples.py");

/** Parts of the default scenes that our page knows and does not read. */
const UNREAD = /: (not read yet|unknown tag)$/;

/** @typedef {import("../harness/browser.js").WatchedPage} Page */
/** @typedef {{page: Page, program: Child}} Run */

/**
 * What each of them shows: tags with how many of them there are at least, and what is to be seen of it.
 * @type {Record<string, [Record<string, number>, ((run: Run) => Promise<void>)?]>}
 */
const EXAMPLES = {
  first_scene: [{ Box: 1, Plane: 1, AmbientLight: 1, OrbitControls: 1 }],
  materials: [{ Sphere: 5, Grid: 1 }],
  life_cycle: [{ VuerGroup: 1, Box: 1, Sphere: 1 }, isGone("a")],
  point_cloud: [{ PointCloud: 1 }, changes("cloud", "vertices")],
  tri_mesh: [{ TriMesh: 2 }],
  urdf: [{ Urdf: 1, SpotLight: 1 }, changes("robot", "jointValues")],
  markers: [{ CoordsMarker: 20, Arrow: 1, Frustum: 1, Text: 1, Line: 1 }],
  image_background: [{ ImageBackground: 1 }, changes("video", "src")],
  movable: [{ Movable: 1, PointLight: 1, Box: 1 }, says("OBJECT_MOVE", dragHandle)],
  camera_and_keys: [{ Box: 1, KeyboardMonitor: 1 }, says("CAMERA_MOVE", dragView)],
  set_event: [{ Box: 1 }, says("GRAB_RENDER")],
};

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Stage} Serves our page, which their servers cannot. */
let host;
before(async () => {
  browser = await launch();
  host = await Stage.start("ours");
});
after(async () => {
  await host?.stop();
  await browser?.close();
});

for (const version of /** @type {const} */ (["0.0.71", "0.1.6"])) {
  describe(`vuer ${version}`, () => {
    for (const [name, [tags, does]] of Object.entries(EXAMPLES)) {
      test(name, async () => {
        const port = await freePort();
        const program = new Child(join(venv(version), "bin/python"), [PROGRAM, name, `${port}`]);
        /** @type {Page | undefined} */
        let page;
        try {
          const server = `127.0.0.1:${port}`;
          await eventually("it answers", () => fetch(`http://${server}/`).then(() => true, () => false));
          page = await open(browser, `${host.url}?hideUI=true&ws=ws://${server}`);
          const state = await page.until("its scene is there", ({ nodes, loading }) => {
            const count = (/** @type {string} */ tag) => nodes?.filter((/** @type {any} */ node) => node.tag === tag).length;
            return loading === 0 && Object.entries(tags).every(([tag, least]) => count(tag) >= least);
          });
          assert.deepEqual(state.warnings.filter((/** @type {string} */ text) => !UNREAD.test(text)), []);
          await does?.({ page, program });
          assert.deepEqual(page.errors, []);
          assert.deepEqual(page.foreign.filter((url) => !url.includes(server)), []);
        } finally {
          await page?.close();
          await program.stop("SIGKILL");
        }
      });
    }
  });
}

/** A prop of a node goes on changing. @param {string} key @param {string} prop @returns {(run: Run) => Promise<void>} */
function changes(key, prop) {
  return ({ page }) => page.changes(key, prop);
}

/** No node has that key. @param {string} key @returns {(run: Run) => Promise<void>} */
function isGone(key) {
  return async ({ page }) => {
    await page.until(`${key} is gone`, ({ nodes }) => !nodes.some((/** @type {any} */ node) => node.key === key));
  };
}

/**
 * It hears that, after something was done.
 * @param {string} etype
 * @param {(run: Run) => Promise<void>} [first]
 * @returns {(run: Run) => Promise<void>}
 */
function says(etype, first) {
  return async (run) => {
    await first?.(run);
    await run.program.report((report) => report.event === etype);
  };
}

/** @param {Run} run */
function dragView({ page }) {
  return page.dragView();
}

/** Pulls the handle's middle, wherever the camera shows it. @param {Run} run */
async function dragHandle({ page }) {
  const { x, y } = await page.page.evaluate(() => {
    const { viewer, live, store } = /** @type {any} */ (window).vuer;
    viewer.draw();
    const node = [...store.nodes()].find((node) => node.key === "handle");
    const object = live.mountOf(node.id).object;
    const at = object.getWorldPosition(viewer.camera.position.clone()).project(viewer.camera);
    return { x: ((at.x + 1) / 2) * innerWidth, y: ((1 - at.y) / 2) * innerHeight };
  });
  await page.page.mouse.move(x, y);
  await page.page.mouse.down();
  await page.page.mouse.move(x + 60, y, { steps: 5 });
  await page.page.mouse.up();
}
