// When what has come from the server is applied: at the start of the next frame, so that a frame shows all of it,
// and soon in any case.

import type { Dispatch } from "./dispatch";
import type { Connection } from "./protocol/connection";

/** When messages are applied although no frame has come (a window that is covered, a page not shown). */
const FALLBACK_DRAIN_MS = 100;

export class Intake {
  readonly #socket: Connection;
  readonly #dispatch: Dispatch;
  readonly #wake: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `wake` asks for a frame, at whose start `drain` is to be called. */
  constructor(socket: Connection, dispatch: Dispatch, wake: () => void) {
    this.#socket = socket;
    this.#dispatch = dispatch;
    this.#wake = wake;
  }

  /** Messages have come. */
  arrived(): void {
    if (document.hidden) {
      // No frames come to a page that is not shown.
      this.drain();
      return;
    }
    this.#wake();
    this.#timer ??= setTimeout(() => {
      this.drain();
    }, FALLBACK_DRAIN_MS);
  }

  /** Apply everything that has arrived, in order. */
  drain(): void {
    this.dispose();
    this.#dispatch.applyAll(this.#socket.take());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
