// @vitest-environment happy-dom
// What takes long to load: when it is listed, and what the list says.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Scope } from "../../src/panels/dom";
import { fileName, loadsList } from "../../src/panels/loads";
import { Loads } from "../../src/scene/loads";
import { FakeSource } from "./fake-source";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("only what takes more than half a second is listed, the oldest first", () => {
  const loads = new Loads();
  const seen: string[][] = [];
  loads.slow.subscribe((rows) => seen.push(rows.map(({ name, loaded }) => `${name} ${loaded}`)));
  const quick = loads.begin("quick");
  const first = loads.begin("first");
  vi.advanceTimersByTime(300);
  quick.end();
  const second = loads.begin("second");
  vi.advanceTimersByTime(300);
  expect(seen).toEqual([["first 0"]]);
  first.progress(7, 9);
  vi.advanceTimersByTime(300);
  expect(seen.at(-1)).toEqual(["first 7", "second 0"]);
  first.end();
  second.end();
  expect(seen.at(-1)).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a line has a file's name, how far it is, and goes", () => {
  const source = new FakeSource();
  const scope = new Scope();
  const list = loadsList(source, scope);
  const lines = (): (string | null)[] => [...list.querySelectorAll("li:not([hidden])")].map(({ textContent }) => textContent);
  expect(list.hidden).toBe(true);
  const row = (id: number, loaded: number, total?: number) => ({ id, name: `http://h/static/arm%20${id}.glb?v=1`, loaded, total });
  source.loads.set([row(1, 0), row(2, 2e6, 8e6), row(3, 500)]);
  expect(lines()).toEqual(["arm 1.glb", "arm 2.glb2 MB of 8 MB", "arm 3.glb500 B"]);
  const bars = [...list.querySelectorAll("progress")];
  expect(bars.map((bar) => bar.getAttribute("value"))).toEqual([null, "0.25", null]);
  source.loads.set([row(2, 4e6, 8e6), ...[4, 5, 6, 7, 8].map((id) => row(id, 0))]);
  expect(list.querySelector("progress")).toBe(bars[1]);
  expect(bars[1]?.getAttribute("value")).toBe("0.5");
  expect(lines().at(-1)).toBe("and 2 more");
  source.loads.set([]);
  expect([list.hidden, lines()]).toEqual([true, []]);
  scope.dispose();
});

test("files are called by the end of their URLs", () => {
  expect(["http://h/a/b.stl#x", "/only/", "data:x;base64,AAAA", "http://h/%zz.obj"].map(fileName)).toEqual(["b.stl", "/only/", "data in the scene", "%zz.obj"]);
});
