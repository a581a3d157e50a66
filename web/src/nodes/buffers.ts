// Bulk data of the wire as buffers: coordinates, colours, indices. A bin carries no type, so each prop has
// one that it is read as, and another only where the lengths leave no doubt.

import { Color, SRGBColorSpace } from "three";
import { asFloat32, asUint16, asUint32, halvesToFloats } from "../scene/binary";
import { brief, isBytes } from "../scene/read";

/** Numbers in a list, or in lists of equal length; or a typed array that somebody made of them. */
function flatten(name: string, value: unknown): ArrayLike<number> {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as Float32Array;
  const flat: unknown = Array.isArray(value) && Array.isArray(value[0]) ? value.flat() : value;
  if (Array.isArray(flat) && flat.every((part) => typeof part === "number")) return flat;
  throw new Error(`${name} should be bytes or numbers, not ${brief(value)}`);
}

function checkColumns(name: string, length: number, columns: number): void {
  if (length % columns !== 0) throw new Error(`${name} should be rows of ${columns} numbers; ${length} numbers are left over`);
}

/** Floats that say of what precision they are; undefined if the value is something else. */
function declared(name: string, value: unknown): { readonly data: Uint8Array; readonly single: boolean } | undefined {
  if (typeof value !== "object" || value === null || !("dtype" in value)) return undefined;
  const { dtype, data } = value as { readonly dtype: unknown; readonly data?: unknown };
  if (dtype !== "float32" && dtype !== "float16") throw new Error(`${name} cannot be of ${brief(dtype)}: float16 and float32 are read`);
  if (!isBytes(data)) throw new Error(`${name}.data should be bytes, not ${brief(data)}`);
  return { data, single: dtype === "float32" };
}

/**
 * Coordinates in rows of `columns`, as they came: half precision in a Uint16Array, else single. Bytes that do
 * not say what they are, are half precision, unless `rows` are known from elsewhere and single precision makes
 * exactly that many.
 */
export function coordinates(name: string, value: unknown, columns: number, rows?: number): Uint16Array | Float32Array {
  const floats = declared(name, value);
  if (floats) {
    const numbers = floats.single ? asFloat32(floats.data) : asUint16(floats.data);
    if (numbers.byteLength !== floats.data.byteLength) throw new Error(`${name}: ${floats.data.byteLength} bytes are no whole number of floats`);
    checkColumns(name, numbers.length, columns);
    return numbers;
  }
  if (!isBytes(value)) {
    const flat = flatten(name, value);
    checkColumns(name, flat.length, columns);
    return flat instanceof Float32Array ? flat : Float32Array.from(flat);
  }
  const single = rows !== undefined && value.byteLength === rows * columns * 4;
  const width = single ? 4 : 2;
  if (value.byteLength % (columns * width) !== 0) {
    throw new Error(`${name} should be rows of ${columns} 16-bit floats; ${value.byteLength} bytes are not`);
  }
  return single ? asFloat32(value) : asUint16(value);
}

/** The same, always in single precision. */
export function singles(name: string, value: unknown, columns: number, rows?: number): Float32Array {
  const numbers = coordinates(name, value, columns, rows);
  return numbers instanceof Float32Array ? numbers : halvesToFloats(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}

/** How many rows of colours these bytes are, if it can only be one number; else undefined. */
export function colorRows(value: unknown): number | undefined {
  return isBytes(value) && value.byteLength % 3 === 0 && value.byteLength % 4 !== 0 ? value.byteLength / 3 : undefined;
}

export interface Colors {
  /** From 0 to 255, as cameras and pickers give them (sRGB). */
  readonly array: Uint8Array;
  /** 3, or 4 with opacity. */
  readonly columns: 3 | 4;
}

/** Colours for this many rows. Bytes are 8-bit; plain numbers are from 0 to 1 unless one is larger. */
export function colors(name: string, value: unknown, rows: number): Colors {
  let array: Uint8Array;
  if (isBytes(value)) {
    const floats = value.byteLength === rows * 12 || (value.byteLength === rows * 16 && rows > 0);
    array = floats ? toBytes(asFloat32(value)) : value;
  } else array = toBytes(flatten(name, value));
  const columns = array.length === rows * 3 ? 3 : array.length === rows * 4 ? 4 : undefined;
  if (columns === undefined) throw new Error(`${name} should be ${rows} rows of 3 or 4; there are ${array.length} numbers`);
  return { array, columns };
}

function toBytes(numbers: ArrayLike<number>): Uint8Array {
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, numbers[i] ?? 0);
  const factor = largest <= 1 ? 255 : 1;
  const bytes = new Uint8ClampedArray(numbers.length);
  for (let i = 0; i < numbers.length; i++) bytes[i] = (numbers[i] ?? 0) * factor;
  return new Uint8Array(bytes.buffer);
}

/** Indices of triangles. Throws if one points past the last of `rows`. */
export function indices(name: string, value: unknown, rows: number): Uint32Array {
  const flat = isBytes(value) ? asUint32(value) : Uint32Array.from(flatten(name, value));
  checkColumns(name, flat.length, 3);
  for (const index of flat) if (index >= rows) throw new Error(`${name} names vertex ${index}, but there are ${rows}`);
  return flat;
}

let linear: Uint16Array | undefined;

/** 8-bit colours as linear ones of 16 bits, for materials that take vertex colours as linear. */
export function linearColors({ array, columns }: Colors): Uint16Array {
  const table = (linear ??= Uint16Array.from({ length: 256 }, (_, i) => {
    const level = i / 255;
    return Math.round(new Color().setRGB(level, level, level, SRGBColorSpace).r * 0xffff);
  }));
  const result = new Uint16Array(array.length);
  for (let i = 0; i < array.length; i++) {
    const byte = array[i] ?? 0;
    result[i] = columns === 4 && i % 4 === 3 ? byte * 257 : (table[byte] ?? 0);
  }
  return result;
}
