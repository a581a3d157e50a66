// ImagePlane: a picture on a rectangle before the camera, or in the world. It takes its pictures by two sets
// of names: those that the original's client reads, and those that the original's server sends.

import type { ImagePlaneProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { PictureSheet, type SheetProps } from "./images/sheet";

function asSheet({ rgb, alpha, depth, ...rest }: Readonly<ImagePlaneProps>): SheetProps {
  const src = rgb ?? rest.src;
  const alphaSrc = alpha ?? rest.alphaSrc;
  const depthSrc = depth ?? rest.depthSrc;
  return {
    ...rest,
    // A plane stays one, also with depth.
    geometry: "plane",
    ...(src === undefined ? {} : { src }),
    ...(alphaSrc === undefined ? {} : { alphaSrc }),
    ...(depthSrc === undefined ? {} : { depthSrc }),
  };
}

export const imagePlane: NodeType<ImagePlaneProps> = {
  // Its pose is in the camera's frame, unless it is fixed.
  placement: "own",
  create(ctx, props) {
    const sheet = new PictureSheet(ctx, asSheet(props));
    return {
      object: sheet.mesh,
      update(_changed, props) {
        sheet.update(asSheet(props));
        return undefined;
      },
      dispose() {
        sheet.dispose();
      },
    };
  },
};
