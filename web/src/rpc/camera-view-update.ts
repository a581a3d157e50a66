// CAMERA_VIEW_UPDATE: move the main camera, unless somebody is moving it by hand. The point that the
// controls turn about moves along, at the distance it had. In a headset it is the floor under the viewer that goes there.

import { Vector3 } from "three";
import { isMap } from "../protocol/codec";
import { updatePose } from "../scene/object3d";
import type { RpcHandler } from "./rpc";

const _target = new Vector3();
const _direction = new Vector3();

export const cameraViewUpdate: RpcHandler = ({ data }, { viewer }) => {
  // A headset keeps the controls off all the time.
  if (!isMap(data) || (viewer.controlsHeld && !viewer.xr.presenting)) return undefined;
  const { camera, controls } = viewer.cameras;
  if (controls?.active) return undefined;
  const distance = controls?.target(_target).distanceTo(camera.position) ?? 1;
  updatePose(camera, data, data);
  // Controls write position and rotation: a fixed matrix would hide that.
  camera.matrixAutoUpdate = true;
  camera.getWorldDirection(_direction);
  _target.copy(camera.position).addScaledVector(_direction, distance);
  controls?.setTarget(_target.x, _target.y, _target.z);
  viewer.xr.follow(camera);
  viewer.invalidate();
  return undefined;
};
