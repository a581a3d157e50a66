// Pictures of the canvas. They are drawn at once, so that they come even while the page shows no frames
// (a tab in the background).

import { OrthographicCamera, PerspectiveCamera } from "three";
import { Film } from "../nodes/cameras/film";
import type { CameraGrab } from "../scene/node-type";
import { encodePicture, encodePixels } from "./encode";
import { showCameraHelpers } from "./layers";
import type { Viewer } from "./viewer";

/** A picture, and its size before it was made smaller. */
export interface GrabbedCanvas {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

export async function grabCanvas(viewer: Viewer, options: CameraGrab): Promise<GrabbedCanvas> {
  if (viewer.xr.presenting) return grabFromHeadset(viewer, options);
  viewer.draw();
  const { canvas } = viewer;
  const { width, height } = canvas;
  // In the same turn: the drawing buffer is gone after it.
  return { blob: await encodePicture(canvas, width, height, options), width, height };
}

/**
 * The picture that the page would show from where the viewer of a headset is: through the page's own lens and in its
 * size, since those of the headset are two halves of something else.
 */
async function grabFromHeadset(viewer: Viewer, options: CameraGrab): Promise<GrabbedCanvas> {
  const page = viewer.cameras.camera;
  // Without what hangs on it.
  const camera = page instanceof OrthographicCamera ? new OrthographicCamera().copy(page, false) : new PerspectiveCamera();
  if (page instanceof PerspectiveCamera && camera instanceof PerspectiveCamera) camera.copy(page, false);
  camera.matrixAutoUpdate = false;
  camera.matrix.copy(viewer.camera.matrixWorld);
  camera.updateMatrixWorld(true);
  showCameraHelpers(camera);
  const film = new Film();
  try {
    const [width, height] = [Math.round(viewer.size.x * devicePixelRatio), Math.round(viewer.size.y * devicePixelRatio)];
    film.set({ width, height, samples: 4, depthBuffer: true });
    film.expose(viewer.renderer, viewer.scene, camera);
    return { blob: await encodePixels(film.read(viewer.renderer), options), width, height };
  } finally {
    film.dispose();
  }
}
