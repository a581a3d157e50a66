/** A page whose scene a stage gives and changes, with its files: all is applied and loaded when a call is over. */

import { scene } from "./scenes.js";

/** @typedef {import("./stage.js").Node} Node */

export class Served {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {import("./browser.js").WatchedPage} watched
   */
  constructor(stage, watched) {
    this.stage = stage;
    this.watched = watched;
    this.page = watched.page;
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {import("./stage.js").Stage} stage
   */
  static async open(browser, stage) {
    return new Served(stage, await stage.open(browser));
  }

  /** Shows these nodes; those that were there under the same key and tag stay. @param {Node[]} nodes */
  show(...nodes) {
    return this.#do({ op: "set", scene: scene(...nodes) });
  }

  /** @param {Record<string, any>} node its key, and the props that change */
  change(node) {
    return this.#do({ op: "update", nodes: [node] });
  }

  /** @param {Node} node @param {string} [to] */
  add(node, to) {
    return this.#do({ op: "add", nodes: [node], to });
  }

  /** @param {string[]} keys */
  remove(...keys) {
    return this.#do({ op: "remove", keys });
  }

  /** Shows nothing, and forgets what was said: between two tests. */
  async clear() {
    await this.show();
    await this.watched.clearLog();
  }

  /** Events of this type from a report on, once the program has heard all. @param {string} etype @param {number} from */
  async heard(etype, from) {
    await this.stage.hears(this.watched);
    return this.stage.child.reports.slice(from).filter(({ event }) => event === etype);
  }

  warnings() {
    return this.watched.warnings();
  }

  /** @param {import("./child.js").Report} command */
  async #do(command) {
    await this.stage.do(command, this.watched);
    await this.watched.loaded();
  }
}
