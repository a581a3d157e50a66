import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { planeSheet, sphereSheet } from "../src/nodes/images/geometry";
import { Picture } from "../src/nodes/images/picture";
import type { NodeContext } from "../src/scene/node-type";

/** Decodings that the test lets finish one by one; an image is as wide as its first byte says. */
let decoding: { finish: () => void; fail: () => void }[] = [];
let closed: number[] = [];

beforeEach(() => {
  decoding = [];
  closed = [];
  vi.stubGlobal("createImageBitmap", async (blob: Blob) => {
    const [width = 0] = new Uint8Array(await blob.arrayBuffer());
    return new Promise((resolve, reject) => {
      decoding.push({ finish: () => { resolve({ width, height: 1, close: () => closed.push(width) }); }, fail: () => { reject(new Error("no image")); } });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

function picture() {
  const shown: number[] = [];
  const said: string[] = [];
  const ctx = {
    run: (work: (signal: AbortSignal) => Promise<void>) => {
      const abort = new AbortController();
      void work(abort.signal);
      return () => { abort.abort(); };
    },
    invalidate: () => undefined,
    warn: (text: string) => said.push(`warning: ${text}`),
    fail: (reason: unknown) => said.push(`failure: ${(reason as Error).message}`),
    recover: () => undefined,
  } as unknown as NodeContext;
  const follow = new Picture(ctx, { name: "rgb", color: true, changed: () => shown.push(follow.width) });
  return { follow, shown, said };
}

const frame = (width: number): Uint8Array => new Uint8Array([width]);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("of the frames that come while one is decoded only the newest is shown next", async () => {
  const { follow, shown } = picture();
  for (const width of [1, 2, 3, 4]) follow.set(frame(width));
  await settle();
  expect(decoding).toHaveLength(1);
  decoding[0]?.finish();
  await settle();
  expect(decoding).toHaveLength(2);
  decoding[1]?.finish();
  await settle();
  expect(shown).toEqual([1, 4]);
  expect(closed).toEqual([1]);
});

test("one texture for all frames", async () => {
  const { follow } = picture();
  follow.set(frame(5));
  await settle();
  decoding[0]?.finish();
  await settle();
  const { texture } = follow;
  follow.set(frame(5));
  await settle();
  decoding[1]?.finish();
  await settle();
  expect(follow.texture).toBe(texture);
  expect(texture?.version).toBeGreaterThan(1);
});

test("a bad frame is a failure at first, later a warning", async () => {
  const { follow, shown, said } = picture();
  follow.set(frame(1));
  await settle();
  decoding[0]?.fail();
  await settle();
  follow.set(frame(2));
  await settle();
  decoding[1]?.finish();
  await settle();
  follow.set(frame(3));
  await settle();
  decoding[2]?.fail();
  await settle();
  expect(said.map((text) => text.split(":")[0])).toEqual(["failure", "warning"]);
  expect(shown).toEqual([2]);
});

test("none wanted, or the node gone: nothing is kept", async () => {
  const { follow, shown } = picture();
  follow.set(frame(1));
  await settle();
  decoding[0]?.finish();
  await settle();
  follow.set(null);
  expect([follow.texture, shown, closed]).toEqual([undefined, [1, 0], [1]]);
  follow.set(frame(2));
  await settle();
  follow.dispose();
  decoding[1]?.finish();
  await settle();
  expect(closed).toEqual([1, 2]);
});

test("every pixel of a sphere lies on its line of sight", () => {
  const geometry = sphereSheet(2, 0.5, 2, 2, 2);
  const positions = geometry.getAttribute("position");
  const corners = [0, 2, 4, 6, 8].map((i) => [positions.getX(i) / -positions.getZ(i), positions.getY(i) / -positions.getZ(i)].map((part) => Math.round(part * 100) / 100 + 0));
  expect(corners).toEqual([[-1, -0.5], [1, -0.5], [0, 0], [-1, 0.5], [1, 0.5]]);
  for (let i = 0; i < positions.count; i++) expect(Math.hypot(positions.getX(i), positions.getY(i), positions.getZ(i))).toBeCloseTo(2);
});

test("sheets are limited in fineness", () => {
  expect(planeSheet(1e6, 0.1).index?.count).toBe(512 * 6);
});
