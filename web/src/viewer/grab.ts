// Pictures of the canvas. They are drawn at once, so that they come even while the page shows no frames
// (a tab in the background).

import type { CameraGrab } from "../scene/node-type";
import { encodePicture } from "./encode";
import type { Viewer } from "./viewer";

export async function grabCanvas(viewer: Viewer, options: CameraGrab): Promise<Blob> {
  viewer.draw();
  const { canvas } = viewer;
  // In the same turn: the drawing buffer is gone after it.
  return encodePicture(canvas, canvas.width, canvas.height, options);
}
