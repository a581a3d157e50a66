/** Our page with our server: what it hears, how it looks after itself, what survives what. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { launch, open, SIZE } from "../harness/browser.js";
import { eventually } from "../harness/child.js";
import { rawSocket } from "../harness/raw.js";
import { box, scene } from "../harness/scenes.js";
import { Stage } from "../harness/stage.js";

/** The middle of the page, where the camera looks. */
const MIDDLE = /** @type {const} */ ([SIZE.width / 2, SIZE.height / 2]);

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** @type {(() => Promise<unknown>)[]} What a test has opened; closed after it. */
let opened = [];
afterEach(async () => {
  for (const close of opened.reverse()) await close();
  opened = [];
});

/**
 * A stage on which each session begins with a red box.
 * @param {string[]} [flags]
 */
async function stageWithBox(flags = []) {
  const stage = await Stage.start("ours", "ours", ["--scene", JSON.stringify(scene(box("a", "red"))), ...flags]);
  opened.push(() => stage.stop());
  return stage;
}

/** @param {Stage} stage */
async function openPage(stage) {
  const page = await open(browser, `${stage.url}/?hideUI=true`);
  opened.push(() => page.close());
  await page.until("the box is there", (state) => state.nodes?.some((/** @type {any} */ node) => node.key === "a"));
  return page;
}

describe("events", () => {
  test("says what it is, and where its camera is after a drag", async () => {
    const stage = await stageWithBox();
    const page = await openPage(stage);
    const init = await stage.event("INIT");
    assert.equal(init.value.client, "browser");

    const from = stage.child.reports.length;
    await page.dragView();
    // Sideways: where it was before the drag may be told only now.
    const moved = (/** @type {any} */ { event, value }) => event === "CAMERA_MOVE" && Math.abs(value.camera.position[0]) > 0.01;
    const { key, value } = await stage.child.report(moved, from);
    assert.equal(key, "defaultCamera");
    assert.equal(value.camera.matrix.length, 16);
  });

  test("a click on a node is an ON_CLICK with its key", async () => {
    const stage = await stageWithBox();
    const page = await openPage(stage);
    await page.untilPicture("click red", (picture) => picture.find("red"));
    await page.page.mouse.click(...MIDDLE);
    const { value } = await stage.event("ON_CLICK");
    assert.equal(value.key, "a");
  });
});

describe("sessions", () => {
  test("a refresh is a new session, and a second tab is another", async () => {
    const stage = await stageWithBox();
    const page = await openPage(stage);
    const other = await openPage(stage);
    await eventually("there are two sessions", async () => (await stage.count()).sessions === 2);
    await page.page.reload();
    await page.until("the box is back", (state) => state.nodes?.some((/** @type {any} */ node) => node.key === "a"));
    await eventually("the old session is gone", async () => (await stage.count()).sessions === 2);
    await eventually("there were three sessions in all", () => new Set(stage.child.reports.flatMap(({ id }) => id ?? [])).size === 3);

    await stage.do({ op: "update", nodes: [box("a", "blue")] });
    await page.untilPicture("refreshed blue", (picture) => picture.find("blue") && !picture.find("red"));
    await other.untilPicture("second tab blue", (picture) => picture.find("blue") && !picture.find("red"));
  });

  test("a server that comes back finds its page again", async () => {
    const first = await stageWithBox();
    const page = await openPage(first);
    const { port } = new URL(first.url);
    await first.child.stop("SIGKILL");
    await page.until("the loss is seen", (state) => state.connection !== "open");

    const second = await stageWithBox(["--port", port]);
    await second.session();
    await page.until("connected again", (state) => state.connection === "open" && state.sessions === 2);
    await second.do({ op: "update", nodes: [box("a", "green")] });
    await page.untilPicture("green after restart", (picture) => picture.find("green") && !picture.find("red"));
    assert.deepEqual(page.foreign, []);
  });

  test("fifty sockets that die in the middle leave nothing behind", async () => {
    const stage = await stageWithBox();
    const page = await openPage(stage);
    // Its connections for files are tasks of the server, too.
    await page.page.waitForLoadState("networkidle");
    const before = await stage.count();
    const sockets = await Promise.all(Array.from({ length: 50 }, () => rawSocket(stage.url)));
    await eventually("all are sessions", async () => (await stage.count()).sessions === 51);
    // Enough to be in the middle of: a megabyte to each.
    const text = "x".repeat(1_000_000);
    await stage.do({ op: "update", nodes: [{ ...box("a", "red"), text }] });
    for (const [index, socket] of sockets.entries()) {
      if (index % 2) socket.resetAndDestroy();
      else socket.destroy();
    }
    await eventually("their sessions are gone", async () => (await stage.count()).sessions === 1);
    await eventually("their tasks are gone", async () => (await stage.count()).tasks <= before.tasks);
    await stage.do({ op: "update", nodes: [box("a", "blue")] });
    await page.untilPicture("blue after the fifty", (picture) => picture.find("blue"));
    assert.doesNotMatch(stage.child.log, /panicked/);
  });

  test("a close by the program is told to the user", async () => {
    const stage = await stageWithBox();
    const page = await openPage(stage);
    await stage.do({ op: "close" });
    await page.until("the page knows", (state) => state.connection !== "open");
  });
});
