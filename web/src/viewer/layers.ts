// The layers of three.js that are used beside 0, which everybody sees.

import type { Camera, Layers, Raycaster } from "three";
import type { Eye } from "../scene/node-type";

/** Meshes that something else draws for them, see `scene/instances.ts`. Rays hit them, cameras do not see them. */
export const INSTANCED = 29;

/** What one eye of a headset sees. */
const LEFT_EYE = 1;
const RIGHT_EYE = 2;
/** Lines that show where cameras look. */
export const CAMERA_LINES = 30;
/** Pictures that cameras draw. No such picture shows another: it would have to be drawn before itself. */
export const CAMERA_PICTURES = 31;

/** Let the page be seen through this camera, with all that is said about the other cameras. */
export function showCameraHelpers(camera: Camera): void {
  seeBothEyes(camera.layers);
  camera.layers.enable(CAMERA_LINES);
  camera.layers.enable(CAMERA_PICTURES);
}

/** Let rays hit what is drawn together with others, too. */
export function hitInstances(raycaster: Raycaster): void {
  raycaster.layers.enable(INSTANCED);
}

/** A camera or a ray that belongs to no eye meets what either eye sees. */
export function seeBothEyes(layers: Layers): void {
  layers.enable(LEFT_EYE);
  layers.enable(RIGHT_EYE);
}

/** Have a camera see what the page's does, but of what is one eye's alone only what is this one's. */
export function seeAs(layers: Layers, page: Layers, eye: Eye): void {
  layers.mask = page.mask;
  layers.enable(eye === "left" ? LEFT_EYE : RIGHT_EYE);
  layers.disable(eye === "left" ? RIGHT_EYE : LEFT_EYE);
}

/** Show it to one eye alone. */
export function showToEye(layers: Layers, eye: Eye): void {
  layers.set(eye === "left" ? LEFT_EYE : RIGHT_EYE);
}

/** Whether a camera is the right eye's alone. A screen is a left eye where it has to be one. */
export function isRightEye({ layers }: Camera): boolean {
  return layers.isEnabled(RIGHT_EYE) && !layers.isEnabled(LEFT_EYE);
}
