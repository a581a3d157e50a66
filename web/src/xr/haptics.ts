// Shaking what the user holds.

import type { Side } from "./sources";

const MAX_DURATION_MS = 5000;

/** Not in the types of WebXR: what most headsets have. */
interface Actuators {
  readonly hapticActuators?: readonly { readonly pulse?: (strength: number, duration: number) => Promise<boolean> | undefined }[];
  readonly vibrationActuator?: GamepadHapticActuator | null;
}

/** Shake the controller of one side so strongly, from 0 to 1, for so many milliseconds. Without one nothing happens. */
export function pulse(sources: Iterable<XRInputSource>, side: Side, strength: number, duration: number): void {
  const [force, time] = [Math.min(Math.max(strength, 0), 1), Math.min(Math.max(duration, 0), MAX_DURATION_MS)];
  for (const { handedness, gamepad } of sources) {
    if (handedness !== side || !gamepad) continue;
    const { hapticActuators, vibrationActuator }: Actuators = gamepad as unknown as Actuators;
    const actuator = hapticActuators?.[0];
    const done: Promise<unknown> | undefined = actuator?.pulse
      ? actuator.pulse(force, time)
      : vibrationActuator?.playEffect("dual-rumble", { duration: time, strongMagnitude: force, weakMagnitude: force });
    // A pulse that another one ends, or that a device refuses, is not worth a word.
    done?.catch(() => undefined);
  }
}
