// What the scene wants of a headset, counted: nodes come and go, and two may want the same.

import type { XrFeature } from "../scene/node-type";

export class Wishes {
  readonly #counts = new Map<XrFeature, number>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Wish for it until the returned function is called. */
  add(feature: XrFeature): () => void {
    let wished = true;
    this.#count(feature, 1);
    return () => {
      if (wished) this.#count(feature, -1);
      wished = false;
    };
  }

  get features(): readonly XrFeature[] {
    return [...this.#counts.keys()];
  }

  #count(feature: XrFeature, change: 1 | -1): void {
    const count = (this.#counts.get(feature) ?? 0) + change;
    if (count === 0) this.#counts.delete(feature);
    else this.#counts.set(feature, count);
    this.#changed();
  }
}
