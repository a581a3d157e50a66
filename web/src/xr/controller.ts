// A controller that a headset tracks: where it points, and what is pressed. One with fewer buttons than others gives
// those that it has.

import type { ControllerState } from "../protocol/events.gen";
import type { XrFrame } from "../scene/node-type";
import type { Side } from "./sources";

/** Places in the gamepad of an input source; WebXR calls the mapping xr-standard. */
const TRIGGER = 0;
const SQUEEZE = 1;
const TOUCHPAD = 2;
const THUMBSTICK = 3;
const A_BUTTON = 4;
const B_BUTTON = 5;
const TOUCHPAD_AXES = 0;
const THUMBSTICK_AXES = 2;

/** What is told of a controller that is not tracked. */
export const NOTHING: ControllerState = {};

export class TrackedController {
  /** From the frame of its ray to that of the session, column-major. */
  readonly numbers = new Float32Array(16);
  readonly #touchpad: [number, number] = [0, 0];
  readonly #thumbstick: [number, number] = [0, 0];
  readonly state: ControllerState = { touchpadValue: this.#touchpad, thumbstickValue: this.#thumbstick };
  readonly #side: Side;

  constructor(side: Side) {
    this.#side = side;
  }

  /** Take the controller of a frame; false if none is tracked there. */
  read({ frame, session, space }: XrFrame): boolean {
    for (const source of session.inputSources) {
      if (source.handedness !== this.#side || !isController(source)) continue;
      const pose = frame.getPose(source.targetRaySpace, space);
      if (!pose) continue;
      this.numbers.set(pose.transform.matrix);
      for (const number of this.numbers) if (!Number.isFinite(number)) return false;
      this.#feel(source.gamepad);
      return true;
    }
    return false;
  }

  #feel(gamepad: Gamepad | undefined): void {
    const { state } = this;
    const pressed = (button: number): boolean => gamepad?.buttons[button]?.pressed ?? false;
    const touched = (button: number): boolean => gamepad?.buttons[button]?.touched ?? false;
    const value = (button: number): number => gamepad?.buttons[button]?.value ?? 0;
    state.trigger = pressed(TRIGGER);
    state.triggerValue = value(TRIGGER);
    state.squeeze = pressed(SQUEEZE);
    state.squeezeValue = value(SQUEEZE);
    state.touchpad = pressed(TOUCHPAD) ? "pressed" : touched(TOUCHPAD) ? "touched" : false;
    state.thumbstick = pressed(THUMBSTICK);
    state.aButton = pressed(A_BUTTON);
    state.bButton = pressed(B_BUTTON);
    for (const axis of [0, 1] as const) {
      this.#touchpad[axis] = gamepad?.axes[TOUCHPAD_AXES + axis] ?? 0;
      this.#thumbstick[axis] = gamepad?.axes[THUMBSTICK_AXES + axis] ?? 0;
    }
  }
}

/** Something that is held, and no bare hand, nor a gaze or a touch on a screen. */
export function isController({ hand, targetRayMode }: XRInputSource): boolean {
  return !hand && targetRayMode === "tracked-pointer";
}
