// A body that a headset tracks, in the two forms in which it is told.

import type { BodyMove, EventValues } from "../protocol/events.gen";
import type { XrFrame } from "../scene/node-type";
import { BODY, bodyHand } from "../nodes/bodies/joints";
import { asList } from "./stream";

const MATRIX = 16;

/** Not in the types of WebXR yet: spaces by the names of joints. */
interface BodyFrame extends XRFrame {
  readonly body?: ReadonlyMap<string, XRSpace> | null;
}

function bodyIn({ frame }: XrFrame): ReadonlyMap<string, XRSpace> | undefined {
  return (frame as BodyFrame).body ?? undefined;
}

function matrixIn({ frame, space }: XrFrame, joint: XRSpace | undefined): Float32Array | undefined {
  const matrix = joint && frame.getPose(joint, space)?.transform.matrix;
  return matrix?.every((number) => Number.isFinite(number)) ? matrix : undefined;
}

/** Joints in a list; one that is lost keeps its place, those never seen are zeros. */
class Joints {
  readonly numbers: Float32Array;
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
    this.numbers = new Float32Array(names.length * MATRIX);
  }

  read(frame: XrFrame, body: ReadonlyMap<string, XRSpace>): void {
    this.#names.forEach((name, i) => {
      const matrix = matrixIn(frame, body.get(name));
      if (matrix) this.numbers.set(matrix, MATRIX * i);
    });
  }
}

/** The value of BODY_MOVE: since 0.1.6. */
export class ListedBody {
  readonly #body = new Joints(BODY.map(({ name }) => name));
  readonly #hands = [new Joints(bodyHand("left")), new Joints(bodyHand("right"))] as const;
  readonly #value: Record<string, readonly number[] | undefined> = {};

  /** Hands that are not wanted are zeros. A body that is not tracked has no joints at all. */
  read(frame: XrFrame, wanted: { readonly left: boolean; readonly right: boolean }): BodyMove {
    const body = bodyIn(frame);
    const value = this.#value;
    const [left, right] = this.#hands;
    if (body) {
      this.#body.read(frame, body);
      if (wanted.left) left.read(frame, body);
      if (wanted.right) right.read(frame, body);
    }
    value["body"] = body && asList(this.#body.numbers);
    value["leftHand"] = body && asList(left.numbers);
    value["rightHand"] = body && asList(right.numbers);
    return value;
  }
}

/** The value of BODY_TRACKING_MOVE: of 0.0.71. */
export class NamedBody {
  readonly #value: Record<string, { matrix: readonly number[] } | undefined> = {};
  readonly #joints = [...BODY.map(({ name }) => name), ...bodyHand("left"), ...bodyHand("right")].map((name) => {
    const numbers = new Float32Array(MATRIX);
    return { name, numbers, entry: { matrix: asList(numbers) } };
  });

  /** A joint that is lost has no matrix; a body that was never tracked has no joints. */
  read(frame: XrFrame): EventValues["BODY_TRACKING_MOVE"] {
    const body = bodyIn(frame);
    const value = this.#value;
    if (body) {
      for (const { name, numbers, entry } of this.#joints) {
        const matrix = matrixIn(frame, body.get(name));
        if (matrix) numbers.set(matrix);
        value[name] = matrix && entry;
      }
    } else for (const name of Object.keys(value)) value[name] = undefined;
    // Its types do not know of joints that are absent; they travel as nil.
    return value as EventValues["BODY_TRACKING_MOVE"];
  }
}
