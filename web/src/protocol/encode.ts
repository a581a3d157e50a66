// Values to MessagePack, in the dialect that servers of Vuer are used to from clients: maps always as map16,
// the smallest integer up to 32 bits, every other number as float64. Unlike the original's client, typed
// arrays other than bytes become arrays of numbers – but for floats to servers that read them as they are, which is
// half the bytes or less – and `undefined` becomes nil.

import { MAX_DEPTH } from "./decode";

const utf8 = new TextEncoder();

/** The extension of typed arrays, and which of them, in msgpackr's numbering. */
const TYPED_ARRAY = 0x74;
const FLOAT32 = 7;
const FLOAT64 = 8;
/** Whether this machine stores numbers as the wire has them there. */
const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export class EncodeError extends Error {
  override readonly name = "EncodeError";
}

/** Encodes into one buffer that it keeps: between messages nothing is allocated. */
export class Encoder {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #typedArrays = false;

  /** The bytes of `value`, valid until the next call. `typedArrays`: whether the peer reads arrays of floats. */
  encode(value: unknown, typedArrays = false): Uint8Array<ArrayBuffer> {
    this.#at = 0;
    this.#typedArrays = typedArrays && IS_LITTLE;
    this.#value(value, 0);
    return this.#bytes.subarray(0, this.#at);
  }

  /** Make room for `count` bytes; returns where they go. */
  #grow(count: number): number {
    const start = this.#at;
    const needed = start + count;
    if (needed > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      bytes.set(this.#bytes.subarray(0, start));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    this.#at = needed;
    return start;
  }

  #byte(byte: number): void {
    const at = this.#grow(1);
    this.#bytes[at] = byte;
  }

  #head8(code: number, length: number): void {
    const at = this.#grow(2);
    this.#bytes[at] = code;
    this.#bytes[at + 1] = length;
  }

  #head16(code: number, length: number): void {
    const at = this.#grow(3);
    this.#bytes[at] = code;
    this.#view.setUint16(at + 1, length);
  }

  #head32(code: number, length: number): void {
    const at = this.#grow(5);
    this.#bytes[at] = code;
    this.#view.setUint32(at + 1, length);
  }

  #value(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw new EncodeError(`nested deeper than ${MAX_DEPTH}`);
    switch (typeof value) {
      case "number":
        this.#number(value);
        return;
      case "string":
        this.#string(value);
        return;
      case "boolean":
        this.#byte(value ? 0xc3 : 0xc2);
        return;
      case "undefined":
        this.#byte(0xc0);
        return;
      case "object":
        if (value === null) this.#byte(0xc0);
        else if (value instanceof Uint8Array) this.#binary(value);
        else if (this.#typedArrays && value instanceof Float32Array) this.#floats(FLOAT32, value);
        else if (this.#typedArrays && value instanceof Float64Array) this.#floats(FLOAT64, value);
        else if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
          this.#array(value as unknown as ArrayLike<unknown>, depth);
        } else this.#map(value as Readonly<Record<string, unknown>>, depth);
        return;
      default:
        throw new EncodeError(`a ${typeof value} has no form on the wire`);
    }
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= -0x8000_0000 && value <= 0xffff_ffff) {
      if (value >= 0) {
        if (value < 0x80) this.#byte(value);
        else if (value < 0x100) this.#head8(0xcc, value);
        else if (value < 0x1_0000) this.#head16(0xcd, value);
        else this.#head32(0xce, value);
      } else if (value >= -0x20) this.#byte(value & 0xff);
      else if (value >= -0x80) this.#head8(0xd0, value & 0xff);
      else if (value >= -0x8000) this.#head16(0xd1, value & 0xffff);
      else this.#head32(0xd2, value >>> 0);
      return;
    }
    const at = this.#grow(9);
    this.#bytes[at] = 0xcb;
    this.#view.setFloat64(at + 1, value);
  }

  #string(value: string): void {
    const bytes = utf8.encode(value);
    const length = bytes.length;
    if (length < 0x20) this.#byte(0xa0 | length);
    else if (length < 0x100) this.#head8(0xd9, length);
    else if (length < 0x1_0000) this.#head16(0xda, length);
    else this.#head32(0xdb, length);
    const at = this.#grow(length);
    this.#bytes.set(bytes, at);
  }

  #binary(bytes: Uint8Array): void {
    const length = bytes.length;
    if (length < 0x100) this.#head8(0xc4, length);
    else if (length < 0x1_0000) this.#head16(0xc5, length);
    else this.#head32(0xc6, length);
    const at = this.#grow(length);
    this.#bytes.set(bytes, at);
  }

  #floats(kind: number, { buffer, byteOffset, byteLength }: Float32Array | Float64Array): void {
    const length = byteLength + 1;
    if (length < 0x100) this.#head8(0xc7, length);
    else if (length < 0x1_0000) this.#head16(0xc8, length);
    else this.#head32(0xc9, length);
    this.#byte(TYPED_ARRAY);
    this.#byte(kind);
    const at = this.#grow(byteLength);
    this.#bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
  }

  #array(items: ArrayLike<unknown>, depth: number): void {
    const length = items.length;
    if (length < 0x10) this.#byte(0x90 | length);
    else if (length < 0x1_0000) this.#head16(0xdc, length);
    else this.#head32(0xdd, length);
    for (let i = 0; i < length; i++) this.#value(items[i], depth + 1);
  }

  #map(map: Readonly<Record<string, unknown>>, depth: number): void {
    const keys = Object.keys(map);
    if (keys.length < 0x1_0000) this.#head16(0xde, keys.length);
    else this.#head32(0xdf, keys.length);
    for (const key of keys) {
      this.#string(key);
      this.#value(map[key], depth + 1);
    }
  }
}
