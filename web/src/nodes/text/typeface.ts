// Fonts as outlines, for letters with depth: the bundled one, and TTF, OTF, WOFF or typeface JSON from a URL.

import type { Font } from "three/addons/loaders/FontLoader.js";
import type { TextGeometry } from "three/addons/geometries/TextGeometry.js";
import type { mergeVertices } from "three/addons/utils/BufferGeometryUtils.js";
import type { Assets } from "../../scene/assets";
import type { readOutlines } from "./outlines";
import bundledFont from "./inter-regular.woff?url";

export interface Letters {
  readonly Font: typeof Font;
  readonly TextGeometry: typeof TextGeometry;
  readonly mergeVertices: typeof mergeVertices;
  readonly parse: typeof readOutlines;
}

/** What makes letters, loaded with the first of them. */
export async function loadLetters(): Promise<Letters> {
  const [{ Font }, { readOutlines }, { TextGeometry }, { mergeVertices }] = await Promise.all([
    import("three/addons/loaders/FontLoader.js"),
    import("./outlines"),
    import("three/addons/geometries/TextGeometry.js"),
    import("three/addons/utils/BufferGeometryUtils.js"),
  ]);
  return { Font, TextGeometry, mergeVertices, parse: readOutlines };
}

/** The first character of JSON. */
const BRACE = 0x7b;

/** The font behind a URL of the scene, or the bundled one; in use until the signal aborts. */
export function loadTypeface(assets: Assets, letters: Letters, url: string | undefined, signal: AbortSignal): Promise<Font> {
  const key = url === undefined ? "typeface of the page" : `typeface ${assets.resolve(url)}`;
  return assets.share(
    key,
    signal,
    async (signal) => {
      if (url === undefined) {
        // Of the page, not of the server it is connected to.
        const answer = await fetch(new URL(bundledFont, document.baseURI), { signal });
        return new letters.Font(letters.parse(await answer.arrayBuffer()));
      }
      const bytes = await assets.bytes(url, signal);
      const first = new Uint8Array(bytes).find((byte) => byte > 0x20);
      let data: unknown;
      try {
        data = first === BRACE ? JSON.parse(new TextDecoder().decode(bytes)) : letters.parse(bytes);
      } catch (error) {
        throw new Error(`${url} is not a font that is read; use TTF, OTF, WOFF or a typeface in JSON`, { cause: error });
      }
      if (typeof data !== "object" || data === null || !("glyphs" in data)) throw new Error(`${url} is not a typeface`);
      return new letters.Font(data as ConstructorParameters<typeof Font>[0]);
    },
    () => undefined,
  );
}
