// The layers of three.js that are used beside 0 (everything) and 1 and 2 (one eye of a headset). Cameras
// that the page is seen through see all of them, cameras that draw pictures for the scene do not.

import type { Camera, Raycaster } from "three";

/** Meshes that something else draws for them, see `scene/instances.ts`. Rays hit them, cameras do not see them. */
export const INSTANCED = 29;

/** Lines that show where cameras look. */
export const CAMERA_LINES = 30;
/** Pictures that cameras draw. No such picture shows another: it would have to be drawn before itself. */
export const CAMERA_PICTURES = 31;

/** Let the page be seen through this camera, with all that is said about the other cameras. */
export function showCameraHelpers(camera: Camera): void {
  camera.layers.enable(CAMERA_LINES);
  camera.layers.enable(CAMERA_PICTURES);
}

/** Let rays hit what is drawn together with others, too. */
export function hitInstances(raycaster: Raycaster): void {
  raycaster.layers.enable(INSTANCED);
}
