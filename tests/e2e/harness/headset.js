/**
 * A headset that a test puts on: IWER (a Quest 3) in place of the browser's own WebXR, in a page that knows nothing of
 * it. Poses are metres in the space of the floor: y up, −z forward.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

import { open } from "./browser.js";
import { eventually } from "./child.js";
import { Pixels } from "./pixels.js";

const { resolve } = createRequire(import.meta.url);
const IWER = resolve("iwer/build/iwer.min.js");
const SEM = resolve("@iwer/sem/build/iwer-sem.min.js");
/** A captured room, the lightest one. */
const ROOM = resolve("@iwer/sem/captures/office_small.json");

/** @typedef {"left" | "right"} Side */

/**
 * @typedef {object} DeviceOptions
 * @property {boolean} [room] with the floor, walls and furniture of an office; loaded at `enter`
 * @property {string[]} [without] session modes and features that the device lacks
 * @property {boolean} [bodies] tracks bodies, see `Headset.body`
 * @property {string} [client] the address of our own client, if the stage is the original's
 */

/** @typedef {Parameters<typeof open>[2] & DeviceOptions} Options */

export class Headset {
  #room;

  /** @param {import("./browser.js").WatchedPage} watched @param {boolean} room */
  constructor(watched, room) {
    this.watched = watched;
    this.page = watched.page;
    this.#room = room;
  }

  /**
   * A page of our own client on a stage, in the browser of a headset that nobody has put on yet.
   * @param {import("playwright-core").Browser} browser
   * @param {Pick<import("./stage.js").Stage, "child" | "url" | "session">} stage
   * @param {string} [query] of the page's address
   * @param {Options} [options]
   */
  static async open(browser, stage, query = "", { room = false, without = [], bodies = false, client, setUp: more, ...options } = {}) {
    const from = stage.child.reports.length;
    const setUp = async (/** @type {import("playwright-core").Page} */ page) => {
      await page.addInitScript({ path: IWER });
      if (room) await page.addInitScript({ path: SEM });
      await page.addInitScript({ path: join(import.meta.dirname, "headset-inject.js") });
      await page.addInitScript((device) => /** @type {any} */ (window).installHeadset(device), { without, bodies, room });
      await more?.(page);
    };
    const url = client ? `${client}?ws=${stage.url.replace("http", "ws")}` : `${stage.url}${query}`;
    const watched = await open(browser, url, { viewport: { width: 800, height: 500 }, ...options, setUp });
    await stage.session(from);
    await watched.until("the page is connected", (state) => state.connection === "open");
    return new Headset(watched, room);
  }

  /** What the page says of the headset. @returns {Promise<Record<string, any>>} */
  state() {
    return this.page.evaluate(() => {
      const { xr } = /** @type {any} */ (window).vuer.viewer;
      return { ...xr.state.get(), frames: xr.frames, enabled: xr.session?.enabledFeatures };
    });
  }

  /** Presses the button of a mode, and waits until its frames come. @param {"vr" | "pass-through"} [mode] */
  async enter(mode = "vr") {
    if (this.#room) await this.page.evaluate((room) => /** @type {any} */ (window).headset.sem.loadEnvironment(room), await roomData());
    await this.page.getByRole("button", { name: mode === "vr" ? "Enter VR" : /^Enter pass-through/ }).click();
    await eventually("the headset shows the scene", async () => (await this.state()).phase === "in");
    await this.frames(2);
  }

  /** Leaves as a program of the page, or the device itself, does. */
  async leave() {
    await this.page.evaluate(() => /** @type {any} */ (window).vuer.leaveHeadset());
    await eventually("the page is back", async () => (await this.state()).phase === "out");
  }

  /** Waits for so many more frames of the headset: what was done before is told by then. @param {number} count */
  async frames(count) {
    const { frames } = await this.state();
    await eventually(`${count} frames`, async () => (await this.state()).frames >= frames + count);
  }

  /** What each eye sees in the next frame. */
  async eyes() {
    const eyes = await this.page.evaluate(() => /** @type {any} */ (window).headset.eyes());
    const [left, right] = eyes.map((/** @type {any} */ { data, width, height }) => new Pixels(Buffer.from(data, "base64"), width, height));
    return { left: /** @type {Pixels} */ (left), right: /** @type {Pixels} */ (right) };
  }

  /** The head: where it is, and turned by so many degrees to the left about the vertical. @param {number[]} position @param {number} [yaw] */
  head(position, yaw = 0) {
    return this.#drive("head", position, yaw);
  }

  /** A controller, or a hand. @param {Side} side @param {number[]} position */
  move(side, position) {
    return this.#drive("move", side, position);
  }

  /** Takes hands or controllers for what follows. @param {"hand" | "controller"} mode */
  use(mode) {
    return this.#drive("use", mode);
  }

  /** Whether a hand or controller is tracked. @param {Side} side @param {boolean} tracked */
  track(side, tracked) {
    return this.#drive("track", side, tracked);
  }

  /** @param {Side} side @param {string} button as IWER names it @param {number} value */
  press(side, button, value) {
    return this.#drive("press", side, button, value);
  }

  /** @param {Side} side @param {number} x @param {number} y */
  stick(side, x, y) {
    return this.#drive("stick", side, x, y);
  }

  /** @param {Side} side @param {number} value from 0, open, to 1 */
  pinch(side, value) {
    return this.#drive("pinch", side, value);
  }

  /** Where a body is; undefined: it is not tracked. @param {Record<string, number[]> | undefined} joints positions by WebXR's names */
  body(joints) {
    return this.#drive("body", joints);
  }

  /** As if the headset were taken off, or put on again. @param {"visible" | "visible-blurred" | "hidden"} state */
  visibility(state) {
    return this.#drive("visibility", state);
  }

  /** @param {string} what @param {unknown[]} args */
  #drive(what, ...args) {
    return this.page.evaluate(([what, args]) => /** @type {any} */ (window).headset[what](...args), /** @type {const} */ ([what, args]));
  }

  close() {
    return this.watched.close();
  }
}

async function roomData() {
  const { default: room } = await import(ROOM, { with: { type: "json" } });
  return room;
}
