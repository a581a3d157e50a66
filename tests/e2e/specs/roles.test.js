/** Two pages of which one operates: it is shown who does, asked for, granted and handed back. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import { Headset } from "../harness/headset.js";
import { setUp } from "../harness/set-up.js";

/** @typedef {import("../harness/browser.js").WatchedPage} WatchedPage */

const { browser, stage } = await setUp(["--one-operator"]);

/** @type {WatchedPage[]} */
const pages = [];
afterEach(async () => {
  for (const page of pages.splice(0)) {
    assert.deepEqual(page.errors, []);
    await page.close();
  }
});

/** What the stage has reported since then that came from a page. @param {number} since */
const events = (since) => stage.child.reports.slice(since).filter(({ event }) => event);

/** @param {string} query */
async function open(query = "") {
  const from = stage.child.reports.length;
  const page = await stage.open(browser, query);
  const { id } = await stage.session(from);
  pages.push(page);
  return { page, id };
}

/** Has a page send something that can be told apart. @param {WatchedPage} page @param {string} key */
const click = (page, key) => page.page.evaluate((key) => /** @type {any} */ (window).vuer.socket.send({ etype: "CLICK", key, value: 1 }), key);

/** Until the page says so in its card. @param {WatchedPage} page @param {string | RegExp} words */
const says = (page, words) => page.page.locator(".role").getByText(words).waitFor();

/** @param {WatchedPage} page @param {string} name */
const press = (page, name) => page.page.locator(".role").getByRole("button", { name, exact: true }).click();

test("control is asked for, granted, declined and handed back; of an observer the program hears nothing", async () => {
  const first = await open();
  await says(first.page, /^You operate/);
  const second = await open();
  await says(second.page, /^You observe .* operates\.$/);

  /** @param {typeof first} operator @param {typeof first} observer */
  const onlyHears = async (operator, observer) => {
    const since = stage.child.reports.length;
    await click(observer.page, "observer");
    await observer.page.dragView();
    // Behind what was sent so far there is nothing to wait for but the answer to a request, which counts from anybody.
    await eventually("all of it is there", () => observer.page.page.evaluate(() => /** @type {any} */ (window).vuer.socket.waitingBytes === 0));
    await observer.page.page.evaluate(() => /** @type {any} */ (window).vuer.socket.send({ etype: "CONTROL", value: { action: "decline", visitor: 0 } }));
    await stage.child.report(({ event, from }) => event === "CONTROL" && from === observer.id, since);
    await click(operator.page, "operator");
    await stage.child.report(({ event, key }) => event === "CLICK" && key === "operator", since);
    const heard = events(since).filter(({ from, event }) => from === observer.id && event !== "CONTROL");
    assert.deepEqual(heard, []);
  };
  await onlyHears(first, second);

  await press(second.page, "Ask for control");
  await says(second.page, /You have asked for control\.$/);
  await press(first.page, "Decline");
  await second.page.page.locator(".role").getByRole("button", { name: "Ask for control" }).click();
  const since = stage.child.reports.length;
  await press(first.page, "Grant");
  await says(second.page, /^You operate/);
  await says(first.page, /^You observe/);
  // Each session's events are handled in order; between two sessions there is none.
  for (const [{ id }, operator] of /** @type {const} */ ([[first, false], [second, true]])) {
    const role = await stage.child.report(({ event, from }) => event === "ROLE" && from === id, since);
    assert.equal(role.value.operator, operator);
  }
  assert.equal(events(since).filter(({ event }) => event === "ROLE").length, 2);
  await onlyHears(second, first);

  await press(second.page, "Hand back");
  await says(first.page, /Nobody operates\.$/);
  await press(first.page, "Ask for control");
  await says(first.page, /^You operate/);
  await onlyHears(first, second);
});

test("who reloads the page of the operator has control again, and no headset that observes moves anything", async () => {
  const first = await open();
  await says(first.page, /^You operate/);
  const headset = await Headset.open(browser, stage);
  pages.push(headset.watched);
  await says(headset.watched, /^You observe/);
  await stage.do({ op: "set", scene: { tag: "Scene", children: [], bgChildren: [{ tag: "Hands", key: "hands", fps: 1000 }] } }, headset.watched);
  await headset.enter();
  await headset.use("hand");
  const since = stage.child.reports.length;
  await headset.pinch("right", 1);
  await headset.frames(20);
  await headset.watched.page.evaluate(() => /** @type {any} */ (window).vuer.wish({ action: "ask" }));
  await stage.event("CONTROL", since);
  assert.deepEqual(events(since).filter(({ event }) => event === "HAND_MOVE"), []);
  await press(first.page, "Grant");
  await stage.event("HAND_MOVE", since);
  await headset.watched.page.evaluate(() => /** @type {any} */ (window).vuer.wish({ action: "release" }));
  await says(first.page, /Nobody operates\.$/);
  await first.page.page.reload();
  await says(first.page, /^You operate/);
});
