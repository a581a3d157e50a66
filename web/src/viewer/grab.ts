// Pictures of the canvas. They are drawn at once, so that they come even while the page shows no frames
// (a tab in the background).

import type { Viewer } from "./viewer";

export interface GrabOptions {
  /** Width and height are divided by this; at least 1. */
  readonly downsample: number;
  readonly type: "image/jpeg" | "image/png";
  /** From 0 to 1, for JPEG. */
  readonly quality: number;
}

export async function grabCanvas(viewer: Viewer, { downsample, type, quality }: GrabOptions): Promise<Blob> {
  viewer.draw();
  const source = viewer.canvas;
  const width = Math.max(1, Math.round(source.width / downsample));
  const height = Math.max(1, Math.round(source.height / downsample));
  // Copied in the same turn: the drawing buffer is gone after it.
  const copy = new OffscreenCanvas(width, height);
  const context = copy.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return copy.convertToBlob({ type, quality });
}
