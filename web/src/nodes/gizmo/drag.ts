// Dragging by a handle: from the pointer's ray to a motion in the world. No scene, no events.

import { Matrix4, Plane, Vector3, type Ray } from "three";

const _point = new Vector3();
const _side = new Vector3();
const _plane = new Plane();
const _turn = new Matrix4();
const _back = new Matrix4();

/** Rays that meet a plane or a line at less than this (sine of the angle) say nothing about a place on it. */
const GRAZING = 0.05;
/** A circle seen this much from the side is turned by pulling along it rather than around it. */
const EDGE_ON = 0.2;

/** Where a ray meets the plane through `origin`; undefined if it passes it by, or only grazes it. */
export function onPlane(ray: Ray, origin: Vector3, normal: Vector3, out: Vector3): Vector3 | undefined {
  if (Math.abs(ray.direction.dot(normal)) < GRAZING) return undefined;
  return ray.intersectPlane(_plane.setFromNormalAndCoplanarPoint(normal, origin), out) ?? undefined;
}

/**
 * How far along a line a ray points: where it meets the plane through the line that faced the eye when the
 * drag began. So what is dragged stays abreast of the pointer, however far the pointer leaves the line.
 */
function alongLine(origin: Vector3, direction: Vector3, start: Ray): (ray: Ray) => number | undefined {
  const normal = start.direction.clone().projectOnPlane(direction);
  if (normal.length() < GRAZING) return () => undefined;
  normal.normalize();
  return (ray) => onPlane(ray, origin, normal, _point)?.sub(origin).dot(direction);
}

/** One drag. `move` gives the motion since it began. */
export interface Drag {
  /**
   * Write the motion, in the world, into `out`, and return how far it is: metres along an axis, radians about
   * it, metres in a plane. Undefined, and nothing written, where the ray tells nothing. `pose`: of a ray of a headset.
   */
  move(ray: Ray, out: Matrix4, pose?: Matrix4): number | undefined;
}

/** Go and turn with a ray of a headset, which stands there now. */
export function carried(start: Matrix4): Drag {
  const back = start.clone().invert();
  return {
    move(_ray, out, pose) {
      if (!pose) return undefined;
      out.multiplyMatrices(pose, back);
      return _point.setFromMatrixPosition(out).length();
    },
  };
}

/** The same, but turning about a place of its own, `center`, instead of swinging about the hand. */
export function carriedInPlace(start: Matrix4, center: Vector3): Drag {
  const back = new Matrix4().extractRotation(start).invert();
  const from = new Vector3().setFromMatrixPosition(start);
  const about = center.clone();
  return {
    move(_ray, out, pose) {
      if (!pose) return undefined;
      const way = _side.setFromMatrixPosition(pose).sub(from);
      out
        .makeTranslation(_point.copy(about).add(way))
        .multiply(_turn.extractRotation(pose).multiply(back))
        .multiply(_back.makeTranslation(_point.copy(about).negate()));
      return way.length();
    },
  };
}

/** Move along an axis through `origin`. */
export function moveAlong(origin: Vector3, axis: Vector3, start: Ray): Drag {
  const direction = axis.clone().normalize();
  const along = alongLine(origin.clone(), direction, start);
  const from = along(start) ?? 0;
  return {
    move(ray, out) {
      const to = along(ray);
      if (to === undefined) return undefined;
      out.makeTranslation(_point.copy(direction).multiplyScalar(to - from));
      return to - from;
    },
  };
}

/** Move in the plane through `origin`. */
export function moveAcross(origin: Vector3, normal: Vector3, start: Ray): Drag {
  const across = normal.clone().normalize();
  const plane = origin.clone();
  const from = onPlane(start, plane, across, new Vector3()) ?? plane;
  return {
    move(ray, out) {
      const to = onPlane(ray, plane, across, _point);
      if (!to) return undefined;
      out.makeTranslation(to.sub(from));
      return to.length();
    },
  };
}

/** Turn about an axis through `origin`; the pointer took hold at `grip`. */
export function turnAbout(origin: Vector3, axis: Vector3, grip: Vector3, start: Ray): Drag {
  const about = axis.clone().normalize();
  const center = origin.clone();
  const arm = grip.clone().sub(center).projectOnPlane(about);
  const angleOf = Math.abs(start.direction.dot(about)) < EDGE_ON ? pulling(grip, about, arm, start) : circling(center, about, arm, start);
  return {
    move(ray, out) {
      const angle = angleOf(ray);
      if (angle === undefined) return undefined;
      out
        .makeTranslation(center)
        .multiply(_turn.makeRotationAxis(about, angle))
        .multiply(_back.makeTranslation(_point.copy(center).negate()));
      return angle;
    },
  };
}

/** The angle of a ray's place in the plane of the circle. Counts whole turns. */
function circling(center: Vector3, about: Vector3, arm: Vector3, start: Ray): (ray: Ray) => number | undefined {
  const x = arm.clone().normalize();
  const y = about.clone().cross(x);
  const angleAt = (ray: Ray): number | undefined => {
    const at = onPlane(ray, center, about, _point)?.sub(center);
    return at && Math.atan2(at.dot(y), at.dot(x));
  };
  let last = angleAt(start) ?? 0;
  let turned = 0;
  return (ray) => {
    const angle = angleAt(ray);
    if (angle === undefined) return undefined;
    // The nearer way around: no step of the pointer is half a turn.
    turned += Math.atan2(Math.sin(angle - last), Math.cos(angle - last));
    last = angle;
    return turned;
  };
}

/** The angle by how far the rim is pulled along its tangent at the grip. */
function pulling(grip: Vector3, about: Vector3, arm: Vector3, start: Ray): (ray: Ray) => number | undefined {
  const radius = Math.max(arm.length(), 1e-6);
  let tangent = _side.copy(about).cross(arm).normalize().clone();
  // Where the rim runs towards the camera, pulling is across the view instead.
  if (Math.abs(tangent.dot(start.direction)) > 1 - EDGE_ON) tangent = start.direction.clone().cross(about).normalize();
  const along = alongLine(grip.clone(), tangent, start);
  const from = along(start) ?? 0;
  return (ray) => {
    const to = along(ray);
    return to === undefined ? undefined : (to - from) / radius;
  };
}
