// AccumulativeShadows: a plane with shadows that are gathered from its children, the lights.

import { Group } from "three";
import type { AccumulativeShadowsProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { applyPose } from "../../scene/object3d";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { ContentWatch } from "./content";
import { GatheredShadow, type GatheredLook } from "./gathered-shadow";

const MAX_RESOLUTION = 2048;
const MAX_FRAMES = 1000;

export function gatheredLook(ctx: NodeContext, props: Readonly<AccumulativeShadowsProps>): GatheredLook {
  const read = new Reader(ctx, props);
  const { scale } = props;
  return {
    size: isNumber(scale) ? scale : isNumbers(scale, 1) ? scale[0] : 10,
    frames: Math.round(read.clamped("frames", 40, 1, MAX_FRAMES)),
    temporal: read.boolean("temporal", false),
    limit: read.raw("limit") === undefined ? Infinity : read.number("limit", Infinity),
    blend: Math.max(read.number("blend", 20), 1),
    opacity: read.clamped("opacity", 1, 0, 1),
    alphaTest: read.clamped("alphaTest", 0.75, 0.01, 1),
    color: read.color("color", "black"),
    colorBlend: read.number("colorBlend", 2),
    toneMapped: read.boolean("toneMapped", true),
  };
}

export function gatheredResolution(ctx: NodeContext, props: Readonly<AccumulativeShadowsProps>): number {
  return Math.round(new Reader(ctx, props).clamped("resolution", 1024, 16, MAX_RESOLUTION));
}

/** Keep a gathered shadow drawn while the node lives. */
export function gather(ctx: NodeContext, shadow: GatheredShadow): void {
  const { scene } = ctx.stage;
  const watch = new ContentWatch(scene, true);
  ctx.onFrame(({ camera }) => {
    // Things that move would have it start again and again: it waits until they stand still.
    if (watch.changed()) shadow.restart();
    return shadow.frame(camera);
  });
}

export const accumulativeShadows: NodeType<AccumulativeShadowsProps> = {
  placement: "own",
  create(ctx, props) {
    const object = new Group();
    // Lights that are there before the library is.
    const lights = new Group();
    lights.visible = false;
    object.add(lights);
    let shadow: GatheredShadow | undefined;
    const place = (): void => {
      // The size of the plane is the shadow's, not the node's.
      applyPose(object, { ...props, scale: 1 });
    };
    place();
    ctx.run(async (signal) => {
      const library = await import("@pmndrs/vanilla/core/AccumulativeShadows.js");
      signal.throwIfAborted();
      shadow = new GatheredShadow(library, ctx.stage.renderer, ctx.world.scene, gatheredResolution(ctx, props), gatheredLook(ctx, props));
      shadow.lights.add(lights);
      lights.visible = true;
      object.add(shadow.object);
      gather(ctx, shadow);
    });
    return {
      object,
      slot: lights,
      update(changed, now) {
        props = now;
        if ("resolution" in changed) return "rebuild";
        place();
        shadow?.set(gatheredLook(ctx, props));
        return undefined;
      },
      dispose() {
        shadow?.dispose();
      },
    };
  },
};
