// Files of pictures: pixels that were read from the GPU, made smaller if that is wanted, as JPEG or PNG.

import type { CameraGrab } from "../scene/node-type";

/** Encode what can be drawn, such as a canvas. Copied in the same turn; the rest takes its time. */
export function encodePicture(source: CanvasImageSource, width: number, height: number, options: CameraGrab, upsideDown = false): Promise<Blob> {
  const { downsample, type, quality } = options;
  const [across, down] = [Math.max(1, Math.round(width / downsample)), Math.max(1, Math.round(height / downsample))];
  const copy = new OffscreenCanvas(across, down);
  const context = copy.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  context.imageSmoothingQuality = "high";
  if (upsideDown) context.setTransform(1, 0, 0, -1, 0, down);
  context.drawImage(source, 0, 0, across, down);
  return copy.convertToBlob({ type, quality });
}

/** Encode pixels whose rows go from bottom to top. */
export function encodePixels(pixels: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray<ArrayBuffer> }, options: CameraGrab): Promise<Blob> {
  const { width, height, data } = pixels;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return encodePicture(canvas, width, height, options, true);
}
