// One `InstancedMesh` and the numbers of its instances: a world matrix and a colour each.

import { DynamicDrawUsage, InstancedBufferAttribute, InstancedMesh, Sphere } from "three";
import { passRays } from "../raycast";
import type { Look } from "./look";

export class Batch {
  readonly mesh: InstancedMesh;
  #matrices: Float32Array;
  #colors: Float32Array;
  #capacity: number;
  #moved = false;
  #recolored = false;

  constructor(look: Look, count: number) {
    this.#capacity = capacityFor(count);
    this.#matrices = new Float32Array(16 * this.#capacity);
    this.#colors = new Float32Array(3 * this.#capacity);
    const mesh = new InstancedMesh(look.geometry, undefined, 0);
    mesh.castShadow = look.castShadow;
    mesh.receiveShadow = look.receiveShadow;
    mesh.renderOrder = look.renderOrder;
    mesh.count = count;
    // To know what of them is in view would cost more than to draw them.
    mesh.frustumCulled = false;
    mesh.boundingSphere = new Sphere();
    // The members are hit by themselves.
    passRays(mesh);
    this.mesh = mesh;
    this.#bind();
  }

  /** How many instances there are. Those that come with a greater number have to be placed and coloured. */
  set count(count: number) {
    if (count > this.#capacity) this.#grow(capacityFor(count));
    this.mesh.count = count;
  }

  /** Put an instance there. True if it was somewhere else. */
  place(index: number, matrix: readonly number[]): boolean {
    const matrices = this.#matrices;
    const start = 16 * index;
    for (let i = 0; i < 16; i++) {
      if (matrices[start + i] === Math.fround(matrix[i] ?? 0)) continue;
      // Not `set`: that would convert the array anew, at many times the cost.
      for (; i < 16; i++) matrices[start + i] = matrix[i] ?? 0;
      this.#moved = true;
      return true;
    }
    return false;
  }

  hide(index: number): void {
    const last = 16 * index + 15;
    // The last number of a place is 1.
    if (this.#matrices[last] === 0) return;
    this.#matrices.fill(0, 16 * index, last + 1);
    this.#moved = true;
  }

  color(index: number, color: readonly number[]): void {
    this.#colors.set(color.length === 3 ? color : color.slice(0, 3), 3 * index);
    this.#recolored = true;
  }

  /** Put one instance where another was. */
  copy(from: number, to: number): void {
    this.#matrices.copyWithin(16 * to, 16 * from, 16 * from + 16);
    this.#colors.copyWithin(3 * to, 3 * from, 3 * from + 3);
    this.#moved = this.#recolored = true;
  }

  /** Send what has changed to the GPU with the next drawing. */
  flush(): void {
    const { mesh } = this;
    if (this.#moved) upload(mesh.instanceMatrix, 16 * mesh.count);
    if (this.#recolored && mesh.instanceColor) upload(mesh.instanceColor, 3 * mesh.count);
    this.#moved = this.#recolored = false;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.dispose();
  }

  #grow(capacity: number): void {
    const { mesh } = this;
    // Frees the buffers on the GPU; the next drawing makes others.
    mesh.dispose();
    this.#capacity = capacity;
    this.#matrices = enlarged(this.#matrices, 16 * capacity);
    this.#colors = enlarged(this.#colors, 3 * capacity);
    this.#bind();
  }

  #bind(): void {
    this.mesh.instanceMatrix = new InstancedBufferAttribute(this.#matrices, 16).setUsage(DynamicDrawUsage);
    this.mesh.instanceColor = new InstancedBufferAttribute(this.#colors, 3);
  }
}

function upload(attribute: InstancedBufferAttribute, length: number): void {
  attribute.clearUpdateRanges();
  attribute.addUpdateRange(0, length);
  attribute.needsUpdate = true;
}

/** Doubled as it grows, so that ten thousand that come one after the other are copied twice at most. */
function capacityFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 64)));
}

function enlarged(array: Float32Array, length: number): Float32Array {
  const larger = new Float32Array(length);
  larger.set(array);
  return larger;
}
