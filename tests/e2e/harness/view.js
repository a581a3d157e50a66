/**
 * A page whose scene a test gives and changes itself, without a server in between, and of which it looks at
 * objects and at pixels. There is no light, tone mapping is off, the background is black; the camera looks
 * along −z.
 */

import { open } from "./browser.js";

/** @typedef {import("./stage.js").Node} Node */
/** @typedef {(r: number, g: number, b: number) => boolean} Test */

/** Pixels as wide as high, so that the view is the same in both directions. */
const SIZE = { width: 240, height: 240 };

/** @type {Record<string, Test>} */
export const IS = {
  any: (r, g, b) => r + g + b > 30,
  red: (r, g, b) => r > 60 && g < r / 2 && b < r / 2,
  green: (r, g, b) => g > 60 && r < g / 2 && b < g / 2,
  blue: (r, g, b) => b > 60 && r < b / 2 && g < b / 2,
  yellow: (r, g, b) => r > 60 && g > 60 && b < r / 2,
  white: (r, g, b) => r > 200 && g > 200 && b > 200,
  grey: (r, g, b) => r > 30 && Math.abs(r - g) < 20 && Math.abs(g - b) < 20,
};

/** A frame, as it was drawn. */
export class Pixels {
  /** @param {Uint8Array} data four bytes a pixel, from the lower left @param {number} width @param {number} height */
  constructor(data, width, height) {
    this.data = data;
    this.width = width;
    this.height = height;
  }

  /** The colour at a place: −1 is left and bottom, 1 right and top. @param {number} x @param {number} y */
  at(x, y) {
    const column = Math.min(Math.floor(((x + 1) / 2) * this.width), this.width - 1);
    const row = Math.min(Math.floor(((y + 1) / 2) * this.height), this.height - 1);
    return [...this.data.subarray(4 * (row * this.width + column), 4 * (row * this.width + column) + 3)];
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
}

export class View {
  /** @param {import("./browser.js").WatchedPage} watched */
  constructor(watched) {
    this.watched = watched;
    this.page = watched.page;
  }

  /** @param {import("playwright-core").Browser} browser @param {string} url of a server of ours */
  static async open(browser, url) {
    const watched = await open(browser, `${url}?hideUI`, { viewport: SIZE });
    await watched.until("the page is connected", (state) => state.connection === "open");
    return new View(watched);
  }

  /**
   * Shows these nodes and nothing else, seen from so far away with 90° from the lower to the upper edge: at
   * the origin, the view is twice as high as that distance.
   * @param {number} distance
   * @param {Node[]} nodes
   */
  async set(distance, ...nodes) {
    const camera = { tag: "PerspectiveCamera", key: "eye", position: [0, 0, distance], fov: 90, near: 0.01, makeDefault: true };
    const empty = { tag: "Scene", children: [], rawChildren: [], bgChildren: [], htmlChildren: [] };
    await this.inject({ etype: "SET", data: empty });
    await this.page.evaluate(() => /** @type {any} */ (window).vuer.clearLog());
    const scene = { tag: "Scene", background: "#000000", toneMapping: "none", bgChildren: [camera], children: nodes };
    await this.inject({ etype: "SET", data: scene });
    await this.loaded();
  }

  /** @param {Record<string, any>} node its key, and the props that change */
  async update(node) {
    await this.inject({ etype: "UPDATE", data: { nodes: [node] } });
    await this.loaded();
  }

  /** @param {string[]} keys */
  remove(...keys) {
    return this.inject({ etype: "REMOVE", data: { keys } });
  }

  /** @param {Record<string, any>[]} messages */
  inject(...messages) {
    return this.page.evaluate((messages) => /** @type {any} */ (window).vuer.inject(messages), messages);
  }

  /** Draws until nothing is being loaded any more. */
  async loaded() {
    await this.page.evaluate(async () => {
      const { vuer } = /** @type {any} */ (window);
      do {
        await new Promise((resolve) => setTimeout(resolve, 10));
        vuer.viewer.draw();
      } while (vuer.state().loading > 0);
      vuer.viewer.draw();
    });
  }

  /** A frame drawn now. */
  async pixels() {
    const { width, height, data } = await this.page.evaluate(() => {
      const { vuer } = /** @type {any} */ (window);
      vuer.viewer.draw();
      const gl = vuer.viewer.renderer.getContext();
      const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
      const data = new Uint8Array(4 * width * height);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
      let text = "";
      for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
      return { width, height, data: btoa(text) };
    });
    return new Pixels(new Uint8Array(Buffer.from(data, "base64")), width, height);
  }

  /**
   * What a function makes of the object of that key, and of the page's own app.
   * @param {string} key
   * @param {string} look source of a function
   * @returns {Promise<any>}
   */
  of(key, look) {
    // As an expression: the page's policy lets nothing evaluate text, but for the browser's own tools.
    return this.page.evaluate(`(${look})(window.vuer.viewer.scene.getObjectByName(${JSON.stringify(key)}), window.vuer)`);
  }

  /** @returns {Promise<string[]>} */
  async warnings() {
    return (await this.watched.state()).warnings;
  }

  /** The key of the node that a click at a place hits, by the page's own picking. @param {number} x @param {number} y */
  hit(x, y) {
    return this.page.evaluate(
      ([x, y]) => {
        const { vuer } = /** @type {any} */ (window);
        const box = vuer.viewer.canvas.getBoundingClientRect();
        vuer.viewer.draw();
        const ray = vuer.viewer.rayAt(box.left + ((x + 1) / 2) * box.width, box.top + ((1 - y) / 2) * box.height);
        const [first] = ray.intersectObject(vuer.viewer.content);
        return first && vuer.live.ownerOf(first.object)?.key;
      },
      /** @type {const} */ ([x, y]),
    );
  }

  close() {
    return this.watched.close();
  }
}
