/**
 * A stage: a server that a test drives line by line and that reports what its clients send. The
 * same vocabulary drives ours (`programs/src/stage.rs`) and both originals (`originals/stage.py`).
 *
 * Commands: `{op: "set", scene}`, `{op: "add"|"upsert", nodes, to?}`, `{op: "update", nodes}`,
 * `{op: "remove", keys}`, `{op: "grab"}`, ours also `{op: "count"}`, `{op: "tags"}`, `{op: "props"}`, `{op: "assets"}` and `{op: "close"}`; each is answered by `{done: op}` or `{failed: op, error}`,
 * a grab by `{grab: value}` before that. `{session: "open"}` tells of a session, `{event, key,
 * value}` of what it sent; bytes are `{base64}`.
 */

import { createServer } from "node:net";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Child, eventually } from "./child.js";
import { ROOT, TARGET } from "./paths.js";

/** @typedef {"ours" | "0.0.71" | "0.1.6"} Kind Whose server or client. */
/** @typedef {{tag: string, key?: string, children?: (Node | string)[]} & Record<string, unknown>} Node */

export class Stage {
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
   */
  static async start(server, client = server, flags = []) {
    if (server === "ours") {
      const args = ["stage", ...flags, ...(client === "ours" ? [] : ["--client-root", clientBuild(client)])];
      const child = new Child(join(TARGET, "e2e-program"), args);
      const { url } = await child.report((report) => report.url);
      return new Stage(child, url);
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const child = new Child(join(venv(server), "bin/python"), [join(ROOT, "tests/e2e/originals/stage.py"), `${port}`]);
    await eventually(`${server} answers`, () => fetch(url).then((answer) => answer.ok, () => false));
    return new Stage(child, url);
  }

  /** Does a command and waits until it is done. @param {import("./child.js").Report} command */
  async do(command) {
    const from = this.child.reports.length;
    this.child.send(command);
    const report = await this.child.report((report) => report.done || report.failed, from);
    if (report.failed) throw new Error(`${report.failed}: ${report.error}`);
  }

  /** Waits for a session that opens after this call began. */
  session() {
    return this.child.report((report) => report.session === "open");
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

/** A port that was free a moment ago: the originals cannot be asked which one they took. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}
