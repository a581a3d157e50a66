// Gamepad: sends GAMEPAD while the pad of its index is in use. Draws nothing.

import type { GamepadProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

/** What GAMEPAD carries: axes from -1 to 1, buttons from 0 to 1. */
export interface PadState {
  readonly id: string;
  readonly axes: readonly number[];
  readonly buttons: readonly number[];
}

/** Sticks at rest are not quite in the middle. */
const REST = 0.05;

/**
 * Decides which readings are worth sending. While something is pressed or off its rest, every one: programs
 * add up what they get, so a stick held still must go on counting. At rest, one, so that they know.
 */
export class PadWatch {
  #rested = false;

  /** The state to send, if this reading is one to send. */
  read(pad: Pick<Gamepad, "id" | "axes" | "buttons"> | null | undefined): PadState | undefined {
    if (!pad) {
      this.#rested = false;
      return undefined;
    }
    const state = { id: pad.id, axes: [...pad.axes], buttons: pad.buttons.map(({ value }) => value) };
    const rests = state.axes.every((axis) => Math.abs(axis) < REST) && state.buttons.every((button) => button === 0);
    if (rests && this.#rested) return undefined;
    this.#rested = rests;
    return state;
  }
}

/** The pad of an index. Browsers keep pads from pages that are not secure, and from frames without permission. */
function padAt(index: number): Gamepad | null | undefined {
  try {
    return navigator.getGamepads()[index];
  } catch {
    return undefined;
  }
}

export const gamepad: NodeType<GamepadProps> = {
  create(ctx, props) {
    const watch = new PadWatch();
    let index = new Reader(ctx, props).number("index", 0);
    let scheduled = 0;

    // Not a frame callback: pads are read at the rate of the display even when nothing has to be drawn.
    const poll = (): void => {
      scheduled = 0;
      const pad = padAt(index);
      const state = watch.read(pad);
      if (state) ctx.send("GAMEPAD", { id: state.id, axes: [...state.axes], buttons: [...state.buttons] });
      if (pad) schedule();
    };
    const schedule = (): void => {
      if (scheduled === 0 && !ctx.signal.aborted) scheduled = requestAnimationFrame(poll);
    };
    addEventListener("gamepadconnected", schedule, { signal: ctx.signal });
    // One may have been connected before.
    schedule();

    return {
      update(_changed, props) {
        index = new Reader(ctx, props).number("index", 0);
        schedule();
        return undefined;
      },
      dispose() {
        cancelAnimationFrame(scheduled);
      },
    };
  },
};
