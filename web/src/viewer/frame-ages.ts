// How old pictures are when they are seen. Nodes say which picture the next frame will show and when it was
// taken; once that frame is drawn its age is known. Told are the page's figures, and the program once a second.

import type { FrameAge } from "../protocol/events.gen";
import type { FrameAges as StageFrameAges } from "../scene/node-type";

const REPORT_INTERVAL_MS = 1000;
/** A picture that was drawn longer ago says nothing of how old the next one will be. */
const FORGOTTEN_AFTER_MS = 2000;

export interface FrameAgesHost {
  /** The clock of the server's machine, in milliseconds since 1970; undefined if it is not known. */
  serverTime(): number | undefined;
  /** What the program is to hear. */
  report(key: string, age: FrameAge): void;
}

interface Source {
  /** When the picture was taken that the next frame shows. */
  capturedAt: number | undefined;
  clock: "server" | "page";
  age: number;
  worst: number;
  frames: number;
  reportedAt: number;
}

export class FrameAges implements StageFrameAges {
  /** Without one nothing is measured. */
  host: FrameAgesHost | undefined;
  readonly #sources = new Map<string, Source>();
  #newest: { readonly age: number; readonly at: number } | undefined;

  show(key: string, capturedAt: number, clock: "server" | "page" = "server"): void {
    const source = this.#sources.get(key);
    if (source) Object.assign(source, { capturedAt, clock });
    else this.#sources.set(key, { capturedAt, clock, age: 0, worst: -Infinity, frames: 0, reportedAt: -Infinity });
  }

  /** A frame was drawn. `now` is of `performance.now()`. */
  drawn(now: number): void {
    if (this.#sources.size === 0) return;
    const clocks = { server: this.host?.serverTime(), page: Date.now() };
    let oldest = -Infinity;
    for (const [key, source] of this.#sources) {
      const time = clocks[source.clock];
      if (source.capturedAt !== undefined && time !== undefined) {
        source.age = time - source.capturedAt;
        source.worst = Math.max(source.worst, source.age);
        source.frames++;
        oldest = Math.max(oldest, source.age);
      }
      source.capturedAt = undefined;
      if (now - source.reportedAt < REPORT_INTERVAL_MS) continue;
      // Nothing new for so long: the node may be gone.
      if (source.frames === 0) this.#sources.delete(key);
      else this.#report(key, source, now);
    }
    if (oldest > -Infinity) this.#newest = { age: oldest, at: now };
  }

  /** The age of the pictures that were drawn last, in milliseconds: of the oldest, if there are several. */
  latest(now: number): number | undefined {
    return this.#newest && now - this.#newest.at <= FORGOTTEN_AFTER_MS ? this.#newest.age : undefined;
  }

  #report(key: string, source: Source, now: number): void {
    const { age, worst, frames } = source;
    source.worst = -Infinity;
    source.frames = 0;
    source.reportedAt = now;
    this.host?.report(key, { age, worst, frames });
  }
}
