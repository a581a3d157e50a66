// The materials of a model: its file's own, or the node's where `color`, `material`, `materialType`, … say so.

import type { Material} from "three";
import { type Color, type Mesh, type Object3D, type Texture } from "three";
import type { SurfaceProps } from "../../protocol/components.gen";
import type { MaterialSpec, MaterialValue } from "../../scene/materials";
import type { NodeContext } from "../../scene/node-type";
import { Surface } from "../../scene/surface";
import { eachMesh } from "./meshes";

/** The props that paint a model anew. */
const PAINTING = ["color", "material", "materialType", "wireframe", "opacity", "side"] as const;

/** What a mesh looks like if nobody paints it; undefined leaves it the materials it has. */
export type LookOf = (mesh: Mesh) => MaterialSpec["values"] | undefined;

/** Whether the props ask for other materials than the file's. */
export function isPainted(props: Readonly<SurfaceProps>): boolean {
  return PAINTING.some((name) => (props[name] ?? undefined) !== undefined);
}

/** What of a file's material is kept when it is painted over: its colours. */
function keep(material: Material | Material[]): MaterialSpec["values"] {
  const { color, map, opacity, side, transparent, vertexColors } = [material].flat()[0] as Material & { color?: Color; map?: Texture | null };
  const values: Record<string, MaterialValue> = { opacity, side, vertexColors };
  // Only where it is: opaque by the file, it may be seen through by the props.
  if (transparent) values.transparent = true;
  if (color) values.color = color.toArray();
  if (map) values.map = map;
  return values;
}

export class Paint {
  readonly #ctx: NodeContext;
  readonly #lookOf: LookOf;
  readonly #originals = new Map<Mesh, Material | Material[]>();
  readonly #surfaces = new Map<Mesh, Surface>();
  #props: Readonly<SurfaceProps>;

  constructor(ctx: NodeContext, props: Readonly<SurfaceProps>, lookOf: LookOf) {
    this.#ctx = ctx;
    this.#props = props;
    this.#lookOf = lookOf;
  }

  /** Paint the meshes of a part that has come. The materials it brings stay its own. */
  add(part: Object3D): void {
    eachMesh(part, (mesh) => {
      this.#originals.set(mesh, mesh.material);
      this.#paint(mesh);
    });
  }

  update(props: Readonly<SurfaceProps>): void {
    this.#props = props;
    for (const mesh of this.#originals.keys()) this.#paint(mesh);
  }

  dispose(): void {
    for (const surface of this.#surfaces.values()) surface.dispose();
    this.#surfaces.clear();
    for (const [mesh, material] of this.#originals) mesh.material = material;
    this.#originals.clear();
  }

  #paint(mesh: Mesh): void {
    const original = this.#originals.get(mesh);
    if (!original) return;
    const look = this.#lookOf(mesh);
    const surface = this.#surfaces.get(mesh);
    if (!look && !isPainted(this.#props)) {
      surface?.dispose();
      this.#surfaces.delete(mesh);
      mesh.material = original;
    } else if (surface) surface.update(this.#props);
    else {
      const values = look ?? keep(original);
      this.#surfaces.set(mesh, new Surface(this.#ctx, mesh, this.#props, { type: "physical", values }));
    }
  }
}
