/** Headless Chromium, and pages in it that tell what went wrong in them. */

import { execFileSync } from "node:child_process";

import { chromium } from "playwright-core";

import { eventually, PATIENCE_MS } from "./child.js";
import { lag } from "./lag.js";
import { Picture } from "./picture.js";

/** WebGL by software; nothing of Chromium's own that would use the network. */
const FLAGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Small on purpose: without a GPU the cost of a picture is its pixels. */
export const SIZE = { width: 640, height: 360 };

/** The path of the browser: `CHROMIUM`, or the first of the usual names in `PATH`. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return execFileSync("sh", ["-c", names.map((name) => `command -v ${name}`).join(" || ")], { encoding: "utf8" }).trim();
}

/**
 * One for a file of tests; close it in `after`.
 * @param {string} [home] the home folder it believes in: there are the authorities that it trusts beside its own
 */
export function launch(home = process.env.HOME ?? "/") {
  return chromium.launch({ executablePath: executable(), args: FLAGS, env: { ...process.env, HOME: home } });
}

/**
 * A page in a context of its own, so that two of them share nothing.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions & {prompt?: boolean, setUp?: (page: import("playwright-core").Page) => Promise<void>}} [options]
 *   `prompt`: its messages come without the lag that `lag.js` may be asked for; `setUp`: done before the page is opened
 */
export async function open(browser, url, { prompt = false, setUp, ...options } = {}) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = new WatchedPage(await context.newPage(), new URL(url).origin);
  await page.watch();
  if (!prompt) await lag(page.page);
  await setUp?.(page.page);
  await page.page.goto(url);
  return page;
}

/** A page with what it should not have done. */
export class WatchedPage {
  /** @type {string[]} Requests beyond its own origin; each was refused. */
  foreign = [];
  /** @type {string[]} Reports of the page's content security policy, to itself or only in the console. */
  violations = [];
  /** @type {string[]} Errors nobody caught, and errors written to the console. */
  errors = [];

  #origin;

  /**
   * @param {import("playwright-core").Page} page
   * @param {string} origin
   */
  constructor(page, origin) {
    this.page = page;
    this.#origin = origin;
  }

  async watch() {
    await this.page.exposeFunction("vuerTestViolation", (/** @type {string} */ text) => this.violations.push(text));
    await this.page.addInitScript(() => {
      const tell = /** @type {any} */ (window).vuerTestViolation;
      document.addEventListener("securitypolicyviolation", (event) =>
        tell(`${event.violatedDirective}: ${event.blockedURI || event.sample}`),
      );
    });
    this.page.on("pageerror", (error) => this.errors.push(`${error.stack ?? error.message}`));
    this.page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
      if (/content security policy/i.test(message.text())) this.violations.push(message.text());
    });
    await this.page.route("**", (route) => {
      const url = route.request().url();
      if (new URL(url).origin === this.#origin || /^(data|blob):/.test(url)) return route.continue();
      this.foreign.push(url);
      return route.abort();
    });
  }

  /**
   * What our own client says of itself.
   * @returns {Promise<Record<string, any>>}
   */
  state() {
    return this.page.evaluate(() => /** @type {any} */ (window).vuer.state());
  }

  /**
   * Waits until our own client's state passes.
   * @param {string} what
   * @param {(state: Record<string, any>) => unknown} check
   */
  async until(what, check) {
    /** @type {Record<string, any>} */
    let state = {};
    try {
      await eventually(what, async () => {
        state = await this.page.evaluate(() => /** @type {any} */ (window).vuer?.state() ?? {});
        return check(state);
      });
    } catch (error) {
      throw new Error(`${/** @type {Error} */ (error).message}\nlast state: ${JSON.stringify(state)}\n${this.errors.join("\n")}`);
    }
    return state;
  }

  /**
   * Waits until our own client has applied a message with this mark, and so all that was sent before it.
   * See `Stage.reaches`.
   * @param {number} mark
   */
  async reached(mark) {
    const read = () => this.page.evaluate(() => /** @type {any} */ (window).vuer?.store.root.props.mark);
    await eventually(`message ${mark} is applied`, async () => (await read()) === mark).catch((error) => {
      throw new Error(`${error.message}\n${this.errors.join("\n")}`);
    });
  }

  /**
   * Lets our own client send an event of this mark behind all that it has to tell so far – after a frame and a
   * while: some things are told with the next frame, or at most so many times a second. See `Stage.hears`.
   * @param {number} mark
   */
  async say(mark) {
    await this.page.evaluate(async (mark) => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 50));
      /** @type {any} */ (window).vuer.socket.send({ etype: "MARK", value: mark });
    }, mark);
  }

  /** Draws a frame now: what follows sees what has been applied so far. */
  draw() {
    return this.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.draw());
  }

  /** Waits until no node of our own client is loading anything any more. */
  loaded() {
    return this.until("everything is loaded", (state) => state.loading === 0);
  }

  /** Forgets what our own client has said so far. */
  clearLog() {
    return this.page.evaluate(() => /** @type {any} */ (window).vuer.clearLog());
  }

  /** Warnings and errors that our own client shows. @returns {Promise<string[]>} */
  async warnings() {
    return (await this.state()).warnings;
  }

  /** Waits until a prop of a node has changed on the page of our own client. @param {string} key @param {string} prop */
  async changes(key, prop) {
    const value = () =>
      this.page.evaluate(
        ([key, prop]) => {
          const value = /** @type {any} */ (window).vuer.store.find(key)?.props[prop];
          return ArrayBuffer.isView(value) ? [.../** @type {Uint8Array} */ (value)].join() : JSON.stringify(value);
        },
        /** @type {const} */ ([key, prop]),
      );
    const before = await eventually(`${key} has ${prop}`, value);
    await eventually(`${prop} of ${key} changes`, async () => (await value()) !== before);
  }

  /** Turns the camera with the mouse, from where nothing is. */
  async dragView() {
    const { mouse } = this.page;
    await mouse.move(100, 200);
    await mouse.down();
    await mouse.move(200, 220, { steps: 5 });
    await mouse.up();
  }

  /** What the page looks like. */
  async picture() {
    return new Picture(await this.page.screenshot());
  }

  /**
   * Waits until the picture passes; what `check` gave. A failure leaves the picture in
   * `test-results/` for people to look at.
   * @template T
   * @param {string} what
   * @param {(picture: Picture) => T} check
   */
  async untilPicture(what, check) {
    /** @type {Picture | undefined} */
    let picture;
    try {
      return await eventually(what, async () => {
        picture = await this.picture();
        return check(picture);
      });
    } catch (error) {
      const file = picture?.keep(what);
      throw new Error(`${/** @type {Error} */ (error).message} (${file})\n${this.errors.join("\n")}`);
    }
  }

  close() {
    return this.page.context().close();
  }
}
