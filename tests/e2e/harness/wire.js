/** A wire between a page and its server that a test can cut: the network that goes away. */

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Wire {
  #server = createServer((socket) => this.#join(socket));
  /** @type {Set<import("node:net").Socket>} */
  #ends = new Set();
  #port;
  #plugged = true;

  /** How many connections were made through it. */
  connections = 0;

  /** @param {number} port of the server */
  constructor(port) {
    this.#port = port;
  }

  /** @param {string} url of a server's page */
  static async to(url) {
    const wire = new Wire(Number(new URL(url).port));
    wire.#server.listen(0, "127.0.0.1");
    await once(wire.#server, "listening");
    return wire;
  }

  /** The websocket at this end. */
  get url() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    return `ws://127.0.0.1:${port}`;
  }

  /** Cuts every connection, with whatever is on its way. No close frame is sent. */
  cut() {
    for (const end of this.#ends) end.resetAndDestroy();
  }

  /** From now on nothing gets through, and nobody is told: neither end sees its socket close. */
  unplug() {
    this.#plugged = false;
    for (const end of this.#ends) end.pause();
  }

  /** The network is back; what was on its way is not. */
  plug() {
    this.#plugged = true;
    this.cut();
  }

  stop() {
    this.#server.close();
    this.cut();
  }

  /** @param {import("node:net").Socket} near */
  #join(near) {
    this.connections++;
    this.#ends.add(near);
    near.on("error", () => {});
    near.on("close", () => this.#ends.delete(near));
    if (!this.#plugged) return;
    const far = connect(this.#port, "127.0.0.1");
    this.#ends.add(far);
    far.on("error", () => {});
    this.#carry(near, far);
    this.#carry(far, near);
  }

  /** @param {import("node:net").Socket} from @param {import("node:net").Socket} to */
  #carry(from, to) {
    from.on("data", (bytes) => {
      if (!to.write(bytes)) from.pause();
    });
    to.on("drain", () => {
      if (this.#plugged) from.resume();
    });
    from.on("close", () => {
      this.#ends.delete(from);
      to.destroy();
    });
  }
}
