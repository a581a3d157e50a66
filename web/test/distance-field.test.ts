import { expect, test } from "vitest";
import { depthsInside } from "../src/nodes/worlds/distance-field";

/** `#` is inside. */
function depths(...rows: string[]): number[] {
  const inside = Array.from(rows.join(""), (letter) => letter === "#");
  return [...depthsInside(inside, rows[0]?.length ?? 0)];
}

test("what is outside is 0, what is deepest 255", () => {
  expect(depths(".....", ".###.", ".###.", ".###.", ".....")).toEqual([0, 0, 0, 0, 0, 0, 128, 128, 128, 0, 0, 128, 255, 128, 0, 0, 128, 128, 128, 0, 0, 0, 0, 0, 0]);
  expect(depths("...", "...")).toEqual([0, 0, 0, 0, 0, 0]);
});

test("what is beyond the picture is outside", () => {
  expect(depths("###", "###", "###")).toEqual([128, 128, 128, 128, 255, 128, 128, 128, 128]);
});

test("distances are those of a straight line", () => {
  const [width, height] = [23, 17];
  const inside = Array.from({ length: width * height }, (_, at) => (at * 7919) % 11 !== 0 && Math.hypot((at % width) - 11, Math.floor(at / width) - 8) < 8);
  const nearest = (x: number, y: number): number => {
    let least = Infinity;
    for (let row = -1; row <= height; row++) {
      for (let column = -1; column <= width; column++) {
        const within = row >= 0 && row < height && column >= 0 && column < width && inside[row * width + column];
        if (!within) least = Math.min(least, Math.hypot(column - x, row - y));
      }
    }
    return least;
  };
  const expected = inside.map((_, at) => nearest(at % width, Math.floor(at / width)));
  const deepest = Math.max(...expected);
  expect([...depthsInside(inside, width)]).toEqual(expected.map((distance) => Math.round((255 * distance) / deepest)));
});
