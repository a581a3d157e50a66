// Whether the server is still there: it is asked every second, and given up when it has said nothing for some and the
// session can be resumed.

/** The time between two pings, and how long silence is put up with at first, in pings. */
const INTERVAL_MS = 1000;
const PATIENCE = 4;
const MOST_PATIENCE = 64;

export interface PulseHost {
  ping(): void;
  /** Whether the connection may be given up: the session would go on over another one. */
  replaceable(): boolean;
  /** The server has said nothing for too long. */
  dead(): void;
}

/**
 * Counts pings without an answer, not milliseconds: a page that was busy or asleep for a while must not take that
 * for silence of the server.
 */
export class Pulse {
  readonly #host: PulseHost;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;
  #patience = PATIENCE;
  /** Something has come over the connection that was not there before. */
  #progress = false;

  constructor(host: PulseHost) {
    this.#host = host;
  }

  start(): void {
    this.stop();
    this.#unanswered = 0;
    this.#progress = false;
    this.#beat();
    this.#timer = setInterval(() => {
      this.#beat();
    }, INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The server has said something. */
  heard(): void {
    this.#unanswered = 0;
    if (this.#progress) return;
    this.#progress = true;
    this.#patience = PATIENCE;
  }

  /** The connection may have been lost unnoticed: decide soon. */
  hurry(): void {
    if (this.#timer === undefined) return;
    this.#unanswered = Math.max(this.#unanswered, this.#patience - 1);
    this.#host.ping();
  }

  #beat(): void {
    if (this.#unanswered >= this.#patience && this.#host.replaceable()) {
      this.stop();
      // A message that takes longer than the patience to come must not be begun anew again and again.
      if (!this.#progress) this.#patience = Math.min(2 * this.#patience, MOST_PATIENCE);
      this.#host.dead();
      return;
    }
    this.#unanswered++;
    this.#host.ping();
  }
}
