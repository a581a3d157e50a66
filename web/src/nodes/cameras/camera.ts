// What the nodes of all cameras have in common: the page is seen through them if they are the default, they
// face a point if they are told to, and show what they see if they are not in charge.

import type { CameraPreviewProps, Object3dProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { updatePose } from "../../scene/object3d";
import { Reader } from "../../scene/read";
import type { LensCamera } from "./lens";
import { lensOptics } from "./optics";
import { View } from "./view";

/** What decides whether the page is seen through it; a change is a new offer. */
const OFFER = ["makeDefault", "stream", "useViewpoint"] as const;
/** What `lookAt` has to be applied after. */
const POSE = ["lookAt", "position", "rotation", "quaternion", "matrix"] as const;

interface CommonProps extends Object3dProps, CameraPreviewProps {
  readonly lookAt?: readonly number[];
  readonly makeDefault?: boolean;
  readonly stream?: boolean;
  readonly useViewpoint?: boolean;
}

export interface CameraKind<P extends CommonProps> {
  /** A camera of this kind. */
  readonly make: () => LensCamera;
  /** Bring its lens to the props: that of the camera, whose aspect ratio is the page's, or of its picture. */
  readonly setLens: (camera: LensCamera, read: Reader<P>, ctx: NodeContext, ofPicture: boolean) => void;
}

export function cameraNode<P extends CommonProps>({ make, setLens }: CameraKind<P>): NodeType<P> {
  return {
    create(ctx, props) {
      const camera = make();
      const eye = make();
      const { cameras } = ctx.world;
      const view = new View(ctx, camera, lensOptics(eye));
      const reader = (): Reader<CommonProps> => new Reader<CommonProps>(ctx, props);

      const apply = (): void => {
        setLens(camera, new Reader(ctx, props), ctx, false);
        setLens(eye, new Reader(ctx, props), ctx, true);
        view.set(reader());
      };
      const aim = (): void => {
        const lookAt = reader().vector("lookAt");
        if (!lookAt) return;
        camera.up.copy(ctx.stage.up);
        camera.lookAt(lookAt[0], lookAt[1], lookAt[2]);
        if (cameras.camera === camera) cameras.controls?.setTarget(lookAt[0], lookAt[1], lookAt[2]);
      };
      apply();
      // In a picture it shows nothing of the page.
      const forget = ctx.world === ctx.stage ? ctx.stage.views.add(view) : undefined;
      let withdraw: (() => void) | undefined;

      return {
        object: camera,
        attached() {
          withdraw?.();
          const read = reader();
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
          if (POSE.some((name) => name in changed)) {
            aim();
            ctx.stage.xr.follow(camera);
          }
          return undefined;
        },
        dispose() {
          withdraw?.();
          forget?.();
          view.dispose();
        },
      };
    },
  };
}
