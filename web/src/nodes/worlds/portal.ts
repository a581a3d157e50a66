// MeshPortalMaterial as a node: its props, its place on a mesh, and over the page while it opens.

import type { MeshPortalMaterialProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { parseSide } from "../../scene/surface";
import { PlacedPart } from "../materials/part";
import { InnerWorld } from "./inner-world";
import type { Portal } from "./portal-material";

const MAX_RESOLUTION = 1024;
/** Before heads-up displays, which begin at 1. */
const ORDER = 0;

export const meshPortalMaterial: NodeType<MeshPortalMaterialProps> = {
  create(ctx, props) {
    const world = new InnerWorld(ctx);
    const place = new PlacedPart(ctx, "material", props);
    const part = place.node<MeshPortalMaterialProps>({ update: () => undefined });
    let portal: Portal | undefined;
    let frame: Portal["frame"];
    let close: (() => void) | undefined;

    const apply = (): void => {
      if (!portal) return;
      const read = new Reader(ctx, props);
      const blend = read.clamped("blend", 0, 0, 1);
      portal.set({
        blend,
        blur: read.clamped("blur", 0, 0, 1),
        resolution: Math.round(read.clamped("resolution", 512, 8, MAX_RESOLUTION)),
        worldUnits: read.boolean("worldUnits", false),
        opacity: read.clamped("opacity", 1, 0, 1),
        toneMapped: read.boolean("toneMapped", true),
        side: parseSide(read.raw("side")) ?? 0,
      });
      portal.frame = frame;
      if (blend === 0) {
        close?.();
        close = undefined;
      } else close ??= ctx.stage.huds.add({ scene: portal.whole, order: ORDER, rectangle: ({ x, y }) => ({ x: 0, y: 0, width: x, height: y }) });
      ctx.invalidate();
    };
    ctx.run(async (signal) => {
      const { Portal } = await import("./portal-material");
      signal.throwIfAborted();
      portal = new Portal(world);
      place.part = portal.material;
      apply();
    });
    return {
      ...part,
      slot: world.scene,
      world,
      attached(parent, host) {
        frame = parent;
        if (portal) portal.frame = parent;
        part.attached?.(parent, host);
      },
      update(changed, now) {
        props = now;
        apply();
        return part.update?.(changed, now);
      },
      dispose() {
        close?.();
        part.dispose();
        portal?.dispose();
      },
    };
  },
};
