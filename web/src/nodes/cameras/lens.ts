// What a camera's props say of its lens, and which part of space that lens shows.

import { PerspectiveCamera, type OrthographicCamera } from "three";
import type { OrthographicCameraProps, PerspectiveCameraProps } from "../../protocol/components.gen";
import type { Reader } from "../../scene/read";

export type LensCamera = PerspectiveCamera | OrthographicCamera;

const DEFAULT_FOV_DEGREES = 75;

export function setLens(camera: PerspectiveCamera, read: Reader<PerspectiveCameraProps>): void {
  camera.fov = read.number("fov", DEFAULT_FOV_DEGREES);
  camera.near = read.number("near", 0.1);
  camera.far = read.number("far", 1000);
  camera.zoom = read.number("zoom", 1);
  const cx = read.number("cx", 0);
  const cy = read.number("cy", 0);
  const { aspect } = camera;
  // The window of the picture goes the other way than its content, and its y points down.
  if (cx !== 0 || cy !== 0) camera.setViewOffset(1, 1, -cx, cy, 1, 1);
  else camera.clearViewOffset();
  // `setViewOffset` makes it that of its arguments.
  camera.aspect = aspect;
  camera.updateProjectionMatrix();
}

/** What the props of an OrthographicCamera say of its lens. */
export function setEdges(camera: OrthographicCamera, read: Reader<OrthographicCameraProps>): void {
  const [left, right] = [read.number("left", -1), read.number("right", 1)];
  const [bottom, top] = [read.number("bottom", -1), read.number("top", 1)];
  // No width, no height: no picture, and numbers that are none.
  camera.left = left;
  camera.right = right === left ? left + 1 : right;
  camera.bottom = bottom;
  camera.top = top === bottom ? bottom + 1 : top;
  camera.near = read.number("near", 0.1);
  camera.far = read.number("far", 1000);
  camera.zoom = read.number("zoom", 1);
  const cx = read.number("cx", 0);
  const cy = read.number("cy", 0);
  if (cx !== 0 || cy !== 0) camera.setViewOffset(1, 1, -cx, cy, 1, 1);
  else camera.clearViewOffset();
  camera.updateProjectionMatrix();
}

/** Width over height of what a camera sees. */
export function aspectOf(camera: LensCamera): number {
  return camera instanceof PerspectiveCamera ? camera.aspect : Math.abs((camera.right - camera.left) / (camera.top - camera.bottom));
}

/**
 * The corners of the picture at a distance, in the camera's own frame: lower left, lower right, upper right,
 * upper left.
 */
export function cornersAt(camera: LensCamera, distance: number): Float32Array {
  // Projection makes (e0 x + e8 z + e12) / w and (e5 y + e9 z + e13) / w of a point, where w is −z with
  // perspective and 1 without; solved for x and y at z = −distance.
  const e = camera.projectionMatrix.elements;
  const w = e[15] === 0 ? distance : 1;
  const x = (side: number): number => (side * w + distance * e[8] - e[12]) / e[0];
  const y = (side: number): number => (side * w + distance * e[9] - e[13]) / e[5];
  const [left, right, bottom, top] = [x(-1), x(1), y(-1), y(1)];
  return new Float32Array([left, bottom, -distance, right, bottom, -distance, right, top, -distance, left, top, -distance]);
}

/** Size of a picture so many rows high, within what a texture may have. Both sides shrink alike. */
export function pictureSize(rows: number, aspect: number, limit: number): { readonly width: number; readonly height: number } {
  const height = Math.min(Math.max(rows, 1), limit, limit / aspect);
  return { width: Math.max(Math.round(height * aspect), 1), height: Math.max(Math.round(height), 1) };
}
