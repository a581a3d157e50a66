/**
 * A page that is asked for colours by their names. The camera stands at the origin, with 90° from the lower to
 * the upper edge.
 */

import { PNG } from "pngjs";

import { eventually } from "./child.js";
import { Direct } from "./direct.js";
import { readPixels } from "./pixels.js";

/** @typedef {import("./stage.js").Node} Node */
/** @typedef {[number, number, number]} Rgb */

/** @type {Record<string, Rgb>} */
const COLORS = {
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

export class Canvas extends Direct {
  /** @override */
  static viewport = { width: 300, height: 300 };

  /** @override @type {Node} */
  camera = { tag: "PerspectiveCamera", key: "camera", makeDefault: true, fov: 90 };

  /**
   * The colours at places of the canvas, each from (−1, −1), lower left, to (1, 1).
   * @param {[number, number][]} places
   */
  async colors(...places) {
    const pixels = await this.pixels();
    return places.map(([x, y]) => pixels.at(x, y));
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
    /** @param {number} others of the layer that is the other eye's */
    const look = async (others) => {
      const pixels = await readPixels(this.page, others);
      return places.map(([x, y]) => nameOf(pixels.at(x, y)));
    };
    return { left: await look(0b100), right: await look(0b010) };
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
        found = await this.names(...expected.map(([place]) => place));
        return expected.every(([, name], at) => found[at] === name);
      });
    } catch (error) {
      throw new Error(`${/** @type {Error} */ (error).message}: found ${found.join(", ")}; ${(await this.warnings()).join("; ")} ${this.watched.errors.join("; ")}`);
    }
  }
}

/** The name of a colour, if it has one within what video makes of it. @param {Rgb} color */
function nameOf(color) {
  const found = Object.entries(COLORS).find(([, known]) => known.every((part, at) => Math.abs(part - (color[at] ?? 0)) < 40));
  return found?.[0] ?? `rgb(${color.join(" ")})`;
}
