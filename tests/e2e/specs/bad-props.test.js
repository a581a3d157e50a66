/**
 * Whatever a program writes into the props of a node, the page goes on: each component is mounted and changed
 * with values that make no sense, beside some that do. The values come from a seed; a failure names it, and
 * VUER_SEED=… runs it again.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SAMPLES } from "../harness/samples.js";
import { setUp } from "../harness/set-up.js";

const SEED = Number(process.env.VUER_SEED ?? 1);
/** How often each component is mounted, and how often each of those is changed. */
const ROUNDS = Number(process.env.VUER_ROUNDS ?? 12);
const CHANGES = 3;
/**
 * How long one component may keep the page's main thread at work, in s: of the processor, not of the clock, so that
 * neither other programs nor a graphics card made of software count. Environment, which takes the longest by the
 * clock, takes 0.3 s; a loop over 10⁹ things takes far longer.
 */
const LIMIT_SECS = 20;
/** Hardly any pixels: what is drawn is not looked at. */
const SIZE = { width: 64, height: 64 };

/** What is no bug: a file that is not there. */
const HARMLESS = /Failed to load resource/;

const { browser, stage } = await setUp();
const page = await stage.open(browser, "?frameloop=never&hideUI", { viewport: SIZE });
const props = await stage.props();
await page.page.evaluate(install, { rounds: ROUNDS, changes: CHANGES });
const devtools = await page.page.context().newCDPSession(page.page);
await devtools.send("Performance.enable", { timeDomain: "threadTicks" });

/** For how long the page's main thread has been at work, in s. */
async function worked() {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
}

/** Puts into the page what tries one component. @param {{rounds: number, changes: number}} numbers */
function install({ rounds, changes }) {
  const { vuer } = /** @type {any} */ (window);

  /** Mulberry32: small, and the same everywhere. @param {number} seed */
  const randomFrom = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };

  /** Made anew each time, so that nobody keeps an array of another node. */
  const JUNK = [
    () => null,
    () => undefined,
    () => true,
    () => false,
    () => 0,
    () => -1,
    () => 0.5,
    () => 3,
    () => NaN,
    () => Infinity,
    () => -Infinity,
    () => 1e9,
    () => 1e300,
    () => Number.MAX_SAFE_INTEGER,
    () => "",
    () => "no such thing",
    () => "red",
    () => "constructor",
    () => "__proto__",
    () => "data:text/plain,nothing",
    () => "static/missing.bin",
    () => [],
    () => [1],
    () => [1, 2, 3],
    () => [NaN, NaN, NaN],
    () => [0, 0, 0],
    () => [1e9, 1e9, 1e9, 1e9],
    () => [1, 1e9, 1e9],
    () => [1, -5, -5, 2.5],
    () => ["a", null, {}],
    () => [[0, 0, 0], [1, "x", NaN]],
    () => [[1, 2], [3]],
    () => new Array(16).fill(0),
    () => new Array(16).fill(NaN),
    () => ({}),
    () => ({ tag: "Box" }),
    () => ({ color: NaN, map: 7, side: "no", opacity: "half", wireframe: [] }),
    () => ({ points: 1e9, count: 1e9, length: 1e9 }),
    () => new Uint8Array(0),
    () => new Uint8Array(7),
    () => new Uint8Array(1200).fill(0xff),
    () => new Uint8Array(new Float32Array([NaN, 0, 1, Infinity, 0, 0, 1, 1, 1]).buffer),
  ];

  const describe = (/** @type {unknown} */ value) =>
    JSON.stringify(value, (_, inner) =>
      inner instanceof Uint8Array ? `bytes(${inner.length})` : typeof inner === "number" && !Number.isFinite(inner) ? `${inner}` : inner,
    ).slice(0, 600);

  /**
   * @param {string} tag
   * @param {string[]} names
   * @param {Record<string, any>} sample
   * @param {number} seed
   */
  const tryOne = async (tag, names, sample, seed) => {
    const random = randomFrom(seed);
    const one = (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)];
    const bad = (/** @type {number} */ most) => {
      /** @type {Record<string, any>} */
      const chosen = {};
      for (let left = 1 + Math.floor(random() * most); left > 0; left--) chosen[one(names)] = one(JUNK)();
      return chosen;
    };
    let doing = "";
    let slowest = { ms: 0, doing };
    /** @type {string[]} */
    const errors = [];
    const report = console.error;
    console.error = (...what) => errors.push(`${what.join(" ")} – ${doing}`);
    const send = (/** @type {any} */ message, /** @type {unknown} */ what) => {
      doing = `${message.etype} ${tag} ${describe(what)}`;
      const begin = performance.now();
      vuer.inject([message]);
      const ms = performance.now() - begin;
      if (ms > slowest.ms) slowest = { ms, doing };
    };
    try {
      for (let round = 0; round < rounds; round++) {
        // From a node that is right but for a few props, to one of which nothing is.
        const first = { ...(round % 3 === 2 ? {} : structuredClone(sample)), ...bad(round % 2 ? 8 : 2) };
        const to = round % 4 === 3 ? "htmlChildren" : "children";
        send({ etype: "ADD", data: { nodes: [{ ...first, tag, key: "subject" }], to } }, first);
        for (let change = 0; change < changes; change++) {
          const next = bad(4);
          send({ etype: "UPDATE", data: { nodes: [{ ...next, key: "subject" }] } }, next);
          // Loads that fail come back here.
          if (change === 1) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        send({ etype: "REMOVE", data: { keys: ["subject"] } }, {});
      }
    } catch (error) {
      errors.push(`${/** @type {Error} */ (error).stack ?? error} – ${doing}`);
    } finally {
      console.error = report;
    }
    return { slowest, errors };
  };

  /** After all that, a box that is right is drawn as ever. */
  const goesOn = () => {
    vuer.clearLog();
    vuer.inject([{ etype: "SET", data: { tag: "Scene", children: [{ tag: "Box", key: "fine" }], rawChildren: [], htmlChildren: [] } }]);
    vuer.viewer.draw();
    return vuer.state().warnings;
  };
  /** @type {any} */ (window).vuerTest = { tryOne, goesOn };
}

test("the sample of each component, with props that make no sense", async (context) => {
  for (const [index, [tag, names]] of Object.entries(props).entries()) {
    await context.test(tag, async () => {
      const sample = SAMPLES[tag] ?? {};
      const seed = SEED * 1_000 + index;
      const before = await worked();
      const { slowest, errors } = await page.page.evaluate(
        ([tag, names, sample, seed]) => /** @type {any} */ (window).vuerTest.tryOne(tag, names, sample, seed),
        /** @type {const} */ ([tag, names.length > 0 ? names : ["anything"], sample, seed]),
      );
      const spent = (await worked()) - before;
      errors.push(...page.errors.splice(0).filter((error) => !HARMLESS.test(error)));
      assert.deepEqual(errors, [], `VUER_SEED=${SEED}`);
      assert(spent < LIMIT_SECS, `VUER_SEED=${SEED}: ${spent} s, of which most for ${slowest.doing}`);
      assert.deepEqual(await page.page.evaluate(() => /** @type {any} */ (window).vuerTest.goesOn()), []);
    });
  }
});
