// Follows a prop that says what is to be shown, as a URL or as the bytes of a file, and may say so faster than
// it can be loaded: one source is loaded at a time, and of those that come meanwhile only the newest next.

import type { NodeContext } from "../scene/node-type";
import { isBytes } from "../scene/read";

export type Source = string | Uint8Array;

/** Whether a prop holds a source, or none. */
export function isSource(value: unknown): value is Source | null | undefined {
  return value === undefined || value === null || typeof value === "string" || isBytes(value);
}

export interface SourceUser {
  /**
   * Load a source and show it, unless the signal was aborted meanwhile. The signal stays what it is after that:
   * `end` aborts it, for what is to be held only as long as it is shown.
   */
  readonly load: (source: Source, signal: AbortSignal, end: () => void) => Promise<void>;
  /** Whether something is shown, which a failure of its successor leaves in place. */
  readonly shows: () => boolean;
  /** Free what is shown. */
  readonly free: () => void;
  /** Called when nothing is to be shown any more. */
  readonly changed: () => void;
}

export class NewestSource {
  readonly #ctx: Pick<NodeContext, "run" | "warn" | "fail" | "recover">;
  readonly #user: SourceUser;
  #wanted: Source | undefined;
  #loading: Source | undefined;
  #endLoading: (() => void) | undefined;
  #failed = false;

  constructor(ctx: Pick<NodeContext, "run" | "warn" | "fail" | "recover">, user: SourceUser) {
    this.#ctx = ctx;
    this.#user = user;
  }

  /** Follow the prop. Empty sources are none. */
  set(value: Source | null | undefined): void {
    const source = value && value.length > 0 ? value : undefined;
    if (source === this.#wanted) return;
    this.#wanted = source;
    if (source === undefined) {
      this.dispose();
      this.#recover();
      this.#user.changed();
      return;
    }
    // A slow download is given up for its successor; a decoding, which is short, is let finish, so that a
    // stream that is faster than the machine shows something.
    if (typeof this.#loading === "string") this.#cancel();
    if (this.#loading === undefined) this.#load(source);
  }

  /** Give up what is being loaded and free what is shown. */
  dispose(): void {
    this.#cancel();
    this.#user.free();
  }

  #cancel(): void {
    this.#endLoading?.();
    this.#endLoading = undefined;
    this.#loading = undefined;
  }

  #recover(): void {
    if (this.#failed) this.#ctx.recover();
    this.#failed = false;
  }

  #load(source: Source): void {
    this.#recover();
    this.#loading = source;
    const end = this.#ctx.run(async (signal) => {
      try {
        await this.#user.load(source, signal, () => { end(); });
      } catch (error) {
        // One bad picture of a stream leaves the one before on show.
        if (signal.aborted) return;
        if (this.#user.shows()) this.#ctx.warn(error instanceof Error ? error.message : String(error));
        else {
          this.#failed = true;
          this.#ctx.fail(error);
        }
      }
      if (signal.aborted) return;
      this.#loading = undefined;
      this.#endLoading = undefined;
      if (this.#wanted !== undefined && this.#wanted !== source) this.#load(this.#wanted);
    });
    this.#endLoading = end;
  }
}
