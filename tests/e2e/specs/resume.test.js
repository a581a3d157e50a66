/** A page that loses its connection goes on in the same session. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { open } from "../harness/browser.js";
import { eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";
import { Wire } from "../harness/wire.js";

/** @typedef {import("../harness/browser.js").WatchedPage} WatchedPage */

const { browser, stage } = await setUp();

/** @type {Wire} */
let wire;
/** @type {WatchedPage} */
let page;
/** Reports of the stage before this test. */
let from = 0;

beforeEach(async () => {
  from = stage.child.reports.length;
  wire = await Wire.to(stage.url);
});

afterEach(async () => {
  await page.close();
  wire.stop();
});

/** The page at the other end of the wire. */
async function connect() {
  // Without the lag that other tests may be asked for: it keeps sockets of its own.
  page = await open(browser, `${stage.url}${throughWire()}`, { prompt: true });
  await stage.session(from);
  await page.until("the page is connected", (state) => state.connection === "open");
  // Before the server has said so, nobody comes back.
  await eventually("it may come back", () => page.page.evaluate(() => /** @type {any} */ (window).vuer.socket.has("resume")));
}

/** The query of a page that reaches the server through the wire. */
const throughWire = () => `?ws=${encodeURIComponent(wire.url)}`;

/** Cuts the wire and waits until the page has made its next connection. @param {() => Promise<unknown>} [meanwhile] */
async function cut(meanwhile = () => Promise.resolve()) {
  const { connections } = wire;
  wire.cut();
  await meanwhile();
  await eventually("the next connection is made", () => Promise.resolve(wire.connections > connections));
}

/** Has the page send clicks with these numbers. @param {number} first @param {number} count */
function click(first, count) {
  return page.page.evaluate(
    ({ first, count }) => {
      const { socket } = /** @type {any} */ (window).vuer;
      for (let n = first; n < first + count; n++) socket.send({ etype: "CLICK", key: "counted", value: n });
    },
    { first, count },
  );
}

/** The numbers of the clicks that the program has heard of. */
function heard() {
  return stage.child.reports.slice(from).filter(({ event, key }) => event === "CLICK" && key === "counted").map(({ value }) => value);
}

/** Key to number of the nodes on the page. */
function shown() {
  return page.page.evaluate(() => {
    const nodes = [.../** @type {any} */ (window).vuer.store.nodes()];
    const numbers = nodes.filter((node) => node.props.n !== undefined).map((node) => [node.key, node.props.n]);
    return Object.fromEntries(numbers);
  });
}

/** @param {number} count */
const numbers = (count) => Array.from({ length: count }, (_, n) => n);

test("cut fifty times while it streams, it shows what the program sent and told all that happened", async () => {
  await connect();
  /** @type {Record<string, number>} */
  const expected = {};
  let clicks = 0;
  for (let round = 0; round < 50; round++) {
    const key = `node-${round % 7}`;
    /** @type {Promise<unknown>[]} */
    const sending = [];
    for (let n = 0; n < 5; n++) {
      expected[key] = round * 5 + n;
      sending.push(stage.do({ op: "upsert", nodes: [{ tag: "Box", key, n: expected[key] }] }));
    }
    sending.push(click(clicks, 3));
    clicks += 3;
    // Somewhere in between.
    if (round % 3 === 0) await sending[2];
    await cut(async () => {
      sending.push(click(clicks, 2));
      clicks += 2;
      await Promise.all(sending);
    });
  }
  await page.until("the page is connected", (state) => state.connection === "open");
  await stage.reaches(page);
  await stage.hears(page);
  assert.deepEqual(await shown(), expected);
  assert.deepEqual(heard(), numbers(clicks));
  assert.equal((await page.state()).sessions, 1);
  const reports = stage.child.reports.slice(from);
  assert.equal(reports.filter(({ session }) => session === "open").length, 1);
  assert.equal(reports.filter(({ event }) => event === "INIT").length, 1);
});

test("cut fifty times in a headset, its frames go on, and no pose is told twice", async () => {
  const headset = await Headset.open(browser, stage, throughWire());
  page = headset.watched;
  const scene = { tag: "Scene", children: [], bgChildren: [{ tag: "Hands", key: "hands", fps: 1000 }] };
  await stage.do({ op: "set", scene }, page);
  await headset.enter();
  await headset.use("hand");
  const poses = () => stage.child.reports.slice(from).filter(({ event }) => event === "HAND_MOVE");
  for (let round = 0; round < 50; round++) {
    await cut(() => stage.do({ op: "upsert", nodes: [{ tag: "Box", key: `node-${round % 7}`, n: round }] }));
    // Not before poses came through the wire again: each cut tears a stream.
    const before = poses().length;
    await eventually("poses are told", () => Promise.resolve(poses().length > before));
  }
  await stage.reaches(page);
  await stage.hears(page);
  const { phase } = await headset.state();
  assert.equal(phase, "in");
  assert.deepEqual(await shown(), Object.fromEntries(numbers(7).map((n) => [`node-${n}`, n === 0 ? 49 : 42 + n])));
  const times = poses().map(({ frameTime }) => frameTime);
  const early = times.findIndex((time, i) => i > 0 && time <= times[i - 1]);
  assert.equal(early, -1, `told twice, or late: ${times.slice(Math.max(0, early - 5), early + 5)}`);
  assert.equal((await page.state()).sessions, 1);
  assert.equal(stage.child.reports.slice(from).filter(({ session }) => session === "open").length, 1);
  assert.deepEqual(page.foreign, []);
});

test("a network that goes away without a word is noticed, said, and forgotten when it is back", async () => {
  await connect();
  await stage.do({ op: "upsert", nodes: [{ tag: "Box", key: "a", n: 1 }] }, page);
  wire.unplug();
  await click(0, 3);
  await stage.do({ op: "update", nodes: [{ key: "a", n: 2 }] });
  await page.until("it is noticed", (state) => state.connection !== "open");
  await page.page.getByText("Resuming", { exact: true }).waitFor();
  await click(3, 2);
  assert.deepEqual(await shown(), { a: 1 });
  wire.plug();
  await page.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.until("it goes on", (state) => state.connection === "open");
  await stage.reaches(page);
  await stage.hears(page);
  assert.deepEqual(await shown(), { a: 2 });
  assert.deepEqual(heard(), numbers(5));
  assert.equal((await page.state()).sessions, 1);
});
