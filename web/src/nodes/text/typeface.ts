// Fonts as outlines, for letters with depth: the bundled one, and TTF, OTF, WOFF or typeface JSON from a URL.

import type { FontData } from "three/addons/loaders/FontLoader.js";
import type { Assets } from "../../scene/assets";
import bundledFont from "./inter-regular.woff?url";

/** The first character of JSON. */
const BRACE = 0x7b;

/** The font behind a URL of the scene, or the bundled one; in use until the signal aborts. */
export function loadTypeface(assets: Assets, url: string | undefined, signal: AbortSignal): Promise<FontData> {
  const key = url === undefined ? "typeface of the page" : `typeface ${assets.resolve(url)}`;
  return assets.share(
    key,
    signal,
    async (signal) => {
      // What reads fonts is loaded with the first of them.
      const { readOutlines } = await import("./outlines");
      if (url === undefined) {
        // Of the page, not of the server it is connected to.
        const answer = await fetch(new URL(bundledFont, document.baseURI), { signal });
        return readOutlines(await answer.arrayBuffer());
      }
      const bytes = await assets.bytes(url, signal);
      const first = new Uint8Array(bytes).find((byte) => byte > 0x20);
      let data: unknown;
      try {
        data = first === BRACE ? JSON.parse(new TextDecoder().decode(bytes)) : readOutlines(bytes);
      } catch (error) {
        throw new Error(`${url} is not a font that is read; use TTF, OTF, WOFF or a typeface in JSON`, { cause: error });
      }
      if (typeof data !== "object" || data === null || !("glyphs" in data)) throw new Error(`${url} is not a typeface`);
      return data as FontData;
    },
    () => undefined,
  );
}
