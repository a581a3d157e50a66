// Thin lines in several colours that are a mesh: so that, like other meshes, many of the same shape can be
// drawn together. Their triangles have two corners in one place, and the material draws triangles as lines.

import { BufferGeometry, Float32BufferAttribute, LineSegments, type Color, type Intersection, type Mesh, type Raycaster } from "three";
import type { MaterialSpec } from "../../scene/materials";
import { hitLines } from "../../scene/raycast";

export type Point = readonly [number, number, number];

/** One pixel wide, in the geometry's colours as they are given. */
export const WIRES: MaterialSpec = { type: "basic", values: { vertexColors: true, wireframe: true, toneMapped: false } };

export class Wires {
  readonly #positions: number[] = [];
  readonly #colors: number[] = [];

  line(color: Color, from: Point, to: Point): void {
    this.#positions.push(...from, ...to);
    for (let end = 0; end < 2; end++) this.#colors.push(color.r, color.g, color.b);
  }

  /** Lines from each point to the next. */
  path(color: Color, points: readonly Point[]): void {
    points.forEach((point, i) => {
      const next = points[i + 1];
      if (next) this.line(color, point, next);
    });
  }

  /** A path that comes back to where it began. */
  loop(color: Color, points: readonly Point[]): void {
    const [first] = points;
    if (first) this.path(color, [...points, first]);
  }

  geometry(): BufferGeometry {
    const lines = this.#positions.length / 6;
    const index: number[] = [];
    for (let i = 0; i < lines; i++) index.push(2 * i, 2 * i + 1, 2 * i + 1);
    return new BufferGeometry()
      .setAttribute("position", new Float32BufferAttribute(this.#positions, 3))
      .setAttribute("color", new Float32BufferAttribute(this.#colors, 3))
      .setIndex(index);
  }
}

/** The lines of a geometry as three.js tests them against rays. Never drawn: nothing of them is on the GPU. */
const twins = new WeakMap<BufferGeometry, LineSegments>();

function twinOf(geometry: BufferGeometry): LineSegments {
  let twin = twins.get(geometry);
  if (!twin) {
    twin = new LineSegments(new BufferGeometry().setAttribute("position", geometry.getAttribute("position")));
    twin.matrixAutoUpdate = false;
    hitLines(twin);
    twins.set(geometry, twin);
  }
  return twin;
}

/** Rays hit the lines of this mesh; triangles without area they would miss. */
export function hitWires(mesh: Mesh): void {
  mesh.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
    const twin = twinOf(mesh.geometry);
    twin.matrixWorld.copy(mesh.matrixWorld);
    const before = hits.length;
    twin.raycast(raycaster, hits);
    for (let i = before; i < hits.length; i++) {
      const hit = hits[i];
      if (hit) hit.object = mesh;
    }
  };
}
