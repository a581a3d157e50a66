// Where a model's file comes from: `buff`, `text` or `src`, in this order; and the files it names.

import type { ModelProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { brief, isBytes } from "../../scene/read";

/** A file sent with the node, or the URL of one. */
export type Content = { readonly bytes: Uint8Array } | { readonly url: string };

/** The file that the props name; undefined if they name none. */
export function contentOf({ src, text, buff }: Readonly<ModelProps>): Content | undefined {
  if (isBytes(buff)) return { bytes: buff };
  if (typeof text === "string" && text !== "") return { bytes: new TextEncoder().encode(text) };
  if (typeof src === "string" && src !== "") return { url: src };
  return undefined;
}

/** The encoding that the props name for `src` and `buff`; a text prop is a text already. */
export function encodingOf({ text, buff, encoding }: Readonly<ModelProps>): string | undefined {
  const encoded = isBytes(buff) || typeof text !== "string" || text === "";
  return encoded && typeof encoding === "string" ? encoding : undefined;
}

/** The text of bytes in the encoding that the props name (UTF-8, of which ASCII is a part, if none). */
export function decodeText(bytes: ArrayBuffer | Uint8Array, encoding: string | undefined): string {
  // What is called ASCII in programs is often Latin-1 or UTF-8; UTF-8 reads both ASCII and itself.
  const label = encoding === undefined || /^(us-)?ascii$/i.test(encoding) ? "utf-8" : encoding;
  return new TextDecoder(label).decode(bytes);
}

/** The URLs, or the bytes themselves, of files by their paths. */
export type FileMap = Readonly<Record<string, string | Uint8Array>>;

/** Only the strings and bytes of a map that came over the wire. */
export function fileMap(ctx: Pick<NodeContext, "warn">, name: string, map: unknown): FileMap {
  if (map === undefined || map === null) return {};
  if (typeof map !== "object" || Array.isArray(map) || isBytes(map)) {
    ctx.warn(`${name} should be a map, not ${brief(map)}; ignored`);
    return {};
  }
  const entries: [string, string | Uint8Array][] = [];
  for (const [key, value] of Object.entries(map as Record<string, unknown>)) {
    if (typeof value === "string" || isBytes(value)) entries.push([key, value]);
    else ctx.warn(`${name}["${key}"] should be a URL, not ${brief(value)}; ignored`);
  }
  return Object.fromEntries(entries);
}
