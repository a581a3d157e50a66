/** The pixels of a frame that is drawn for it: not those of a screenshot, which may show an earlier one. */

/** @typedef {(r: number, g: number, b: number) => boolean} Test */

/** @type {Record<string, Test>} */
const IS = {
  any: (r, g, b) => r + g + b > 30,
  red: (r, g, b) => r > 60 && g < r / 2 && b < r / 2,
  green: (r, g, b) => g > 60 && r < g / 2 && b < g / 2,
  blue: (r, g, b) => b > 60 && r < b / 2 && g < b / 2,
  yellow: (r, g, b) => r > 60 && g > 60 && b < r / 2,
  magenta: (r, g, b) => r > 60 && b > 60 && g < r / 2 && g < b / 2,
  white: (r, g, b) => r > 200 && g > 200 && b > 200,
  grey: (r, g, b) => r > 30 && Math.abs(r - g) < 20 && Math.abs(g - b) < 20,
};

export class Pixels {
  /** @param {Uint8Array} data four bytes a pixel, from the lower left @param {number} width @param {number} height */
  constructor(data, width, height) {
    this.data = data;
    this.width = width;
    this.height = height;
  }

  /**
   * The colour at a place: −1 is left and bottom, 1 right and top.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number, number]}
   */
  at(x, y) {
    const column = Math.min(Math.floor(((x + 1) / 2) * this.width), this.width - 1);
    const row = Math.min(Math.floor(((y + 1) / 2) * this.height), this.height - 1);
    const [r = 0, g = 0, b = 0] = this.data.subarray(4 * (row * this.width + column));
    return [r, g, b];
  }

  /** The first of these colours that a place has. @param {number} x @param {number} y @param {(keyof IS)[]} names */
  nameAt(x, y, names) {
    return names.find((name) => IS[name]?.(...this.at(x, y)));
  }

  /** Number of pixels, their middle and their extent, in the units of `at`. @param {keyof IS | Test} color */
  find(color) {
    const is = typeof color === "function" ? color : /** @type {Test} */ (IS[color]);
    let [count, sumX, sumY, left, right, bottom, top] = [0, 0, 0, 1, -1, 1, -1];
    for (let row = 0; row < this.height; row++) {
      for (let column = 0; column < this.width; column++) {
        const at = 4 * (row * this.width + column);
        if (!is(this.data[at] ?? 0, this.data[at + 1] ?? 0, this.data[at + 2] ?? 0)) continue;
        const x = ((column + 0.5) / this.width) * 2 - 1;
        const y = ((row + 0.5) / this.height) * 2 - 1;
        count++;
        sumX += x;
        sumY += y;
        left = Math.min(left, x);
        right = Math.max(right, x);
        bottom = Math.min(bottom, y);
        top = Math.max(top, y);
      }
    }
    return { count, x: sumX / count, y: sumY / count, left, right, bottom, top };
  }

  /** Number of pixels. @param {keyof IS | Test} color */
  count(color) {
    return this.find(color).count;
  }

  /** How many pixels differ visibly. @param {Pixels} other */
  difference(other) {
    let count = 0;
    for (let at = 0; at < this.data.length; at += 4) {
      const far = (/** @type {number} */ i) => Math.abs((this.data[at + i] ?? 0) - (other.data[at + i] ?? 0)) > 12;
      if (far(0) || far(1) || far(2)) count++;
    }
    return count;
  }
}

/**
 * A frame of our own client, drawn now.
 * @param {import("playwright-core").Page} page
 * @param {number} [hiddenLayers] a mask: with it the page is drawn as an eye of a headset sees it, which has
 *   the layers of both eyes but these
 */
export async function readPixels(page, hiddenLayers) {
  const { width, height, data } = await page.evaluate((hiddenLayers) => {
    const { viewer } = /** @type {any} */ (window).vuer;
    viewer.draw();
    const { renderer, scene, camera } = viewer;
    if (hiddenLayers !== undefined) {
      const eye = camera.clone();
      camera.updateWorldMatrix(true, false);
      eye.matrixAutoUpdate = false;
      eye.matrix.copy(camera.matrixWorld);
      eye.layers.mask = (camera.layers.mask | 0b110) & ~hiddenLayers;
      renderer.render(scene, eye);
    }
    // In the same task as the drawing: afterwards the buffer is the browser's.
    const gl = renderer.getContext();
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const data = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
    let text = "";
    for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
    return { width, height, data: btoa(text) };
  }, hiddenLayers);
  return new Pixels(new Uint8Array(Buffer.from(data, "base64")), width, height);
}
