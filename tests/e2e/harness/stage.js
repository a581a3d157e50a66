/**
 * A stage: a server that a test drives line by line and that reports what its clients send. The
 * same vocabulary drives ours (`programs/src/stage.rs`) and both originals (`originals/stage.py`).
 *
 * Commands: `{op: "set", scene}`, `{op: "add"|"upsert", nodes, to?}`, `{op: "update", nodes}`,
 * `{op: "remove", keys}`, `{op: "grab"}`, ours also `{op: "count"}`, `{op: "tags"}`, `{op: "props"}`, `{op: "assets"}`, `{op: "watch", millis}` (then `{hands: "Fresh" | "Stale"}`) and `{op: "close"}`; each is answered by `{done: op}` or `{failed: op, error}`,
 * a grab by `{grab: value}` before that. `{session: "open"}` tells of a session, `{event, key,
 * value}` of what it sent, of ours also which session (`from`, as `id` there), from a headset's frame with its `frameTime`; bytes are `{base64}`.
 *
 * When a command is done, its messages are on their way. What a test then waits for on the page must be
 * something that the page did not have before, or the page must be named: `do(command, page)`.
 */

import { createServer } from "node:net";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { open } from "./browser.js";
import { Child, eventually } from "./child.js";
import { ROOT, TARGET } from "./paths.js";

/** @typedef {"ours" | "0.0.71" | "0.1.6"} Kind Whose server or client. */
/** @typedef {{tag: string, key?: string, children?: (Node | string)[]} & Record<string, unknown>} Node */

export class Stage {
  /** What was sent last can be told from it. */
  #marks = 0;

  /**
   * @param {Child} child
   * @param {string} url
   */
  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  /**
   * Starts a server of that kind, which serves the client of that kind.
   * @param {Kind} server
   * @param {Kind} [client]
   * @param {string[]} [flags] of our own program's, see `programs/src/stage.rs`
   * @param {Record<string, string>} [env] added to our own program's environment
   */
  static async start(server, client = server, flags = [], env = {}) {
    if (server === "ours") {
      const args = ["stage", ...flags, ...(client === "ours" ? [] : ["--client-root", clientBuild(client)])];
      const child = new Child(join(TARGET, "e2e-program"), args, env);
      const { url } = await child.report((report) => report.url);
      return new Stage(child, url);
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const child = new Child(join(venv(server), "bin/python"), [join(ROOT, "tests/e2e/originals/stage.py"), `${port}`]);
    await eventually(`${server} answers`, () => fetch(url).then((answer) => answer.ok, () => false));
    return new Stage(child, url);
  }

  /**
   * A page of our own client on this stage, connected: there is a session for it, to which commands go.
   * @param {import("playwright-core").Browser} browser
   * @param {string} [query] of its address
   * @param {Parameters<typeof open>[2]} [options]
   */
  async open(browser, query = "?hideUI", options = {}) {
    const from = this.child.reports.length;
    const page = await open(browser, `${this.url}${query}`, options);
    await this.session(from);
    await page.until("the page is connected", (state) => state.connection === "open");
    return page;
  }

  /**
   * Does a command and waits until it is done, and until these pages have applied it.
   * @param {import("./child.js").Report} command
   * @param {import("./browser.js").WatchedPage[]} pages of our own client
   */
  async do(command, ...pages) {
    const from = this.child.reports.length;
    this.child.send(command);
    const report = await this.child.report((report) => report.done || report.failed, from);
    if (report.failed) throw new Error(`${report.failed}: ${report.error}`);
    if (pages.length > 0) await this.reaches(...pages);
  }

  /**
   * Waits until these pages have applied all that was sent so far. A prop of the scene itself, which means
   * nothing, is sent behind it.
   * @param {import("./browser.js").WatchedPage[]} pages of our own client
   */
  async reaches(...pages) {
    const mark = ++this.#marks;
    await this.do({ op: "update", nodes: [{ mark }] });
    for (const page of pages) await page.reached(mark);
  }

  /**
   * Waits until the program has heard all that this page had to tell so far: events that are counted, or asked
   * for from here on, must not be taken for earlier ones that are still on their way.
   * @param {import("./browser.js").WatchedPage} page of our own client
   */
  async hears(page) {
    const mark = ++this.#marks;
    await page.say(mark);
    await this.child.report((report) => report.event === "MARK" && report.value === mark);
  }

  /** Waits for a session. @param {number} [from] index into the child's reports */
  session(from = 0) {
    return this.child.report((report) => report.session === "open", from);
  }

  /**
   * The next event of that type.
   * @param {string} etype
   * @param {number} [from] index into the child's reports
   */
  event(etype, from = 0) {
    return this.child.report((report) => report.event === etype, from);
  }

  /** How many sessions and tasks our own server has. */
  async count() {
    const from = this.child.reports.length;
    await this.do({ op: "count" });
    return this.child.report((report) => "sessions" in report, from);
  }

  /** The tags of all components there are. */
  async tags() {
    const from = this.child.reports.length;
    await this.do({ op: "tags" });
    const { tags } = await this.child.report((report) => report.tags, from);
    return /** @type {string[]} */ (tags);
  }

  /** The names of the props of each component, by tag. */
  async props() {
    const from = this.child.reports.length;
    await this.do({ op: "props" });
    const { props } = await this.child.report((report) => report.props, from);
    return /** @type {Record<string, string[]>} */ (props);
  }

  /** The files of our own client, with their bytes and how many of them go over the wire at best. */
  async assets() {
    const from = this.child.reports.length;
    await this.do({ op: "assets" });
    const { assets } = await this.child.report((report) => report.assets, from);
    return /** @type {{path: string, raw: number, wire: number}[]} */ (assets);
  }

  /** Asks the newest session for its picture; the bytes of a JPEG. */
  async grab() {
    const from = this.child.reports.length;
    await this.do({ op: "grab" });
    const { grab } = await this.child.report((report) => report.grab, from);
    return { ...grab, frame: Buffer.from(grab.frame.base64, "base64") };
  }

  stop() {
    return this.child.stop();
  }
}

/** The environment that holds an original. @param {Kind} version */
export function venv(version) {
  return join(ROOT, ".venvs", `vuer-${version}`);
}

/** The client that an original's wheel carries. @param {Kind} version */
export function clientBuild(version) {
  const lib = join(venv(version), "lib");
  const found = readdirSync(lib)
    .map((python) => join(lib, python, "site-packages/vuer/client_build"))
    .find((folder) => existsSync(folder));
  if (!found) throw new Error(`no client in ${venv(version)}; \`cargo xtask test\` installs it`);
  return found;
}

/** Below those that systems give away by themselves: to the browser's connections, for instance. */
const PORTS = { first: 20_000, count: 10_000 };
let nextPort = process.pid;

/** A port that was free a moment ago: the originals cannot be asked which one they took. */
export async function freePort() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = PORTS.first + (nextPort++ % PORTS.count);
    const server = createServer();
    const free = await new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error("no port is free");
}
