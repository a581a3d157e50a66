// The primitives: a mesh with a geometry by `args`, a surface and, when asked for, an outline.

import { Mesh, type BufferGeometry } from "three";
import type { ExtrudeProps, Object3dProps, SurfaceProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { Surface } from "../scene/surface";
import { buildGeometry, type Solid } from "./geometries";
import { updateOutline } from "./outline";

/** What all of them have. */
export interface SolidProps extends Object3dProps, SurfaceProps {
  args?: readonly unknown[];
}

/** The props that choose the geometry. */
function argsOf(props: Readonly<SolidProps>): unknown {
  const { args, shapes, options } = props as Readonly<ExtrudeProps>;
  return shapes === undefined && options === undefined ? args : [shapes, options];
}

function acquire(ctx: NodeContext, solid: Solid, props: Readonly<SolidProps>): BufferGeometry {
  const args = argsOf(props);
  return ctx.assets.geometries.acquire(`${solid} ${JSON.stringify(args)}`, () => buildGeometry(solid, args));
}

/** The node type of one primitive. */
export function primitive(solid: Solid): NodeType<SolidProps> {
  return {
    create(ctx, props) {
      const mesh = new Mesh(acquire(ctx, solid, props));
      mesh.castShadow = mesh.receiveShadow = true;
      const surface = new Surface(ctx, ctx.stage.instances.join(mesh, ctx.assets.materials), props, { type: "physical" });
      let outline = updateOutline(ctx, mesh, undefined, props);
      return {
        object: mesh,
        update(changed, props) {
          if (isMove(changed)) return undefined;
          const before = mesh.geometry;
          const reshaped = "args" in changed || "shapes" in changed || "options" in changed;
          if (reshaped) {
            mesh.geometry = acquire(ctx, solid, props);
            outline?.setSource(mesh.geometry);
          }
          surface.update(props);
          if (reshaped) ctx.assets.geometries.release(before);
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
