// VideoPlane and its kin: a video on a rectangle before the camera, or in the world; in stereo each eye of a
// headset sees its half of it.

import { DoubleSide, Mesh } from "three";
import type { HudPlaneProps, Object3dProps, StereoVideoPlaneProps, VideoPlaybackProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { parseSide } from "../../scene/surface";
import { isRightEye } from "../../viewer/layers";
import { BeforeCamera } from "../images/before-camera";
import { planeSheet } from "../images/geometry";
import { PictureMaterial } from "../images/material";
import { Player } from "./player";
import { fromFile, fromPeer, type VideoSource } from "./source";

type Layout = NonNullable<StereoVideoPlaneProps["layout"]>;
const LAYOUTS: readonly Layout[] = ["side-by-side", "top-bottom"];

type PlaneProps = HudPlaneProps & Object3dProps & VideoPlaybackProps & Pick<StereoVideoPlaneProps, "layout">;

function showEye(material: PictureMaterial, layout: Layout, right: boolean): void {
  if (layout === "side-by-side") material.showPart(right ? 0.5 : 0, 0, 0.5, 1);
  // Places in a picture are counted from below.
  else material.showPart(0, right ? 0 : 0.5, 1, 0.5);
}

function plane<P extends PlaneProps>(source: VideoSource<P>, stereo: boolean): NodeType<P> {
  return {
    // Its pose is in the camera's frame, unless it is fixed.
    placement: "own",
    create(ctx, props) {
      const { geometries } = ctx.assets;
      const material = new PictureMaterial();
      const mesh = new Mesh(geometries.acquire("picture plane", planeSheet), material);
      const place = new BeforeCamera();
      let layout: Layout = "side-by-side";
      place.hold(mesh, (camera) => {
        if (stereo) showEye(material, layout, isRightEye(camera));
      });
      ctx.onFrame((frame) => place.advance(frame));

      const look = (): void => {
        const read = new Reader<PlaneProps>(ctx, props);
        if (stereo) layout = read.oneOf("layout", LAYOUTS, "side-by-side");
        material.set({
          picture: player.texture,
          alpha: undefined,
          opacity: read.clamped("opacity", 1, 0, 1),
          side: parseSide(props.side) ?? DoubleSide,
        });
        material.visible = player.ready && props.hide !== true;
        ctx.invalidate();
      };
      const player = new Player(ctx, look);
      const follow = source(ctx, player);
      const update = (changed: Readonly<Partial<P>> | undefined): void => {
        place.set(ctx, props);
        look();
        follow(changed, props);
      };
      update(undefined);

      return {
        object: mesh,
        update(changed, now) {
          props = now;
          update(changed);
          return undefined;
        },
        dispose() {
          player.dispose();
          material.dispose();
          geometries.release(mesh.geometry);
        },
      };
    },
  };
}

export const videoPlane = plane(fromFile, false);
export const stereoVideoPlane = plane(fromFile, true);
export const webRtcVideoPlane = plane(fromPeer, false);
export const webRtcStereoVideoPlane = plane(fromPeer, true);
