// HAPTIC_ACTUATOR_PULSE: shake the motion controllers. Outside an XR session there are none, and the event
// asks for no answer.

import type { RpcHandler } from "./rpc";

export const hapticPulse: RpcHandler = () => undefined;
