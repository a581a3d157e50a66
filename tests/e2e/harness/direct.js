/**
 * A page whose scene a test gives and changes itself, without a server in between, to look into its objects and
 * pixels. What is given is applied, drawn and loaded when the call is over. The camera looks along −z.
 */

import { eventually } from "./child.js";
import { readPixels } from "./pixels.js";

/** @typedef {import("./stage.js").Node} Node */

export class Direct {
  /** Pixels as wide as high, so that the view is the same in both directions. */
  static viewport = { width: 240, height: 240 };

  /** What `set` shows is seen by it. @type {Node} */
  camera = { tag: "PerspectiveCamera", key: "eye", position: [0, 0, 2], makeDefault: true };

  /** @param {import("./browser.js").WatchedPage} watched */
  constructor(watched) {
    this.watched = watched;
    this.page = watched.page;
  }

  /**
   * @template {Direct} T
   * @this {typeof Direct & (new (watched: import("./browser.js").WatchedPage) => T)}
   * @param {import("playwright-core").Browser} browser
   * @param {import("./stage.js").Stage} stage of ours; it says nothing of its own accord
   * @returns {Promise<T>}
   */
  static async open(browser, stage) {
    return /** @type {T} */ (new this(await stage.open(browser, "?hideUI", { viewport: this.viewport })));
  }

  /** Shows these nodes and nothing else, and forgets earlier warnings. @param {Node[]} nodes */
  set(...nodes) {
    return this.show(this.camera, {}, nodes);
  }

  /**
   * @param {Node} camera
   * @param {Record<string, unknown>} props of the scene
   * @param {Node[]} nodes
   */
  async show(camera, props, nodes) {
    const nothing = { tag: "Scene", children: [], rawChildren: [], bgChildren: [], htmlChildren: [] };
    await this.inject({ etype: "SET", data: nothing });
    await this.watched.clearLog();
    await this.inject({ etype: "SET", data: { tag: "Scene", ...props, bgChildren: [camera] } }, { etype: "ADD", data: { nodes } });
  }

  /** @param {Node} node @param {string} [to] */
  add(node, to) {
    return this.inject({ etype: "ADD", data: { nodes: [node], to } });
  }

  /** @param {Record<string, any>} node its key, and the props that change */
  update(node) {
    return this.inject({ etype: "UPDATE", data: { nodes: [node] } });
  }

  /** @param {string[]} keys */
  remove(...keys) {
    return this.inject({ etype: "REMOVE", data: { keys } });
  }

  /** Applies messages as if they came from the server. @param {Record<string, any>[]} messages */
  async inject(...messages) {
    await this.page.evaluate((messages) => /** @type {any} */ (window).vuer.inject(messages), messages);
    await this.loaded();
  }

  draw() {
    return this.watched.draw();
  }

  /** Draws until nothing is being loaded any more, and that. */
  async loaded() {
    await eventually("everything is loaded", () =>
      this.page.evaluate(async () => {
        const { vuer } = /** @type {any} */ (window);
        // What only begins to load with a frame, or in a while.
        await new Promise((resolve) => setTimeout(resolve, 10));
        vuer.viewer.draw();
        return vuer.state().loading === 0;
      }),
    );
    await this.draw();
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

  warnings() {
    return this.watched.warnings();
  }

  /** A frame drawn now. */
  pixels() {
    return readPixels(this.page);
  }

  /** The colour in the middle of the view. */
  async middle() {
    return (await this.pixels()).at(0, 0);
  }

  close() {
    return this.watched.close();
  }
}
