// troika-three-text with the bundled font: loaded with the first text, its glyph atlas freed with the last.

import type { Texture } from "three";
import type { preloadFont, Text } from "troika-three-text/src/index.js";
import type { Assets } from "../../scene/assets";
import bundledFont from "./inter-regular.woff?url";

export interface TextEngine {
  readonly Text: typeof Text;
  readonly preloadFont: typeof preloadFont;
  /** Every atlas that a text has used: named here, freed with the last text. */
  readonly atlases: Set<Texture>;
}

/** URL of the font for texts that name none, and for letters that theirs has not. */
export function bundledFontUrl(): string {
  return new URL(bundledFont, document.baseURI).href;
}

/** The engine, in use until the signal aborts. */
export function loadEngine(assets: Assets, signal: AbortSignal): Promise<TextEngine> {
  return assets.share(
    "text engine",
    signal,
    async () => {
      const troika = await import("troika-three-text/src/index.js");
      return { Text: troika.Text, preloadFont: troika.preloadFont, atlases: new Set<Texture>() };
    },
    ({ atlases }) => {
      for (const atlas of atlases) atlas.dispose();
    },
  );
}

/** The first four bytes of fonts that troika-three-text reads: TrueType, OpenType, WOFF. */
const SIGNATURES = new Set([0x0001_0000, 0x7472_7565, 0x4f54_544f, 0x774f_4646]);
const WOFF2 = 0x774f_4632;

/**
 * The font behind a URL of the scene as a URL for the engine, in use until the signal aborts. The engine
 * itself would say nothing, and draw nothing, if it could not fetch or read the file.
 */
export function loadFont(assets: Assets, url: string, signal: AbortSignal): Promise<string> {
  return assets.share(
    `font ${assets.resolve(url)}`,
    signal,
    async (signal) => {
      const bytes = await assets.bytes(url, signal);
      const signature = bytes.byteLength >= 4 ? new DataView(bytes).getUint32(0) : 0;
      if (signature === WOFF2) throw new Error(`${url} is WOFF2, which is not read; use WOFF, TTF or OTF`);
      if (!SIGNATURES.has(signature)) throw new Error(`${url} is not a font`);
      return URL.createObjectURL(new Blob([bytes]));
    },
    (blobUrl) => {
      URL.revokeObjectURL(blobUrl);
    },
  );
}
