import { readFileSync } from "node:fs";
import { ShapeUtils, type Shape } from "three";
import { expect, test } from "vitest";
import { shapesOf, type Typesetting } from "../src/nodes/text/letters";
import { readOutlines } from "../src/nodes/text/outlines";

const bytes = readFileSync(new URL("../src/nodes/text/inter-regular.woff", import.meta.url));
const font = readOutlines(new Uint8Array(bytes).buffer);
const SET: Typesetting = { size: 1, letterSpacing: 0, lineHeight: 1, curveSegments: 8 };

const set = (text: string, typesetting: Partial<Typesetting> = {}): Shape[] => shapesOf(font, text, { ...SET, ...typesetting });
const holes = (text: string): number[] => set(text).map((shape) => shape.holes.length);
const least = (shapes: readonly Shape[], axis: "x" | "y"): number => Math.min(...shapes.flatMap((shape) => shape.getPoints().map((at) => at[axis])));

/** The area of all triangles of the shapes, and that of their outlines without their holes. */
function areas(shapes: readonly Shape[]): [drawn: number, meant: number] {
  let drawn = 0;
  let meant = 0;
  for (const shape of shapes) {
    const { shape: outline, holes } = shape.extractPoints(1);
    const all = [...outline, ...holes.flat()];
    for (const corners of ShapeUtils.triangulateShape(outline, holes)) drawn += Math.abs(ShapeUtils.area(corners.flatMap((i) => all[i] ?? [])));
    meant += [outline, ...holes].reduce((sum, loop) => sum + ShapeUtils.area(loop), 0);
  }
  return [drawn, meant];
}

test("letters have the holes that they show", () => {
  expect(holes("l")).toEqual([0]);
  expect(holes("o")).toEqual([1]);
  expect(holes("B8")).toEqual([2, 2]);
  expect(holes("i")).toEqual([0, 0]);
});

test("strokes that overlap become one outline, of which the triangles cover all and nothing twice", () => {
  for (const letter of "ЖКжкфѪØ₮#&") {
    const [drawn, meant] = areas(set(letter));
    expect(meant, letter).toBeGreaterThan(0.05);
    expect(drawn, letter).toBeCloseTo(meant, 5);
  }
  expect(holes("Ж")).toEqual([0]);
});

test("letters stand one after the other, lines one below the other", () => {
  const width = least(set("Hl"), "x");
  expect(least(set(" H"), "x")).toBeGreaterThan(width);
  expect(least(set(" H", { letterSpacing: 1 }), "x")).toBeCloseTo(least(set(" H"), "x") + 1);
  const second = least(set("\nH"), "y");
  expect(second).toBeLessThan(-1);
  expect(least(set("\nH", { lineHeight: 2 }), "y")).toBeCloseTo(2 * second);
  expect(least(set("\nH", { size: 3 }), "y")).toBeCloseTo(3 * second);
});

test("a letter that the font has not is its question mark", () => {
  expect(set("\u{10ffff}").length).toBe(set("?").length);
});
