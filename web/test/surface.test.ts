import { DoubleSide, MeshPhysicalMaterial, MeshStandardMaterial, Texture } from "three";
import { describe, expect, test } from "vitest";
import { Counted } from "../src/scene/counted";
import { MaterialPool, type MaterialSpec } from "../src/scene/materials";
import { parseColor, Reader } from "../src/scene/read";
import { readSurface } from "../src/scene/surface";

function surface(props: object, type: MaterialSpec["type"] = "physical") {
  const warnings: string[] = [];
  const { maps, ...rest } = readSurface({ warn: (text) => warnings.push(text) }, props, { type });
  return { ...rest, maps: Object.fromEntries(maps), warnings };
}

describe("readSurface", () => {
  test("props beside material work, and material wins", () => {
    expect(surface({ color: "red", opacity: 0.5, side: "double", wireframe: true }).values).toEqual({
      color: [1, 0, 0],
      opacity: 0.5,
      side: DoubleSide,
      transparent: true,
      wireframe: true,
    });
    expect(surface({ color: "red", material: { color: [0, 0, 1] } }).values.color).toEqual([0, 0, 1]);
  });

  test("maps by URL or bytes, with their repeats", () => {
    const bytes = new Uint8Array([1]);
    const { maps, warnings } = surface({ material: { map: "a.png", mapRepeat: [2, 3], normalMap: bytes, roughnessMap: "" } });
    expect(maps.map).toEqual({ source: "a.png", use: { color: true, panorama: false, repeat: [2, 3] } });
    expect(maps.normalMap).toEqual({ source: bytes, use: { color: false, panorama: false } });
    expect(maps).not.toHaveProperty("roughnessMap");
    expect(warnings).toEqual([]);
  });

  test("what does not fit is ignored with a warning", () => {
    const { values, type, warnings } = surface({
      materialType: "velvet",
      color: "nonsense",
      material: { roughness: "rough", uuid: "x", onBeforeCompile: "alert(1)", map: 5, side: 9 },
    });
    expect(type).toBe("physical");
    expect(values).toEqual({});
    expect(warnings).toHaveLength(7);
  });

  test("what a material is cannot be set", () => {
    const { values, warnings } = surface({ material: { id: 7, isMaterial: false, isMeshPhysicalMaterial: false, constructor: 1, _alphaTest: 1 } });
    expect(values).toEqual({});
    expect(warnings).toHaveLength(5);
  });

  test("null is missing, and a type without a property takes no offence", () => {
    expect(surface({ color: null, material: null, materialType: "normal" })).toMatchObject({ type: "normal", values: {}, warnings: [] });
    expect(surface({ color: "red", materialType: "normal" }).warnings).toEqual([]);
  });
});

test("colours of the wire", () => {
  const hex = (value: unknown): string | undefined => parseColor(value)?.getHexString();
  expect(["red", "#f00", "#ff0000", "#ff0000aa", "0xff0000", 0xff0000, [1, 0, 0], "rgb(255, 0, 0)"].map(hex)).toEqual(Array(8).fill("ff0000"));
  expect(["rgb(100%, 0%, 0%)", "rgba(300 -1 0.2 / 50%)", " RGB(255,0,0,.5)", "hsl(0, 100%, 50%)", "hsl(360deg 100% 50%)", "#f00f"].map(hex)).toEqual(Array(6).fill("ff0000"));
  expect(["rgb(foo)", "rgb(1, 2)", "rgb(1, 2, x)", "rgb(+-, ., 1)", "rgb(1, 2, 3", "hsl(10, 20, 30)", "hsv(1, 2%, 3%)", "rgb(1 2 3 4 5)"].map(hex)).toEqual(Array(8).fill(undefined));
  expect(["reddish", "#12", -1, 2 ** 25, [1, 0], null, true, {}, "constructor"].map(hex)).toEqual(Array(9).fill(undefined));
});

test("readers fall back, and say so once a prop is there", () => {
  const warnings: string[] = [];
  const read = new Reader<Record<string, unknown>>({ warn: (text) => warnings.push(text) }, { a: null, b: "x", c: 2, d: 1, e: [1, 2] });
  expect([read.number("a", 7), read.number("b", 7), read.number("c", 7), read.boolean("d", false), read.vector("e")]).toEqual([7, 7, 2, true, undefined]);
  expect(warnings).toEqual(['b should be a number, not "x"; ignored', "e should be three numbers, not [1,2]; ignored"]);
});

function standard(material: unknown): MeshStandardMaterial {
  if (!(material instanceof MeshStandardMaterial)) throw new Error("not a standard material");
  return material;
}

describe("MaterialPool", () => {
  const red: MaterialSpec = { type: "standard", values: { color: [1, 0, 0] } };
  const blue: MaterialSpec = { type: "standard", values: { color: [0, 0, 1] } };

  test("equal specs are one material, freed with its last user", () => {
    const pool = new MaterialPool();
    const one = pool.acquire(red);
    expect(pool.acquire({ type: "standard", values: { color: [1, 0, 0] } })).toBe(one);
    pool.release(one);
    expect(pool.size).toBe(1);
    pool.release(one);
    expect(pool.size).toBe(0);
  });

  test("a material with one user changes in place, defaults come back", () => {
    const pool = new MaterialPool();
    const one = pool.acquire({ type: "standard", values: { color: [1, 0, 0], roughness: 0.2 } });
    expect(pool.exchange(one, blue)).toBe(one);
    expect(standard(one).color.toArray()).toEqual([0, 0, 1]);
    expect(standard(one).roughness).toBe(1);
    expect(pool.acquire(blue)).toBe(one);
  });

  test("a shared material stays as it is for the others", () => {
    const pool = new MaterialPool();
    const one = pool.acquire(red);
    pool.acquire(red);
    const other = pool.exchange(one, { type: "physical", values: {} });
    expect(other).toBeInstanceOf(MeshPhysicalMaterial);
    expect(standard(one).color.toArray()).toEqual([1, 0, 0]);
    expect(pool.size).toBe(2);
  });

  test("programs are compiled anew for what is compiled into them only", () => {
    const pool = new MaterialPool();
    const one = pool.acquire(red);
    const { version } = one;
    pool.exchange(one, blue);
    expect(one.version).toBe(version);
    pool.exchange(one, { type: "standard", values: { map: new Texture() } });
    expect(one.version).toBe(version + 1);
  });
});

test("Counted frees at zero and not before, and refiles what has one user", () => {
  const freed: object[] = [];
  const counted = new Counted<object>((value) => freed.push(value));
  const a = counted.acquire("a", () => ({}));
  counted.acquire("a", () => ({}));
  expect(counted.rekey(a, "b")).toBe(false);
  counted.release(a);
  expect(counted.rekey(a, "b")).toBe(true);
  expect(counted.acquire("a", () => ({}))).not.toBe(a);
  counted.release(a);
  expect(freed).toEqual([a]);
});
