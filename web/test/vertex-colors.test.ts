/** The colours of a line's points: one for each, or spread over them, and a word about what is none. */

import { expect, test } from "vitest";

import { readVertexColors, spreadVertexColors } from "../src/nodes/lines/stroke";

function warnings() {
  const said: string[] = [];
  return { said, ctx: { warn: (text: string) => void said.push(text) } };
}

test("there is one colour for each point", () => {
  const { said, ctx } = warnings();
  const colors = readVertexColors(ctx, ["red", [0, 0, 1], "white", "black"], 3);
  expect([...(colors ?? [])]).toEqual([1, 0, 0, 0, 0, 1, 1, 1, 1]);
  expect(readVertexColors(ctx, undefined, 3)).toBeUndefined();
  expect(readVertexColors(ctx, null, 3)).toBeUndefined();
  expect(said).toEqual([]);
});

test("too few are left out, with a word", () => {
  const { said, ctx } = warnings();
  expect(readVertexColors(ctx, ["red"], 3)).toBeUndefined();
  expect(readVertexColors(ctx, 7, 3)).toBeUndefined();
  expect(said).toEqual([
    'vertexColors should be 3 colours, not ["red"]; ignored',
    "vertexColors should be 3 colours, not 7; ignored",
  ]);
});

test("what is no colour is white, with a word", () => {
  const { said, ctx } = warnings();
  const colors = readVertexColors(ctx, ["no such colour", "black"], 2);
  expect([...(colors ?? [])]).toEqual([1, 1, 1, 0, 0, 0]);
  expect(said).toEqual(['vertexColors should be colours, not "no such colour"; white in its place']);
});

test("a few colours are spread over many points", () => {
  const { said, ctx } = warnings();
  expect([...(spreadVertexColors(ctx, ["black", "white"], 3) ?? [])]).toEqual([0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1]);
  expect([...(spreadVertexColors(ctx, ["red"], 2) ?? [])]).toEqual([1, 0, 0, 1, 0, 0]);
  expect(spreadVertexColors(ctx, [], 3)).toBeUndefined();
  expect(said).toEqual(["vertexColors should be 1 colours, not []; ignored"]);
});
