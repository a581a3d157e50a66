// The server's clock, estimated from pings: a server of ours answers one with its time.

/** Samples that count: the last minute or so. Clocks drift apart slowly. */
const SAMPLES = 32;

/** Milliseconds since 1970 by this machine's clock, monotonic while the page lives. */
export function clientTime(): number {
  return performance.timeOrigin + performance.now();
}

export class ServerClock {
  #samples: { readonly rtt: number; readonly offset: number }[] = [];
  #offset: number | undefined;

  /**
   * How far the server's clock is ahead of this machine's, in ms; undefined before the first sample. It is that of
   * the sample of least round trip, which is off by half of that at most.
   */
  get offset(): number | undefined {
    return this.#offset;
  }

  /** A ping that was sent at `sent` and answered within `rtt`, when the server's clock showed `server` (all ms). */
  add(sent: number, rtt: number, server: number): void {
    this.#samples.push({ rtt, offset: server - (sent + rtt / 2) });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
    this.#offset = this.#samples.reduce((best, sample) => (sample.rtt < best.rtt ? sample : best)).offset;
  }

  reset(): void {
    this.#samples = [];
    this.#offset = undefined;
  }
}
