// Who puts the material on a mesh. What a material should be is a `MaterialSpec`; a painter decides whether
// that becomes a material of the object itself, or the object is drawn together with others like it.

import type { Material } from "three";
import type { MaterialPool, MaterialSpec } from "./materials";

/** What can be painted: a mesh, a line, points. */
export interface Painted {
  material: Material | Material[];
}

export interface Painter {
  /** Make it look like this from now on. Also after the geometry of a mesh has been exchanged. */
  paint(spec: MaterialSpec): void;
  /** Give back what `paint` took. */
  dispose(): void;
}

/** Paints with a material of the pool, which other objects may share. */
export class OwnMaterial implements Painter {
  readonly #target: Painted;
  readonly #materials: MaterialPool;
  #material: Material | undefined;

  constructor(target: Painted, materials: MaterialPool) {
    this.#target = target;
    this.#materials = materials;
  }

  paint(spec: MaterialSpec): void {
    const material = this.#material ? this.#materials.exchange(this.#material, spec) : this.#materials.acquire(spec);
    this.#target.material = this.#material = material;
  }

  dispose(): void {
    if (this.#material) this.#materials.release(this.#material);
    this.#material = undefined;
  }
}
