// MessagePack to values.
//
// Written here rather than taken from a library because of what the peer's frames need: bins as views of the
// message (a 15 MB point cloud is not copied), 64-bit integers as numbers (a BigInt is poison in a prop), a
// nesting limit, and nothing that is allocated by an announced length.

/** Nesting of arrays and maps above which a message is refused. */
export const MAX_DEPTH = 64;

export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

/** An extension value nobody here knows the meaning of. */
export class Extension {
  readonly type: number;
  readonly data: Uint8Array;

  constructor(type: number, data: Uint8Array) {
    this.type = type;
    this.data = data;
  }
}

/** Strings up to this length are faster by hand than through the TextDecoder (measured in Chromium). */
const SHORT_STRING = 24;

/**
 * Short strings that were read lately, each at the place of its hash. A stream says the same keys and names
 * over and over: one that is here costs no memory, and its hash is known to every `Map` that is asked for it.
 */
const recent: (string | undefined)[] = new Array<undefined>(1 << 15);

/** 2³² over the golden ratio: spreads numbers that differ little over all of the upper bits … */
const GOLDEN = 0x9e3779b1;
/** … of which so many tell the pair of places. */
const HASH_SHIFT = 32 - 14;

/** The longest array that is looked at twice: a matrix. */
const SHORT_ARRAY = 16;

/** A byte order mark is a character like any other. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView<ArrayBuffer>;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get rest(): number {
    return this.#bytes.length - this.#at;
  }

  /** Step over `count` bytes; returns where they begin. */
  #take(count: number): number {
    const start = this.#at;
    if (count > this.#bytes.length - start) throw new DecodeError("the message ends too early");
    this.#at = start + count;
    return start;
  }

  value(depth: number): unknown {
    const byte = this.#view.getUint8(this.#take(1));
    if (byte < 0x80) return byte;
    if (byte < 0x90) return this.#map(byte & 0x0f, depth);
    if (byte < 0xa0) return this.#array(byte & 0x0f, depth);
    if (byte < 0xc0) return this.#string(byte & 0x1f);
    if (byte >= 0xe0) return byte - 0x100;
    const view = this.#view;
    switch (byte) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return this.#binary(view.getUint8(this.#take(1)));
      case 0xc5:
        return this.#binary(view.getUint16(this.#take(2)));
      case 0xc6:
        return this.#binary(view.getUint32(this.#take(4)));
      case 0xc7:
        return this.#extension(view.getUint8(this.#take(1)));
      case 0xc8:
        return this.#extension(view.getUint16(this.#take(2)));
      case 0xc9:
        return this.#extension(view.getUint32(this.#take(4)));
      case 0xca:
        return view.getFloat32(this.#take(4));
      case 0xcb:
        return view.getFloat64(this.#take(8));
      case 0xcc:
        return view.getUint8(this.#take(1));
      case 0xcd:
        return view.getUint16(this.#take(2));
      case 0xce:
        return view.getUint32(this.#take(4));
      case 0xcf:
        return Number(view.getBigUint64(this.#take(8)));
      case 0xd0:
        return view.getInt8(this.#take(1));
      case 0xd1:
        return view.getInt16(this.#take(2));
      case 0xd2:
        return view.getInt32(this.#take(4));
      case 0xd3:
        return Number(view.getBigInt64(this.#take(8)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (byte - 0xd4));
      case 0xd9:
        return this.#string(view.getUint8(this.#take(1)));
      case 0xda:
        return this.#string(view.getUint16(this.#take(2)));
      case 0xdb:
        return this.#string(view.getUint32(this.#take(4)));
      case 0xdc:
        return this.#array(view.getUint16(this.#take(2)), depth);
      case 0xdd:
        return this.#array(view.getUint32(this.#take(4)), depth);
      case 0xde:
        return this.#map(view.getUint16(this.#take(2)), depth);
      case 0xdf:
        return this.#map(view.getUint32(this.#take(4)), depth);
      default:
        throw new DecodeError(`0x${byte.toString(16)} begins no value`);
    }
  }

  #array(length: number, depth: number): unknown[] {
    if (depth >= MAX_DEPTH) throw new DecodeError(`nested deeper than ${MAX_DEPTH}`);
    const numbers = length <= SHORT_ARRAY ? this.#numbers(length) : undefined;
    if (numbers) return numbers;
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) items.push(this.value(depth + 1));
    return items;
  }

  /** An array of nothing but floats and small integers: a place, a colour, a matrix. Undefined if it is another. */
  #numbers(length: number): number[] | undefined {
    const view = this.#view;
    const start = this.#at;
    const numbers: number[] = [];
    for (let i = 0; i < length; i++) {
      // The longest of them has nine bytes: near the end of the message let others look.
      if (this.rest < 9) break;
      const at = this.#at;
      const byte = view.getUint8(at);
      if (byte === 0xca) {
        numbers.push(view.getFloat32(at + 1));
        this.#at = at + 5;
      } else if (byte === 0xcb) {
        numbers.push(view.getFloat64(at + 1));
        this.#at = at + 9;
      } else if (byte < 0x80) {
        numbers.push(byte);
        this.#at = at + 1;
      } else break;
    }
    if (numbers.length === length) return numbers;
    this.#at = start;
    return undefined;
  }

  #map(length: number, depth: number): Record<string, unknown> {
    if (depth >= MAX_DEPTH) throw new DecodeError(`nested deeper than ${MAX_DEPTH}`);
    const map: Record<string, unknown> = {};
    for (let i = 0; i < length; i++) {
      const key = this.value(depth + 1);
      // Python dicts may have numbers for keys; anything else has no counterpart here.
      if (typeof key !== "string" && typeof key !== "number") throw new DecodeError("a map key is no string");
      const value = this.value(depth + 1);
      if (key === "__proto__") {
        // An assignment would set the prototype.
        Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        map[key] = value;
      }
    }
    return map;
  }

  #binary(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  #string(length: number): string {
    const start = this.#take(length);
    if (length <= SHORT_STRING) {
      const text = this.#ascii(start, start + length);
      if (text !== undefined) return text;
    }
    return utf8.decode(this.#bytes.subarray(start, start + length));
  }

  /** A short string; undefined if it is not of ASCII characters only. */
  #ascii(start: number, end: number): string | undefined {
    const view = this.#view;
    let hash = end - start;
    for (let i = start; i < end; i++) {
      const code = view.getUint8(i);
      if (code >= 0x80) return undefined;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    // Two places for each hash: what is said in turns does not drive itself out.
    const slot = (Math.imul(hash, GOLDEN) >>> HASH_SHIFT) << 1;
    const known = recent[slot];
    if (known !== undefined && this.#spells(start, end, known)) return known;
    const other = recent[slot + 1];
    if (other !== undefined && this.#spells(start, end, other)) return other;
    let text = "";
    for (let i = start; i < end; i++) text += String.fromCharCode(view.getUint8(i));
    recent[slot + 1] = known;
    recent[slot] = text;
    return text;
  }

  #spells(start: number, end: number, text: string): boolean {
    if (text.length !== end - start) return false;
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== this.#view.getUint8(start + i)) return false;
    return true;
  }

  #extension(length: number): unknown {
    const type = this.#view.getInt8(this.#take(1));
    const data = this.#binary(length);
    // The JavaScript library of the original writes `undefined` like this.
    if (type === 0 && length === 1 && data[0] === 0) return null;
    return new Extension(type, data);
  }
}

/** Decode exactly one value. Bins are views of `message`: they keep it alive and must not be written to. */
export function decode(message: ArrayBuffer): unknown {
  const reader = new Reader(new Uint8Array(message));
  const value = reader.value(0);
  if (reader.rest > 0) throw new DecodeError(`${reader.rest} bytes follow the value`);
  return value;
}
