import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConsentDesk } from "../src/consent";

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Whether a page may use a URL, and the hosts it asked about; `answers` are given in turn. */
async function ask(page: string, own: "host" | "origin", urls: readonly string[], answers: readonly boolean[] = []) {
  const desk = new ConsentDesk(new URL(page));
  const left = [...answers];
  const asked: string[] = [];
  desk.question.subscribe((question) => {
    if (!question) return;
    asked.push(question.host);
    question.answer(left.shift() ?? false);
  });
  const allowed = await Promise.all(urls.map((url) => desk.allows(new URL(url), own, "title", "text")));
  return { allowed, asked };
}

test.each<[string, "host" | "origin", string, boolean]>([
  ["http://robot:8012/", "host", "ws://robot:9000", false],
  ["http://robot:8012/", "host", "ws://other:8012", true],
  ["http://robot:8012/", "host", "ws://robot.evil:8012", true],
  ["http://robot:8012/", "origin", "http://robot:8012/a.json", false],
  ["http://robot:8012/", "origin", "http://robot:9000/a.json", true],
  ["http://robot:8012/", "origin", "https://robot:8012/a.json", true],
  ["http://localhost:8012/", "host", "ws://127.0.0.1:9000", false],
  ["http://localhost:8012/", "origin", "http://[::1]:9000/a.json", false],
  ["http://robot:8012/", "host", "ws://localhost:9000", true],
  ["http://localhost:8012/", "host", "ws://localhost.evil:9000", true],
])("%s asks about the %s of %s: %s", async (page, own, url, asks) => {
  expect((await ask(page, own, [url])).asked.length > 0).toBe(asks);
});

test("a host is asked about once, over visits as well; a refusal holds for one question", async () => {
  const urls = ["ws://a:1", "ws://b:1", "ws://a:2", "ws://b:2"];
  expect(await ask("http://robot/", "host", urls, [true, false, true])).toEqual({ allowed: [true, false, true, true], asked: ["a", "b", "b"] });
  expect(await ask("http://robot/", "host", urls)).toEqual({ allowed: [true, true, true, true], asked: [] });
});

test("whose scene may be loaded may not yet be connected to", async () => {
  expect(await ask("http://robot/", "origin", ["http://a/scene.json"], [true])).toEqual({ allowed: [true], asked: ["a"] });
  expect(await ask("http://robot/", "host", ["ws://a"], [false])).toEqual({ allowed: [false], asked: ["a"] });
  expect(await ask("http://robot/", "origin", ["https://a/other.json"])).toEqual({ allowed: [true], asked: [] });
});

test("without storage, or with something else in it, the page asks", async () => {
  stored.set("vuer.trusted-hosts", '{"a": true}');
  expect((await ask("http://robot/", "host", ["ws://a:1"])).asked).toEqual(["a"]);
  vi.stubGlobal("localStorage", undefined);
  expect(await ask("http://robot/", "host", ["ws://a:1"], [true])).toEqual({ allowed: [true], asked: ["a"] });
});
