// ImageBackground: a picture that fills the view and moves with the camera, or stands in the world if it is
// `fixed`. With depth it is a relief around the eye.

import type { ImageBackgroundProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { PictureSheet } from "./images/sheet";

export const imageBackground: NodeType<ImageBackgroundProps> = {
  // Its pose is in the camera's frame, unless it is fixed.
  placement: "own",
  create(ctx, props) {
    const sheet = new PictureSheet(ctx, props);
    return {
      object: sheet.mesh,
      update(_changed, props) {
        sheet.update(props);
        return undefined;
      },
      dispose() {
        sheet.dispose();
      },
    };
  },
};
