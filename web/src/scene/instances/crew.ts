// All meshes of one look: drawn one by one while they are few, by one batch when they are many.

import type { Material, Object3D } from "three";
import type { MaterialPool } from "../materials";
import type { Eyes } from "../node-type";
import { isShown } from "../visible";
import { Batch } from "./batch";
import { colorOf, keepsLook, type Look } from "./look";
import type { Member } from "./member";
import { isSkewed } from "./skew";

/** From so many on they are drawn together. Below it, a batch would cost more than it saves. */
const ENOUGH = 16;
/** With fewer than these they part again: not at the same number, where one more or less would go on and on. */
const TOO_FEW = 8;

export class Crew {
  readonly look: Look;
  readonly #materials: MaterialPool;
  readonly #parent: Object3D;
  readonly #onEmpty: () => void;
  readonly #members: Member[] = [];
  #batch: Batch | undefined;
  #material: Material | undefined;

  constructor(look: Look, materials: MaterialPool, parent: Object3D, onEmpty: () => void) {
    this.look = look;
    this.#materials = materials;
    this.#parent = parent;
    this.#onEmpty = onEmpty;
  }

  get size(): number {
    return this.#members.length;
  }

  get together(): boolean {
    return this.#batch !== undefined;
  }

  /** What members have on while they are drawn together. */
  get material(): Material {
    if (!this.#material) throw new Error("a crew has a material while it draws together");
    return this.#material;
  }

  add(member: Member): void {
    const members = this.#members;
    member.index = members.length;
    member.apart = false;
    members.push(member);
    if (this.#batch) this.#enlist(this.#batch, member);
    else if (members.length < ENOUGH) member.drawAlone();
    else this.#form();
  }

  remove(member: Member): void {
    const last = this.#members.pop();
    if (last && last !== member) {
      this.#batch?.copy(last.index, member.index);
      last.index = member.index;
      this.#members[member.index] = last;
    }
    if (this.#batch) {
      this.#batch.count = this.#members.length;
      if (this.#members.length < TOO_FEW) this.#dissolve();
    }
    if (this.#members.length === 0) this.#onEmpty();
  }

  recolor(member: Member): void {
    this.#batch?.color(member.index, colorOf(member.spec));
  }

  /** Send away who has come to look different, or to different eyes. */
  review(eyes: Pick<Eyes, "isMarked">): void {
    if (!this.#batch) return;
    const { look } = this;
    let changed: Member[] | undefined;
    for (const member of this.#members) {
      if (!keepsLook(member.mesh, look) || eyes.isMarked(member.mesh)) (changed ??= []).push(member);
    }
    for (const member of changed ?? []) member.regroup();
  }

  /** Bring the batch to where the members are now. */
  follow(): void {
    const batch = this.#batch;
    if (!batch) return;
    const scene = this.#parent.parent;
    for (const member of this.#members) {
      const { mesh, index } = member;
      const { elements } = mesh.matrixWorld;
      if (member.apart) {
        if (isSkewed(elements) || isElsewhere(mesh, scene)) continue;
        member.apart = false;
        this.#enlist(batch, member);
      }
      if (!isShown(mesh)) batch.hide(index);
      // Only what moves can have come to another scene, or to stand askew.
      else if (batch.place(index, elements) && (isSkewed(elements) || isElsewhere(mesh, scene))) {
        batch.hide(index);
        member.apart = true;
        member.drawAlone();
      }
    }
    batch.flush();
  }

  #form(): void {
    const { look } = this;
    const batch = new Batch(look, this.#members.length);
    this.#material = this.#materials.acquire(look.spec);
    batch.mesh.material = this.#material;
    this.#batch = batch;
    this.#parent.add(batch.mesh);
    for (const member of this.#members) this.#enlist(batch, member);
  }

  #dissolve(): void {
    for (const member of this.#members) {
      member.apart = false;
      member.drawAlone();
    }
    this.#batch?.dispose();
    this.#batch = undefined;
    if (this.#material) this.#materials.release(this.#material);
    this.#material = undefined;
  }

  #enlist(batch: Batch, member: Member): void {
    batch.count = this.#members.length;
    batch.color(member.index, colorOf(member.spec));
    batch.hide(member.index);
    member.drawTogether(this);
  }
}

/** Whether an object hangs in another scene, one that is drawn into a picture for instance. */
function isElsewhere(object: Object3D, scene: Object3D | null): boolean {
  let top = object;
  while (top.parent) top = top.parent;
  return top !== scene;
}
