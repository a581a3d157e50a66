// How often a stream sends: with the headset's frames, at most so many times a second. Never by a timer, which would
// tell a pose twice or late.

/** Frames come a little early and late; none is left out for that. */
const SLACK_MS = 2;

export class Pace {
  #due = -Infinity;

  /** Whether this frame is one to send with. `fps`: 0 and less is never. */
  takes(time: number, fps: number): boolean {
    if (!(fps > 0) || time + SLACK_MS < this.#due) return false;
    const interval = 1000 / fps;
    // Counted from when it was due, so that the mean is `fps`; but a pause is not made up for.
    this.#due = Math.max(this.#due, time - interval) + interval;
    return true;
  }
}
