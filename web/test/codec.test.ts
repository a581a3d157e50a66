import { describe, expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "../src/protocol/codec";
import { decode, Extension } from "../src/protocol/decode";
import { Encoder } from "../src/protocol/encode";
import { asUint32, halfToFloat, halvesToFloats } from "../src/scene/binary";

function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)).buffer;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function encoded(value: unknown): string {
  return hexOf(new Encoder().encode(value));
}

describe("decode", () => {
  test.each([
    ["c0", null],
    ["c2", false],
    ["7f", 127],
    ["e0", -32],
    ["ccff", 255],
    ["d2ffffff00", -256],
    ["cf0000018bcfe5680b", 1_700_000_000_011],
    ["d3ffffffffffffffff", -1],
    ["ca3f000000", 0.5],
    ["cb3fb999999999999a", 0.1],
    ["a568c3a96c6f", "hélo"],
    ["93010203", [1, 2, 3]],
    ["81a16101", { a: 1 }],
    ["810501", { 5: 1 }],
    ["de0001a16190", { a: [] }],
    ["d40000", null],
  ])("%s", (hex, value) => {
    expect(decode(bytesOf(hex))).toEqual(value);
  });

  test("a bin is a view of the message", () => {
    const message = bytesOf("91c403010203");
    const [bin] = decode(message) as [Uint8Array];
    expect(bin.buffer).toBe(message);
    expect(hexOf(bin)).toBe("010203");
  });

  test("a text keeps all of its characters", () => {
    const text = "\uFEFFa mark is a character";
    expect(decode(new Encoder().encode(text).slice().buffer)).toBe(text);
  });

  test("an unknown extension is kept", () => {
    expect(decode(bytesOf("d5070102"))).toEqual(new Extension(7, new Uint8Array([1, 2])));
  });

  test("a key cannot become a prototype", () => {
    const map = decode(bytesOf("81a95f5f70726f746f5f5f81a16101")) as object;
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
    expect(Object.hasOwn(map, "__proto__")).toBe(true);
  });

  test.each([
    ["", "ends too early"],
    ["92ff", "ends too early"],
    ["dfffffffff", "ends too early"],
    ["c6ffffffff00", "ends too early"],
    ["c1", "begins no value"],
    ["0101", "follow the value"],
    ["81c001", "map key"],
    ["91".repeat(65) + "c0", "nested deeper"],
    ["91".repeat(100_000), "nested deeper"],
  ])("refuses %.20s", (hex, reason) => {
    expect(() => decode(bytesOf(hex))).toThrow(reason);
  });
});

describe("encode", () => {
  test.each([
    [{}, "de0000"],
    [{ a: undefined }, "de0001a161c0"],
    [[1, 300, 70_000, 4_294_967_296], "9401cd012cce00011170cb41f0000000000000"],
    [[-1, -100, -1000, -100_000], "94ffd09cd1fc18d2fffe7960"],
    [0.5, "cb3fe0000000000000"],
    [-0x8000_0001, "cbc1e0000000200000"],
    [new Uint8Array([1, 2]), "c4020102"],
    [new Float32Array([1, 0.5]), "9201cb3fe0000000000000"],
    ["x".repeat(40), `d928${"78".repeat(40)}`],
  ])("%j", (value, hex) => {
    expect(encoded(value)).toBe(hex);
  });

  test("decode undoes it", () => {
    const value = { list: [1.5, "é", null, true, { deep: [[]] }], long: "y".repeat(70_000), many: Array.from({ length: 70_000 }, (_, i) => i) };
    expect(decode(new Encoder().encode(value).slice().buffer)).toEqual(value);
  });

  test("a cycle is refused", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => encoded(cycle)).toThrow("nested deeper");
  });
});

describe("envelopes", () => {
  test("an event has etype, whole milliseconds, key and value", () => {
    expect(decode(encodeMessage({ etype: "ON_CLICK", key: "a" }, 1_700_000_000_000.4).slice().buffer)).toEqual({
      etype: "ON_CLICK",
      ts: 1_700_000_000_000,
      key: "a",
      value: null,
    });
  });

  test("a frame without an etype is refused", () => {
    expect(() => decodeMessage(bytesOf("80"))).toThrow("no etype");
    expect(() => decodeMessage(bytesOf("90"))).toThrow("no map");
  });
});

describe("binary", () => {
  test("halves", () => {
    expect([0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555].map(halfToFloat)).toEqual([1, -2, 2 ** -24, Infinity, 0.333251953125]);
    expect(halvesToFloats(new Uint8Array([9, 0x00, 0x3c]).subarray(1))).toEqual(new Float32Array([1]));
  });

  test("aligned bins are not copied", () => {
    const buffer = new ArrayBuffer(12);
    expect(asUint32(new Uint8Array(buffer, 4)).buffer).toBe(buffer);
    expect(asUint32(new Uint8Array(buffer, 1, 8)).buffer).not.toBe(buffer);
  });
});

