// Parts put together: meshes of shared shapes, each in its place and colour, that follow a list.

import { Mesh, type BufferGeometry, type Object3D, type Vector3Tuple } from "three";
import type { MaterialSpec } from "../scene/materials";
import type { NodeContext } from "../scene/node-type";
import type { Painter } from "../scene/painter";

/** One part, and the shape it has: made once for all parts of that shape. */
export interface Part {
  readonly shape: string;
  readonly make: () => BufferGeometry;
  readonly spec: MaterialSpec;
  readonly position: Vector3Tuple;
  readonly scale: Vector3Tuple;
  /** Angles about x, y and z in radians; none if absent. */
  readonly rotation?: Vector3Tuple;
}

interface Built {
  readonly shape: string;
  readonly mesh: Mesh;
  readonly painter: Painter;
}

export class Assembly {
  readonly #ctx: NodeContext;
  readonly #object: Object3D;
  #built: readonly Built[] = [];

  constructor(ctx: NodeContext, object: Object3D) {
    this.#ctx = ctx;
    this.#object = object;
  }

  /** Bring the meshes to the list: they stay as long as it names the same shapes. */
  set(parts: readonly Part[]): void {
    const same = parts.length === this.#built.length && parts.every(({ shape }, i) => shape === this.#built[i]?.shape);
    if (!same) {
      this.dispose();
      this.#built = parts.map((part) => this.#build(part));
    }
    this.#built.forEach(({ mesh, painter }, i) => {
      const part = parts[i];
      if (!part) return;
      painter.paint(part.spec);
      mesh.position.set(...part.position);
      mesh.scale.set(...part.scale);
      mesh.rotation.set(...(part.rotation ?? [0, 0, 0]));
    });
  }

  dispose(): void {
    for (const { mesh, painter } of this.#built) {
      mesh.removeFromParent();
      painter.dispose();
      this.#ctx.assets.geometries.release(mesh.geometry);
    }
    this.#built = [];
  }

  #build({ shape, make }: Part): Built {
    const { assets, world } = this.#ctx;
    const mesh = new Mesh(assets.geometries.acquire(shape, make));
    mesh.castShadow = mesh.receiveShadow = true;
    this.#object.add(mesh);
    return { shape, mesh, painter: world.instances.join(mesh, assets.materials) };
  }
}
