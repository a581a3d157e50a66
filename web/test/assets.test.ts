import { afterEach, expect, test, vi } from "vitest";
import { Assets } from "../src/scene/assets";
import { UrlPolicy } from "../src/scene/urls";

afterEach(() => vi.unstubAllGlobals());

function assets(): Assets {
  return new Assets(new UrlPolicy("http://page", false));
}

test("a share is loaded once, kept while anybody uses it, freed with the last", async () => {
  const shelf = assets();
  const freed: string[] = [];
  let loads = 0;
  const [a, b] = [new AbortController(), new AbortController()];
  const get = (user: AbortController): Promise<string> => shelf.share("k", user.signal, () => Promise.resolve(`v${++loads}`), (value) => freed.push(value));
  expect(await Promise.all([get(a), get(b)])).toEqual(["v1", "v1"]);
  a.abort();
  expect(freed).toEqual([]);
  b.abort();
  expect(freed).toEqual(["v1"]);
  expect(await get(new AbortController())).toBe("v2");
});

test("a load that nobody waits for is aborted, and freed if it comes all the same", async () => {
  const shelf = assets();
  const user = new AbortController();
  const freed: string[] = [];
  let arrive: (value: string) => void = () => undefined;
  let inner: AbortSignal | undefined;
  const load = (signal: AbortSignal): Promise<string> => {
    inner = signal;
    return new Promise((resolve) => (arrive = resolve));
  };
  const waiting = shelf.share("k", user.signal, load, (value) => freed.push(value));
  user.abort();
  expect(inner?.aborted).toBe(true);
  arrive("late");
  await expect(waiting).rejects.toThrow();
  expect(freed).toEqual(["late"]);
});

test("a failed load is tried again by the next who asks", async () => {
  const shelf = assets();
  const { signal } = new AbortController();
  await expect(shelf.share("k", signal, () => Promise.reject(new Error("no")), () => undefined)).rejects.toThrow("no");
  expect(await shelf.share("k", signal, () => Promise.resolve(1), () => undefined)).toBe(1);
});

test("answers other than 2xx and broken connections name the file", async () => {
  const { signal } = new AbortController();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 404, statusText: "Not Found" })));
  await expect(assets().bytes("/a.glb", signal)).rejects.toThrow("http://page/a.glb answered 404 Not Found");
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(assets().bytes("/a.glb", signal)).rejects.toThrow("http://page/a.glb could not be fetched");
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("abc")));
  expect(await assets().text("/a.txt", signal)).toBe("abc");
});
