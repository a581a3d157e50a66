// PNG files with 16 bits a channel. Browsers read them, but give 8 bits of each: what a depth camera measures in
// millimetres would come out in steps of a quarter of a metre.
//
// Only what such pictures need is read here; everything else is the browser's. The format is that of the W3C
// recommendation "PNG, Third Edition".

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** After the signature: length and name of the header, width, height. */
const HEADER = 16;
/** Channels of each colour type that can have 16 bits: grey, colour, grey with opacity, colour with opacity. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };
/** A picture of more pixels is a mistake, or an attempt on our memory. */
const MAX_PIXELS = 1 << 26;

export interface DepthImage {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top. */
  readonly raw: Uint16Array;
  /** The greatest value that such a picture can have. */
  readonly white: number;
}

/** Whether these are the bytes of a PNG with 16 bits a channel. */
export function isPng16(bytes: Uint8Array): boolean {
  return bytes.length > HEADER + 13 && SIGNATURE.every((byte, i) => bytes[i] === byte) && bytes[HEADER + 8] === 16;
}

/** The first channel of such a picture. Rejects if the bytes are broken. */
export async function readPng16(bytes: Uint8Array): Promise<DepthImage> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(HEADER);
  const height = view.getUint32(HEADER + 4);
  const channels = CHANNELS[bytes[HEADER + 9] ?? -1];
  if (!channels || width === 0 || height === 0 || width * height > MAX_PIXELS) throw new Error(`a PNG of ${width} × ${height} pixels cannot be read`);
  if (bytes[HEADER + 12] !== 0) throw new Error("an interlaced PNG with 16 bits cannot be read");
  const stride = width * channels * 2;
  const rows = await inflate(dataChunks(bytes, view), (stride + 1) * height);
  return { width, height, raw: unfilter(rows, width, height, channels), white: 0xffff };
}

/** The parts of the compressed picture, in order. */
function dataChunks(bytes: Uint8Array, view: DataView): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (name === "IEND") break;
    at += length + 12;
  }
  return parts;
}

/** Inflate into exactly so many bytes; what would be more is not read. */
async function inflate(parts: readonly Uint8Array[], length: number): Promise<Uint8Array> {
  const result = new Uint8Array(length);
  const stream = new Blob(parts as Uint8Array<ArrayBuffer>[]).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  let filled = 0;
  try {
    while (filled < length) {
      const { done, value } = await reader.read();
      if (done) break;
      result.set(value.subarray(0, length - filled), filled);
      filled += value.length;
    }
  } catch (error) {
    throw new Error("a PNG is damaged", { cause: error });
  } finally {
    // Rejects where the data were damaged, which has been said.
    reader.cancel().catch(() => undefined);
  }
  if (filled < length) throw new Error("a PNG ends before its last row");
  return result;
}

/** Undo the filters of the rows, which tell each byte by those before and above, and keep the first channel. */
function unfilter(rows: Uint8Array, width: number, height: number, channels: number): Uint16Array {
  const pixel = channels * 2;
  const stride = width * pixel;
  const raw = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1) + 1;
    const above = y === 0 ? -1 : start - stride - 1;
    unfilterRow(rows, rows[start - 1] ?? 0, start, above, stride, pixel);
    for (let x = 0; x < width; x++) {
      const at = start + x * pixel;
      raw[y * width + x] = ((rows[at] ?? 0) << 8) | (rows[at + 1] ?? 0);
    }
  }
  return raw;
}

function unfilterRow(rows: Uint8Array, filter: number, start: number, above: number, stride: number, pixel: number): void {
  if (filter > 4) throw new Error("a PNG is damaged");
  if (filter === 0) return;
  for (let i = 0; i < stride; i++) {
    const left = i < pixel ? 0 : (rows[start + i - pixel] ?? 0);
    const up = above < 0 ? 0 : (rows[above + i] ?? 0);
    let guess = left;
    if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4) guess = paeth(left, up, i < pixel || above < 0 ? 0 : (rows[above + i - pixel] ?? 0));
    // Wraps around at 256, as it should.
    rows[start + i] = (rows[start + i] ?? 0) + guess;
  }
}

/** Of left, up and their corner the one that is nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
