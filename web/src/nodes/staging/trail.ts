// Trail: a line behind something that moves.

import { Group, Vector2, type Object3D } from "three";
import type { Trail as TrailClass } from "@pmndrs/vanilla/core/Trail.js";
import type { TrailProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";

/** How the width goes from the tail, 0, to the head, 1. */
const ATTENUATIONS = {
  linear: (share: number): number => share,
  squared: (share: number): number => share * share,
  constant: (): number => 1,
} as const;

const NAMES = ["linear", "squared", "constant"] as const;
const MAX_LENGTH = 100;

const _size = new Vector2();

export const trail: NodeType<TrailProps> = {
  create(ctx, props) {
    const object = new Group();
    let Trail: typeof TrailClass | undefined;
    let shown: { readonly trail: TrailClass; readonly target: Object3D } | undefined;

    /** The first child, or the object of the node whose key is given. */
    const targetOf = (): Object3D | undefined => {
      const key = new Reader(ctx, props).string("target");
      return key === undefined ? object.children[0] : ctx.world.scene.getObjectByName(key);
    };
    const end = (): void => {
      if (!shown) return;
      const { trail } = shown;
      shown = undefined;
      trail.removeFromParent();
      const { geometry, material } = trail.trailData;
      geometry.dispose();
      material.dispose();
    };
    const begin = (make: typeof TrailClass, target: Object3D): void => {
      const read = new Reader(ctx, props);
      const color = read.color("color", "hotpink");
      const trail = new make({
        target,
        width: read.number("width", 0.2),
        length: Math.max(Math.round(read.clamped("length", 1, 0.2, MAX_LENGTH) * 10) / 10, 0.2),
        decay: Math.max(read.number("decay", 1), 1),
        local: read.boolean("local", false),
        stride: Math.max(read.number("stride", 0), 0),
        interval: Math.max(Math.round(read.number("interval", 1)), 1),
        color: color,
        attenuation: ATTENUATIONS[read.oneOf("attenuation", NAMES, "linear")],
      });
      trail.traverse((part) => {
        passRays(part);
        part.frustumCulled = false;
      });
      // The line is in the frame of the world, or of the target's parent.
      const frame = read.boolean("local", false) ? target.parent : ctx.world.scene;
      (frame ?? ctx.world.scene).add(trail);
      shown = { trail, target };
    };

    ctx.run(async (signal) => {
      ({ Trail } = await import("@pmndrs/vanilla/core/Trail.js"));
      signal.throwIfAborted();
    });
    ctx.onFrame(() => {
      if (!Trail) return undefined;
      const target = targetOf();
      if (shown && shown.target !== target) end();
      if (!target) return undefined;
      if (!shown) begin(Trail, target);
      ctx.stage.renderer.getSize(_size);
      shown?.trail.updateSize(_size.x, _size.y);
      shown?.trail.update();
      return undefined;
    });
    return {
      object,
      update(_changed, now) {
        props = now;
        end();
        return undefined;
      },
      dispose: end,
    };
  },
};
