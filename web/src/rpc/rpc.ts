// What the server may ask of this page, beside changes of the scene: a table with one file for each.
//
// An answer goes out under the etype that the question names (`rtype`), as the wire wants it; a handler only
// gives the value. A question that nobody here can answer stays without an answer, also as the wire wants it.

import type { ServerMessage } from "../protocol/types";
import type { SceneStore } from "../scene/store";
import type { Viewer } from "../viewer/viewer";
import { cameraViewUpdate } from "./camera-view-update";
import { getWebXrMesh } from "./get-webxr-mesh";
import { grabRender } from "./grab-render";
import { hapticPulse } from "./haptic-pulse";
import { saveSnapshot } from "./save-snapshot";

/** What handlers may use. */
export interface RpcContext {
  readonly viewer: Viewer;
  readonly store: SceneStore;
  /** When the page was last asked for its picture, on the clock of `performance.now()`. */
  lastGrab: number | undefined;
  send(etype: string, key: string | undefined, value: unknown): void;
}

/** Resolves to the value of the answer, or to undefined for none. */
export type RpcHandler = (message: ServerMessage, context: RpcContext) => Promise<unknown> | undefined;

const HANDLERS: Readonly<Record<string, RpcHandler>> = {
  GRAB_RENDER: grabRender,
  CAMERA_VIEW_UPDATE: cameraViewUpdate,
  GET_WEBXR_MESH: getWebXrMesh,
  HAPTIC_ACTUATOR_PULSE: hapticPulse,
  SAVE_SNAPSHOT: saveSnapshot,
};

/** Handle a message if it is one of these. False if it is not. */
export function handleRpc(message: ServerMessage, context: RpcContext, onError: (text: string) => void): boolean {
  const { etype, rtype, key } = message;
  const handler = Object.hasOwn(HANDLERS, etype) ? HANDLERS[etype] : undefined;
  if (!handler) return false;
  const answer = async (): Promise<void> => {
    const value = await handler(message, context);
    if (value === undefined) return;
    context.send(typeof rtype === "string" ? rtype : `${etype}_RESPONSE`, typeof key === "string" ? key : undefined, value);
  };
  answer().catch((error: unknown) => {
    onError(`${etype} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  return true;
}
