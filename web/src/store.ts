// The smallest observable value: what panels subscribe to. Not for anything that changes every frame.

export interface Readable<T> {
  get(): T;
  /** Call back on every change, not now. Returns the end of it. */
  subscribe(callback: (value: T) => void): () => void;
}

export class Store<T> implements Readable<T> {
  #value: T;
  readonly #callbacks = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get(): T {
    return this.#value;
  }

  /** Set, and tell everybody if it is another value (by identity: treat values as immutable). */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const callback of [...this.#callbacks]) callback(value);
  }

  subscribe(callback: (value: T) => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }
}
