// CameraHelper: the view of a camera that is in the scene, brought to that camera with every frame.

import { Camera, CameraHelper, Color, Group, type Object3D } from "three";
import type { CameraHelperProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";
import { isShown } from "../scene/visible";
import { CAMERA_LINES } from "../viewer/layers";

/** Frustum, cone, up, target, cross: as a Frustum has them. */
const COLORS = ["#ffaa00", "#ff0000", "#00aaff", "#ffffff", "#333333"].map((color) => new Color(color));

export const cameraHelper: NodeType<CameraHelperProps> = {
  create(ctx, props) {
    const { scene, views } = ctx.stage;
    const object = new Group();
    let parent: Object3D | undefined;
    let helper: CameraHelper | undefined;

    const find = (): Camera | undefined => {
      const key = new Reader(ctx, props).string("camera");
      if (key !== undefined) return views.find(key)?.camera;
      return parent instanceof Camera ? parent : undefined;
    };
    const free = (): void => {
      helper?.removeFromParent();
      helper?.dispose();
      helper = undefined;
    };
    const paint = (): void => {
      const one = new Reader(ctx, props).color("color");
      const [frustum, cone, up, target, cross] = COLORS.map((color) => one ?? color);
      if (frustum && cone && up && target && cross) helper?.setColors(frustum, cone, up, target, cross);
    };
    const follow = (camera: Camera): void => {
      free();
      helper = new CameraHelper(camera);
      helper.layers.set(CAMERA_LINES);
      // Its points change with the lens, and they are few.
      helper.frustumCulled = false;
      passRays(helper);
      paint();
      // It has the camera's place in the world, not that of a child.
      scene.add(helper);
    };

    ctx.onFrame(({ camera: eye }) => {
      // A camera of a key may come later than this node, and another after it.
      if (!helper?.camera.parent) {
        const camera = find();
        if (camera) follow(camera);
        else free();
      }
      if (!helper) return undefined;
      // From within, a view cannot be seen.
      helper.visible = helper.camera !== eye && isShown(object);
      helper.camera.updateWorldMatrix(true, false);
      helper.update();
      return undefined;
    });

    return {
      object,
      attached(to) {
        parent = to;
        free();
        if (props.camera == null && !(to instanceof Camera)) throw new Error("it is not the child of a camera, and names none in `camera`");
      },
      update(changed, now) {
        props = now;
        if ("camera" in changed) return "rebuild";
        paint();
        return undefined;
      },
      dispose: free,
    };
  },
};
