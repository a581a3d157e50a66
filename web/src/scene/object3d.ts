// The props that every object in space has: where it stands, and whether it is drawn.

import { Euler, type EulerOrder, type Object3D } from "three";
import type { Object3dProps } from "../protocol/components.gen";
import { isNumber } from "./read";

const ORDERS: ReadonlySet<string> = new Set<EulerOrder>(["XYZ", "YZX", "ZXY", "XZY", "YXZ", "ZYX"]);

/** Props that say where an object stands and whether it is drawn: the tree takes care of them. */
const PLACEMENT: ReadonlySet<string> = new Set([
  "position",
  "rotation",
  "quaternion",
  "scale",
  "matrix",
  "visible",
  "hide",
  "castShadow",
  "receiveShadow",
  "renderOrder",
  "layers",
]);

/** Whether these are changes of its place and visibility only: nothing to do for most node types. */
export function isMove(changed: Readonly<Record<string, unknown>>): boolean {
  for (const name in changed) if (!PLACEMENT.has(name)) return false;
  return true;
}

/** Whether an object casts shadows, and shows those of others, while its props say nothing of it. */
export type Shadows = Pick<Object3D, "castShadow" | "receiveShadow">;

/** Apply those of the common props that are in `changed`. Throws, before anything moves, on what is no pose. */
export function applyObject3d(object: Object3D, changed: Readonly<Record<string, unknown>>, props: Object3dProps, shadows: Shadows): void {
  updatePose(object, changed, props);
  if ("castShadow" in changed) object.castShadow = typeof props.castShadow === "boolean" ? props.castShadow : shadows.castShadow;
  if ("receiveShadow" in changed) object.receiveShadow = typeof props.receiveShadow === "boolean" ? props.receiveShadow : shadows.receiveShadow;
  if ("renderOrder" in changed) object.renderOrder = Number.isFinite(props.renderOrder) ? Number(props.renderOrder) : 0;
}

const EVERYTHING = { matrix: true };

/** Set the whole pose: what `props` leave out is as if it had never been given. */
export function applyPose(object: Object3D, props: Object3dProps): void {
  updatePose(object, EVERYTHING, props);
}

/** Bring the pose to `props`, given which of them have changed. A matrix beats the rest, a quaternion a rotation. */
export function updatePose(object: Object3D, changed: Readonly<Record<string, unknown>>, props: Object3dProps): void {
  const { matrix, position, quaternion, rotation, scale } = props;
  if (matrix != null) {
    if (!("matrix" in changed)) return;
    checkNumbers("matrix", matrix, 16);
    object.matrix.fromArray(matrix);
    // Kept for readers of the pose; the matrix itself stays as it was sent, shear included.
    object.matrix.decompose(object.position, object.quaternion, object.scale);
    object.matrixAutoUpdate = false;
    object.matrixWorldNeedsUpdate = true;
    return;
  }
  // Where a matrix has just gone everything else has to come back.
  const all = "matrix" in changed;
  const moved = all || "position" in changed;
  const turned = all || "quaternion" in changed || "rotation" in changed;
  const scaled = all || "scale" in changed;
  if (moved && position != null) checkNumbers("position", position, 3);
  if (turned && quaternion != null) checkNumbers("quaternion", quaternion, 4);
  else if (turned && rotation != null) checkNumbers("rotation", rotation, 3);
  if (scaled && scale != null) checkNumbers("scale", typeof scale === "number" ? [scale, scale, scale] : scale, 3);

  if (all) object.matrixAutoUpdate = true;
  if (moved) {
    if (position != null) object.position.fromArray(position);
    else object.position.set(0, 0, 0);
  }
  if (turned) {
    const order = rotation?.[3];
    if (quaternion != null) object.quaternion.fromArray(quaternion).normalize();
    else if (rotation != null) object.rotation.set(rotation[0], rotation[1], rotation[2], isOrder(order) ? order : Euler.DEFAULT_ORDER);
    else object.quaternion.identity();
  }
  if (scaled) {
    if (typeof scale === "number") object.scale.setScalar(scale);
    else if (scale != null) object.scale.fromArray(scale);
    else object.scale.set(1, 1, 1);
  }
}

function isOrder(order: unknown): order is EulerOrder {
  return typeof order === "string" && ORDERS.has(order);
}

/** Props come from outside, whatever their type says. */
function checkNumbers(name: string, value: ArrayLike<unknown>, count: number): void {
  let valid = value.length >= count;
  for (let i = 0; valid && i < count; i++) valid = isNumber(value[i]);
  if (!valid) throw new TypeError(`${name} needs ${count} numbers`);
}
