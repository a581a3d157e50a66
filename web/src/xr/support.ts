// What this browser can enter, and why it cannot in words: most of those who look for the button and do not find
// it have opened the page over plain HTTP.

import type { XrMode } from "../scene/node-type";

export interface XrSupport {
  readonly modes: readonly XrMode[];
  readonly reason: string | undefined;
  /** Whether the device has sessions in which the room is seen behind the scene. */
  readonly ar: boolean;
}

export async function findSupport(): Promise<XrSupport> {
  const none = (reason: string): XrSupport => ({ modes: [], reason, ar: false });
  if (!isSecureContext) {
    return none(`Browsers let only secure pages use a headset, and this one came over plain HTTP from ${location.host}. Serve it over HTTPS, or reach it as localhost (on a headset at the end of a cable: "adb reverse tcp:${location.port || "80"} tcp:${location.port || "80"}").`);
  }
  const { xr } = navigator;
  if (!xr) return none("This browser has no WebXR. On a headset, use the browser that came with it; on a Vision Pro, WebXR has to be switched on in Safari's settings.");
  const offers = async (mode: XRSessionMode): Promise<boolean> => {
    try {
      return await xr.isSessionSupported(mode);
    } catch {
      // Not allowed here: this page is in a frame whose owner says so.
      return false;
    }
  };
  const [vr, ar] = await Promise.all([offers("immersive-vr"), offers("immersive-ar")]);
  if (!vr && !ar) return none("The browser knows of no headset. Open this page in the headset's own browser; on a computer, connect the headset first. In a frame of another page, that page has to allow it (allow=\"xr-spatial-tracking\").");
  // Without sessions of its own for it, a transparent background stands in: see `session.ts`.
  return { modes: [...(vr ? ["vr" as const] : []), "pass-through"], reason: undefined, ar };
}

/** Why entering failed, in words. */
export function explain(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return `The headset was not entered: permission was refused. Allow it in the browser's settings for this page (${message}).`;
    case "NotSupportedError":
      return `The headset was not entered: the device does not offer what was asked for (${message}).`;
    case "InvalidStateError":
      return `The headset was not entered: it is in use by another page, or was not ready (${message}).`;
    default:
      return `The headset was not entered: ${message}`;
  }
}
