// RoundedBox: a box with round edges.

import { Mesh, type BufferGeometry } from "three";
import { RoundedBoxGeometry } from "three/addons/geometries/RoundedBoxGeometry.js";
import type { RoundedBoxProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { isNumbers, Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";
import { updateOutline } from "../outline";

const SHAPING = ["args", "width", "height", "depth", "radius", "smoothness"] as const;
const MAX_SMOOTHNESS = 64;

function acquire(ctx: NodeContext, props: Readonly<RoundedBoxProps>): BufferGeometry {
  const read = new Reader(ctx, props);
  const [w = 1, h = 1, d = 1] = isNumbers(props.args, 1) ? props.args : [];
  const size = [read.number("width", w), read.number("height", h), read.number("depth", d)] as const;
  const radius = read.clamped("radius", 0.05, 0, Math.min(...size.map(Math.abs)) / 2);
  const smoothness = Math.round(read.clamped("smoothness", 4, 1, MAX_SMOOTHNESS));
  return ctx.assets.geometries.acquire(`RoundedBox ${JSON.stringify([size, radius, smoothness])}`, () => new RoundedBoxGeometry(...size, smoothness, radius));
}

/** 0.1.6 has the colour under a name of its own. */
function surfaceOf(props: Readonly<RoundedBoxProps>): Readonly<RoundedBoxProps> {
  return props.materialColor == null ? props : { ...props, color: props.materialColor };
}

export const roundedBox: NodeType<RoundedBoxProps> = {
  create(ctx, props) {
    let geometry = acquire(ctx, props);
    const mesh = new Mesh(geometry);
    mesh.castShadow = mesh.receiveShadow = true;
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, surfaceOf(props), { type: "physical" });
    let outline = updateOutline(ctx, mesh, undefined, props);
    return {
      object: mesh,
      parts,
      update(changed, props) {
        if (SHAPING.some((name) => name in changed)) {
          const before = geometry;
          geometry = acquire(ctx, props);
          parts.geometry = geometry;
          ctx.assets.geometries.release(before);
          outline?.setSource(geometry);
        }
        surface.update(surfaceOf(props));
        outline = updateOutline(ctx, mesh, outline, props);
        return undefined;
      },
      dispose() {
        outline?.dispose();
        surface.dispose();
        ctx.assets.geometries.release(geometry);
      },
    };
  },
};
