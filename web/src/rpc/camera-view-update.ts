// CAMERA_VIEW_UPDATE: move the main camera, unless somebody is moving it by hand. The point that the
// controls turn about moves along, at the distance it had.

import { Matrix4, Vector3 } from "three";
import { isMap } from "../protocol/codec";
import { applyPose } from "../scene/object3d";
import type { RpcHandler } from "./rpc";

const _target = new Vector3();
const _forward = new Vector3();
const _local = new Matrix4();

export const cameraViewUpdate: RpcHandler = ({ data }, { viewer }) => {
  if (!isMap(data) || viewer.controlsHeld) return undefined;
  const { camera, controls } = viewer.cameras;
  const distance = controls?.target(_target).distanceTo(camera.position) ?? 1;
  const pose = { position: camera.position.toArray(), rotation: [camera.rotation.x, camera.rotation.y, camera.rotation.z] as const };
  applyPose(camera, { ...pose, ...data });
  // Controls write position and rotation: a fixed matrix would hide that.
  camera.matrixAutoUpdate = true;
  camera.updateMatrixWorld();
  _local.copy(camera.matrixWorld);
  _forward.set(0, 0, -1).transformDirection(_local);
  _target.copy(camera.position).addScaledVector(_forward, distance);
  controls?.setTarget(_target.x, _target.y, _target.z);
  viewer.invalidate();
  return undefined;
};
