/**
 * A page that looks at its scene from a distance that the test chooses: sizes in it can be told from pixels. There
 * is no light, tone mapping is off, the background is black.
 */

import { Direct } from "./direct.js";

export class View extends Direct {
  /**
   * Shows these nodes and nothing else, seen from so far away with 90° from the lower to the upper edge: at
   * the origin, the view is twice as high as that distance.
   * @param {number} distance
   * @param {import("./stage.js").Node[]} nodes
   */
  from(distance, ...nodes) {
    const camera = { ...this.camera, position: [0, 0, distance], fov: 90, near: 0.01 };
    return this.show(camera, { background: "#000000", toneMapping: "none" }, nodes);
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
}
