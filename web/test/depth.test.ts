import { deflateSync } from "node:zlib";
import { Box3, Ray, Vector3 } from "three";
import { expect, test } from "vitest";
import { boundsOf, depthAt, farthest, hitDepth, opticsOf } from "../src/nodes/depth/optics";
import { isPng16, readPng16, type DepthImage } from "../src/nodes/depth/png";
import { ALONE, readProvider, strideAt } from "../src/nodes/depth/provider";

const WIDTH = 5;
const HEIGHT = 4;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  return bytes;
}

/** A PNG whose rows are all filtered in one way, by the definitions of the recommendation. */
function png(filter: number, colorType: number, rows: Uint8Array, options: { interlaced?: number; depth?: number } = {}): Uint8Array {
  const pixel = (CHANNELS[colorType] ?? 1) * 2;
  const stride = WIDTH * pixel;
  const filtered = new Uint8Array((stride + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    filtered[y * (stride + 1)] = filter;
    for (let i = 0; i < stride; i++) {
      const a = i < pixel ? 0 : (rows[y * stride + i - pixel] ?? 0);
      const b = y === 0 ? 0 : (rows[(y - 1) * stride + i] ?? 0);
      const c = i < pixel || y === 0 ? 0 : (rows[(y - 1) * stride + i - pixel] ?? 0);
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, next) => (Math.abs(p - next) < Math.abs(p - best) ? next : best));
      const guess = [0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0;
      filtered[y * (stride + 1) + 1 + i] = (rows[y * stride + i] ?? 0) - guess;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, WIDTH);
  view.setUint32(4, HEIGHT);
  header.set([options.depth ?? 16, colorType, 0, 0, options.interlaced ?? 0], 8);
  const data = deflateSync(filtered);
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("tEXt", new Uint8Array(3)),
    // In two pieces, as large pictures are.
    chunk("IDAT", data.subarray(0, 9)),
    chunk("IDAT", data.subarray(9)),
    chunk("IEND", new Uint8Array()),
  ];
  // At an odd place in a longer message.
  const message = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  let at = 1;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message.subarray(1);
}

function rowsOf(colorType: number): Uint8Array {
  let seed = 7;
  return Uint8Array.from({ length: WIDTH * HEIGHT * (CHANNELS[colorType] ?? 1) * 2 }, () => (seed = (seed * 75 + 74) % 65537) & 0xff);
}

test("every filter and colour type of a PNG with 16 bits", async () => {
  for (const colorType of [0, 2, 4, 6]) {
    const rows = rowsOf(colorType);
    const step = (CHANNELS[colorType] ?? 1) * 2;
    const expected = Array.from({ length: WIDTH * HEIGHT }, (_, i) => ((rows[i * step] ?? 0) << 8) | (rows[i * step + 1] ?? 0));
    for (let filter = 0; filter <= 4; filter++) {
      const bytes = png(filter, colorType, rows);
      expect(isPng16(bytes)).toBe(true);
      const image = await readPng16(bytes);
      expect([image.width, image.height, image.white]).toEqual([WIDTH, HEIGHT, 65535]);
      expect([...image.raw], `filter ${filter}, colour type ${colorType}`).toEqual(expected);
    }
  }
});

test("what is broken is refused", async () => {
  const rows = rowsOf(0);
  expect(isPng16(png(0, 0, rows, { depth: 8 }))).toBe(false);
  expect(isPng16(new Uint8Array(5))).toBe(false);
  await expect(readPng16(png(0, 0, rows, { interlaced: 1 }))).rejects.toThrow("interlaced");
  await expect(readPng16(png(0, 0, rows).subarray(0, 70))).rejects.toThrow(/damaged|ends before/);
  await expect(readPng16(png(7, 0, rows))).rejects.toThrow("damaged");
  const huge = png(0, 0, rows);
  new DataView(huge.buffer, huge.byteOffset).setUint32(16, 0x7fff_ffff);
  await expect(readPng16(huge)).rejects.toThrow("cannot be read");
});

const lens = { vfov: 90, hfov: undefined, cx: undefined, cy: undefined, unit: 0.001, offset: 0, inverted: false };

/** A wall two metres away, with a hole in the middle pixel. */
function wall(): DepthImage {
  const raw = new Uint16Array(11 * 11).fill(2000);
  raw[5 * 11 + 5] = 0;
  return { width: 11, height: 11, raw, white: 65535 };
}

test("optics", () => {
  const image = wall();
  const optics = opticsOf(image, lens);
  expect(optics.focal.toArray()).toEqual([5.5, 5.5].map((x): unknown => expect.closeTo(x)));
  expect(opticsOf(image, { ...lens, vfov: undefined, hfov: 90 }).focal.y).toBeCloseTo(5.5);
  expect(opticsOf(image, { ...lens, vfov: undefined }).focal.y).toBeCloseTo(5.5 / Math.tan((29 * Math.PI) / 180));
  expect(depthAt(image, optics, 0, 0)).toBe(2);
  expect(depthAt(image, optics, 5, 5)).toBe(0);
  const inverted = opticsOf(image, { ...lens, inverted: true, offset: 1 });
  expect(depthAt(image, inverted, 0, 0)).toBeCloseTo(64.535);
  expect(farthest(image, inverted)).toBeCloseTo(64.535);
  const bounds = boundsOf(image, optics, new Box3());
  expect([bounds.min.toArray(), bounds.max.toArray()]).toEqual([[-2, -2, -2].map((x): unknown => expect.closeTo(x)), [2, 2, 0].map((x): unknown => expect.closeTo(x))]);
});

test("a ray hits the surface of the points, and no hole in it", () => {
  const image = wall();
  const optics = opticsOf(image, lens);
  const bounds = boundsOf(image, optics, new Box3());
  const along = (x: number, y: number): ReturnType<typeof hitDepth> => hitDepth(image, optics, new Ray(new Vector3(0, 0, 3), new Vector3(x, y, -5).normalize()), bounds);
  const hit = along(1, 0.5);
  expect(hit?.distance).toBeCloseTo(Math.hypot(1, 0.5, 5), 1);
  // Three and a half pixels of 5.5 to the right of the middle and 1.4 up.
  expect(hit?.index).toBe(4 * 11 + 8);
  expect(along(0, 0)).toBeUndefined();
  expect(along(3, 0)).toBeUndefined();
});

test("a provider's levels", () => {
  const warnings: string[] = [];
  const ctx = { warn: (text: string) => warnings.push(text) };
  const levels = readProvider(ctx, { strides: [1, 3, 9], distances: [2, 4] });
  expect([0, 1.9, 2, 3.9, 4, 99].map((distance) => strideAt(levels, distance))).toEqual([1, 1, 3, 3, 9, 9]);
  expect(strideAt(ALONE, 1e6)).toBe(1);
  expect(strideAt(readProvider(ctx, { lod: { strides: [5], distances: [] } }), 0)).toBe(5);
  expect(readProvider(ctx, { depthUnit: 1, bake: { depthUnit: 0.5 } }).unit).toBe(0.5);
  expect(readProvider(ctx, { edgeThreshold: 1 }).edgeThreshold).toBeUndefined();
  expect(warnings).toEqual([]);
  readProvider(ctx, { strides: [0], lod: 5 } as never);
  expect(warnings.length).toBe(2);
});
