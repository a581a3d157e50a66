/** A program under test: lines out of it, lines into it, and its end; and waiting for what must happen. */

import { deepEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * How long a test waits for what must happen. It is the time that a failure takes, not a limit of the thing
 * itself: so long that no machine is too slow.
 */
export const PATIENCE_MS = 120_000;

/** @typedef {Record<string, any>} Report One JSON line of a program. */

export class Child {
  /** @type {Report[]} What the program reported so far, in order. */
  reports = [];
  /** What it wrote to standard error, and the lines of standard output that are no reports. */
  log = "";

  #process;
  /** The line that has begun: a program that is stopped may leave half of one. */
  #begun = "";
  /** @type {Set<() => void>} Called whenever something was reported, and at the end. */
  #wake = new Set();
  #ended = false;

  /**
   * @param {string} program
   * @param {string[]} args
   * @param {Record<string, string>} [env] added to our own
   * @param {string} [cwd] default: our own
   */
  constructor(program, args, env = {}, cwd = undefined) {
    this.#process = spawn(program, args, { stdio: "pipe", env: { ...process.env, VUER_MDNS: "false", ...env }, cwd });
    this.#process.stderr.on("data", (text) => (this.log += text));
    this.#process.stdout.setEncoding("utf8").on("data", (text) => this.#read(text));
    this.#process.on("error", (error) => (this.log += error.message));
    this.#process.on("close", () => {
      this.#ended = true;
      this.#notify();
    });
  }

  get pid() {
    return this.#process.pid ?? 0;
  }

  /** @param {string} text */
  #read(text) {
    const lines = (this.#begun + text).split("\n");
    this.#begun = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  /** @param {string} line */
  #line(line) {
    if (line.startsWith("{")) this.reports.push(JSON.parse(line));
    else this.log += `${line}\n`;
    this.#notify();
  }

  #notify() {
    for (const wake of this.#wake) wake();
  }

  /** Sends one JSON line to the program. @param {Report} command */
  send(command) {
    this.sendLine(JSON.stringify(command));
  }

  /** Sends a line to the program. @param {string} line */
  sendLine(line) {
    this.#process.stdin.write(`${line}\n`);
  }

  /**
   * The first report at or after `from` for which `match` is true, now or later.
   * @param {(report: Report) => unknown} match
   * @param {number} [from] index into `reports`
   * @returns {Promise<Report>}
   */
  report(match, from = 0) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(new Error("no such report in time")), PATIENCE_MS);
      const look = () => {
        const found = this.reports.slice(from).find(match);
        if (found) finish(found);
        else if (this.#ended) finish(new Error("the program ended"));
      };
      /** @param {Report | Error} result */
      const finish = (result) => {
        clearTimeout(timer);
        this.#wake.delete(look);
        if (!(result instanceof Error)) return resolve(result);
        const reports = this.reports.map((report) => JSON.stringify(report).slice(0, 300)).join("\n");
        reject(new Error(`${result.message}: ${match}\n${reports}\n${this.log}`));
      };
      this.#wake.add(look);
      look();
    });
  }

  /**
   * Ends the program and waits for it.
   * @param {NodeJS.Signals} [signal]
   * @returns {Promise<number | null>} the exit code; null if the signal ended it
   */
  async stop(signal = "SIGTERM") {
    if (this.#ended) return this.#process.exitCode;
    const closed = once(this.#process, "close");
    this.#process.kill(signal);
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), 5_000);
    await closed;
    clearTimeout(timer);
    return this.#process.exitCode;
  }
}

/**
 * Tries until `check` gives something true, and returns that.
 * @template T
 * @param {string} what for the error
 * @param {() => T | Promise<T>} check
 * @param {number} [patience] milliseconds
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
export async function eventually(what, check, patience = PATIENCE_MS) {
  const deadline = performance.now() + patience;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`did not happen within ${patience} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Waits until what is read is what is wanted, as JSON: −0 is 0.
 * @template T
 * @param {string} what for the error
 * @param {() => Promise<T>} read
 * @param {T} wanted
 */
export async function becomes(what, read, wanted) {
  /** @type {T | undefined} */
  let last;
  const check = async () => JSON.stringify((last = await read())) === JSON.stringify(wanted);
  await eventually(what, check).catch(() => deepEqual(last, wanted, what));
}
