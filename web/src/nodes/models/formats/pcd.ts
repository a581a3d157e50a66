// PCD: a cloud of points, as text, binary, or compressed.

import { PCDLoader } from "three/addons/loaders/PCDLoader.js";
import type { Parsed, Source } from "../formats";
import { dropUnknown } from "./cloud";

/** Headers are short; the bytes after them are no text. */
const MAX_HEADER = 16_384;

/** No LZF stream grows by more. */
const MAX_RATIO = 264;

interface Header {
  readonly text: string;
  readonly data: string;
}

function headerOf(bytes: ArrayBuffer): Header {
  const text = new TextDecoder("latin1").decode(bytes.slice(0, MAX_HEADER));
  const [header, data = ""] = /^[\s\S]*?(?:^|[\r\n])DATA\s+(\S+)[^\n]*\n/i.exec(text) ?? [];
  if (header === undefined || !/^FIELDS\s/im.test(header)) throw new Error("it is not a PCD file");
  if (!/^FIELDS\s(.*\s)?x\s/im.test(header)) throw new Error("its points have no x");
  return { text: header, data: data.toLowerCase() };
}

/** The length that compressed data announce is reserved at once: it has to be possible. */
function checkCompressed(bytes: ArrayBuffer, at: number): void {
  if (bytes.byteLength < at + 8) throw new Error("it ends before its data");
  const view = new DataView(bytes, at);
  const [packed, unpacked] = [view.getUint32(0, true), view.getUint32(4, true)];
  if (packed > bytes.byteLength - at - 8) throw new Error(`it announces ${packed} bytes of data and has ${bytes.byteLength - at - 8}`);
  if (unpacked > packed * MAX_RATIO) throw new Error(`${packed} bytes cannot hold the ${unpacked} that it announces`);
}

/** The loader knows colours as `rgb` only; `rgba` has them at the same place. */
function renameColors(bytes: ArrayBuffer, { text }: Header): ArrayBuffer {
  const renamed = text.replace(/^(FIELDS\s.*)\brgba\b/im, "$1rgb");
  if (renamed === text) return bytes;
  const head = Uint8Array.from(renamed, (character) => character.charCodeAt(0));
  const whole = new Uint8Array(head.length + bytes.byteLength - text.length);
  whole.set(head);
  whole.set(new Uint8Array(bytes, text.length), head.length);
  return whole.buffer;
}

export function parse({ bytes }: Source): Parsed {
  const header = headerOf(bytes);
  if (header.data === "binary_compressed") checkCompressed(bytes, header.text.length);
  const points = new PCDLoader().parse(renameColors(bytes, header));
  const { geometry } = points;
  if (!geometry.hasAttribute("position")) throw new Error("it has no points");
  dropUnknown(geometry);
  return { object: points, painted: true };
}
