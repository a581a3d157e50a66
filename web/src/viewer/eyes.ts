// What one eye of a headset sees alone, with all it holds. Layers of three.js are an object's own, and what a
// node holds comes late or changes: so they are set when a drawing begins and given back when it ends.

import type { Object3D, Scene } from "three";
import type { Eyes as StageEyes, Eye } from "../scene/node-type";
import { showToEye } from "./layers";

/** The layers of an object that everybody sees; other layers have reasons of their own. */
const EVERYBODY = 1;

export class Eyes implements StageEyes {
  readonly #marked = new Map<Object3D, Eye>();
  /** Objects whose layers are to be given back. */
  readonly #set: Object3D[] = [];

  constructor(scene: Scene) {
    scene.onBeforeRender = () => {
      this.#begin();
    };
    scene.onAfterRender = () => {
      this.#end();
    };
  }

  mark(object: Object3D, eye: Eye | undefined): void {
    if (eye) this.#marked.set(object, eye);
    else this.#marked.delete(object);
  }

  isMarked(object: Object3D): boolean {
    if (this.#marked.size === 0) return false;
    for (let at: Object3D | null = object; at; at = at.parent) if (this.#marked.has(at)) return true;
    return false;
  }

  #begin(): void {
    // A drawing that threw has not ended.
    this.#end();
    for (const [object, eye] of this.#marked) this.#show(object, eye);
  }

  /** What is marked itself is left to its own mark. */
  #show(object: Object3D, eye: Eye): void {
    if (object.layers.mask === EVERYBODY) {
      showToEye(object.layers, eye);
      this.#set.push(object);
    }
    for (const child of object.children) if (!this.#marked.has(child)) this.#show(child, eye);
  }

  #end(): void {
    for (const { layers } of this.#set) layers.mask = EVERYBODY;
    this.#set.length = 0;
  }
}
