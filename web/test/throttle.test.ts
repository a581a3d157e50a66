// Poses come quicker than they are sent; the last one always is.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Throttle } from "../src/scene/throttle";

let sent: number[];
let throttle: Throttle<number>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  throttle = new Throttle((value) => sent.push(value), 10);
});

afterEach(() => {
  vi.useRealTimers();
});

test("the first at once, then the newest of each interval", () => {
  for (let i = 0; i < 10; i++) {
    throttle.push(i);
    vi.advanceTimersByTime(4);
  }
  vi.advanceTimersByTime(10);
  expect(sent[0]).toBe(0);
  expect(sent.at(-1)).toBe(9);
  expect(sent.length).toBeLessThanOrEqual(6);
  expect(sent.toSorted((a, b) => a - b)).toEqual(sent);
});

test("what waits is sent when somebody cannot wait, and once", () => {
  throttle.push(1);
  throttle.push(2);
  throttle.flush();
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([1, 2]);
});

test("what was taken back is not sent", () => {
  throttle.push(1);
  throttle.push(2);
  throttle.cancel();
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([1]);
});
