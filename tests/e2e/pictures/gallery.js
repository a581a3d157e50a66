/** The program that shows the components, and the page in which they are drawn. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { open } from "../harness/browser.js";
import { Child } from "../harness/child.js";
import { ROOT, TARGET } from "../harness/paths.js";
import { clientBuild } from "../harness/stage.js";
import { install } from "./in-page.js";

/** Where the references are: in the documentation, which shows them. */
export const REFERENCES = join(ROOT, "docs/pictures");

/** A channel may differ by so much, of 255 … */
const TOLERANCE = 12;
/** … or by more in such a share of the pixels. */
export const THRESHOLD = 0.005;

/** Pictures are square, of so many pixels; those of panels are as high as the panel. */
const SIZE = { width: 512, height: 512 };
/** The page around a panel. */
const PANEL_PAGE = { width: 900, height: 900 };

/** The page's letters, instead of those that a machine happens to have. */
const FONT = `data:font/woff;base64,${readFileSync(join(ROOT, "web/src/nodes/text/inter-regular.woff")).toString("base64")}`;
const STYLE = `@font-face { font-family: "Picture"; src: url("${FONT}"); }
  :root { --font: "Picture"; --mono: "Picture"; } * { caret-color: transparent !important; }`;

/** A picture of one pixel. */
const NOTHING = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** @typedef {{name: string, frame: "canvas" | "page" | "panel", nodes: string[]}} Entry */

/** The name of a picture's file: there are file systems to which `line` is the same as `Line`. @param {string} name */
export const fileOf = (name) => `${/^[a-z]/.test(name) ? "intrinsic-" : ""}${name}.png`;

/** The file of a picture's reference. @param {string} name */
export const referenceOf = (name) => join(REFERENCES, fileOf(name));

export class Gallery {
  /** @type {Entry[]} */
  entries = [];

  #child;
  #url;
  #browser;
  /** @type {import("../harness/browser.js").WatchedPage | undefined} */
  #page;
  #panels = false;

  /**
   * @param {Child} child
   * @param {string} url
   * @param {import("playwright-core").Browser} browser
   */
  constructor(child, url, browser) {
    this.#child = child;
    this.#url = url;
    this.#browser = browser;
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {import("../harness/stage.js").Kind} [client]
   */
  static async start(browser, client = "ours") {
    const root = client === "ours" ? [] : ["--client-root", clientBuild(client), ...(client === "0.1.6" ? ["--suit-0.1.6"] : [])];
    const child = new Child(join(TARGET, "examples/gallery"), ["--json", ...root]);
    const { url } = await child.report((report) => report.url);
    const gallery = new Gallery(child, url, browser);
    await child.report((report) => report.end);
    for (const { picture: name, frame, nodes } of child.reports) {
      if (name) gallery.entries.push({ name, frame, nodes });
    }
    return gallery;
  }

  /** Errors of the page so far. */
  get errors() {
    return this.#page?.errors ?? [];
  }

  /** The page of our own client, with panels or without: one for all pictures of a kind. @param {boolean} panels */
  async page(panels) {
    if (this.#page && this.#panels === panels) return this.#page;
    await this.#page?.close();
    this.#panels = panels;
    const query = `frameloop=never&antialias=false&gizmo=false${panels ? "" : "&hideUI"}`;
    this.#page = await open(this.#browser, `${this.#url}?${query}`, { viewport: panels ? PANEL_PAGE : SIZE, colorScheme: "light" });
    await this.#page.until("the page is connected", (state) => state.connection === "open");
    await this.#page.page.evaluate(install, TOLERANCE);
    await this.#page.page.addStyleTag({ content: STYLE });
    return this.#page;
  }

  /** Tags that our client draws. @returns {Promise<string[]>} */
  async tags() {
    return (await this.page(false)).page.evaluate(() => /** @type {any} */ (window).vuer.tags());
  }

  /**
   * Shows an entry, or the entry without its n-th node, and waits until it is drawn.
   * @param {Entry} entry
   * @param {number} [without]
   */
  async show(entry, without) {
    const page = await this.page(entry.frame === "panel");
    const caption = without === undefined ? entry.name : `${entry.name} ${without}`;
    this.tell(caption);
    await page.page.evaluate((caption) => /** @type {any} */ (window).vuerPictures.settle(caption), caption);
    return page.page;
  }

  /** Says to the program what its pages are to show. @param {string} caption */
  tell(caption) {
    this.#child.sendLine(caption);
  }

  /** What is shown now, as a PNG. @param {Entry} entry @returns {Promise<Buffer>} */
  async picture({ frame }) {
    const { page } = await this.page(frame === "panel");
    if (frame === "page") return page.screenshot();
    if (frame === "panel") {
      const panel = page.locator(".program-body");
      // Without its only node there is no panel.
      return (await panel.isVisible()) ? panel.screenshot() : NOTHING;
    }
    return Buffer.from(await page.evaluate(() => /** @type {any} */ (window).vuerPictures.canvasPng()), "base64");
  }

  /** In what share of its pixels what is shown now differs from the reference. @param {Entry} entry */
  async difference(entry) {
    const { page } = await this.page(entry.frame === "panel");
    if (entry.frame === "canvas") return page.evaluate(() => /** @type {any} */ (window).vuerPictures.compareCanvas());
    const png = (await this.picture(entry)).toString("base64");
    return page.evaluate((png) => /** @type {any} */ (window).vuerPictures.compareWith(png), png);
  }

  /** Compares with this entry's reference from now on. @param {Entry} entry */
  async keepReference({ name, frame }) {
    const file = referenceOf(name);
    if (!existsSync(file)) return false;
    const png = readFileSync(file).toString("base64");
    const { page } = await this.page(frame === "panel");
    await page.evaluate((png) => /** @type {any} */ (window).vuerPictures.keepReference(png), png);
    return true;
  }

  /** Where a picture differs from the reference, as a PNG. @param {Entry} entry @param {Buffer} png */
  async differenceOf({ frame }, png) {
    const { page } = await this.page(frame === "panel");
    const base64 = png.toString("base64");
    return Buffer.from(await page.evaluate((png) => /** @type {any} */ (window).vuerPictures.difference(png), base64), "base64");
  }

  async stop() {
    await this.#page?.close();
    await this.#child.stop();
  }

  get url() {
    return this.#url;
  }
}
