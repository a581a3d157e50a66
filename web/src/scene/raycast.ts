// How rays hit what is thin. three.js lets a ray hit lines and points within a metre, whatever their size,
// so that half a scene would answer a click beside it.

import { Line, Vector3, type Intersection, type Object3D, type Raycaster } from "three";

const _center = new Vector3();

/** How near a ray must pass a line, as a part of the distance: some five pixels of a desktop screen. */
const LINE_REACH = 0.006;

/** Rays pass through. For helpers, and for what only decorates something else. */
export function passRays(object: Object3D): void {
  object.raycast = () => undefined;
}

/** Rays hit these lines where a person would say that they do. */
export function hitLines(object: Line): void {
  object.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
    const { Line: lines } = raycaster.params;
    const { threshold } = lines;
    lines.threshold = LINE_REACH * raycaster.ray.origin.distanceTo(_center.setFromMatrixPosition(object.matrixWorld));
    Line.prototype.raycast.call(object, raycaster, hits);
    lines.threshold = threshold;
  };
}
