// What a ray met, in the words of the events that tell of it.

import { InstancedMesh, Matrix3, Matrix4, Vector3, type Intersection } from "three";
import type { Click } from "../protocol/events.gen";

/** Where something was met. */
export type Meeting = Omit<Click, "key">;

const _world = new Matrix4();
const _normalMatrix = new Matrix3();
const _normal = new Vector3();

export function describeHit({ object, point, face, index, instanceId }: Intersection): Meeting {
  const meeting: Meeting = { point: point.toArray() };
  if (face) {
    _world.copy(object.matrixWorld);
    if (object instanceof InstancedMesh && instanceId !== undefined) {
      object.getMatrixAt(instanceId, _world);
      _world.premultiply(object.matrixWorld);
    }
    meeting.normal = _normal.copy(face.normal).applyNormalMatrix(_normalMatrix.getNormalMatrix(_world)).toArray();
  }
  if (index !== undefined) meeting.index = index;
  if (instanceId !== undefined) meeting.instanceId = instanceId;
  return meeting;
}
