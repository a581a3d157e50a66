// Meshes that look alike, drawn together.
//
// A mesh that joins stays what it is: the object of its node, in its place in the scene, found by rays,
// framed, hidden and moved like any other. Only its drawing is taken over, once there are enough with the
// same geometry and the same look: then one `InstancedMesh` draws them all, each in its own colour. Before
// each drawing the world matrices are compared with those on the GPU, so that it does not matter who moved
// a mesh, or what it hangs on. Nobody has to ask for it, and a node type joins with one call:
//
//     const painter = ctx.world.instances.join(mesh, ctx.assets.materials);
//     painter.paint(spec);   // or: new Surface(ctx, painter, props, …)
//
// The geometry has to be a shared one (`assets.geometries`) for meshes to meet.

import { Group, type Mesh } from "three";
import { Crew } from "./instances/crew";
import { lookOf } from "./instances/look";
import { Member } from "./instances/member";
import type { MaterialPool, MaterialSpec } from "./materials";
import type { Eyes } from "./node-type";
import type { Painter } from "./painter";

export class Instances extends Group {
  readonly #crews = new Map<string, Crew>();
  readonly #eyes: Pick<Eyes, "isMarked">;

  /** What one eye sees alone is drawn by itself. */
  constructor(eyes: Pick<Eyes, "isMarked">) {
    super();
    this.#eyes = eyes;
  }

  /** Have a mesh drawn together with others like it. Its layers are taken over. */
  join(mesh: Mesh, materials: MaterialPool): Painter {
    return new Member(mesh, materials, (spec) => this.#crewFor(mesh, spec, materials));
  }

  /** How many meshes are drawn together, and how often something is drawn for them. */
  get drawn(): { readonly meshes: number; readonly batches: number } {
    let meshes = 0;
    let batches = 0;
    for (const crew of this.#crews.values()) {
      if (!crew.together) continue;
      batches++;
      meshes += crew.size;
    }
    return { meshes, batches };
  }

  /** Called by three.js before each drawing, after all that stands before this in the scene. */
  override updateMatrixWorld(force?: boolean): void {
    for (const crew of this.#crews.values()) crew.review(this.#eyes);
    for (const crew of this.#crews.values()) crew.follow();
    super.updateMatrixWorld(force);
  }

  #crewFor(mesh: Mesh, spec: MaterialSpec, materials: MaterialPool): Crew | undefined {
    const look = this.#eyes.isMarked(mesh) ? undefined : lookOf(mesh, spec);
    if (!look) return undefined;
    let crew = this.#crews.get(look.key);
    if (!crew) {
      crew = new Crew(look, materials, this, () => this.#crews.delete(look.key));
      this.#crews.set(look.key, crew);
    }
    return crew;
  }
}
