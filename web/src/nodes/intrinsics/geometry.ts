// Geometries as child nodes, by three.js's names and with its defaults.

import type { BufferGeometry} from "three";
import { EdgesGeometry, WireframeGeometry } from "three";
import type { BoxGeometryProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { brief, isNumber } from "../../scene/read";
import { buildGeometry, readTriangles, type Solid } from "../geometries";
import { PlacedPart } from "../materials/part";

type GeometryProps = Pick<BoxGeometryProps, "args" | "attach">;

const TAU = Math.PI * 2;

/** How each is made, and the defaults that are three.js's where the primitive of Vuer has others. */
const SOLIDS = {
  boxGeometry: ["Box"],
  capsuleGeometry: ["Capsule"],
  circleGeometry: ["Circle", 1, 32],
  coneGeometry: ["Cone", 1, 1, 32],
  cylinderGeometry: ["Cylinder", 1, 1, 1, 32],
  dodecahedronGeometry: ["Dodecahedron"],
  icosahedronGeometry: ["Icosahedron"],
  octahedronGeometry: ["Octahedron"],
  tetrahedronGeometry: ["Tetrahedron"],
  planeGeometry: ["Plane"],
  ringGeometry: ["Ring", 0.5, 1, 32],
  sphereGeometry: ["Sphere"],
  torusGeometry: ["Torus", 1, 0.4, 12, 48, TAU],
  torusKnotGeometry: ["TorusKnot"],
  tubeGeometry: ["Tube"],
  latheGeometry: ["Lathe"],
  polyhedronGeometry: ["Polyhedron"],
  shapeGeometry: ["Shape"],
  extrudeGeometry: ["Extrude"],
} as const satisfies Readonly<Record<string, readonly [Solid, ...number[]]>>;

function argsOf(args: unknown): readonly unknown[] {
  if (args === undefined || args === null) return [];
  if (!Array.isArray(args)) throw new Error(`args should be a list, not ${brief(args)}`);
  return args;
}

function geometry(name: string, build: (args: readonly unknown[]) => BufferGeometry): NodeType<GeometryProps> {
  const acquire = (ctx: NodeContext, props: Readonly<GeometryProps>): BufferGeometry => {
    const args = argsOf(props.args);
    return ctx.assets.geometries.acquire(`${name} ${JSON.stringify(args)}`, () => build(args));
  };
  return {
    create(ctx, props) {
      const place = new PlacedPart(ctx, "geometry", props);
      let geometry = acquire(ctx, props);
      place.part = geometry;
      return place.node({
        update(changed, props) {
          if (!("args" in changed)) return;
          const before = geometry;
          geometry = acquire(ctx, props);
          place.part = geometry;
          ctx.assets.geometries.release(before);
        },
        dispose() {
          ctx.assets.geometries.release(geometry);
        },
      });
    },
  };
}

/** The node type of a solid's geometry. */
export function solidGeometry(name: keyof typeof SOLIDS): NodeType<GeometryProps> {
  const [solid, ...defaults] = SOLIDS[name];
  return geometry(name, (args) => {
    const length = Math.max(args.length, defaults.length);
    return buildGeometry(solid, Array.from({ length }, (_, i) => args[i] ?? defaults[i]));
  });
}

export const edgesGeometry = geometry("edgesGeometry", ([of, angle]) => {
  const triangles = readTriangles(of ?? "Box");
  const edges = new EdgesGeometry(triangles, isNumber(angle) ? angle : 1);
  triangles.dispose();
  return edges;
});

export const wireframeGeometry = geometry("wireframeGeometry", ([of]) => {
  const triangles = readTriangles(of ?? "Box");
  const wires = new WireframeGeometry(triangles);
  triangles.dispose();
  return wires;
});
