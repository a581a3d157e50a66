/** A screenshot, asked for colours. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { PNG } from "pngjs";

import { ROOT } from "./paths.js";

/** @typedef {{x: number, y: number, count: number}} Patch Centre, in pixels, and number of pixels. */

/**
 * Colours as tone mapping and light leave them: by which channels stand out, not by value.
 * @type {Record<string, (r: number, g: number, b: number) => boolean>}
 */
const COLORS = {
  red: (r, g, b) => r > 90 && r > 1.8 * g && r > 1.8 * b,
  green: (r, g, b) => g > 90 && g > 1.8 * r && g > 1.8 * b,
  blue: (r, g, b) => b > 90 && b > 1.8 * r && b > 1.8 * g,
  yellow: (r, g, b) => r > 90 && g > 90 && r > 1.8 * b && g > 1.8 * b,
  magenta: (r, g, b) => r > 90 && b > 90 && r > 1.8 * g && b > 1.8 * g,
};

export class Picture {
  /** @param {Buffer} png */
  constructor(png) {
    this.png = png;
    this.image = PNG.sync.read(png);
  }

  /**
   * Where that colour is.
   * @param {string} color a name of the table above
   * @returns {Patch | undefined} nothing if fewer than 20 pixels have it
   */
  find(color) {
    const is = COLORS[color];
    if (!is) throw new Error(`no colour ${color}`);
    const { width, height, data } = this.image;
    let [x, y, count] = [0, 0, 0];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = 4 * (row * width + column);
        if (is(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) {
          x += column;
          y += row;
          count++;
        }
      }
    }
    return count < 20 ? undefined : { x: x / count, y: y / count, count };
  }

  /** The same picture in fewer bytes than Chromium takes. */
  small() {
    return PNG.sync.write(this.image, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 });
  }

  /** Writes it to `test-results/` and returns the path. @param {string} name */
  keep(name) {
    const folder = join(ROOT, "tests/e2e/test-results");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name.replaceAll(/[^\w.-]+/g, "-")}.png`);
    writeFileSync(file, this.png);
    return file;
  }
}
