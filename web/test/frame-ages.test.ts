import { beforeEach, expect, test } from "vitest";
import type { FrameAge } from "../src/protocol/events.gen";
import { FrameAges } from "../src/viewer/frame-ages";

let time: number | undefined;
let told: [string, FrameAge][];
let ages: FrameAges;

beforeEach(() => {
  time = 1_000_000;
  told = [];
  ages = new FrameAges();
  ages.host = { serverTime: () => time, report: (key, age) => told.push([key, age]) };
});

test("the age is that at the drawing, and told at once and then once a second", () => {
  ages.show("a", 999_960);
  ages.drawn(0);
  expect(ages.latest(0)).toBe(40);
  expect(told).toEqual([["a", { age: 40, worst: 40, frames: 1 }]]);
  for (const [now, age] of [[100, 90], [200, 20]] as const) {
    ages.show("a", 1_000_000 - age);
    ages.drawn(now);
  }
  ages.drawn(300);
  expect(told).toHaveLength(1);
  ages.show("a", 999_970);
  ages.drawn(1000);
  expect(told.slice(1)).toEqual([["a", { age: 30, worst: 90, frames: 3 }]]);
});

test("of pictures that are shown together the oldest counts; of those overtaken before a drawing, none", () => {
  ages.show("left", 999_000);
  ages.show("left", 999_990);
  ages.show("right", 999_950);
  ages.drawn(0);
  expect(ages.latest(0)).toBe(50);
  expect(told.map(([key, { age }]) => [key, age])).toEqual([["left", 10], ["right", 50]]);
});

test("without the server's clock nothing is known, but for what the page's own clock tells", () => {
  time = undefined;
  ages.show("a", 999_000);
  ages.drawn(0);
  expect(ages.latest(0)).toBeUndefined();
  expect(told).toEqual([]);
  ages.show("live", Date.now() - 70, "page");
  ages.drawn(10);
  expect(ages.latest(10)).toBeGreaterThanOrEqual(70);
});

test("what was drawn long ago is forgotten", () => {
  ages.show("a", 999_000);
  ages.drawn(0);
  expect(ages.latest(3000)).toBeUndefined();
});
