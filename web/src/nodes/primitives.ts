// The primitives: a mesh with a geometry by `args`, a surface and, when asked for, an outline.

import { Mesh, type BufferGeometry } from "three";
import type { ExtrudeProps, Object3dProps, SurfaceProps } from "../protocol/components.gen";
import type { MaterialSpec } from "../scene/materials";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { OwnMaterial, type Painter } from "../scene/painter";
import { DrawnParts } from "../scene/parts";
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

/** Has a mesh drawn together with others like it, unless child nodes make it one of its kind. */
class SolidPainter implements Painter {
  readonly parts: DrawnParts;
  readonly #make: (alone: boolean) => Painter;
  #painter: Painter;
  #spec: MaterialSpec | undefined;

  constructor(ctx: NodeContext, mesh: Mesh) {
    this.parts = new DrawnParts(mesh, (guests) => {
      this.#painter.dispose();
      mesh.layers.set(0);
      this.#painter = this.#make(guests);
      if (this.#spec) this.#painter.paint(this.#spec);
    });
    const { materials } = ctx.assets;
    this.#make = (alone) => (alone ? new OwnMaterial(this.parts.painted, materials) : ctx.world.instances.join(mesh, materials));
    this.#painter = this.#make(false);
  }

  paint(spec: MaterialSpec): void {
    this.#spec = spec;
    this.#painter.paint(spec);
  }

  dispose(): void {
    this.#spec = undefined;
    this.#painter.dispose();
  }
}

/** The node type of one primitive. */
export function primitive(solid: Solid): NodeType<SolidProps> {
  return {
    create(ctx, props) {
      let geometry = acquire(ctx, solid, props);
      const mesh = new Mesh(geometry);
      mesh.castShadow = mesh.receiveShadow = true;
      const painter = new SolidPainter(ctx, mesh);
      const { parts } = painter;
      const surface = new Surface(ctx, painter, props, { type: "physical" });
      let outline = updateOutline(ctx, mesh, undefined, props);
      return {
        object: mesh,
        parts,
        update(changed, props) {
          if (isMove(changed)) return undefined;
          const before = geometry;
          const reshaped = "args" in changed || "shapes" in changed || "options" in changed;
          if (reshaped) {
            geometry = acquire(ctx, solid, props);
            parts.geometry = geometry;
            outline?.setSource(geometry);
          }
          surface.update(props);
          if (reshaped) ctx.assets.geometries.release(before);
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
}
