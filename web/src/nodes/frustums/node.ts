// A node of lines: one mesh of wires, which is drawn anew with any of its props. Nodes whose lines are the
// same share them.

import { Group, Mesh } from "three";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { isMove } from "../../scene/object3d";
import { OwnMaterial } from "../../scene/painter";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";
import { CAMERA_LINES } from "../../viewer/layers";
import { hitWires, WIRES, Wires } from "../lines/wires";

interface Common {
  layer?: number;
  enableRaycast?: boolean;
}

/** Something that a node shows beside its lines. */
export interface Extra<P> {
  update(props: Readonly<P>): void;
  dispose(): void;
}

export interface WireNode<P extends object> {
  /** The tag, which tells the lines of one kind from those of another. */
  readonly name: string;
  /** What the lines depend on: the names of numbers, words, booleans and colours. */
  readonly shape: readonly (keyof P & string)[];
  /** What else they depend on. */
  readonly alsoOn?: (read: Reader<P>) => boolean;
  readonly draw: (wires: Wires, read: Reader<P>) => void;
  /** Whether `layer` and `enableRaycast` are among the props; else the lines are everyone's, and are hit. */
  readonly layered?: boolean;
  readonly extra?: (ctx: NodeContext, object: Group) => Extra<P>;
}

export function wireNode<P extends object>({ name, shape, alsoOn, draw, layered = false, extra }: WireNode<P>): NodeType<P> {
  return {
    create(ctx, props) {
      const { geometries, materials } = ctx.assets;
      const lines = (props: Readonly<P>): Mesh["geometry"] => {
        const read = new Reader(ctx, props);
        const key = JSON.stringify([name, alsoOn?.(read), ...shape.map((prop) => props[prop] ?? null)]);
        return geometries.acquire(key, () => {
          const wires = new Wires();
          draw(wires, read);
          return wires.geometry();
        });
      };
      const mesh = new Mesh(lines(props));
      // Those that are drawn together are all on the layer of everything.
      const painter = layered ? new OwnMaterial(mesh, materials) : ctx.world.instances.join(mesh, materials);
      painter.paint(WIRES);
      const apply = (props: Readonly<P>): void => {
        const read = new Reader<Common>(ctx, props);
        mesh.visible = mesh.geometry.getAttribute("position").count > 0;
        if (!layered || read.boolean("enableRaycast", false)) hitWires(mesh);
        else passRays(mesh);
        if (layered) mesh.layers.set(Math.round(read.clamped("layer", CAMERA_LINES, 0, 31)));
      };
      apply(props);
      // Children stand at the origin and are not part of what is clicked as a frustum.
      const object = new Group().add(mesh);
      const beside = extra?.(ctx, object);
      beside?.update(props);
      return {
        object,
        update(changed, props) {
          if (isMove(changed)) return undefined;
          const before = mesh.geometry;
          mesh.geometry = lines(props);
          painter.paint(WIRES);
          geometries.release(before);
          apply(props);
          beside?.update(props);
          return undefined;
        },
        dispose() {
          beside?.dispose();
          painter.dispose();
          geometries.release(mesh.geometry);
        },
      };
    },
  };
}
