// The camera that took a picture of depth: from pixels to places, and what a ray hits of them. Depth runs
// along −z, rows are counted from the top.

import { MathUtils, Vector2, Vector3, type Box3, type Ray } from "three";
import type { DepthImage } from "./png";

export interface Optics {
  /** Focal lengths and principal point in pixels. */
  readonly focal: Vector2;
  readonly center: Vector2;
  readonly unit: number;
  readonly offset: number;
  readonly inverted: boolean;
}

const DEFAULT_FOV_DEGREES = 58;
/** Steps along a ray between its nearest and its farthest place that can be a point. */
const STEPS = 4096;
/** Rays hit points that they pass by so many pixels. */
const REACH_PIXELS = 1.5;

const _at = new Vector3();

/** Lens and principal point. Angles in degrees; the vertical one is the one that counts if both are given. */
export function opticsOf(
  image: Pick<DepthImage, "width" | "height">,
  given: {
    readonly vfov: number | undefined;
    readonly hfov: number | undefined;
    readonly cx: number | undefined;
    readonly cy: number | undefined;
    readonly unit: number;
    readonly offset: number;
    readonly inverted: boolean;
  },
): Optics {
  const { width, height } = image;
  const focal = (extent: number, degrees: number): number => extent / 2 / Math.tan(MathUtils.degToRad(MathUtils.clamp(degrees, 0.01, 179.9)) / 2);
  const across = given.hfov === undefined ? undefined : focal(width, given.hfov);
  const up = given.vfov === undefined ? undefined : focal(height, given.vfov);
  const either = up ?? across ?? focal(height, DEFAULT_FOV_DEGREES);
  return {
    focal: new Vector2(across ?? either, up ?? either),
    center: new Vector2(given.cx ?? width / 2, given.cy ?? height / 2),
    unit: given.unit,
    offset: given.offset,
    inverted: given.inverted,
  };
}

/** Metres before the camera at a pixel; 0 where there is no point. */
export function depthAt(image: DepthImage, optics: Optics, column: number, row: number): number {
  const raw = image.raw[row * image.width + column] ?? 0;
  if (raw === 0) return 0;
  return (optics.inverted ? image.white - raw : raw) * optics.unit + optics.offset;
}

/** The greatest depth of all points. */
export function farthest(image: DepthImage, { unit, offset, inverted }: Optics): number {
  let most = 0;
  let least = image.white;
  for (const raw of image.raw) {
    if (raw === 0) continue;
    if (raw > most) most = raw;
    if (raw < least) least = raw;
  }
  return most === 0 ? 0 : Math.max((inverted ? image.white - least : most) * unit + offset, 0);
}

/** The room that points can be in. */
export function boundsOf(image: DepthImage, optics: Optics, out: Box3): Box3 {
  const far = farthest(image, optics);
  out.makeEmpty().expandByPoint(_at.set(0, 0, 0));
  for (const column of [0, image.width]) {
    for (const row of [0, image.height]) {
      const x = ((column - optics.center.x) / optics.focal.x) * far;
      const y = (-(row - optics.center.y) / optics.focal.y) * far;
      out.expandByPoint(_at.set(x, y, -far));
    }
  }
  return out;
}

/**
 * The distance along a ray, in the cloud's frame, at which it comes to the surface that the points are of, and
 * the pixel of that point; undefined if it passes by. Walks along the ray and looks up the depth of the pixel
 * that each place is seen at.
 */
export function hitDepth(image: DepthImage, optics: Optics, ray: Ray, bounds: Box3): { readonly distance: number; readonly index: number } | undefined {
  const { focal, center } = optics;
  const reach = bounds.getSize(_at).length() + bounds.distanceToPoint(ray.origin);
  const step = reach / STEPS;
  let before = 0;
  for (let i = 0; i <= STEPS; i++) {
    ray.at(i * step, _at);
    const z = -_at.z;
    const column = z > 0 ? Math.floor(center.x + (focal.x * _at.x) / z) : -1;
    const row = z > 0 ? Math.floor(center.y - (focal.y * _at.y) / z) : -1;
    const seen = column >= 0 && row >= 0 && column < image.width && row < image.height;
    const depth = seen ? depthAt(image, optics, column, row) : 0;
    const beyond = depth > 0 ? z - depth : 0;
    // On the point, or between this step and the last one through the surface.
    const near = Math.max(step, (REACH_PIXELS * z) / focal.y);
    if (depth > 0 && (Math.abs(beyond) <= step || (before * beyond < 0 && Math.abs(beyond) <= near && Math.abs(before) <= near))) {
      return { distance: i * step, index: row * image.width + column };
    }
    before = beyond;
  }
  return undefined;
}
