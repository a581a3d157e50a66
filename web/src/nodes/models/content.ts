// Where a model's file comes from: `buff`, `text` or `src`, in this order.

import type { ModelProps } from "../../protocol/components.gen";
import { isBytes } from "../../scene/read";

/** A file sent with the node, or the URL of one. */
export type Content = { readonly bytes: Uint8Array } | { readonly url: string };

/** The file that the props name; undefined if they name none. */
export function contentOf({ src, text, buff }: Readonly<ModelProps>): Content | undefined {
  if (isBytes(buff)) return { bytes: buff };
  if (typeof text === "string" && text !== "") return { bytes: new TextEncoder().encode(text) };
  if (typeof src === "string" && src !== "") return { url: src };
  return undefined;
}

/** The text of bytes in the encoding that the props name (UTF-8, of which ASCII is a part, if none). */
export function decodeText(bytes: Uint8Array, encoding: string | undefined): string {
  // What is called ASCII in programs is often Latin-1 or UTF-8; UTF-8 reads both ASCII and itself.
  const label = encoding === undefined || /^(us-)?ascii$/i.test(encoding) ? "utf-8" : encoding;
  return new TextDecoder(label).decode(bytes);
}
