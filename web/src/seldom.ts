// What is said again and again is heard only now and then: once a minute for each kind, and in a minute no more than
// so many. Kinds come from outside, like what is said of them.

const MINUTE_MS = 60_000;

export class Seldom {
  readonly #most: number;
  /** When each kind was said, the earliest first. */
  readonly #saidAt = new Map<string, number>();

  /** `most` in a minute, of all kinds. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether it may be said now, which counts as said then. */
  maySay(kind: string): boolean {
    const now = Date.now();
    for (const [earlier, at] of this.#saidAt) {
      if (now - at < MINUTE_MS) break;
      this.#saidAt.delete(earlier);
    }
    if (this.#saidAt.has(kind) || this.#saidAt.size >= this.#most) return false;
    this.#saidAt.set(kind, now);
    return true;
  }
}
