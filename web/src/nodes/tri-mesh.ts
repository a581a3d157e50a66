// TriMesh: triangles by vertices and faces. What changes is written over what was there where it has the
// same size, so that a deforming mesh can be streamed.

import { BufferAttribute, BufferGeometry, Mesh } from "three";
import type { TriMeshProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { DrawnParts } from "../scene/parts";
import { Surface, type SurfaceDefaults } from "../scene/surface";
import { colors, indices, linearColors, singles } from "./buffers";
import { updateOutline } from "./outline";

const DEFAULTS: SurfaceDefaults = { type: "standard", values: { side: 2 } };

/** The data of a mesh, decoded. */
interface Triangles {
  readonly positions: Float32Array;
  /** Absent: every three vertices are a triangle. */
  readonly index: Uint32Array | undefined;
  readonly colors: { readonly array: Uint16Array; readonly columns: number } | undefined;
  readonly uv: Float32Array | undefined;
}

/** Decode what has changed; keep the rest. Throws if the parts do not fit together. */
function decode(changed: Readonly<Partial<TriMeshProps>>, props: Readonly<TriMeshProps>, before?: Triangles): Triangles {
  const { vertices, faces, colors: tints, uv } = props;
  if (vertices == null) throw new Error("vertices are missing");
  const positions = before && !("vertices" in changed) ? before.positions : singles("vertices", vertices, 3);
  const rows = positions.length / 3;
  const same = before && before.positions.length === positions.length ? before : undefined;
  const keep = <K extends "index" | "colors" | "uv">(name: keyof TriMeshProps, part: K, read: () => Triangles[K]): Triangles[K] =>
    same && !(name in changed) ? same[part] : read();
  return {
    positions,
    index: keep("faces", "index", () => (faces == null ? undefined : indices("faces", faces, rows))),
    colors: keep("colors", "colors", () => {
      if (tints == null) return undefined;
      const read = colors("colors", tints, rows);
      return { array: linearColors(read), columns: read.columns };
    }),
    uv: keep("uv", "uv", () => {
      if (uv == null) return undefined;
      const read = singles("uv", uv, 2, rows);
      if (read.length !== rows * 2) throw new Error(`uv should be ${rows} rows of 2; there are ${read.length} numbers`);
      return read;
    }),
  };
}

function build({ positions, index, colors, uv }: Triangles): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  if (index) geometry.setIndex(new BufferAttribute(index, 1));
  if (colors) geometry.setAttribute("color", new BufferAttribute(colors.array, colors.columns, true));
  if (uv) geometry.setAttribute("uv", new BufferAttribute(uv, 2));
  geometry.computeVertexNormals();
  return geometry;
}

/** Whether every buffer of `b` has the size of that of `a`. */
function sameSizes(a: Triangles, b: Triangles): boolean {
  return (
    a.positions.length === b.positions.length &&
    a.index?.length === b.index?.length &&
    a.colors?.array.length === b.colors?.array.length &&
    a.uv?.length === b.uv?.length
  );
}

function overwrite(geometry: BufferGeometry, { positions, index, colors, uv }: Triangles): void {
  const set = (attribute: BufferAttribute | null | undefined, array: Float32Array | Uint16Array | Uint32Array | undefined): void => {
    if (!attribute || !array || attribute.array === array) return;
    attribute.array = array;
    attribute.needsUpdate = true;
  };
  const at = (name: string): BufferAttribute | undefined => geometry.getAttribute(name) as BufferAttribute | undefined;
  set(at("position"), positions);
  set(geometry.index, index);
  set(at("color"), colors?.array);
  set(at("uv"), uv);
  geometry.computeVertexNormals();
  geometry.boundingBox = null;
  geometry.boundingSphere = null;
}

/** What the data say about the material. */
function extra({ colors }: Triangles): Record<string, boolean> {
  return colors ? { vertexColors: true, ...(colors.columns === 4 ? { transparent: true } : {}) } : {};
}

export const triMesh: NodeType<TriMeshProps> = {
  create(ctx, props) {
    let triangles = decode(props, props);
    let geometry = build(triangles);
    const mesh = new Mesh(geometry);
    mesh.castShadow = mesh.receiveShadow = true;
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, props, DEFAULTS, extra(triangles));
    let outline = updateOutline(ctx, mesh, undefined, props);
    return {
      object: mesh,
      parts,
      update(changed, props) {
        if ("vertices" in changed || "faces" in changed || "colors" in changed || "uv" in changed) {
          const next = decode(changed, props, triangles);
          if (sameSizes(triangles, next)) overwrite(geometry, next);
          else {
            geometry.dispose();
            geometry = build(next);
            parts.geometry = geometry;
          }
          triangles = next;
          outline?.setSource(geometry);
        }
        surface.update(props, extra(triangles));
        outline = updateOutline(ctx, mesh, outline, props);
        return undefined;
      },
      dispose() {
        outline?.dispose();
        surface.dispose();
        geometry.dispose();
      },
    };
  },
};
