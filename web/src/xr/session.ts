// Beginning a session of WebXR: what it is asked for, and the space in which its poses are told.

import type { XrFeature, XrMode } from "../scene/node-type";

/** How high eyes are over the floor if the device does not know its floor, in metres. */
const EYE_HEIGHT = 1.6;

/**
 * Ask for a session; must be called while a press of the user is being handled. Nothing is required of the device:
 * one without hands should show the rest.
 */
export function requestSession(mode: XrMode, ar: boolean, features: Iterable<XrFeature>): Promise<XRSession> {
  const { xr } = navigator;
  if (!xr) throw new Error("the browser has no WebXR");
  // Where pass-through has no session of its own (a Vision Pro) it is VR with a transparent background, behind which
  // the device may show what it likes.
  return xr.requestSession(mode === "pass-through" && ar ? "immersive-ar" : "immersive-vr", {
    optionalFeatures: ["local-floor", ...features],
  });
}

export interface FoundSpace {
  /** What three.js is to ask for. */
  readonly type: XRReferenceSpaceType;
  /** Brings that to the floor, if it is not there already. */
  readonly offset: XRRigidTransform | undefined;
}

/** The floor, or the best guess of where it is. */
export async function findSpace(session: XRSession): Promise<FoundSpace> {
  for (const type of ["local-floor", "local"] as const) {
    try {
      await session.requestReferenceSpace(type);
    } catch {
      continue;
    }
    return { type, offset: type === "local" ? new XRRigidTransform({ y: -EYE_HEIGHT }) : undefined };
  }
  // Every session has this one, which goes with the head.
  return { type: "viewer", offset: new XRRigidTransform({ y: -EYE_HEIGHT }) };
}
