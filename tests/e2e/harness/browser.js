/** Headless Chromium, and pages in it that tell what went wrong in them. */

import { execFileSync } from "node:child_process";

import { chromium } from "playwright-core";

import { eventually } from "./child.js";
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

/** One for a file of tests; close it in `after`. */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS });
}

/**
 * A page in a context of its own, so that two of them share nothing.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: "reduce", ...options });
  const page = new WatchedPage(await context.newPage(), new URL(url).origin);
  await page.watch();
  await page.page.goto(url);
  return page;
}

/** A page with what it should not have done. */
export class WatchedPage {
  /** @type {string[]} Requests beyond its own origin; each was refused. */
  foreign = [];
  /** @type {string[]} Reports of the page's content security policy. */
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
