// GRAB_RENDER: the picture on the canvas as a JPEG. Answered for the key of a GrabRender node, and for
// "DEFAULT" in any scene: a program that wants the picture need not add a node first.

import { isMap } from "../protocol/codec";
import type { ReplyValues } from "../protocol/events.gen";
import { grabCanvas } from "../viewer/grab";
import type { RpcHandler } from "./rpc";

const DEFAULT_KEY = "DEFAULT";
const DEFAULT_QUALITY = 0.8;

export const grabRender: RpcHandler = ({ key, data }, context) => {
  const { viewer, store } = context;
  const asked = typeof key === "string" ? key : DEFAULT_KEY;
  if (asked !== DEFAULT_KEY && store.find(asked)?.tag !== "GrabRender") return undefined;
  const { quality, downsample } = isMap(data) ? data : {};
  return answer(
    typeof quality === "number" && quality >= 0 && quality <= 1 ? quality : DEFAULT_QUALITY,
    typeof downsample === "number" && downsample >= 1 ? downsample : 1,
  );

  async function answer(quality: number, downsample: number): Promise<ReplyValues["GRAB_RENDER"]> {
    const { width, height } = viewer.canvas;
    const now = performance.now();
    const delta = now - (context.lastGrab ?? now);
    context.lastGrab = now;
    const blob = await grabCanvas(viewer, { type: "image/jpeg", quality, downsample });
    const frame = new Uint8Array(await blob.arrayBuffer());
    return { dpr: viewer.renderer.getPixelRatio(), delta, width, height, frame };
  }
};
