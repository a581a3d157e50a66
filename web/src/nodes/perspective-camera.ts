// PerspectiveCamera: a camera that draws to the screen when it is the default one.

import { PerspectiveCamera } from "three";
import type { PerspectiveCameraProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";

const DEFAULT_FOV_DEGREES = 75;

export const perspectiveCamera: NodeType<PerspectiveCameraProps> = {
  create(ctx, props) {
    const camera = new PerspectiveCamera();
    const { cameras } = ctx.stage;

    const setLens = ({ fov, near, far, zoom }: PerspectiveCameraProps): void => {
      camera.fov = fov ?? DEFAULT_FOV_DEGREES;
      camera.near = near ?? 0.1;
      camera.far = far ?? 1000;
      camera.zoom = zoom ?? 1;
      camera.updateProjectionMatrix();
    };
    const aim = ({ lookAt }: PerspectiveCameraProps): void => {
      if (!lookAt) return;
      camera.up.copy(ctx.stage.up);
      camera.lookAt(...lookAt);
      if (cameras.camera === camera) cameras.controls?.setTarget(...lookAt);
    };
    setLens(props);
    let withdraw: (() => void) | undefined;

    return {
      object: camera,
      attached() {
        withdraw?.();
        withdraw = cameras.addCamera(camera, { makeDefault: props.makeDefault ?? false, stream: props.stream ?? true });
        aim(props);
      },
      update(changed, next) {
        if ("makeDefault" in changed || "stream" in changed) return "rebuild";
        setLens(next);
        cameras.fit();
        if ("lookAt" in changed || "position" in changed) aim(next);
        return undefined;
      },
      dispose() {
        withdraw?.();
      },
    };
  },
};
