// PerspectiveCamera: a camera that draws to the screen when it is the default one, and shows where it looks
// and what it sees when it is not.

import { PerspectiveCamera } from "three";
import type { PerspectiveCameraProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { updatePose } from "../scene/object3d";
import { Reader } from "../scene/read";
import { setLens } from "./cameras/lens";
import { View } from "./cameras/view";

/** What decides whether the page is seen through it; a change is a new offer. */
const OFFER = ["makeDefault", "stream", "useViewpoint"] as const;
/** What `lookAt` has to be applied after. */
const POSE = ["lookAt", "position", "rotation", "quaternion", "matrix"] as const;

export const perspectiveCamera: NodeType<PerspectiveCameraProps> = {
  create(ctx, props) {
    const camera = new PerspectiveCamera();
    const { cameras } = ctx.stage;
    const view = new View(ctx, camera);

    const apply = (): void => {
      const read = new Reader(ctx, props);
      setLens(camera, read);
      view.set(read);
    };
    const aim = (): void => {
      const lookAt = new Reader(ctx, props).vector("lookAt");
      if (!lookAt) return;
      camera.up.copy(ctx.stage.up);
      camera.lookAt(lookAt[0], lookAt[1], lookAt[2]);
      if (cameras.camera === camera) cameras.controls?.setTarget(lookAt[0], lookAt[1], lookAt[2]);
    };
    apply();
    const forget = ctx.stage.views.add(view);
    let withdraw: (() => void) | undefined;

    return {
      object: camera,
      attached() {
        withdraw?.();
        const read = new Reader(ctx, props);
        const makeDefault = read.boolean("makeDefault", false);
        if (makeDefault || read.boolean("useViewpoint", true)) {
          withdraw = cameras.addCamera(camera, { makeDefault, stream: read.boolean("stream", true) });
        }
        aim();
      },
      update(changed, now) {
        props = now;
        if (OFFER.some((name) => name in changed)) return "rebuild";
        apply();
        cameras.fit();
        if ("lookAt" in changed && now.lookAt == null) updatePose(camera, { rotation: true }, now);
        if (POSE.some((name) => name in changed)) aim();
        return undefined;
      },
      dispose() {
        withdraw?.();
        forget();
        view.dispose();
      },
    };
  },
};
