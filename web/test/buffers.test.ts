import { expect, test } from "vitest";
import { colorRows, colors, coordinates, indices, linearColors, singles } from "../src/nodes/buffers";
import { readPoints } from "../src/nodes/line";
import { readVertexColors } from "../src/nodes/lines/stroke";

/** Bytes at an odd place in a longer message. */
function bytes(array: Uint16Array | Uint32Array | Float32Array | Uint8Array, shift = 1): Uint8Array {
  const message = new Uint8Array(array.byteLength + shift);
  message.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), shift);
  return message.subarray(shift);
}

test("coordinates are half precision and stay so", () => {
  const halves = new Uint16Array([0x3c00, 0x4000, 0xc000]);
  expect(coordinates("vertices", bytes(halves), 3)).toEqual(halves);
  expect(singles("vertices", bytes(halves), 3)).toEqual(new Float32Array([1, 2, -2]));
  const aligned = bytes(halves, 2);
  expect(coordinates("vertices", aligned, 3).buffer).toBe(aligned.buffer);
});

test("single precision where the number of rows leaves no doubt", () => {
  const floats = new Float32Array([1, 2, 3]);
  expect(coordinates("vertices", bytes(floats), 3, 1)).toEqual(floats);
  expect(coordinates("vertices", bytes(floats), 3)).toBeInstanceOf(Uint16Array);
  expect(coordinates("vertices", [[1, 2, 3]], 3)).toEqual(floats);
});

test("floats that say what they are are believed", () => {
  // Two rows of halves, if nobody said anything.
  const floats = new Float32Array([1, 2, 3]);
  expect(coordinates("vertices", { dtype: "float32", data: bytes(floats) }, 3, 2)).toEqual(floats);
  const halves = new Uint16Array([1, 2, 3, 4, 5, 6]);
  expect(coordinates("vertices", { dtype: "float16", data: bytes(halves) }, 3, 1)).toEqual(halves);
  expect(() => coordinates("vertices", { dtype: "int8", data: bytes(halves) }, 3)).toThrow('vertices cannot be of "int8"');
  expect(() => coordinates("vertices", { dtype: "float32", data: bytes(halves).subarray(1) }, 3)).toThrow("11 bytes are no whole number");
  expect(() => coordinates("vertices", { dtype: "float32", data: bytes(new Float32Array(4)) }, 3)).toThrow("rows of 3");
  expect(() => coordinates("vertices", { dtype: "float32", data: [1, 2, 3] }, 3)).toThrow("should be bytes");
});

test("colours as bytes, floats, lists, with and without opacity", () => {
  expect(colors("colors", new Uint8Array([1, 2, 3]), 1)).toEqual({ array: new Uint8Array([1, 2, 3]), columns: 3 });
  expect(colors("colors", new Uint8Array([1, 2, 3, 4]), 1).columns).toBe(4);
  expect(colors("colors", bytes(new Float32Array([0, 0.5, 1])), 1).array).toEqual(new Uint8Array([0, 128, 255]));
  expect(colors("colors", [[0, 0.5, 1]], 1).array).toEqual(new Uint8Array([0, 128, 255]));
  expect(colors("colors", [0, 128, 255], 1).array).toEqual(new Uint8Array([0, 128, 255]));
  expect(colorRows(new Uint8Array(9))).toBe(3);
  expect(colorRows(new Uint8Array(12))).toBeUndefined();
});

test("colours become linear, opacity does not", () => {
  expect([...linearColors({ array: new Uint8Array([0, 255, 128, 128]), columns: 4 })]).toEqual([0, 65535, 14146, 32896]);
});

test("what does not fit is refused by name", () => {
  expect(() => coordinates("vertices", new Uint8Array(7), 3)).toThrow("vertices should be rows of 3 16-bit floats; 7 bytes");
  expect(() => coordinates("vertices", "abc", 3)).toThrow('vertices should be bytes or numbers, not "abc"');
  expect(() => coordinates("vertices", [1, 2], 3)).toThrow("rows of 3");
  expect(() => colors("colors", new Uint8Array(8), 3)).toThrow("colors should be 3 rows of 3 or 4");
  expect(() => indices("faces", [0, 1, 9], 3)).toThrow("faces names vertex 9, but there are 3");
  expect(() => indices("faces", [0, -1, 1], 3)).toThrow("faces names vertex");
});

test("points of a line", () => {
  expect([...readPoints([[1, 2], [3, 4, 5]])]).toEqual([1, 2, 0, 3, 4, 5]);
  expect([...readPoints([1, 2, 3, 4])]).toEqual([1, 2, 3]);
  expect([...readPoints(bytes(new Float32Array([1, 2, 3])))]).toEqual([1, 2, 3]);
  expect([...readPoints(null)]).toEqual([]);
  expect(() => readPoints([[1, "2"]])).toThrow("list of [x, y, z]");
  expect(() => readPoints(bytes(new Float32Array([1, NaN, 3])))).toThrow("numbers");
});

test("colours of a line's points", () => {
  const warnings: string[] = [];
  const ctx = { warn: (text: string) => warnings.push(text) };
  expect([...(readVertexColors(ctx, ["red", [0, 0, 1]], 2) ?? [])]).toEqual([1, 0, 0, 0, 0, 1]);
  expect(readVertexColors(ctx, ["red"], 2)).toBeUndefined();
  expect(warnings).toHaveLength(1);
});
