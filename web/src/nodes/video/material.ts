// VideoMaterial and WebRTCVideoMaterial: a video on the mesh that they are a child of, in its own colours,
// untouched by light.

import { DoubleSide, MeshBasicMaterial } from "three";
import type { VideoPlaybackProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { parseSide } from "../../scene/surface";
import { PlacedPart } from "../materials/part";
import { Player } from "./player";
import { fromFile, fromPeer, type VideoSource } from "./source";

function material<P extends VideoPlaybackProps & { attach?: string }>(source: VideoSource<P>): NodeType<P> {
  return {
    create(ctx, props) {
      const place = new PlacedPart(ctx, "material", props);
      const material = new MeshBasicMaterial({ toneMapped: false });

      const look = (): void => {
        const read = new Reader<VideoPlaybackProps>(ctx, props);
        // Until there is a first frame the mesh is black rather than its own colour.
        const map = player.ready ? player.texture : null;
        if (map !== material.map) material.needsUpdate = true;
        material.map = map;
        material.color.setScalar(map ? 1 : 0);
        material.opacity = read.clamped("opacity", 1, 0, 1);
        material.transparent = material.opacity < 1;
        material.side = parseSide(props.side) ?? DoubleSide;
        ctx.invalidate();
      };
      const player = new Player(ctx, look);
      const follow = source(ctx, player);
      look();
      follow(undefined, props);
      place.part = material;

      return place.node({
        update(changed, now) {
          props = now;
          look();
          follow(changed, props);
        },
        dispose() {
          player.dispose();
          material.dispose();
        },
      });
    },
  };
}

export const videoMaterial = material(fromFile);
export const webRtcVideoMaterial = material(fromPeer);
