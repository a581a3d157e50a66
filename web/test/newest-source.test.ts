import { expect, test } from "vitest";
import { isSource, NewestSource, type Source } from "../src/nodes/newest-source";

interface Loading {
  readonly source: Source;
  readonly signal: AbortSignal;
  readonly end: () => void;
  readonly finish: () => void;
  readonly fail: (reason: string) => void;
}

/** A follower whose loads the test lets finish one by one, and what came of them. */
function follow() {
  const loads: Loading[] = [];
  const said: string[] = [];
  let shown: Source | undefined;
  const newest = new NewestSource(
    {
      run(work) {
        const abort = new AbortController();
        void work(abort.signal);
        return () => { abort.abort(); };
      },
      warn: (text) => said.push(`warning: ${text}`),
      fail: (reason) => said.push(`failure: ${(reason as Error).message}`),
      recover: () => said.push("recovered"),
    },
    {
      load: (source, signal, end) =>
        new Promise((resolve, reject) => {
          const finish = (): void => {
            if (!signal.aborted) shown = source;
            resolve();
          };
          loads.push({ source, signal, end, finish, fail: (reason) => { reject(new Error(reason)); } });
        }),
      shows: () => shown !== undefined,
      free: () => { shown = undefined; },
      changed: () => said.push("nothing"),
    },
  );
  const at = (index: number): Loading => {
    const load = loads[index];
    if (!load) throw new Error(`only ${loads.length} loads`);
    return load;
  };
  return { newest, loads, said, at, shown: () => shown };
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("what is being decoded is let finish; of those that came meanwhile the newest follows", async () => {
  const { newest, loads, at, shown } = follow();
  const frames = [bytes(1), bytes(2), bytes(3)];
  for (const frame of frames) newest.set(frame);
  expect(loads).toHaveLength(1);
  at(0).finish();
  await settle();
  expect(shown()).toBe(frames[0]);
  at(1).finish();
  await settle();
  expect([loads.length, shown()]).toEqual([2, frames[2]]);
});

test("a download is given up for its successor", async () => {
  const { newest, at, shown, said } = follow();
  newest.set("/slow.png");
  newest.set("/next.png");
  expect(at(0).signal.aborted).toBe(true);
  at(0).fail("given up");
  at(1).finish();
  await settle();
  expect([shown(), said]).toEqual(["/next.png", []]);
});

test("the same source again is no other", async () => {
  const { newest, loads, at } = follow();
  newest.set("/a.png");
  newest.set("/a.png");
  at(0).finish();
  await settle();
  newest.set("/a.png");
  expect(loads).toHaveLength(1);
});

test("a failure is one as long as nothing is shown, then a warning; what is wanted next is loaded", async () => {
  const { newest, at, said, shown } = follow();
  newest.set(bytes(1));
  newest.set(bytes(2));
  at(0).fail("first");
  await settle();
  at(1).finish();
  await settle();
  newest.set(bytes(3));
  at(2).fail("third");
  await settle();
  expect(said).toEqual(["failure: first", "recovered", "warning: third"]);
  expect(shown()).toEqual(bytes(2));
});

test.each([
  ["none", undefined, ["failure: 404", "recovered", "nothing"]],
  ["another", "/b.png", ["failure: 404", "recovered"]],
])("after a failure %s is wanted: it is one no more", async (_what, next, expected) => {
  const { newest, at, said } = follow();
  newest.set("/a.png");
  at(0).fail("404");
  await settle();
  newest.set("/a.png");
  expect(said).toEqual(["failure: 404"]);
  newest.set(next);
  expect(said).toEqual(expected);
});

test.each([null, undefined, "", bytes()])("%o is no source: what is shown goes, what is loading is given up", async (none) => {
  const { newest, at, said, shown } = follow();
  newest.set("/a.png");
  at(0).finish();
  await settle();
  newest.set(bytes(1));
  newest.set(none);
  expect([at(1).signal.aborted, shown(), said]).toEqual([true, undefined, ["nothing"]]);
  at(1).finish();
  await settle();
  expect(shown()).toBeUndefined();
});

test("after its load a source is held until its user ends it", async () => {
  const { newest, at } = follow();
  newest.set("/a.png");
  at(0).finish();
  await settle();
  newest.set("/b.png");
  expect(at(0).signal.aborted).toBe(false);
  at(0).end();
  expect([at(0).signal.aborted, at(1).signal.aborted]).toEqual([true, false]);
});

test("the end of the node ends the load", () => {
  const { newest, at } = follow();
  newest.set(bytes(1));
  newest.dispose();
  expect(at(0).signal.aborted).toBe(true);
});

test("what can be a source", () => {
  expect(["/a.png", "", bytes(1), null, undefined].map(isSource)).toEqual([true, true, true, true, true]);
  expect([1, true, {}, ["/a.png"]].map(isSource)).toEqual([false, false, false, false]);
});
