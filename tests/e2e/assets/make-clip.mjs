/**
 * Makes the videos of the tests: two seconds of two halves. In `clip.webm`, 64 × 32 pixels, the left half is red in
 * the first second and blue in the second, the right half green and then white; in `stacked.webm`, 32 × 64 pixels,
 * likewise the upper and the lower half.
 *
 * Run it with `node assets/make-clip.mjs NAME`, only to make another: encoders differ, so the bytes do too.
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "../harness/browser.js";

/** Width, height, and the halves as rectangles. */
const CLIPS = {
  clip: [64, 32, [0, 0, 32, 32], [32, 0, 32, 32]],
  stacked: [32, 64, [0, 0, 32, 32], [0, 32, 32, 32]],
};
const name = process.argv[2];
const clip = name === "clip" || name === "stacked" ? CLIPS[name] : undefined;
if (!clip) throw new Error(`which clip? ${Object.keys(CLIPS).join(" or ")}`);

const browser = await launch();
const page = await browser.newPage();
const base64 = await page.evaluate(async ([width, height, first, second]) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [/** @type {number} */ (width), /** @type {number} */ (height)];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @param {string[]} colors */
  const paint = (...colors) => {
    [first, second].forEach((half, at) => {
      context.fillStyle = colors[at] ?? "";
      context.fillRect(.../** @type {[number, number, number, number]} */ (half));
    });
  };
  paint("#f00", "#0f0");
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8", videoBitsPerSecond: 40_000 });
  /** @type {Blob[]} */
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let tick = 0; tick < 20; tick++) {
    if (tick < 10) paint("#f00", "#0f0");
    else paint("#00f", "#fff");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}, clip);
await browser.close();
const file = fileURLToPath(new URL(`${name}.webm`, import.meta.url));
writeFileSync(file, Buffer.from(base64, "base64"));
console.log(`${file}: ${Buffer.from(base64, "base64").length} bytes`);
