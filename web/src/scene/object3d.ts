// The props that every object in space has: where it stands, and whether it is drawn.

import { Euler, type EulerOrder, type Object3D } from "three";
import type { Object3dProps } from "../protocol/components.gen";

const ORDERS: ReadonlySet<string> = new Set<EulerOrder>(["XYZ", "YZX", "ZXY", "XZY", "YXZ", "ZYX"]);

const POSE = ["position", "rotation", "quaternion", "scale", "matrix"] as const;

/** Apply those of the common props that are in `changed`. Throws, before anything moves, on what is no pose. */
export function applyObject3d(object: Object3D, changed: Readonly<Record<string, unknown>>, props: Object3dProps): void {
  if (POSE.some((name) => name in changed)) applyPose(object, props);
  if (typeof changed.castShadow === "boolean") object.castShadow = changed.castShadow;
  if (typeof changed.receiveShadow === "boolean") object.receiveShadow = changed.receiveShadow;
  if ("renderOrder" in changed) object.renderOrder = props.renderOrder ?? 0;
}

/** Set the pose that the props describe. A matrix beats the rest, a quaternion beats a rotation. */
export function applyPose(object: Object3D, props: Object3dProps): void {
  const { matrix, position, quaternion, rotation, scale } = props;
  if (matrix != null) {
    checkNumbers("matrix", matrix, 16);
    object.matrix.fromArray(matrix);
    // Kept for readers of the pose; the matrix itself stays as it was sent, shear included.
    object.matrix.decompose(object.position, object.quaternion, object.scale);
    object.matrixAutoUpdate = false;
    object.matrixWorldNeedsUpdate = true;
    return;
  }
  if (position != null) checkNumbers("position", position, 3);
  if (quaternion != null) checkNumbers("quaternion", quaternion, 4);
  else if (rotation != null) checkNumbers("rotation", rotation, 3);
  if (scale != null && typeof scale !== "number") checkNumbers("scale", scale, 3);

  object.matrixAutoUpdate = true;
  if (position != null) object.position.fromArray(position);
  else object.position.set(0, 0, 0);

  if (quaternion != null) {
    object.quaternion.fromArray(quaternion).normalize();
  } else if (rotation != null) {
    const order = rotation[3];
    object.rotation.set(rotation[0], rotation[1], rotation[2], isOrder(order) ? order : Euler.DEFAULT_ORDER);
  } else {
    object.rotation.set(0, 0, 0);
  }

  if (typeof scale === "number") object.scale.setScalar(scale);
  else if (scale != null) object.scale.fromArray(scale);
  else object.scale.set(1, 1, 1);
}

function isOrder(order: unknown): order is EulerOrder {
  return typeof order === "string" && ORDERS.has(order);
}

/** Props come from outside, whatever their type says. */
function checkNumbers(name: string, value: ArrayLike<unknown>, count: number): void {
  let valid = value.length >= count;
  for (let i = 0; valid && i < count; i++) valid = Number.isFinite(value[i]);
  if (!valid) throw new TypeError(`${name} needs ${count} numbers`);
}
