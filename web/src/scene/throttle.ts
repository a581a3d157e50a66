// Values that come quicker than they should be sent: the newest of each interval, and the last of all.

/** Sixty times a second. */
export const FRAME_MS = 1000 / 60;

export class Throttle<T> {
  readonly #send: (value: T) => void;
  readonly #intervalMs: number;
  #waiting: { readonly value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = -Infinity;

  constructor(send: (value: T) => void, intervalMs: number = FRAME_MS) {
    this.#send = send;
    this.#intervalMs = intervalMs;
  }

  /** Send this now, or as soon as the interval is over, if nothing newer comes before. */
  push(value: T): void {
    this.#waiting = { value };
    const rest = this.#sentAt + this.#intervalMs - performance.now();
    if (rest <= 0) this.flush();
    else {
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, rest);
    }
  }

  /** Send now what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    this.#sentAt = performance.now();
    this.#send(waiting.value);
  }

  /** Forget what waits. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }
}
