// The figures that the panels show: frames, traffic and what is drawn, four times a second.

import type { Stats } from "./panels/source";
import type { Connection } from "./protocol/connection";
import type { SceneStore } from "./scene/store";
import { Store, type Readable } from "./store";
import type { Viewer } from "./viewer/viewer";

const INTERVAL_MS = 250;
/** Rates are taken over this many intervals: a second. */
const WINDOW = 4;

interface Sample {
  readonly time: number;
  readonly frames: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
}

export class StatsMeter {
  readonly stats: Readable<Stats>;
  readonly #stats: Store<Stats>;
  readonly #samples: Sample[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(viewer: Viewer, connection: Connection, store: Pick<SceneStore, "size" | "missed">) {
    const measure = (): Stats => {
      const { bytesIn, bytesOut, messagesIn, messagesOut } = connection;
      const now = { time: performance.now(), frames: viewer.frames, bytesIn, bytesOut, messagesIn, messagesOut };
      this.#samples.push(now);
      if (this.#samples.length > WINDOW + 1) this.#samples.shift();
      const before = this.#samples[0] ?? now;
      const seconds = (now.time - before.time) / 1000;
      const rate = (name: Exclude<keyof Sample, "time">): number =>
        seconds > 0 ? Math.round((now[name] - before[name]) / seconds) : 0;
      const { render, memory } = viewer.renderer.info;
      return {
        fps: rate("frames"),
        frameMs: viewer.frameMs,
        rttMs: connection.rttMs,
        bytesIn: rate("bytesIn"),
        bytesOut: rate("bytesOut"),
        messagesIn: rate("messagesIn"),
        messagesOut: rate("messagesOut"),
        frameAgeMs: viewer.frameAges.latest(now.time),
        nodes: store.size,
        missed: store.missed,
        drawCalls: render.calls,
        triangles: render.triangles,
        geometries: memory.geometries,
        textures: memory.textures,
      };
    };
    this.#stats = new Store(measure());
    this.stats = this.#stats;
    this.#timer = setInterval(() => {
      const next = measure();
      const last = this.#stats.get();
      if ((Object.keys(next) as (keyof Stats)[]).some((name) => next[name] !== last[name])) this.#stats.set(next);
    }, INTERVAL_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
