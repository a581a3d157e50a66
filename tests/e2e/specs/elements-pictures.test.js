/** Elements of the panel that show pictures, pages, curves and notices. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { becomes } from "../harness/child.js";
import { css, setUpPanel } from "../harness/panel.js";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAF0lEQVR4nGNk4BKRk5OTk5NjiYqKgrAAFrwCmocus4wAAAAASUVORK5CYII=";

const { watched, page, show, update, hears, unmounts } = await setUpPanel();

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

test("a picture that is chosen while another one is sent is the next", async () => {
  const element = await show("ImageUpload", {});
  const file = element.locator("input[type=file]");
  const send = element.locator("button");
  const note = element.locator(".upload-note");
  /** @param {string} name */
  const choose = (name) => file.setInputFiles({ name, mimeType: "image/jpeg", buffer: Buffer.from(name) });
  // Reading takes until it is told to go on.
  await page.evaluate(() => {
    const { prototype } = FileReader;
    const { readAsDataURL } = prototype;
    prototype.readAsDataURL = function (blob) {
      /** @type {any} */ (window).readOn = () => readAsDataURL.call(this, blob);
    };
    /** @type {any} */ (window).readAlone = () => (prototype.readAsDataURL = readAsDataURL);
  });
  await choose("first.jpg");
  await send.click();
  assert.equal(await send.isDisabled(), true, "it is not sent twice");
  await choose("second.jpg");
  const first = await hears("UPLOAD", () => page.evaluate(() => /** @type {any} */ (window).readOn()));
  assert.equal(Buffer.from(first, "base64").toString(), "first.jpg");
  await page.evaluate(() => /** @type {any} */ (window).readAlone());
  assert.match((await note.textContent()) ?? "", /^second\.jpg, /);
  const second = await hears("UPLOAD", () => send.click());
  assert.equal(Buffer.from(second, "base64").toString(), "second.jpg");
  await becomes("the note", () => note.textContent(), "Sent second.jpg");
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
  const failure = "iframe: javascript: URLs are not fetched: javascript:parent.pwned = 1";
  await becomes("the failure", () => element.getAttribute("data-failure"), failure);
  await update({ height: 70 });
  assert.equal(await element.getAttribute("data-failure"), failure, "it stays as long as its reason does");
  // What the page inside says of its own sandbox is not ours.
  watched.errors.length = 0;
  await unmounts();
});

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
