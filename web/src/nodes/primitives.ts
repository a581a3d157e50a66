// The primitives: a mesh with a geometry by `args`, a surface and, when asked for, an outline.

import { Mesh, type BufferGeometry } from "three";
import type { ExtrudeProps, Object3dProps, SurfaceProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { Surface } from "../scene/surface";
import { buildGeometry, type Solid } from "./geometries";
import { Outline } from "./outline";

/** What all primitives have. */
export interface PrimitiveProps extends Object3dProps, SurfaceProps {
  args?: readonly unknown[];
}

/** The props that choose the geometry. */
function argsOf(props: Readonly<ExtrudeProps>): unknown {
  const { args, shapes, options } = props;
  return shapes === undefined && options === undefined ? args : [shapes, options];
}

function acquire(ctx: NodeContext, solid: Solid, props: Readonly<PrimitiveProps>): BufferGeometry {
  const args = argsOf(props);
  return ctx.assets.geometries.acquire(`${solid} ${JSON.stringify(args)}`, () => buildGeometry(solid, args));
}

function updateOutline(ctx: NodeContext, mesh: Mesh, outline: Outline | undefined, props: Readonly<PrimitiveProps>): Outline | undefined {
  const read = new Reader(ctx, props);
  if (!read.boolean("outlines", false)) {
    outline?.dispose();
    return undefined;
  }
  const shown = outline ?? new Outline(mesh.geometry);
  shown.set(read.color("outlineColor", "white"), read.number("outlineThickness", 10));
  mesh.add(shown.mesh);
  return shown;
}

/** The node type of one primitive. */
export function primitive(solid: Solid): NodeType<PrimitiveProps> {
  return {
    create(ctx, props) {
      const mesh = new Mesh(acquire(ctx, solid, props));
      mesh.castShadow = mesh.receiveShadow = true;
      const surface = new Surface(ctx, mesh, props, { type: "physical" });
      let outline = updateOutline(ctx, mesh, undefined, props);
      return {
        object: mesh,
        update(changed, props) {
          if ("args" in changed || "shapes" in changed || "options" in changed) {
            const before = mesh.geometry;
            mesh.geometry = acquire(ctx, solid, props);
            ctx.assets.geometries.release(before);
            outline?.setSource(mesh.geometry);
          }
          surface.update(props);
          outline = updateOutline(ctx, mesh, outline, props);
          return undefined;
        },
        dispose() {
          outline?.dispose();
          surface.dispose();
          ctx.assets.geometries.release(mesh.geometry);
        },
      };
    },
  };
}
