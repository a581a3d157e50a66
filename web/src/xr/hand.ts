// A hand that a headset tracks: its joints, and what it does.

import type { HandState } from "../protocol/events.gen";
import type { XrFrame } from "../scene/node-type";
import { HAND } from "../nodes/bodies/joints";
import type { Side } from "./sources";

/** Numbers of a joint: a matrix, column-major. */
const MATRIX = 16;

/** Places in `HAND`. */
const THUMB_TIP = 4;
const INDEX_TIP = 9;
const MIDDLE_PROXIMAL = 11;
const MIDDLE_TIP = 14;
/** Nearer than this is a pinch, and a squeeze; metres. */
const PINCH = 0.01;
const SQUEEZE = 0.07;

/** What is told of a hand that is not tracked. */
export const NOTHING: HandState = {};

export class TrackedHand {
  /** 25 matrices of 16 numbers, in the order of `HAND`. */
  readonly numbers = new Float32Array(HAND.length * MATRIX);
  readonly state: HandState = {};
  readonly #side: Side;
  /** The hand whose joints' spaces these are. */
  #hand: XRHand | undefined;
  #spaces: XRJointSpace[] = [];

  constructor(side: Side) {
    this.#side = side;
  }

  /** Take the hand of a frame; false if it is not tracked there, as a whole. `scale` spreads the joints about the wrist. */
  read({ frame, session, space }: XrFrame, scale: number): boolean {
    for (const { hand, handedness } of session.inputSources) {
      if (hand && handedness === this.#side && this.#joints(frame, space, hand)) {
        this.#feel();
        if (scale !== 1) this.#spread(scale);
        return true;
      }
    }
    return false;
  }

  #joints(frame: XRFrame, space: XRReferenceSpace, hand: XRHand): boolean {
    if (hand !== this.#hand) {
      this.#hand = hand;
      this.#spaces = HAND.map(({ name }) => hand.get(name as XRHandJoint)).filter((joint) => joint !== undefined);
    }
    const { numbers } = this;
    if (this.#spaces.length !== HAND.length || !fill(frame, space, this.#spaces, numbers)) return false;
    for (const number of numbers) if (!Number.isFinite(number)) return false;
    return true;
  }

  #feel(): void {
    const { state } = this;
    const pinch = this.#distance(THUMB_TIP, INDEX_TIP);
    const squeeze = this.#distance(MIDDLE_TIP, MIDDLE_PROXIMAL);
    state.pinchValue = state.tapValue = pinch;
    state.pinch = state.tap = pinch < PINCH;
    state.squeezeValue = squeeze;
    state.squeeze = squeeze < SQUEEZE;
  }

  #distance(one: number, other: number): number {
    const { numbers } = this;
    const between = (axis: number): number => (numbers[MATRIX * one + 12 + axis] ?? 0) - (numbers[MATRIX * other + 12 + axis] ?? 0);
    return Math.hypot(between(0), between(1), between(2));
  }

  #spread(factor: number): void {
    const { numbers } = this;
    for (let joint = 1; joint < HAND.length; joint++) {
      for (let axis = 12; axis < 15; axis++) {
        const wrist = numbers[axis] ?? 0;
        const at = MATRIX * joint + axis;
        numbers[at] = wrist + ((numbers[at] ?? 0) - wrist) * factor;
      }
    }
  }
}

/** Not in the types of WebXR yet. */
interface FillingFrame extends XRFrame {
  fillPoses?(spaces: readonly XRSpace[], base: XRSpace, out: Float32Array): boolean;
}

function fill(frame: FillingFrame, space: XRReferenceSpace, joints: readonly XRJointSpace[], out: Float32Array): boolean {
  if (frame.fillPoses) return frame.fillPoses(joints, space, out);
  for (let i = 0; i < joints.length; i++) {
    const joint = joints[i];
    const pose = joint && frame.getJointPose?.(joint, space);
    if (!pose) return false;
    out.set(pose.transform.matrix, MATRIX * i);
  }
  return true;
}
