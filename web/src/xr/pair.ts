// The value of HAND_MOVE and of CONTROLLER_MOVE: two sides, of which each is tracked, not tracked, or not wanted.

import { asList } from "./stream";
import { SIDES, type Side } from "./sources";

/** One side, read anew with each frame. */
interface Tracked<S> {
  readonly numbers: Float32Array;
  readonly state: S;
}

type Value<S> = { -readonly [Field in Side]?: readonly number[] } & { -readonly [Field in `${Side}State`]?: S };

export class Pair<S> {
  readonly #value: Record<string, readonly number[] | S | undefined> = {};
  readonly #sides: Readonly<Record<Side, Tracked<S>>>;
  readonly #nothing: S;

  /** `nothing` is the state of a side that is not tracked. */
  constructor(sides: Readonly<Record<Side, Tracked<S>>>, nothing: S) {
    this.#sides = sides;
    this.#nothing = nothing;
  }

  /** A side that is not wanted is not there at all; one that is not tracked has no numbers, and says so. */
  read(wants: (side: Side) => boolean, isTracked: (side: Side) => boolean): Value<S> | undefined {
    const value = this.#value;
    let any = false;
    for (const side of SIDES) {
      const { numbers, state } = this.#sides[side];
      if (wants(side)) {
        const tracked = isTracked(side);
        any = true;
        value[side] = tracked ? asList(numbers) : undefined;
        value[STATE[side]] = tracked ? state : this.#nothing;
      } else if (side in value) {
        Reflect.deleteProperty(value, side);
        Reflect.deleteProperty(value, STATE[side]);
      }
    }
    return any ? value : undefined;
  }
}

const STATE = { left: "leftState", right: "rightState" } as const;
