// What warnings show of values.

import { expect, test } from "vitest";
import { brief } from "../src/scene/read";

test.each([
  [new Uint8Array(3), "3 bytes"],
  [{ map: new Uint8Array(3) }, '{"map":"3 bytes"}'],
  ["red", '"red"'],
  [undefined, "undefined"],
  [new Array<number>(1_000_000).fill(1), `[${"1,".repeat(19)}1…`],
  ["x".repeat(1_000_000), `"${"x".repeat(39)}…`],
])("what is shown of a value", (value, shown) => {
  expect(brief(value)).toBe(shown);
});

test("no more of a part is read than is shown", () => {
  const parts = new Array<unknown>(1000).fill(0);
  let read = 0;
  for (const place of parts.keys()) Object.defineProperty(parts, place, { get: () => ++read });
  brief({ parts });
  expect(read).toBe(40);
});
