// Which format a file of splats has.

import { brief } from "../../scene/read";

export const FORMATS = ["ply", "splat", "spz", "ksplat"] as const;
export type Format = (typeof FORMATS)[number];

function isFormat(name: string | undefined): name is Format {
  return FORMATS.some((format) => format === name);
}

/** By what the program says, else by the first bytes, else by the ending of the URL. */
export function formatOf(given: unknown, src: unknown, bytes: Uint8Array): Format {
  if (given !== undefined && given !== null) {
    if (typeof given === "string" && isFormat(given)) return given;
    throw new Error(`fileType should be one of ${FORMATS.join(", ")}, not ${brief(given)}`);
  }
  const [a, b, c] = bytes;
  if (a === 0x70 && b === 0x6c && c === 0x79) return "ply";
  // spz is packed with gzip.
  if (a === 0x1f && b === 0x8b) return "spz";
  if (typeof src === "string") {
    const ending = /\.(\w+)(?:[?#].*)?$/.exec(src.startsWith("data:") ? "" : src)?.[1]?.toLowerCase();
    if (isFormat(ending)) return ending;
    if (a === 0x3c) throw new Error(`${src.slice(0, 200)} is a page, not a file of splats`);
  }
  // The one format whose files have no beginning of their own: 32 bytes a splat.
  if (bytes.length > 0 && bytes.length % 32 === 0) return "splat";
  throw new Error("this is no file of splats that is read: .ply, .splat, .spz, .ksplat");
}
