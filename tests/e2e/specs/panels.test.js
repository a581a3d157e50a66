/** The panels in a real browser: what layout, focus and touch need to be tested with. */

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import { becomes, eventually } from "../harness/child.js";
import { box, scene } from "../harness/scenes.js";
import { setUp } from "../harness/set-up.js";

/** Smallest side of what a finger must hit, in CSS pixels. */
const FINGER = 40;

/** @type {any} A paragraph's child is text, which the harness's nodes have no word for. */
const STATUS = { tag: "p", key: "status", children: ["All well."] };
const GROUP = { tag: "group", key: "cell", children: [box("a", "red"), { tag: "NoSuchThing", key: "odd" }] };

const { browser, stage } = await setUp(["--scene", JSON.stringify({ ...scene(GROUP), htmlChildren: [STATUS] })]);
/** @type {import("../harness/browser.js").WatchedPage | undefined} */
let watched;

afterEach(async () => {
  await watched?.close();
  watched = undefined;
});

/** @param {import("playwright-core").BrowserContextOptions} options */
async function openPage(options) {
  watched = await stage.open(browser, "", options);
  await stage.reaches(watched);
  return watched.page;
}

/** @param {import("playwright-core").Page} page */
const focused = (page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

describe("on a desk", () => {
  const desk = { viewport: { width: 1200, height: 800 } };

  test("everything is reached with the Tab key, in the order it is read", async () => {
    const page = await openPage(desk);
    /** @type {string[]} */
    const order = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      const name = await focused(page);
      if (order.includes(name)) break;
      order.push(name);
      const outlined = await page.evaluate(() => {
        const style = document.activeElement && getComputedStyle(document.activeElement);
        return document.activeElement === document.body || style?.outlineStyle !== "none" || style?.width === "8px";
      });
      assert(outlined, `${name} shows its focus`);
    }
    const wanted = ["3D scene", "Connected", "Scene", "Log", "Help", "Search the scene", "Scene tree", "Look from plus X"];
    const found = wanted.map((name) => order.findIndex((each) => each.startsWith(name)));
    assert(!found.includes(-1), `all are reached: ${order.join(" | ")}`);
    assert.deepEqual(found, found.toSorted((a, b) => a - b), order.join(" | "));
  });

  test("a node is found, selected, framed and hidden with the keyboard alone", async () => {
    const page = await openPage(desk);
    await page.keyboard.press("/");
    await page.keyboard.type("box");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await becomes("the last is selected", () => page.textContent(".details-name"), "a");
    await page.keyboard.press("Space");
    await page.waitForSelector(".tree-eye.off:visible");
    await page.keyboard.press("Space");
    await page.waitForSelector(".tree-eye.off", { state: "hidden" });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await becomes("nothing is selected", () => page.isVisible(".details"), false);
  });

  test("help opens and closes, and the focus goes back", async () => {
    const page = await openPage(desk);
    await page.focus(".tree");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog.help[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog.help", { state: "hidden" });
    await becomes("the focus is back", () => focused(page), "Scene tree");
  });

  test("a node that fails says why, and the program's words are shown", async () => {
    const page = await openPage(desk);
    const badge = page.locator(".tree-badge:visible");
    await eventually("it says why", async () => /unknown tag/.test((await badge.getAttribute("title")) ?? ""));
    await eventually("the words are shown", async () => /All well\./.test((await page.textContent(".program")) ?? ""));
  });

  test("the theme that was chosen is still there after a refresh", async () => {
    const page = await openPage({ ...desk, colorScheme: "light" });
    const color = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await color();
    await page.click('[aria-label^="Colours"]');
    const dark = await color();
    assert.notEqual(dark, light);
    await page.reload();
    await page.waitForSelector(".chrome");
    await becomes("dark again", color, dark);
  });
});

describe("on a phone", () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test("one sheet at a time, and everything is large enough for a finger", async () => {
    const page = await openPage(phone);
    for (const tab of ["Scene", "Program", "Statistics", "Log"]) {
      const button = page.locator(".tabs button", { hasText: tab });
      if ((await button.getAttribute("aria-pressed")) !== "true") await button.tap();
      await becomes(`${tab} alone is open`, () => page.locator(".sheet:visible").count(), 1);
      const small = await page.evaluate((finger) => {
        const parts = [...document.querySelectorAll(".chrome button:not(.axis), .chrome input, .tree-row")];
        const boxes = parts.map((part) => ({ name: part.outerHTML.slice(0, 80), box: part.getBoundingClientRect() }));
        return boxes.filter(({ box }) => box.width > 0 && (box.width < finger || box.height < finger)).map(({ name }) => name);
      }, FINGER);
      assert.deepEqual(small, [], tab);
    }
  });

  test("nothing reaches beyond the page", async () => {
    const page = await openPage(phone);
    const beyond = await page.evaluate(() =>
      [...document.querySelectorAll(".chrome *")]
        .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
        .map((part) => part.className.toString()),
    );
    assert.deepEqual(beyond, []);
  });

  test("a sheet that is dragged far down closes", async () => {
    const page = await openPage(phone);
    const tab = page.locator(".tabs button", { hasText: "Scene" });
    await tab.tap();
    const head = await page.locator(".scene .card-head").boundingBox();
    assert(head);
    await page.mouse.move(100, head.y + 10);
    await page.mouse.down();
    await page.mouse.move(100, 780, { steps: 4 });
    await page.mouse.up();
    await page.waitForSelector(".side", { state: "hidden" });
    await becomes("the tab is not pressed", () => tab.getAttribute("aria-pressed"), "false");
  });
});
