// Things several nodes share – geometries, materials – made once per key and freed with their last user.

interface Entry<T> {
  readonly value: T;
  users: number;
}

export class Counted<T extends object> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #keys = new Map<T, string>();
  readonly #free: (value: T) => void;

  constructor(free: (value: T) => void) {
    this.#free = free;
  }

  /** How many different things are in use. */
  get size(): number {
    return this.#entries.size;
  }

  /** The thing of this key, made if nobody uses it yet. Each call is answered by one `release`. */
  acquire(key: string, make: () => T): T {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { value: make(), users: 0 };
      this.#entries.set(key, entry);
      this.#keys.set(entry.value, key);
    }
    entry.users++;
    return entry.value;
  }

  release(value: T): void {
    const key = this.#keys.get(value);
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || !entry || --entry.users > 0) return;
    this.#entries.delete(key);
    this.#keys.delete(value);
    this.#free(value);
  }

  /**
   * File a thing under another key, so that it can be changed in place. False, and nothing done, if others
   * use it too or the key is taken: then acquire the other and release this one.
   */
  rekey(value: T, key: string): boolean {
    const old = this.#keys.get(value);
    const entry = old === undefined ? undefined : this.#entries.get(old);
    if (old === undefined || entry?.users !== 1 || this.#entries.has(key)) return false;
    this.#entries.delete(old);
    this.#entries.set(key, entry);
    this.#keys.set(value, key);
    return true;
  }
}
