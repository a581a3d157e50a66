/**
 * A websocket server that says exactly what a test tells it to, right or wrong, and keeps what it hears.
 * The page it talks to comes from somewhere else and is given its address by `?ws=`.
 */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { decode, encode } from "@msgpack/msgpack";

import { eventually } from "./child.js";

/** From RFC 6455, §1.3. */
const HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;

export class RawServer {
  /** @type {Record<string, any>[]} Events of all sessions, in order. */
  events = [];
  /** Sessions so far. */
  sessions = 0;

  /** What each session is told at once, before it has said anything. @type {Record<string, any>[]} */
  greeting = [];

  /** What was sent last can be told from it. */
  #marks = 0;
  #http = createServer((_request, response) => response.writeHead(404).end());
  /** @type {import("node:stream").Duplex | undefined} The newest. */
  #socket;

  static async start() {
    const server = new RawServer();
    server.#http.on("upgrade", (request, socket) => server.#accept(request, socket));
    server.#http.listen(0, "127.0.0.1");
    await once(server.#http, "listening");
    return server;
  }

  get url() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#http.address());
    return `ws://127.0.0.1:${port}`;
  }

  /** Sends a message. @param {Record<string, any>} message */
  send(message) {
    this.frame(BINARY, encode(message));
  }

  /**
   * Sends messages and waits until the page has applied them: a prop of the scene itself, which means nothing, is
   * sent behind them.
   * @param {import("./browser.js").WatchedPage} page
   * @param {Record<string, any>[]} messages
   */
  async tell(page, ...messages) {
    const mark = ++this.#marks;
    for (const message of [...messages, { etype: "UPDATE", data: { nodes: [{ mark }] } }]) this.send(message);
    await page.reached(mark);
  }

  /** Waits until all has come that the page had to tell so far. @param {import("./browser.js").WatchedPage} page */
  async hears(page) {
    const mark = ++this.#marks;
    await page.say(mark);
    await eventually("all has come", () => this.events.some(({ etype, value }) => etype === "MARK" && value === mark));
  }

  /** Sends a text frame. @param {string} text */
  sendText(text) {
    this.frame(TEXT, Buffer.from(text));
  }

  /** Sends bytes as a binary frame. @param {Uint8Array} bytes */
  sendBytes(bytes) {
    this.frame(BINARY, bytes);
  }

  /** Ends the newest session with a close code. @param {number} code */
  close(code) {
    this.frame(CLOSE, Buffer.from([code >> 8, code & 0xff]));
    this.#socket?.end();
  }

  /**
   * The first event at or after `from` that has this type, now or later.
   * @param {string} etype
   * @param {number} [from] index into `events`
   */
  async event(etype, from = 0) {
    const find = () => this.events.slice(from).find((event) => event.etype === etype);
    await eventually(`${etype} comes`, find);
    return /** @type {Record<string, any>} */ (find());
  }

  stop() {
    this.#socket?.destroy();
    this.#http.close();
  }

  /**
   * @param {number} opcode
   * @param {Uint8Array} payload
   */
  frame(opcode, payload) {
    const { length } = payload;
    // Browsers insist on the shortest form.
    const wide = length >= 0x10000;
    const head = Buffer.alloc(length < 126 ? 2 : wide ? 10 : 4);
    head[0] = 0x80 | opcode;
    head[1] = length < 126 ? length : wide ? 127 : 126;
    if (wide) head.writeBigUInt64BE(BigInt(length), 2);
    else if (length >= 126) head.writeUInt16BE(length, 2);
    this.#socket?.write(Buffer.concat([head, payload]));
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:stream").Duplex} socket
   */
  #accept(request, socket) {
    const key = `${request.headers["sec-websocket-key"]}${HANDSHAKE_GUID}`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    this.sessions++;
    this.#socket = socket;
    for (const message of this.greeting) this.send(message);
    let received = Buffer.alloc(0);
    socket.on("data", (/** @type {Buffer} */ bytes) => {
      received = Buffer.concat([received, bytes]);
      for (let size = this.#read(received); size > 0; size = this.#read(received)) received = received.subarray(size);
    });
    socket.on("error", () => socket.destroy());
  }

  /**
   * Reads one whole, masked frame. @param {Buffer} bytes
   * @returns {number} its size, or 0 if it is not all there
   */
  #read(bytes) {
    if (bytes.length < 6) return 0;
    const [first = 0, second = 0] = bytes;
    let length = second & 0x7f;
    let at = 2;
    if (length >= 126) {
      const wide = length === 127;
      at = wide ? 10 : 4;
      if (bytes.length < at) return 0;
      length = wide ? Number(bytes.readBigUInt64BE(2)) : bytes.readUInt16BE(2);
    }
    const end = at + 4 + length;
    if (bytes.length < end) return 0;
    const mask = bytes.subarray(at, at + 4);
    const payload = Buffer.from(bytes.subarray(at + 4, end));
    for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0);
    if ((first & 0x0f) === BINARY) this.events.push(/** @type {Record<string, any>} */ (decode(payload)));
    return end;
  }
}
