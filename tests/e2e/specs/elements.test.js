/**
 * The panel's elements: each is mounted in a program's panel, each of its props changed while it is there, its
 * events are read at the server, and it is taken away again.
 */

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { Stage } from "../harness/stage.js";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAF0lEQVR4nGNk4BKRk5OTk5NjiYqKgrAAFrwCmocus4wAAAAASUVORK5CYII=";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Stage} */
let stage;
/** @type {import("../harness/browser.js").WatchedPage} */
let watched;
/** @type {import("playwright-core").Page} */
let page;

before(async () => {
  browser = await launch();
  stage = await Stage.start("ours");
  watched = await open(browser, stage.url, { viewport: { width: 1000, height: 700 } });
  page = watched.page;
  await watched.until("the page is connected", (state) => state.connection === "open");
});
after(async () => {
  await browser?.close();
  await stage?.stop();
});
beforeEach(() => {
  watched.violations.length = 0;
  watched.errors.length = 0;
});

/**
 * Shows one element in the panel; what to find it by.
 * @param {string} tag
 * @param {Record<string, any>} props
 */
async function show(tag, props = {}) {
  await stage.do({ op: "set", scene: { tag: "Scene", htmlChildren: [{ tag, key: "subject", ...props }] } });
  await watched.until(`${tag} is there`, (state) => state.nodes.some((/** @type {any} */ node) => node.key === "subject" && node.tag === tag));
  return page.locator(".program-body > *, .program-notices > *").first();
}

/** @param {Record<string, any>} props */
const update = (props) => stage.do({ op: "update", nodes: [{ tag: undefined, key: "subject", ...props }] });

/**
 * What the server hears while something is done.
 * @param {string} etype
 * @param {() => Promise<unknown>} act
 */
async function hears(etype, act) {
  const from = stage.child.reports.length;
  await act();
  const { key, value } = await stage.event(etype, from);
  assert.equal(key, "subject");
  return value;
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} read
 * @param {T} wanted
 */
async function becomes(what, read, wanted) {
  /** @type {T | undefined} */
  let last;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    last = await read();
    if (JSON.stringify(last) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(last, wanted, what);
}

async function unmounts() {
  await stage.do({ op: "remove", keys: ["subject"] });
  await becomes("nothing is left", () => page.locator(".program-body > *, .program-notices > *").count(), 0);
  assert.deepEqual(watched.errors, []);
  assert.deepEqual(watched.violations, []);
}

/** @param {import("playwright-core").Locator} locator @param {string} property */
const css = (locator, property) =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);

describe("text", () => {
  for (const [tag, name] of /** @type {const} */ ([
    ["article", "ARTICLE"],
    ["Div", "DIV"],
    ["div", "DIV"],
    ["h1", "H1"],
    ["h2", "H2"],
    ["h3", "H3"],
    ["p", "P"],
    ["Span", "SPAN"],
    ["ul", "UL"],
    ["a", "A"],
  ])) {
    test(`${tag} shows text, children and style`, async () => {
      const element = await show(tag, { children: ["one ", { tag: "Span", key: "in", text: "two" }] });
      assert.equal(await element.evaluate((it) => it.nodeName), name);
      await becomes("the children", () => element.textContent(), "one two");
      await update({ text: "zero ", style: { color: "rgb(1, 2, 3)", fontSize: 21 }, title: "tip" });
      await becomes("the text", () => element.textContent(), "zero one two");
      assert.equal(await css(element, "color"), "rgb(1, 2, 3)");
      assert.equal(await css(element, "font-size"), "21px");
      assert.equal(await element.getAttribute("title"), "tip");
      await update({ style: {}, visible: false });
      await becomes("it is hidden", () => element.isVisible(), false);
      assert.notEqual(await css(element, "color"), "rgb(1, 2, 3)");
      await unmounts();
    });
  }

  test("a link leads out, knowing nothing of this page", async () => {
    const link = await show("a", { text: "docs", src: "/static/docs.html" });
    assert.equal(await link.getAttribute("href"), new URL("/static/docs.html", stage.url).href);
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
    await update({ src: "https://example.org/" });
    await becomes("the link", () => link.getAttribute("href"), "https://example.org/");
    await update({ src: "javascript:alert(1)" });
    await becomes("the failure", () => link.getAttribute("data-failure"), "a: a link to javascript: is not allowed");
    await unmounts();
  });

  test("Markdown is translated, and other nodes stand in it", async () => {
    const text = "# Title\n\nSome **bold** text, `code`, a [link](/static/x).\n\n- [x] done\n\n| a |\n|---|\n| 1 |";
    const element = await show("Markdown", { children: [text, { tag: "Button", key: "inner", value: "Go" }, "*after*"] });
    await becomes("the heading", () => element.locator("h1").allTextContents(), ["Title"]);
    assert.equal(await element.locator("strong").textContent(), "bold");
    assert.equal(await element.locator("code").textContent(), "code");
    assert.equal(await element.locator("a").getAttribute("href"), new URL("/static/x", stage.url).href);
    assert.equal(await element.locator("li").textContent(), "☑ done");
    assert.equal(await element.locator("td").textContent(), "1");
    assert.deepEqual(
      await element.evaluate((it) => [...it.children].map((child) => child.nodeName)),
      ["DIV", "BUTTON", "DIV"],
    );
    await update({ children: ["## Other\n\n<b>kept</b><script>window.pwned = 1</script>"] });
    await becomes("the new text", () => element.locator("h2").allTextContents(), ["Other"]);
    assert.equal(await element.locator("b").textContent(), "kept");
    assert.equal(await element.locator("script").count(), 0);
    await unmounts();
  });

  test("AutoScroll stays at its end until it is scrolled up", async () => {
    const lines = (/** @type {number} */ count) => Array.from({ length: count }, (_, line) => ({ tag: "p", key: `l${line}`, children: [`line ${line}`] }));
    const element = await show("AutoScroll", { children: lines(40), style: { height: 100 } });
    const fromEnd = () => element.evaluate((it) => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight) < 8);
    await becomes("at the end", fromEnd, true);
    await stage.do({ op: "add", to: "subject", nodes: [{ tag: "p", key: "new", children: ["the newest"] }] });
    await becomes("the line", () => element.locator("p").last().textContent(), "the newest");
    await becomes("still at the end", fromEnd, true);
    await element.evaluate((it) => void (it.scrollTop = 0));
    await page.waitForTimeout(100);
    await stage.do({ op: "add", to: "subject", nodes: [{ tag: "p", key: "newer", children: ["newer"] }] });
    await becomes("the next line", () => element.locator("p").last().textContent(), "newer");
    assert.equal(await element.evaluate((it) => it.scrollTop), 0);
    await unmounts();
  });
});

describe("controls", () => {
  test("a Button sends CLICK without a value", async () => {
    const element = await show("Button", { value: "Start" });
    assert.equal(await element.textContent(), "Start");
    assert.equal(await hears("CLICK", () => element.click()), null);
    assert.equal(await hears("CLICK", () => element.press("Enter")), null);
    await update({ value: "Stop", disabled: true });
    await becomes("the label", () => element.textContent(), "Stop");
    assert.equal(await element.isDisabled(), true);
    await update({ children: [{ tag: "Span", key: "s", text: "Go" }] });
    await becomes("its children", () => element.textContent(), "Go");
    await unmounts();
  });

  test("a Slider sends SET with a number when it is let go", async () => {
    const element = await show("Slider", { label: "Speed", min: 0, max: 2, step: 0.1, value: 0.7 });
    const range = element.locator("input[type=range]");
    const number = element.locator("input[type=number]");
    assert.equal(await range.inputValue(), "0.7");
    assert.equal(await number.inputValue(), "0.7");
    assert.equal(await element.locator(".field-label").textContent(), "Speed");
    assert.equal(await hears("SET", () => range.press("ArrowRight")), 0.8);
    assert.equal(await hears("SET", async () => {
      await number.fill("1.5");
      await number.press("Enter");
    }), 1.5);
    assert.equal(await range.inputValue(), "1.5");
    await update({ value: 0.7 });
    await becomes("what it was at first", () => range.inputValue(), "0.7");
    await update({ min: -5, max: 5, step: 0.5, value: -2, label: "Other" });
    await becomes("the value", () => range.inputValue(), "-2");
    assert.deepEqual(await range.evaluate((it) => ["min", "max", "step"].map((name) => it.getAttribute(name))), ["-5", "5", "0.5"]);
    assert.equal(await element.locator(".field-label").textContent(), "Other");
    await update({ disabled: true });
    await becomes("disabled", () => range.isDisabled(), true);
    await update({ min: 9 });
    await becomes("the failure", () => element.getAttribute("data-failure"), "Slider: max (5) should be above min (9)");
    await update({ min: 0 });
    await becomes("no failure", () => element.getAttribute("data-failure"), null);
    await unmounts();
  });

  test("a live Slider sends while it is dragged, and holds what is dragged", async () => {
    const element = await show("Slider", { max: 1000, live: true, value: 0 });
    const range = element.locator("input[type=range]");
    const box = await range.boundingBox();
    assert(box);
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 9, y);
    const from = stage.child.reports.length;
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, y, { steps: 4 });
    const { value } = await stage.event("SET", from);
    assert.equal(typeof value, "number");
    await update({ value: 0 });
    await page.waitForTimeout(200);
    assert.notEqual(await range.inputValue(), "0");
    await page.mouse.up();
    await update({ value: 3 });
    await becomes("it follows again", () => range.inputValue(), "3");
    await unmounts();
  });

  test("an Input sends INPUT on Enter, without the line end", async () => {
    const element = await show("Input", { placeholder: "type", defaultValue: "hello", label: "Say" });
    const text = element.locator("textarea");
    assert.equal(await text.getAttribute("placeholder"), "type");
    await text.press("ArrowRight");
    assert.equal(await text.inputValue(), "hello");
    await text.press("Shift+Enter");
    await text.pressSequentially("you");
    assert.equal(await hears("INPUT", () => text.press("Enter")), "hello\nyou");
    assert.equal(await text.inputValue(), "hello\nyou");
    await update({ clearOnSubmit: true, value: "again", placeholder: "more", textareaStyle: { color: "rgb(9, 8, 7)" } });
    await becomes("the value", () => text.inputValue(), "again");
    assert.equal(await text.getAttribute("placeholder"), "more");
    assert.equal(await css(text, "color"), "rgb(9, 8, 7)");
    assert.equal(await hears("INPUT", () => text.press("Enter")), "again");
    assert.equal(await text.inputValue(), "");
    await update({ disabled: true });
    await becomes("disabled", () => text.isDisabled(), true);
    await unmounts();
  });

  test("what is typed reaches no shortcut of the page", async () => {
    const element = await show("Input");
    await element.locator("textarea").press("?");
    assert.equal(await page.locator("dialog.help[open]").count(), 0);
    assert.equal(await element.locator("textarea").inputValue(), "?");
    await unmounts();
  });

  test("a Checkbox sends INPUT with true and false", async () => {
    const element = await show("Checkbox", { label: "Follow" });
    const box = element.locator("input");
    assert.equal(await hears("INPUT", () => element.locator(".field-label").click()), true);
    assert.equal(await hears("INPUT", () => box.press("Space")), false);
    await update({ value: true, label: "Lead" });
    await becomes("checked", () => box.isChecked(), true);
    assert.equal(await element.textContent(), "Lead");
    await update({ disabled: true });
    await becomes("disabled", () => box.isDisabled(), true);
    await unmounts();
  });

  test("a Dropdown sends INPUT with the word", async () => {
    const element = await show("Dropdown", { label: "Mode", options: ["idle", "teach", "run"], value: "teach" });
    const select = element.locator("select");
    assert.equal(await select.inputValue(), "teach");
    assert.equal(await hears("INPUT", () => select.selectOption("run")), "run");
    await update({ options: ["run", "stop"] });
    await becomes("the options", () => select.locator("option").allTextContents(), ["run", "stop"]);
    assert.equal(await select.inputValue(), "run");
    await update({ value: "stop" });
    await becomes("the value", () => select.inputValue(), "stop");
    await update({ disabled: true });
    await becomes("disabled", () => select.isDisabled(), true);
    await update({ options: 5 });
    await becomes("the failure", () => element.getAttribute("data-failure"), "Dropdown: options should be a list of words, not 5");
    await unmounts();
  });

  test("a NumberInput sends INPUT with a number within its limits", async () => {
    const element = await show("NumberInput", { label: "Repeats", value: 0.1, min: 0, max: 10, step: 0.5 });
    const input = element.locator("input");
    assert.equal(await input.inputValue(), "0.1");
    const type = async (/** @type {string} */ text) => {
      await input.fill(text);
      await input.press("Enter");
    };
    assert.equal(await hears("INPUT", () => type("2.5")), 2.5);
    assert.equal(await hears("INPUT", () => type("99")), 10);
    assert.equal(await input.inputValue(), "10");
    await update({ value: 4, min: 3, step: 1, disabled: true });
    await becomes("the value", () => input.inputValue(), "4");
    assert.deepEqual(await input.evaluate((it) => ["min", "max", "step"].map((name) => it.getAttribute(name))), ["3", "10", "1"]);
    assert.equal(await input.isDisabled(), true);
    await unmounts();
  });

  test("a VectorInput sends INPUT with all of its numbers", async () => {
    const element = await show("VectorInput", { label: "Target", value: [1, 2, 3] });
    const fields = element.locator("input");
    assert.deepEqual(await element.locator(".vector-name").allTextContents(), ["x", "y", "z"]);
    assert.deepEqual(
      await hears("INPUT", async () => {
        await fields.nth(1).fill("2.5");
        await fields.nth(1).press("Enter");
      }),
      [1, 2.5, 3],
    );
    await update({ value: [7, 8], names: ["u", "v"], step: 2, min: 0, max: 9, disabled: true });
    await becomes("the fields", () => fields.evaluateAll((all) => all.map((it) => /** @type {HTMLInputElement} */ (it).value)), ["7", "8"]);
    assert.deepEqual(await element.locator(".vector-name").allTextContents(), ["u", "v"]);
    assert.equal(await fields.first().getAttribute("max"), "9");
    assert.equal(await fields.first().isDisabled(), true);
    await update({ value: "no" });
    await becomes("the failure", () => element.getAttribute("data-failure"), 'VectorInput: value should be one to 16 numbers, not "no"');
    await unmounts();
  });

  test("a ColorInput sends INPUT with a colour", async () => {
    const element = await show("ColorInput", { label: "Marker", value: "red" });
    const picker = element.locator("input");
    assert.equal(await picker.inputValue(), "#ff0000");
    assert.equal(await hears("INPUT", () => picker.fill("#00ff80")), "#00ff80");
    assert.equal(await element.locator("output").textContent(), "#00ff80");
    await update({ value: "0x0000ff", disabled: true });
    await becomes("the colour", () => picker.inputValue(), "#0000ff");
    assert.equal(await picker.isDisabled(), true);
    await unmounts();
  });

  test("a Folder opens and closes, and says so only when the user does it", async () => {
    const element = await show("Folder", { label: "More", open: false, children: [{ tag: "p", key: "in", children: ["inside"] }] });
    assert.equal(await element.locator("p").isVisible(), false);
    assert.equal(await hears("INPUT", () => element.locator("summary").click()), true);
    assert.equal(await element.locator("p").isVisible(), true);
    const from = stage.child.reports.length;
    await update({ open: false, label: "Less" });
    await becomes("closed", () => element.locator("p").isVisible(), false);
    assert.equal(await element.locator("summary").textContent(), "Less");
    await page.waitForTimeout(100);
    assert.deepEqual(stage.child.reports.slice(from).filter((report) => report.event === "INPUT"), []);
    await unmounts();
  });
});

describe("pictures and pages", () => {
  test("an Img shows bytes and URLs, and sends where it is clicked", async () => {
    const element = await show("Img", { src: { base64: PNG }, width: 120, alt: "a plan" });
    const picture = element.locator("img");
    const natural = () => picture.evaluate((it) => [/** @type {HTMLImageElement} */ (it).naturalWidth, it.clientWidth, it.clientHeight]);
    await becomes("the size", natural, [3, 120, 80]);
    assert.equal(await picture.getAttribute("alt"), "a plan");
    const click = await hears("CLICK", () => picture.click({ position: { x: 30, y: 20 } }));
    assert.deepEqual(click, { x: 30, y: 20, w: 120, h: 80 });
    await update({ src: `data:image/png;base64,${PNG}`, height: 50, alt: "other" });
    await becomes("the height", natural, [3, 120, 50]);
    assert.match((await picture.getAttribute("src")) ?? "", /^data:image\/png/);
    assert.equal(await picture.getAttribute("alt"), "other");
    await update({ src: "data:image/svg+xml,<svg/>" });
    await becomes("the failure", () => element.getAttribute("data-failure"), "Img: of data: URLs only pictures made of pixels are allowed");
    await update({ src: "/static/none.png" });
    await becomes("the other failure", () => element.getAttribute("data-failure"), "Img: the picture could not be loaded");
    await update({ src: { base64: PNG } });
    await becomes("it is well again", () => element.getAttribute("data-failure"), null);
    watched.errors.length = 0; // The browser reports the 404.
    await unmounts();
  });

  test("a stream of pictures is shown to its last", async () => {
    const element = await show("Img", {});
    for (let count = 0; count < 30; count += 1) await update({ src: { base64: PNG } });
    await becomes("shown", () => element.locator("img").evaluate((it) => /** @type {HTMLImageElement} */ (it).naturalWidth), 3);
    await unmounts();
  });

  test("ImageUpload sends the content of a picture, and of nothing else", async () => {
    const element = await show("ImageUpload", { label: "Reference" });
    const file = element.locator("input[type=file]");
    const send = element.locator("button");
    assert.equal(await send.isDisabled(), true);
    await file.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
    await becomes("the note", () => element.locator(".upload-note").textContent(), "notes.txt is no picture");
    assert.equal(await send.isDisabled(), true);
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    await file.setInputFiles({ name: "p.jpg", mimeType: "image/jpeg", buffer: jpeg });
    const value = await hears("UPLOAD", () => send.click());
    assert.equal(value, jpeg.toString("base64"));
    await becomes("the note", () => element.locator(".upload-note").textContent(), "Sent p.jpg");
    await update({ label: "Other" });
    await becomes("the label", () => element.locator(".field-label").textContent(), "Other");
    await unmounts();
  });

  test("an iframe is sandboxed out of its origin", async () => {
    const element = await show("iframe", { src: "/", height: 120 });
    const frame = element.locator("iframe");
    const sandbox = (await frame.getAttribute("sandbox")) ?? "allow-same-origin";
    assert(!/same-origin|top-navigation/.test(sandbox), sandbox);
    assert.equal(await frame.evaluate((it) => it.clientHeight), 118);
    const handle = await frame.elementHandle();
    const inner = await handle?.contentFrame();
    const reach = await inner?.evaluate(() => {
      try {
        return String(parent.document.title);
      } catch (error) {
        return /** @type {Error} */ (error).name;
      }
    });
    assert.equal(reach, "SecurityError");
    await update({ width: 150, height: 60, title: "inner" });
    await becomes("its size", () => frame.evaluate((it) => [it.clientWidth, it.clientHeight]), [148, 58]);
    await update({ src: "javascript:parent.pwned = 1" });
    await becomes("the failure", () => element.getAttribute("data-failure"), "iframe: javascript: URLs are not fetched: javascript:parent.pwned = 1");
    // What the page inside says of its own sandbox is not ours.
    watched.errors.length = 0;
    await unmounts();
  });
});

describe("signs", () => {
  test("a ProgressBar shows how far it is", async () => {
    const element = await show("ProgressBar", { label: "Load", value: 0.25, color: "lime" });
    const bar = element.locator(".progress-bar");
    const share = () => bar.evaluate((it) => Math.round((it.clientWidth / (it.parentElement?.clientWidth ?? 1)) * 100));
    await becomes("a quarter", share, 25);
    assert.equal(await css(bar, "background-color"), "rgb(0, 255, 0)");
    assert.equal(await element.locator(".progress-percent").textContent(), "25 %");
    await update({ value: 0.9, label: "Save" });
    await becomes("more", share, 90);
    assert.equal(await element.locator("[role=progressbar]").getAttribute("aria-valuenow"), "90");
    assert.equal(await element.locator(".progress-label").textContent(), "Save");
    await update({ value: null });
    await becomes("unknown", () => element.locator("[role=progressbar]").getAttribute("aria-valuenow"), null);
    await unmounts();
  });

  test("a Plot draws its curves, in bytes and in lists", async () => {
    const xs = Array.from({ length: 50 }, (_, index) => index);
    const doubles = Buffer.from(new Float64Array(xs.map((x) => 1_700_000_000 + x / 10)).buffer).toString("base64");
    const element = await show("Plot", { title: "Force", names: ["N"], data: [xs, xs.map((x) => x * x)], colors: ["#00ff00"] });
    const canvas = element.locator("canvas");
    await canvas.waitFor();
    const green = () =>
      canvas.evaluate((it) => {
        const own = /** @type {HTMLCanvasElement} */ (it);
        const pixels = own.getContext("2d")?.getImageData(0, 0, own.width, own.height).data ?? [];
        let count = 0;
        for (let at = 0; at < pixels.length; at += 4) {
          if ((pixels[at + 1] ?? 0) > 200 && (pixels[at] ?? 0) < 100 && (pixels[at + 2] ?? 0) < 100 && (pixels[at + 3] ?? 0) > 200) count += 1;
        }
        return count > 50;
      });
    await becomes("a green curve", green, true);
    assert.equal(await element.locator(".plot-title").textContent(), "Force");
    assert.match((await element.locator(".u-legend").textContent()) ?? "", /N/);
    const before = await canvas.elementHandle();
    await update({ data: [xs, xs.map((x) => -x)] });
    await page.waitForTimeout(100);
    assert.equal(await before?.evaluate((it) => it.isConnected), true, "other data need no other chart");
    await becomes("still green", green, true);
    await update({ colors: ["red"], height: 100, names: ["M"], xLabel: "s", yLabel: "kN", yRange: [0, 5], time: true, data: [{ base64: doubles }, xs] });
    await becomes("no green", green, false);
    assert.equal(await element.locator(".uplot").evaluate((it) => it.querySelector("canvas")?.clientHeight), 100);
    assert.match((await element.locator(".u-legend").textContent()) ?? "", /M/);
    await update({ data: [xs, [1, 2]] });
    await becomes("the failure", () => element.getAttribute("data-failure"), "Plot: a column of data has 2 values, the first has 50");
    await unmounts();
  });

  test("a Notification stands over the scene until it is closed", async () => {
    const element = await show("Notification", { title: "Gripper", text: "closed", level: "success" });
    assert.equal(await page.locator(".program").isVisible(), false, "nothing else is in the panel");
    assert.equal(await element.locator(".notification-title").textContent(), "Gripper");
    assert.equal(await element.locator(".notification-text").textContent(), "closed");
    assert.equal(await hears("CLICK", () => element.locator("button").click()), null);
    await becomes("gone", () => element.isVisible(), false);
    await update({ text: "open", level: "error" });
    await becomes("there again", () => element.isVisible(), true);
    assert.equal(await element.getAttribute("data-level"), "error");
    assert.equal(await element.getAttribute("role"), "alert");
    await update({ ttl: 0.2 });
    await becomes("gone by itself", () => element.isVisible(), false);
    await unmounts();
  });
});

test("props of every kind break nothing", async () => {
  const tags = await page.evaluate(async () => {
    const { vuer } = /** @type {any} */ (window);
    return vuer.elementTags();
  });
  const odd = [null, true, -1, 1e300, NaN, "", "javascript:1", [], ["a", {}], { a: 1 }, { base64: "AAEC" }];
  const names = ["value", "text", "label", "src", "style", "options", "data", "names", "min", "max", "step", "open", "ttl", "level", "children", "width", "height", "disabled", "title", "colors", "yRange", "textareaStyle"];
  for (const tag of tags) {
    for (const value of odd) {
      const props = Object.fromEntries(names.map((name) => [name, name === "children" && !Array.isArray(value) ? [] : value]));
      await stage.do({ op: "set", scene: { tag: "Scene", htmlChildren: [{ tag, key: "odd", ...props }, { tag: "p", key: "after", children: ["after"] }] } }).catch(() => undefined);
    }
  }
  await becomes("the page goes on", () => page.locator(".program-body > p").textContent(), "after");
  assert.deepEqual(watched.errors.filter((text) => !/Failed to load resource|sandboxed/.test(text)), []);
});

test("no payload runs, and no report of the policy is needed to stop it", async () => {
  const { PAYLOADS } = await import("../harness/payloads.js");
  watched.foreign.length = 0;
  for (const payload of PAYLOADS) {
    const children = [payload, `text\n\n${payload}\n\n[x](${payload})`];
    await stage.do({
      op: "set",
      scene: {
        tag: "Scene",
        htmlChildren: [
          { tag: "Markdown", key: "md", children },
          { tag: "p", key: "p", text: payload, title: payload, style: { background: payload }, onClick: payload, dangerouslySetInnerHTML: { __html: payload }, innerHTML: payload, srcdoc: payload },
          { tag: "iframe", key: "f", srcDoc: payload, srcdoc: payload },
          { tag: "Notification", key: "n", text: payload, title: payload },
        ],
      },
    });
  }
  for (const tag of ["script", "style", "object", "embed", "form", "link", "meta", "base", "svg", "template"]) {
    await show(tag, { children: ["window.pwned = 1"], src: "/x.js", href: "javascript:1", action: "javascript:1", data: "javascript:1" });
  }
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined);
  assert.deepEqual(watched.violations, []);
  assert.deepEqual(watched.foreign, []);
});
