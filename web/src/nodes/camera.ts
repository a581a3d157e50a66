// Camera and SmoothCamera: with perspective or without it, as they are told.

import type { CameraProps, OrthographicCameraProps, PerspectiveCameraProps, SmoothCameraProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { guise } from "./cameras/guise";
import { Labels } from "./models/labels";
import { perspectiveCamera, simpleOrthographicCamera, simplePerspectiveCamera } from "./perspective-camera";

/** What both kinds of lenses take. */
type LensProps = PerspectiveCameraProps & OrthographicCameraProps;

const plainCamera = guise<CameraProps, LensProps>({
  kindOf: ({ type }) => (type === "OrthographicCamera" ? simpleOrthographicCamera : perspectiveCamera),
  full: ({ near, far, helper, type: _type, ...props }) => ({ ...props, near: near ?? 0.1, far: far ?? 1000, showFrustum: helper === true, useViewpoint: false }),
});

/** Camera: shows its name and where it looks if it is to. */
export const camera: NodeType<CameraProps> = {
  create(ctx, props) {
    const live = plainCamera.create(ctx, props);
    const labels = new Labels();
    const name = (props: Readonly<CameraProps>): void => {
      labels.dispose();
      const label = new Reader(ctx, props).string("label", "");
      if (label && live.object) labels.add(live.object, label);
    };
    name(props);
    return {
      ...live,
      update(changed, now) {
        if ("label" in changed) name(now);
        return live.update?.(changed, now);
      },
      dispose() {
        labels.dispose();
        live.dispose();
      },
    };
  },
};

/** SmoothCamera: the page's camera, whatever others there are. */
export const smoothCamera = guise<SmoothCameraProps, LensProps>({
  kindOf: ({ type }) => (type == null || type === "Perspective" ? simplePerspectiveCamera : simpleOrthographicCamera),
  full: ({ near, far, fov, zoom, type, ...props }) => ({
    ...props,
    near: near ?? 0.1,
    far: far ?? 100,
    ...(type == null || type === "Perspective" ? { fov: fov ?? 50 } : { zoom: zoom ?? 100 }),
    makeDefault: true,
  }),
  place: [0, 2, 10],
});
