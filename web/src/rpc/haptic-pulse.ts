// HAPTIC_ACTUATOR_PULSE: shake the motion controllers. Outside an XR session there are none, and the event
// asks for no answer.

import { isMap } from "../protocol/codec";
import { isNumber } from "../scene/read";
import { pulse } from "../xr/haptics";
import { SIDES } from "../xr/sources";
import type { RpcHandler } from "./rpc";

/** Of a pulse that does not say. */
const STRENGTH = 1;
const DURATION_MS = 100;

export const hapticPulse: RpcHandler = ({ data }, { viewer }) => {
  if (!isMap(data)) return undefined;
  for (const side of SIDES) {
    const wanted = data[side];
    if (!isMap(wanted)) continue;
    const { strength, duration } = wanted;
    pulse(viewer.xr.inputSources, side, isNumber(strength) ? strength : STRENGTH, isNumber(duration) ? duration : DURATION_MS);
  }
  return undefined;
};
