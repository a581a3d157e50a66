// FisheyeCamera: half of all directions on a disc. The page cannot be seen through it: it shows what it sees
// as other cameras do that are not in charge.

import { PerspectiveCamera } from "three";
import type { FisheyeCameraProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { Reader } from "../scene/read";
import { Fisheye } from "./cameras/fisheye";
import { MAX_ROWS, View } from "./cameras/view";

/** Of a face of the cube: six of them are drawn for one picture. */
const MAX_FACE_ROWS = MAX_ROWS / 2;

export const fisheyeCamera: NodeType<FisheyeCameraProps> = {
  create(ctx, props) {
    const camera = new PerspectiveCamera();
    const fisheye = new Fisheye();
    const view = new View(ctx, camera, fisheye);
    const apply = (props: Readonly<FisheyeCameraProps>): void => {
      const read = new Reader(ctx, props);
      fisheye.setLens({
        near: read.clamped("near", 0.1, 1e-6, 1e9),
        far: read.clamped("far", 1000, 1e-6, 1e9),
        segments: Math.round(read.clamped("segments", 64, 3, 1024)),
        rows: Math.round(read.clamped("renderSizeH", 1024, 1, MAX_FACE_ROWS)),
      });
      view.set(new Reader(ctx, props));
    };
    apply(props);
    const forget = ctx.stage.views.add(view);
    return {
      object: camera,
      update(changed, now) {
        if (!isMove(changed)) apply(now);
        return undefined;
      },
      dispose() {
        forget();
        view.dispose();
      },
    };
  },
};
