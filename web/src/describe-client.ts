// What INIT says about this client.

import type { Init } from "./protocol/events.gen";

export function describeClient(): Init {
  return {
    client: "browser",
    pkg: "vuer-web",
    pkgVersion: __VERSION__,
    userAgent: navigator.userAgent,
    screenWidth: screen.width,
    screenHeight: screen.height,
    devicePixelRatio,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    timezoneOffset: new Date().getTimezoneOffset(),
  };
}
