/**
 * Makes `hills.webm` of `hills.jpg`: two seconds in which nothing moves, so that every frame is the same.
 *
 * Run it in tests/e2e with `node ../../examples/rust/gallery/assets/make-hills.mjs`, only to make another:
 * encoders differ, so the bytes do too.
 */

import { readFileSync, writeFileSync } from "node:fs";

import { launch } from "../../../../tests/e2e/harness/browser.js";

const browser = await launch();
const page = await browser.newPage();
const picture = readFileSync(new URL("hills.jpg", import.meta.url)).toString("base64");
const base64 = await page.evaluate(async (picture) => {
  const image = new Image();
  image.src = `data:image/jpeg;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [320, 180];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, 320, 180);
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8", videoBitsPerSecond: 400_000 });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let tick = 0; tick < 20; tick++) {
    context.drawImage(image, 0, 0, 320, 180);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}, picture);
await browser.close();
writeFileSync(new URL("hills.webm", import.meta.url), Buffer.from(base64, "base64"));
