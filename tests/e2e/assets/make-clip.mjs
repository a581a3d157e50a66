/**
 * Makes `clip.webm`, the video of the tests: two seconds of 64 × 32 pixels. The left half is red in the
 * first second and blue in the second, the right half green and then white.
 *
 * Run it with `node assets/make-clip.mjs`, only to make another: encoders differ, so the bytes do too.
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "../harness/browser.js";

const browser = await launch();
const page = await browser.newPage();
const base64 = await page.evaluate(async () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 32];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @param {string} left @param {string} right */
  const paint = (left, right) => {
    context.fillStyle = left;
    context.fillRect(0, 0, 32, 32);
    context.fillStyle = right;
    context.fillRect(32, 0, 32, 32);
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
});
await browser.close();
const file = fileURLToPath(new URL("clip.webm", import.meta.url));
writeFileSync(file, Buffer.from(base64, "base64"));
console.log(`${file}: ${Buffer.from(base64, "base64").length} bytes`);
