// PerspectiveCamera: a camera that draws to the screen when it is the default one.

import { PerspectiveCamera } from "three";
import type { PerspectiveCameraProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

const DEFAULT_FOV_DEGREES = 75;

export const perspectiveCamera: NodeType<PerspectiveCameraProps> = {
  create(ctx, props) {
    const camera = new PerspectiveCamera();
    const { cameras } = ctx.stage;

    const setLens = (props: Readonly<PerspectiveCameraProps>): void => {
      const read = new Reader(ctx, props);
      camera.fov = read.number("fov", DEFAULT_FOV_DEGREES);
      camera.near = read.number("near", 0.1);
      camera.far = read.number("far", 1000);
      camera.zoom = read.number("zoom", 1);
      camera.updateProjectionMatrix();
    };
    const aim = (props: Readonly<PerspectiveCameraProps>): void => {
      const lookAt = new Reader(ctx, props).vector("lookAt");
      if (!lookAt) return;
      camera.up.copy(ctx.stage.up);
      camera.lookAt(lookAt[0], lookAt[1], lookAt[2]);
      if (cameras.camera === camera) cameras.controls?.setTarget(lookAt[0], lookAt[1], lookAt[2]);
    };
    setLens(props);
    let withdraw: (() => void) | undefined;

    return {
      object: camera,
      attached() {
        withdraw?.();
        const read = new Reader(ctx, props);
        withdraw = cameras.addCamera(camera, { makeDefault: read.boolean("makeDefault", false), stream: read.boolean("stream", true) });
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
