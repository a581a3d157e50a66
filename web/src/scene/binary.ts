// Bins of the wire as typed arrays. A bin starts at any byte of its message, typed arrays do not: where the
// alignment allows the result is a view, else a copy. Every multi-byte type on the wire is little-endian, as
// are all machines that run browsers with WebGL.

type TypedArrayConstructor<T> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
};

function typed<T>(bytes: Uint8Array, Type: TypedArrayConstructor<T>): T {
  const size = Type.BYTES_PER_ELEMENT;
  const length = Math.floor(bytes.byteLength / size);
  const source = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new Type(source.buffer, source.byteOffset, length);
}

export function asUint16(bytes: Uint8Array): Uint16Array {
  return typed(bytes, Uint16Array);
}

export function asUint32(bytes: Uint8Array): Uint32Array {
  return typed(bytes, Uint32Array);
}

export function asFloat32(bytes: Uint8Array): Float32Array {
  return typed(bytes, Float32Array);
}

/** One half-precision number. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

let halfTable: Float32Array | undefined;

/** float16 to float32, by a table of all 65,536 values (256 kB, made at first use). */
export function halvesToFloats(bytes: Uint8Array): Float32Array {
  const table = (halfTable ??= Float32Array.from({ length: 0x1_0000 }, (_, half) => halfToFloat(half)));
  const halves = asUint16(bytes);
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = table[halves[i] ?? 0] ?? 0;
  return floats;
}
