import { Vector3 } from "three";
import { expect, test } from "vitest";
import { buildGeometry, readCurve, readShapes, readTriangles } from "../src/nodes/geometries";

function size(solid: Parameters<typeof buildGeometry>[0], args?: unknown): number[] {
  const geometry = buildGeometry(solid, args);
  geometry.computeBoundingBox();
  return (geometry.boundingBox?.getSize(new Vector3()).toArray() ?? []).map((length) => Math.round(length * 100) / 100);
}

test("absent and null arguments are their defaults", () => {
  expect(size("Box")).toEqual([1, 1, 1]);
  expect(size("Box", [2, null, 3])).toEqual([2, 1, 3]);
  expect(size("Sphere")).toEqual([2, 2, 2]);
  expect(size("Plane", null)).toEqual([1, 1, 0]);
});

test("solids by points", () => {
  expect(size("Tube", [[[0, 0, 0], [0, 2, 0]], 8, 0.5])).toEqual([1, 2, 1]);
  expect(size("Lathe", [[[1, 0], [1, 2]], 4])).toEqual([2, 2, 2]);
  expect(size("Shape", [[[0, 0], [4, 0], [4, 2]]])).toEqual([4, 2, 0]);
  expect(size("Extrude", [[[0, 0], [4, 0], [4, 2]], { depth: 3, bevelEnabled: false }])).toEqual([4, 2, 3]);
  expect(buildGeometry("Polyhedron", [[[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 2]], 2]).getAttribute("position").count).toBe(3);
});

test("curves and shapes by settings", () => {
  expect(readCurve([0, 0, 0, 1, 0, 0]).getPoint(1).toArray()).toEqual([1, 0, 0]);
  expect(readCurve({ points: [[0, 0], [1, 0], [1, 1]], closed: true }).getPoint(1).x).toBeCloseTo(0);
  expect(readShapes({ points: [[0, 0], [4, 0], [4, 4]], holes: [[[1, 0.5], [2, 0.5], [2, 1]]] })[0]?.holes).toHaveLength(1);
  expect(readShapes([[[0, 0], [1, 0], [1, 1]], [[2, 0], [3, 0], [3, 1]]])).toHaveLength(2);
});

test("what is to be outlined", () => {
  expect(readTriangles(["Plane", 2, 2]).getAttribute("position").count).toBe(4);
  expect(readTriangles({ vertices: [[0, 0, 0], [1, 0, 0], [0, 1, 0]], faces: [0, 1, 2] }).index?.count).toBe(3);
  expect(() => readTriangles({ vertices: [0, 0, 0], faces: [0, 1, 2] })).toThrow("no vertex 1");
  expect(() => readTriangles(7)).toThrow("the name of a primitive");
});

test.each([
  ["Box", "big", "args should be a list"],
  ["Box", [1, "a"], "args[1], height: expected a number"],
  ["Box", [NaN], "args[0], width"],
  ["Sphere", [1, 1e9], "at most 2048"],
  ["Tube", [[[0, 0, 0]]], "at least two points"],
  ["Shape", [[[0, 0], [1, 1]]], "at least three points"],
  ["Extrude", [null, { depth: "deep" }], "depth to be a number"],
  ["Extrude", [null, { bevelSize: NaN }], "bevelSize to be a number"],
  ["Polyhedron", [[0, 0, 0], [5]], "there is no vertex 5"],
] as const)("%s %j is refused by name", (solid, args, message) => {
  expect(() => buildGeometry(solid, args)).toThrow(message);
});
