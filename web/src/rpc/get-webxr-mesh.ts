// GET_WEBXR_MESH: the room as the headset sees it now, from the WebXRMesh of that key, or from the only one.

import type { RpcHandler } from "./rpc";

export const getWebXrMesh: RpcHandler = ({ key }, { viewer: { rooms } }) => {
  const asked = typeof key === "string" ? rooms.get(key) : undefined;
  const [only, ...others] = rooms.values();
  const room = asked ?? (others.length === 0 ? only : undefined);
  return room && Promise.resolve(room());
};
