// What a node has in store for certain nodes below it, however far below.

import type { Object3D } from "three";

interface Provision<T> {
  value: T;
  readonly users: Set<() => void>;
}

/** A node's use of what one above it provides. */
export interface Use<T> {
  /** Undefined where nobody above provides anything. */
  readonly value: T | undefined;
  leave(): void;
}

/** One kind of thing that nodes provide. */
export class Provided<T> {
  readonly #provisions = new WeakMap<Object3D, Provision<T>>();

  /** Have it in store below this object. Call the result with what replaces it. */
  provide(object: Object3D, value: T): (value: T) => void {
    const provision: Provision<T> = { value, users: new Set() };
    this.#provisions.set(object, provision);
    return (value) => {
      provision.value = value;
      for (const tell of provision.users) tell();
    };
  }

  /** Use what the nearest object above provides, and be told when that is replaced. `parent`: of `attached`. */
  use(parent: Object3D, tell: () => void): Use<T> {
    let provision: Provision<T> | undefined;
    for (let at: Object3D | null = parent; at && !provision; at = at.parent) provision = this.#provisions.get(at);
    provision?.users.add(tell);
    return {
      get value() {
        return provision?.value;
      },
      leave: () => void provision?.users.delete(tell),
    };
  }
}
