// The timelines of the page, for what moves in step with one. The newest counts.

import type { Timeline, Timelines as StageTimelines } from "../scene/node-type";

export class Timelines implements StageTimelines {
  readonly #timelines: Timeline[] = [];

  add(timeline: Timeline): () => void {
    this.#timelines.push(timeline);
    return () => {
      const index = this.#timelines.indexOf(timeline);
      if (index >= 0) this.#timelines.splice(index, 1);
    };
  }

  get current(): Timeline | undefined {
    return this.#timelines.at(-1);
  }
}
