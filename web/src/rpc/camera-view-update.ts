// CAMERA_VIEW_UPDATE: move the main camera, unless somebody is moving it by hand.

import { isMap } from "../protocol/codec";
import { moveCamera } from "../viewer/move-camera";
import type { RpcHandler } from "./rpc";

export const cameraViewUpdate: RpcHandler = ({ data }, { viewer }) => {
  if (isMap(data)) moveCamera(viewer, data);
  return undefined;
};
