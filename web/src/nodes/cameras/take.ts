// Take one picture with a camera, at once: it comes also while the page shows no frames.

import { encodePixels } from "../../viewer/encode";
import type { CameraGrab, Grabbed, Stage } from "../../scene/node-type";
import { Film } from "./film";
import type { Optics } from "./optics";

export interface Take extends CameraGrab {
  /** Of the picture in pixels, before `downsample`. */
  readonly width: number;
  readonly height: number;
  readonly depth?: boolean;
}

/** Take a picture on a film of its own, or on one that is kept for the next. */
export async function take({ renderer, scene }: Stage, optics: Optics, options: Take, kept?: Film): Promise<Grabbed> {
  const { width, height, depth = false } = options;
  const film = kept ?? new Film();
  film.set({ width, height, samples: 1, depthBuffer: true, keepDepth: depth });
  optics.expose(film, renderer, scene);
  const pixels = film.read(renderer);
  const far = depth && optics.lens ? film.readDepth(renderer, optics.lens) : undefined;
  if (!kept) film.dispose();
  const [frame, depthFrame] = await Promise.all([encodePixels(pixels, options), far && encodePixels(far, options)]);
  return {
    width,
    height,
    frame: new Uint8Array(await frame.arrayBuffer()),
    ...(depthFrame ? { depthFrame: new Uint8Array(await depthFrame.arrayBuffer()) } : {}),
  };
}
