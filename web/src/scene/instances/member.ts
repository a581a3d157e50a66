// A mesh that may be drawn together with others: who draws it now, and with which material.

import type { Mesh } from "three";
import { INSTANCED } from "../../viewer/layers";
import type { MaterialPool, MaterialSpec } from "../materials";
import { OwnMaterial, type Painter } from "../painter";
import type { Crew } from "./crew";
import { differInColorOnly, keepsLook } from "./look";

export class Member implements Painter {
  readonly mesh: Mesh;
  /** Its place in the crew's lists; the crew's to change. */
  index = 0;
  /** It belongs to the crew, but stands in a way that only a mesh by itself can be drawn in. */
  apart = false;
  readonly #crewFor: (spec: MaterialSpec) => Crew | undefined;
  readonly #own: OwnMaterial;
  #spec: MaterialSpec | undefined;
  #crew: Crew | undefined;

  constructor(mesh: Mesh, materials: MaterialPool, crewFor: (spec: MaterialSpec) => Crew | undefined) {
    this.mesh = mesh;
    this.#crewFor = crewFor;
    this.#own = new OwnMaterial(mesh, materials);
  }

  /** What it was painted with. */
  get spec(): MaterialSpec {
    if (!this.#spec) throw new Error("a member is painted before it joins");
    return this.#spec;
  }

  paint(spec: MaterialSpec): void {
    const before = this.#spec;
    this.#spec = spec;
    const crew = this.#crew;
    if (crew && before && keepsLook(this.mesh, crew.look) && differInColorOnly(before, spec)) {
      if (crew.together && !this.apart) crew.recolor(this);
      else this.#own.paint(spec);
    } else {
      this.regroup();
    }
  }

  /** Go where meshes of the same look are. */
  regroup(): void {
    this.#crew?.remove(this);
    this.#crew = this.#crewFor(this.spec);
    if (this.#crew) this.#crew.add(this);
    else this.drawAlone();
  }

  /** From now on the mesh is drawn by itself. */
  drawAlone(): void {
    this.#own.paint(this.spec);
    this.mesh.layers.set(0);
  }

  /** From now on the crew draws it. */
  drawTogether(crew: Crew): void {
    this.mesh.material = crew.material;
    this.mesh.layers.set(INSTANCED);
    this.#own.dispose();
  }

  dispose(): void {
    this.#crew?.remove(this);
    this.#crew = undefined;
    this.#own.dispose();
  }
}
