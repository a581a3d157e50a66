// In the place of troika-three-text's own resolver of fallback fonts, which asks a CDN for letters that no
// font at hand has (see `resolve.alias` in vite.config.ts). This one asks nobody: such letters come from
// the font whose URL is given as `unicodeFontsURL`, the bundled one, as its sign for a missing letter.

interface Fallback {
  readonly fontUrls: readonly string[];
  /** For each UTF-16 unit of the text, the font that it comes from. */
  readonly chars: Uint8Array;
}

interface Resolver {
  getFontsForString(text: string, options: { readonly dataUrl: string }): Promise<Fallback>;
}

/** Runs in a worker, where its source text is sent to: it may use nothing from outside. */
// eslint-disable-next-line no-restricted-exports -- troika-three-text imports the default.
export default function noFallbackFonts(): Resolver {
  return {
    getFontsForString: (text, { dataUrl }) => Promise.resolve({ fontUrls: [dataUrl], chars: new Uint8Array(text.length) }),
  };
}
