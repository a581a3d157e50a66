/** A page whose scene a test changes without a server in between, to look into its objects and pixels. */

/** @typedef {import("./stage.js").Node} Node */

export class Direct {
  /** @param {import("./browser.js").WatchedPage} watched */
  constructor(watched) {
    this.watched = watched;
  }

  get page() {
    return this.watched.page;
  }

  async connected() {
    await this.watched.until("the page is connected", (state) => state.connection === "open");
  }

  /** Shows these nodes and nothing else, seen from [0, 0, 2], and forgets earlier warnings. @param {Node[]} nodes */
  async set(...nodes) {
    const camera = { tag: "PerspectiveCamera", key: "eye", position: [0, 0, 2], useViewpoint: true, makeDefault: true };
    await this.#inject(
      [
        { etype: "SET", data: { tag: "Scene", children: [], rawChildren: [], bgChildren: [camera], htmlChildren: [] } },
        { etype: "ADD", data: { nodes } },
      ],
      true,
    );
  }

  /** @param {Node} node @param {string} [to] */
  async add(node, to) {
    await this.#inject([{ etype: "ADD", data: { nodes: [node], to } }]);
  }

  /** @param {{key: string} & Record<string, unknown>} node */
  async update(node) {
    await this.#inject([{ etype: "UPDATE", data: { nodes: [node] } }]);
  }

  /** @param {string} key */
  async remove(key) {
    await this.#inject([{ etype: "REMOVE", data: { keys: [key] } }]);
  }

  /** Changes props of the scene itself. @param {Record<string, unknown>} props */
  async scene(props) {
    await this.#inject([{ etype: "SET", data: { tag: "Scene", ...props } }]);
  }

  /** @param {unknown[]} messages @param {boolean} [fresh] */
  async #inject(messages, fresh = false) {
    await this.page.evaluate(
      ([messages, fresh]) => {
        const { vuer } = /** @type {any} */ (window);
        if (fresh) vuer.clearLog();
        vuer.inject(messages);
      },
      /** @type {const} */ ([messages, fresh]),
    );
  }

  async draw() {
    await this.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.draw());
  }

  /** Draws until nothing is being loaded any more. */
  async loaded() {
    await this.page.evaluate(async () => {
      const { vuer } = /** @type {any} */ (window);
      do {
        await new Promise((resolve) => setTimeout(resolve, 20));
        vuer.viewer.draw();
      } while (vuer.state().loading > 0);
    });
  }

  /**
   * What a function makes of the object of that key.
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

  /** The colour in the middle of the view, in a frame drawn now. @returns {Promise<number[]>} */
  middle() {
    return this.at(0, 0);
  }

  /**
   * The colour at a place of the view, in a frame drawn now.
   * @param {number} x −1 left to 1 right
   * @param {number} y −1 bottom to 1 top
   * @returns {Promise<number[]>}
   */
  at(x, y) {
    return this.page.evaluate(
      ([x, y]) => {
        const { vuer } = /** @type {any} */ (window);
        vuer.viewer.draw();
        const gl = vuer.viewer.renderer.getContext();
        const pixel = new Uint8Array(4);
        const at = (/** @type {number} */ share, /** @type {number} */ size) => Math.min(Math.floor(((share + 1) / 2) * size), size - 1);
        gl.readPixels(at(x, gl.drawingBufferWidth), at(y, gl.drawingBufferHeight), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        return [...pixel.subarray(0, 3)];
      },
      /** @type {const} */ ([x, y]),
    );
  }
}
