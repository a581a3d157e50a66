// Edges and Wireframe: the lines of a solid. Which solid: `args[0]`, or without it the mesh they are a child of.

import { BufferGeometry, EdgesGeometry, Float32BufferAttribute, LineSegments, Mesh, WireframeGeometry, type Object3D } from "three";
import type { NodeType } from "../scene/node-type";
import { hitLines } from "../scene/raycast";
import { isNumber } from "../scene/read";
import { Surface } from "../scene/surface";
import { readTriangles } from "./geometries";
import type { SolidProps } from "./primitives";

/** Rays and bounds want positions, if only none. */
function noLines(): BufferGeometry {
  return new BufferGeometry().setAttribute("position", new Float32BufferAttribute([], 3));
}

/** Lines of a geometry, with what follows it in `args`. */
type MakeLines = (source: BufferGeometry, rest: readonly unknown[]) => BufferGeometry;

function linesOf(make: MakeLines): NodeType<SolidProps> {
  return {
    create(ctx, props) {
      const object = new LineSegments(noLines());
      hitLines(object);
      const surface = new Surface(ctx, object, props, { type: "line" });
      let args = props.args;
      let parent: Object3D | undefined;
      /** The parent's geometry that the lines were made of; undefined if `args` says what they are of. */
      let source: BufferGeometry | undefined;

      const rebuild = (): void => {
        const [solid, ...rest] = Array.isArray(args) ? (args as readonly unknown[]) : [];
        object.geometry.dispose();
        object.geometry = noLines();
        source = undefined;
        if (solid !== undefined && solid !== null) {
          const triangles = readTriangles(solid);
          object.geometry = make(triangles, rest);
          triangles.dispose();
        } else if (parent instanceof Mesh) {
          const { geometry } = parent as Mesh;
          source = geometry;
          object.geometry = make(geometry, rest);
        }
        ctx.invalidate();
      };
      rebuild();

      ctx.onFrame(() => {
        if (source && parent instanceof Mesh && parent.geometry !== source) rebuild();
        return undefined;
      });

      return {
        object,
        update(changed, now) {
          args = now.args;
          if ("args" in changed) rebuild();
          surface.update(now);
          return undefined;
        },
        attached(to) {
          parent = to;
          rebuild();
        },
        dispose() {
          surface.dispose();
          object.geometry.dispose();
        },
      };
    },
  };
}

/** The edges at which faces meet at more than `args[1]` degrees (default 1). */
export const edges: NodeType<SolidProps> = linesOf((source, [angle]) => new EdgesGeometry(source, isNumber(angle) ? angle : 1));

/** The edges of all triangles. */
export const wireframe: NodeType<SolidProps> = linesOf((source) => new WireframeGeometry(source));
