import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Log } from "../src/log";
import { Seldom } from "../src/seldom";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("equal lines are one line with a count, at its newest place", () => {
  const log = new Log();
  log.info("a");
  log.warn("b");
  log.info("a");
  expect(log.entries.get()).toMatchObject([
    { level: "warning", text: "b", count: 1 },
    { level: "info", text: "a", count: 2 },
  ]);
});

test("a kind is warned about once a minute", () => {
  const log = new Log();
  log.warnOfKind("frame", "first");
  log.warnOfKind("frame", "second");
  vi.advanceTimersByTime(60_000);
  log.warnOfKind("frame", "third");
  expect(log.entries.get().map(({ text }) => text)).toEqual(["first", "third"]);
});

test("the oldest lines go", () => {
  const log = new Log();
  for (let i = 0; i < 400; i++) log.info(`${i}`);
  expect(log.entries.get()).toHaveLength(300);
  expect(log.entries.get()[0]?.text).toBe("100");
});

test("a text of any length is kept short", () => {
  const log = new Log();
  log.warn("x".repeat(1_000_000));
  expect(log.entries.get()[0]?.text).toHaveLength(1001);
});

test("a minute hears only so many of all kinds, and remembers no more", () => {
  const seldom = new Seldom(2);
  const said = (kinds: readonly string[]): string[] => kinds.filter((kind) => seldom.maySay(kind));
  expect(said(["a", "a", "b", "c", "d"])).toEqual(["a", "b"]);
  vi.advanceTimersByTime(30_000);
  expect(said(["c"])).toEqual([]);
  vi.advanceTimersByTime(30_000);
  expect(said(["c", "c", "a", "b"])).toEqual(["c", "a"]);
});
