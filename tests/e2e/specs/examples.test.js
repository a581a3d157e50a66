/** Every program in `examples/rust`: it starts, it serves, a page shows its scene, and it does what it says. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { encode } from "@msgpack/msgpack";

import { launch, open } from "../harness/browser.js";
import { Child, eventually } from "../harness/child.js";
import { ROOT, TARGET } from "../harness/paths.js";

const FOLDER = join(ROOT, "examples/rust");

/**
 * What is special about one.
 * @typedef {object} Example
 * @property {string[]} shows Tags that its page has, beside those that every page begins with.
 * @property {(run: Run) => Promise<void>} [does] What else is to be seen.
 * @property {RegExp} [warns] The one warning that belongs to it.
 * @property {(folder: string) => string[] | undefined} [args] Its command line; nothing if it cannot run here.
 */
/** @typedef {{program: Child, page: import("../harness/browser.js").WatchedPage, url: string, folder: string}} Run */

/** @type {Record<string, Example>} */
const EXAMPLES = {
  background_tasks: { shows: ["Sphere", "Text"], does: changes("ball", "position") },
  bound_stream: { shows: ["TorusKnot"], does: changes("knot", "rotation") },
  camera_move: { shows: ["CoordsMarker"], does: says(/the camera is at/, dragView) },
  camera_path: { shows: ["Line", "TorusKnot"], does: changes("flying", "position") },
  click_handler: { shows: ["Box"] },
  first_scene: { shows: ["Plane", "Box"] },
  gallery: { shows: ["Box", "Cylinder"], does: showAnother },
  grab_render: { shows: ["TorusKnot"], does: writes("render.jpg") },
  hello_box: { shows: ["Box"] },
  html_route: { shows: ["Box"], does: turnByCall },
  image_stream: { shows: ["Image"], does: changes("screen", "rgb") },
  lights: { shows: ["AmbientLight", "TorusKnot"] },
  load_event: { shows: ["Glb"], does: says(/loaded: .*here it is/), warns: /missing\.glb/ },
  markers: { shows: ["CoordsMarker"] },
  materials: { shows: ["TorusKnot", "Sphere"] },
  movable_light: { shows: ["Movable", "PointLight"] },
  moving_boxes: { shows: ["Box"], does: changes("cube-0", "position") },
  panel: { shows: ["Box"], does: paintByButton },
  point_cloud: { shows: ["PointCloud"], does: changes("wave", "vertices") },
  render_queue: { shows: ["TorusKnot"], does: says(/view 0: \d+ bytes/) },
  secure: { shows: ["Icosahedron"], args: certificate },
  session_operations: { shows: ["Box", "VuerGroup"], does: says(/hello, /) },
  shared_scene: { shows: ["Movable", "Sphere"] },
  static_files: { shows: ["Glb"] },
  stereo_video: { shows: ["ImageBackground"], does: says(/pictures are \d+ ms old/, async (run) => { await changes("left", "src")(run); await changes("right", "src")(run); }) },
  teleop_controllers: { shows: ["MotionControllers", "Gripper"], does: says(/closed at x {2}0\.200 {2}y {2}1\.200 {2}z -0\.500 m/, leadGripper) },
  teleop_hands: { shows: ["Hands", "Urdf"], does: says(/tool at x {2}0\.200 {2}y -0\.400 {2}z {2}0\.300 m/, leadArm) },
  textured_mesh: { shows: ["TriMesh"], does: changes("cloth", "vertices") },
  tone_mapping: { shows: ["Sphere", "Text"] },
  urdf_joints: { shows: ["Urdf"], does: changes("arm", "jointValues") },
};

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("every example has a line here", () => {
  const programs = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".rs") || existsSync(join(FOLDER, entry.name, "main.rs")))
    .map((entry) => entry.name.replace(/\.rs$/, ""));
  assert.deepEqual(programs.sort(), Object.keys(EXAMPLES).sort());
});

for (const [name, { shows, does, warns, args }] of Object.entries(EXAMPLES)) {
  test(name, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "vuer-example-"));
    const line = args ? args(folder) : [];
    if (!line) return context.skip("it cannot run here");
    const program = new Child(join(TARGET, "examples", name), line, { VUER_PORT: "0" }, folder);
    try {
      const [url] = await eventually("it prints where it is", () => /https?:\/\/\S+/.exec(program.log));
      const page = await open(browser, url.replace("0.0.0.0", "127.0.0.1"), { ignoreHTTPSErrors: true });
      const state = await page.until("its scene is there", ({ connection, nodes, loading }) => {
        const tags = new Set(nodes?.map((/** @type {any} */ node) => node.tag));
        return connection === "open" && loading === 0 && shows.every((tag) => tags.has(tag));
      });
      assert.deepEqual(state.warnings.filter((/** @type {string} */ text) => !warns?.test(text)), []);
      await does?.({ program, page, url, folder });
      assert.deepEqual(page.errors.filter((error) => !warns || !/Failed to load resource/.test(error)), []);
      await page.close();
    } finally {
      await program.stop("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
}

/** The program hears a button of its panel. @param {Run} run */
async function paintByButton({ page }) {
  await page.page.getByRole("button", { name: "Cool" }).click();
  await eventually("the box is painted", () =>
    page.page.evaluate(() => {
      const box = [.../** @type {any} */ (window).vuer.store.nodes()].find((node) => node.key === "box");
      return box?.props.color === "steelblue";
    }),
  );
}

/** A prop of a node goes on changing. @param {string} key @param {string} prop @returns {(run: Run) => Promise<void>} */
function changes(key, prop) {
  return ({ page }) => page.changes(key, prop);
}

/**
 * It prints that, after something was done.
 * @param {RegExp} what
 * @param {(run: Run) => Promise<void>} [first]
 * @returns {(run: Run) => Promise<void>}
 */
function says(what, first) {
  return async (run) => {
    await first?.(run);
    await eventually(`it says ${what}`, () => what.test(run.program.log));
  };
}

/** @param {string} file @returns {(run: Run) => Promise<void>} */
function writes(file) {
  return async ({ folder }) => {
    await eventually(`it writes ${file}`, () => existsSync(join(folder, file)));
  };
}

/** @param {Run} run */
function dragView({ page }) {
  return page.dragView();
}

/** @param {Run} run */
async function showAnother({ program, page }) {
  program.sendLine("Torus");
  await page.until("the torus is there", (state) => state.nodes.some((/** @type {any} */ node) => node.tag === "Torus"));
}

/** @param {Run} run */
async function turnByCall({ page, url }) {
  const { origin } = new URL(url);
  assert.match(await (await fetch(`${origin}/remote`)).text(), /<button/);
  const before = await page.page.evaluate(() => document.title);
  assert.equal(await (await fetch(`${origin}/turn`, { method: "POST" })).text(), "1 turns", before);
}

/** What a headset would send, which stays connected. @param {Run} run @param {Record<string, unknown>[]} events */
async function send({ page, url }, ...events) {
  const frames = events.map((event) => Buffer.from(encode(event)).toString("base64"));
  await page.page.evaluate(
    async ([url, frames]) => {
      const page = /** @type {any} */ (window);
      const socket = (page.sender ??= new WebSocket(url.replace(/^http/, "ws")));
      if (socket.readyState === WebSocket.CONNECTING) await new Promise((resolve) => (socket.onopen = resolve));
      for (const bytes of frames) socket.send(Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)));
    },
    /** @type {const} */ ([url, frames]),
  );
}

/** A transform that only moves. @param {number} x */
const movedBy = (x) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, 1.25, 1.5, 1];

/** A pinching hand moves, is lost, and comes back elsewhere. @param {Run} run */
async function leadArm(run) {
  /** @param {number} x @param {boolean} pinch */
  const hand = (x, pinch) => ({ right: Array.from({ length: 25 }, () => movedBy(x)).flat(), rightState: { pinch } });
  const lost = { right: null, rightState: {} };
  /** @param {object[]} values */
  const tell = (...values) =>
    send(run, ...values.map((value) => ({ ts: Date.now(), etype: "HAND_MOVE", key: "hands", value: { left: null, leftState: {}, ...value } })));
  // Whatever the program has not seen when the switch is released, it never sees: so one after the other.
  await tell(hand(0.5, true), hand(0.6, true));
  await eventually("the hand has led it", () => /tool at x {2}0\.100/.exec(run.program.log));
  await tell(lost, hand(5, false), hand(1, true), hand(1.1, true));
}

/** A controller that holds on moves, and closes the jaws. @param {Run} run */
function leadGripper(run) {
  /** @param {number} x @param {boolean} squeeze @param {number} triggerValue */
  const held = (x, squeeze, triggerValue) => ({ right: movedBy(x), rightState: { squeeze, triggerValue } });
  const values = [held(0.1, true, 0), held(0.3, true, 0.5), held(2, false, 0.5), held(2, false, 1)];
  return send(run, ...values.map((value) => ({ ts: Date.now(), etype: "CONTROLLER_MOVE", key: "controllers", value: { left: null, leftState: {}, ...value } })));
}

/** A certificate of nobody, if there is what makes one. @param {string} folder */
function certificate(folder) {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  try {
    const subject = ["-subj", "/CN=localhost", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return [cert, key];
}
