// GRAB_RENDER: a picture, as JPEG or PNG. Of the canvas for the key of a GrabRender node, and for "DEFAULT" in
// any scene: a program that wants the picture need not add a node first. Of what a camera sees for the key of
// that camera.

import { isMap } from "../protocol/codec";
import type { ReplyValues } from "../protocol/events.gen";
import type { CameraRequest } from "../scene/node-type";
import { grabCanvas } from "../viewer/grab";
import type { RpcContext, RpcHandler } from "./rpc";

const DEFAULT_KEY = "DEFAULT";
const DEFAULT_QUALITY = 0.8;

type Reply = ReplyValues["GRAB_RENDER"];

export const grabRender: RpcHandler = ({ key, data }, context) => {
  const { viewer, store } = context;
  const asked = typeof key === "string" ? key : DEFAULT_KEY;
  const request = read(isMap(data) ? data : {});
  if (asked === DEFAULT_KEY || store.find(asked)?.tag === "GrabRender") return canvas(context, request);
  const grab = viewer.views.find(asked)?.grab?.(request);
  return grab?.then((grabbed): Reply => ({ dpr: viewer.renderer.getPixelRatio(), delta: 0, ...grabbed }));
};

function read({ quality, downsample, format }: Readonly<Record<string, unknown>>): CameraRequest {
  return {
    ...(typeof quality === "number" && quality >= 0 && quality <= 1 ? { quality } : {}),
    ...(typeof downsample === "number" && downsample >= 1 ? { downsample } : {}),
    type: format === "png" ? "image/png" : "image/jpeg",
  };
}

async function canvas(context: RpcContext, request: CameraRequest): Promise<Reply> {
  const { viewer } = context;
  const now = performance.now();
  const delta = now - (context.lastGrab ?? now);
  context.lastGrab = now;
  const { blob, width, height } = await grabCanvas(viewer, { quality: DEFAULT_QUALITY, downsample: 1, ...request });
  const frame = new Uint8Array(await blob.arrayBuffer());
  return { dpr: devicePixelRatio, delta, width, height, frame };
}
