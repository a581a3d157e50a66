// The lines of what cameras see. A camera is at the origin and looks along −z.

import { MathUtils, type Color } from "three";
import type { Point, Wires } from "../lines/wires";

/** Half width and half height of a picture at one metre. */
export interface Slope {
  readonly x: number;
  readonly y: number;
}

/** The roof, in parts of half the picture's height and width: where it begins, its height, half its width. */
const ROOF = { gap: 0.05, height: 0.4, width: 0.6 };
const ORIGIN: Point = [0, 0, 0];

export function slopeOf(fovDegrees: number, aspect: number, zoom = 1): Slope {
  const y = Math.tan(MathUtils.degToRad(MathUtils.clamp(fovDegrees, 0.01, 179.9)) / 2) / zoom;
  return { x: y * aspect, y };
}

/** Lower left, lower right, upper right, upper left corner of the picture at a distance. */
export function cornersAt(slope: Slope, distance: number): readonly Point[] {
  const x = slope.x * distance;
  const y = slope.y * distance;
  return [
    [-x, -y, -distance],
    [x, -y, -distance],
    [x, y, -distance],
    [-x, y, -distance],
  ];
}

/** Two equal outlines, and lines between their points. */
export function prism(wires: Wires, near: readonly Point[], far: readonly Point[], colors: { near: Color; far: Color; sides: Color }): void {
  wires.loop(colors.near, near);
  wires.loop(colors.far, far);
  near.forEach((from, i) => {
    const to = far[i];
    if (to) wires.line(colors.sides, from, to);
  });
}

/** Lines from the camera to some points. */
export function rays(wires: Wires, color: Color, points: readonly Point[]): void {
  for (const point of points) wires.line(color, ORIGIN, point);
}

/** A roof on the upper edge of a picture: it shows where up is. */
export function roof(wires: Wires, color: Color, [left, right]: readonly [Point, Point], size = 1): void {
  const half = ((right[0] - left[0]) / 2) * ROOF.width * size;
  const middle = (left[0] + right[0]) / 2;
  const height = (right[0] - left[0]) / 2;
  const eaves = left[1] + height * ROOF.gap;
  wires.loop(color, [
    [middle - half, eaves, left[2]],
    [middle + half, eaves, left[2]],
    [middle, eaves + height * ROOF.height * size, left[2]],
  ]);
}

/** The point of a fisheye picture whose line of sight leaves the axis by angles `across` and `up`, at a distance. */
export function fisheyePoint(across: number, up: number, distance: number): Point {
  const angle = Math.hypot(across, up);
  const radius = angle > 0 ? (Math.sin(angle) * distance) / angle : 0;
  return [radius * across, radius * up, -Math.cos(angle) * distance];
}
