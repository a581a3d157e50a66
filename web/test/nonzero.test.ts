import { ShapeUtils, Vector2 } from "three";
import { describe, expect, test } from "vitest";
import { filled, type Place, type Region } from "../src/nodes/text/nonzero";

const square = (x: number, y: number, size: number): Place[] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size]];
const reversed = (path: readonly Place[]): Place[] => [...path].reverse();

/** The area of all triangles that regions are drawn with. */
function drawn(regions: readonly Region[]): number {
  let sum = 0;
  for (const { outline, holes } of regions) {
    const points = (loop: readonly Place[]): Vector2[] => loop.map(([x, y]) => new Vector2(x, y));
    const all = [outline, ...holes].flatMap(points);
    for (const triangle of ShapeUtils.triangulateShape(points(outline), holes.map(points))) {
      sum += Math.abs(ShapeUtils.area(triangle.map((i) => all[i] ?? new Vector2())));
    }
  }
  return sum;
}

/** The number of holes of each region. */
const holes = (regions: readonly Region[]): number[] => regions.map((region) => region.holes.length).sort();

describe("what paths fill by the nonzero rule", () => {
  test.each<[string, Place[][], number, number[]]>([
    ["one path", [square(0, 0, 2)], 4, [0]],
    ["one path the other way round", [reversed(square(0, 0, 2))], 4, [0]],
    ["nothing", [[], [[1, 1]], [[0, 0], [1, 1]]], 0, []],
    ["paths apart", [square(0, 0, 1), square(3, 0, 1)], 2, [0, 0]],
    ["a hole, turned against what it is in", [square(0, 0, 4), reversed(square(1, 1, 2))], 12, [1]],
    ["no hole where both turn the same way", [square(0, 0, 4), square(1, 1, 2)], 16, [0]],
    ["paths that overlap", [square(0, 0, 2), square(1, 1, 2)], 7, [0]],
    ["a cross", [[[0, 1], [3, 1], [3, 2], [0, 2]], [[1, 0], [2, 0], [2, 3], [1, 3]]], 5, [0]],
    ["a frame of four bars", [[[0, 0], [4, 0], [4, 1], [0, 1]], [[0, 3], [4, 3], [4, 4], [0, 4]], [[0, 0], [1, 0], [1, 4], [0, 4]], [[3, 0], [4, 0], [4, 4], [3, 4]]], 12, [1]],
    ["a hole that reaches out", [square(0, 0, 2), reversed(square(1, 0.5, 1))], 3, [0]],
    ["an island in a hole", [square(0, 0, 6), reversed(square(1, 1, 4)), square(2, 2, 2)], 24, [0, 1]],
    ["the same path twice", [square(0, 0, 2), square(0, 0, 2)], 4, [0]],
    ["a path and its reverse", [square(0, 0, 2), reversed(square(0, 0, 2))], 0, []],
    ["neighbours that share an edge", [square(0, 0, 1), square(1, 0, 1)], 2, [0]],
    ["neighbours that share half an edge", [square(0, 0, 2), square(2, 1, 2)], 8, [0]],
    ["squares that touch in a corner", [square(0, 0, 1), square(1, 1, 1)], 2, [0, 0]],
    ["holes that touch in a corner", [square(0, 0, 4), reversed(square(1, 1, 1)), reversed(square(2, 2, 1))], 14, [1]],
    ["a path that crosses itself", [[[0, 0], [2, 2], [2, 0], [0, 2]]], 2, [0, 0]],
    ["a star, its middle turned about twice", [[0, 2, 4, 1, 3].map((i): Place => [Math.cos((i * 2 * Math.PI) / 5), Math.sin((i * 2 * Math.PI) / 5)])], 1.1226, [0]],
  ])("%s", (_, paths, area, expected) => {
    const regions = filled(paths);
    expect(drawn(regions)).toBeCloseTo(area, 3);
    expect(holes(regions)).toEqual(expected);
  });

  test("outlines go counterclockwise and holes clockwise", () => {
    const [region] = filled([reversed(square(0, 0, 4)), square(1, 1, 2)]);
    const signed = (loop: readonly Place[] = []): number => ShapeUtils.area(loop.map(([x, y]) => new Vector2(x, y)));
    expect(signed(region?.outline)).toBeCloseTo(16, 3);
    expect(signed(region?.holes[0])).toBeCloseTo(-4, 3);
  });

  test("any paths fill as many places as a grid of points counts", () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 30; round++) {
      const paths = Array.from({ length: 3 }, () => Array.from({ length: 6 }, (): Place => [Math.round(random() * 20), Math.round(random() * 20)]));
      let count = 0;
      const steps = 100;
      for (let i = 0; i < steps; i++) {
        for (let j = 0; j < steps; j++) {
          const at: Place = [((i + 0.513) * 20) / steps, ((j + 0.487) * 20) / steps];
          if (winding(at, paths) !== 0) count++;
        }
      }
      expect(Math.abs(drawn(filled(paths)) - (count * 400) / steps ** 2)).toBeLessThan(3);
    }
  });
});

function winding([x, y]: Place, paths: readonly (readonly Place[])[]): number {
  let sum = 0;
  for (const path of paths) {
    path.forEach((a, i) => {
      const b = path[(i + 1) % path.length] ?? a;
      if (a[1] > y === b[1] > y) return;
      if (a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]) > x) sum += b[1] > y ? 1 : -1;
    });
  }
  return sum;
}
