/** What the specs of cameras share: what they look at, and the pictures that they ask for. */

import { PNG } from "pngjs";

export const BLACK = { tag: "BackgroundColor", key: "background", color: "black" };

/** A square of a colour that no light and no tone mapping changes. @param {string} key @param {string} color @param {number} size @param {number[]} position */
export const square = (key, color, size, position) => ({
  tag: "Plane", key, args: [size, size], position, materialType: "basic", material: { color, toneMapped: false, side: 2 },
});

/** The camera that the page is seen through. @param {import("./canvas.js").Canvas} canvas */
export const cameraOf = (canvas) =>
  canvas.page.evaluate(() => {
    const { camera } = /** @type {any} */ (window).vuer.viewer;
    const { fov, near, far, zoom, left, right, top, bottom } = camera;
    return { key: camera.name, type: camera.type, position: camera.position.toArray(), fov, near, far, zoom, left, right, top, bottom };
  });

/**
 * Asks for pictures of a canvas as the server does; the pixels if one is a PNG.
 * @param {import("./canvas.js").Canvas} canvas
 * @param {import("./stage.js").Stage} stage
 */
export const grabber = (canvas, stage) => async (/** @type {string} */ key, /** @type {Record<string, any>} */ data = {}) => {
  const from = stage.child.reports.length;
  await canvas.inject({ etype: "GRAB_RENDER", key, rtype: "TAKEN", data: { format: "png", ...data } });
  const { value } = await stage.child.report((report) => report.event === "TAKEN", from);
  const bytes = Buffer.from(value.frame.base64, "base64");
  return { ...value, bytes, image: data.format === "jpeg" ? undefined : PNG.sync.read(bytes) };
};

/** @param {PNG} image @param {number} x @param {number} y */
export const pixel = (image, x, y) => [...image.data.subarray(4 * (Math.floor(y * image.height) * image.width + Math.floor(x * image.width))).subarray(0, 3)];

/** How many pixels are of that colour. @param {PNG} image */
export const reds = (image) => {
  let count = 0;
  for (let at = 0; at < image.data.length; at += 4) if ((image.data[at] ?? 0) > 200 && (image.data[at + 1] ?? 0) < 60) count++;
  return count;
};
