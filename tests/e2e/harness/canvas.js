/**
 * A page whose scene a test gives and changes itself, without a server in between, and whose pixels it
 * reads. The camera stands at the origin and looks along −z, with 90° from the lower to the upper edge.
 */

import { PNG } from "pngjs";

import { eventually } from "./child.js";
import { open } from "./browser.js";

/** @typedef {import("./stage.js").Node} Node */
/** @typedef {[number, number, number]} Rgb */

/** Pixels as wide as high, so that the view is the same in both directions. */
const SIZE = { width: 300, height: 300 };

/** @type {Record<string, Rgb>} */
export const COLORS = {
  black: [0, 0, 0],
  grey: [128, 128, 128],
  white: [255, 255, 255],
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
};

/**
 * A PNG of columns of one colour each, from left to right, and rows from top to bottom.
 * @param {string[][]} rows names of colours
 * @param {number} [scale] pixels for each
 */
export function png(rows, scale = 4) {
  const [width, height] = [(rows[0]?.length ?? 0) * scale, rows.length * scale];
  const image = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const name = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] ?? "black";
      image.data.set([...(COLORS[name] ?? [0, 0, 0]), 255], 4 * (y * width + x));
    }
  }
  return new Uint8Array(PNG.sync.write(image));
}

/** The same as a URL. @param {string[][]} rows */
export const pngUrl = (rows) => `data:image/png;base64,${Buffer.from(png(rows)).toString("base64")}`;

/** @type {Node} */
const CAMERA = { tag: "PerspectiveCamera", key: "camera", makeDefault: true, fov: 90 };

export class Canvas {
  /** @param {import("./browser.js").WatchedPage} watched */
  constructor(watched) {
    this.watched = watched;
    this.page = watched.page;
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {string} url of a server of ours
   */
  static async open(browser, url) {
    const watched = await open(browser, `${url}?hideUI`, { viewport: SIZE });
    await watched.until("the page is connected", (state) => state.connection === "open");
    return new Canvas(watched);
  }

  /** Shows these nodes and the camera, and nothing else. @param {Node[]} children */
  async set(...children) {
    await this.inject({ etype: "SET", data: { tag: "Scene", children: [CAMERA, ...children], rawChildren: [], bgChildren: [], htmlChildren: [] } });
    await this.page.evaluate(() => /** @type {any} */ (window).vuer.clearLog());
  }

  /** @param {Record<string, any>} node its key, and the props that change */
  update(node) {
    return this.inject({ etype: "UPDATE", data: { nodes: [node] } });
  }

  /** @param {string[]} keys */
  remove(...keys) {
    return this.inject({ etype: "REMOVE", data: { keys } });
  }

  /** @param {Record<string, any>} message */
  inject(message) {
    return this.page.evaluate((message) => /** @type {any} */ (window).vuer.inject([message]), message);
  }

  /** @returns {Promise<string[]>} */
  async warnings() {
    return (await this.watched.state()).warnings;
  }

  /**
   * The colours at places of the canvas, each from (−1, −1), lower left, to (1, 1).
   * @param {[number, number][]} places
   * @returns {Promise<Rgb[]>}
   */
  colors(...places) {
    return this.page.evaluate((places) => {
      const { vuer } = /** @type {any} */ (window);
      vuer.viewer.draw();
      /** @type {HTMLCanvasElement} */
      const canvas = vuer.viewer.canvas;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext("2d"));
      context.drawImage(canvas, 0, 0);
      return places.map(([x, y]) => {
        const [column, row] = [((x + 1) / 2) * (canvas.width - 1), ((1 - y) / 2) * (canvas.height - 1)];
        const [r = 0, g = 0, b = 0] = context.getImageData(Math.round(column), Math.round(row), 1, 1).data;
        return /** @type {Rgb} */ ([r, g, b]);
      });
    }, places);
  }

  /** The names of these colours. @param {[number, number][]} places */
  async names(...places) {
    return (await this.colors(...places)).map(nameOf);
  }

  /**
   * What the two eyes of a headset see at these places: the page is drawn by a pair of cameras that stand
   * where its own does and have the layers that WebXR's have.
   * @param {[number, number][]} places
   */
  async eyes(...places) {
    const colors = await this.page.evaluate((places) => {
      const { vuer } = /** @type {any} */ (window);
      const { renderer, scene, camera } = vuer.viewer;
      vuer.viewer.draw();
      const target = renderer.getRenderTarget();
      const gl = renderer.getContext();
      /** @param {number} mask of the layer that is the other eye's */
      const look = (mask) => {
        const eye = camera.clone();
        camera.updateWorldMatrix(true, false);
        eye.matrixAutoUpdate = false;
        eye.matrix.copy(camera.matrixWorld);
        eye.layers.mask = (camera.layers.mask | 0b110) & ~mask;
        renderer.render(scene, eye);
        return places.map(([x, y]) => {
          const pixel = new Uint8Array(4);
          const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
          gl.readPixels(Math.round(((x + 1) / 2) * (width - 1)), Math.round(((y + 1) / 2) * (height - 1)), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
          const [r = 0, g = 0, b = 0] = pixel;
          return /** @type {Rgb} */ ([r, g, b]);
        });
      };
      const seen = { left: look(0b100), right: look(0b010) };
      renderer.setRenderTarget(target);
      return seen;
    }, places);
    return { left: colors.left.map(nameOf), right: colors.right.map(nameOf) };
  }

  /**
   * Waits until the canvas has these colours, by name, at these places.
   * @param {string} what
   * @param {[[number, number], string][]} expected
   */
  async shows(what, ...expected) {
    /** @type {string[]} */
    let found = [];
    try {
      await eventually(what, async () => {
        const colors = await this.colors(...expected.map(([place]) => place));
        found = colors.map(nameOf);
        return expected.every(([, name], at) => found[at] === name);
      });
    } catch (error) {
      throw new Error(`${/** @type {Error} */ (error).message}: found ${found.join(", ")}; ${(await this.warnings()).join("; ")} ${this.watched.errors.join("; ")}`);
    }
  }

  close() {
    return this.watched.close();
  }
}

/** The name of a colour, if it has one within what video makes of it. @param {Rgb} color */
function nameOf(color) {
  const found = Object.entries(COLORS).find(([, known]) => known.every((part, at) => Math.abs(part - (color[at] ?? 0)) < 40));
  return found?.[0] ?? `rgb(${color.join(" ")})`;
}
