// The room as a headset sees it: its meshes, in the form of WEBXR_MESH_UPDATE.

import type { Meshes } from "../protocol/events.gen";
import type { XrFrame } from "../scene/node-type";

type Mesh = Meshes["meshes"][number];

interface Known {
  /** When the headset has last said that it changed. */
  changed: number;
  readonly mesh: Mesh;
}

/** How far a mesh moves, in metres or parts of a turn, before that is a change: headsets correct themselves all the time. */
const MOVED = 0.002;

export class Room {
  #known = new Map<XRMesh, Known>();
  #value: Meshes | undefined;

  /** What is known; undefined as long as the headset has told nothing. The same object until something changes. */
  get value(): Meshes | undefined {
    return this.#value;
  }

  /** Take the meshes of a frame. True if one is new, changed or gone. */
  read({ frame, space }: XrFrame): boolean {
    const { detectedMeshes } = frame;
    if (!detectedMeshes) return false;
    const now = new Map<XRMesh, Known>();
    let changed = this.#value === undefined;
    for (const detected of detectedMeshes) {
      const before = this.#known.get(detected);
      const matrix = frame.getPose(detected.meshSpace, space)?.transform.matrix;
      // One that the headset cannot place now stays where it was.
      if (before && (!matrix || isNear(matrix, before.mesh.matrix)) && isSame(detected, before)) {
        before.changed = detected.lastChangedTime;
        now.set(detected, before);
      } else if (matrix) {
        now.set(detected, { changed: detected.lastChangedTime, mesh: meshOf(detected, matrix) });
        changed = true;
      }
    }
    changed ||= now.size !== this.#known.size;
    this.#known = now;
    if (changed) this.#value = { meshes: [...now.values()].map(({ mesh }) => mesh) };
    return changed;
  }

  /** The session is over: the next one begins anew. */
  forget(): void {
    this.#known.clear();
    this.#value = undefined;
  }
}

function isNear(matrix: Float32Array, other: ArrayLike<number>): boolean {
  return matrix.every((number, i) => Math.abs(number - (other[i] ?? 0)) < MOVED);
}

/** Some devices say so with every frame, and nothing has changed: then the numbers tell. */
function isSame({ lastChangedTime, vertices, indices }: XRMesh, { changed, mesh }: Known): boolean {
  return lastChangedTime === changed || (areEqual(vertices, mesh.vertices) && areEqual(indices, mesh.indices));
}

function areEqual(numbers: Float32Array | Uint32Array, others: ArrayLike<number> = []): boolean {
  return numbers.length === others.length && numbers.every((number, i) => number === others[i]);
}

function meshOf({ vertices, indices, semanticLabel }: XRMesh, matrix: Float32Array): Mesh {
  return {
    vertices: Array.from(vertices),
    indices: Array.from(indices),
    ...(semanticLabel === undefined ? {} : { semanticLabel }),
    matrix: Array.from(matrix),
  };
}
