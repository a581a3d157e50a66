import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { receive } from "../src/nodes/video/webrtc";
import type { NodeContext } from "../src/scene/node-type";

/** As much of a peer as an attempt needs that ends when its description is refused. */
class Peer extends EventTarget {
  static readonly all: Peer[] = [];
  readonly iceGatheringState = "complete";
  readonly localDescription = { sdp: "", type: "offer" };
  closed = false;

  constructor() {
    super();
    Peer.all.push(this);
  }

  readonly addTransceiver = (): void => undefined;
  readonly createOffer = (): Promise<object> => Promise.resolve({});
  readonly setLocalDescription = (): Promise<void> => Promise.resolve();

  close(): void {
    this.closed = true;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("RTCPeerConnection", Peer);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a server that is away for an hour is asked again and again, and nothing piles up", async () => {
  const failures: unknown[] = [];
  const ctx = {
    warn: () => undefined,
    recover: () => undefined,
    fail: (reason: unknown) => void failures.push(reason),
    assets: { fetch: () => Promise.reject(new Error("nobody there")) },
  } as unknown as NodeContext;
  const node = new AbortController();
  const ended = receive({ ctx, props: { src: "/offer" }, onStream: () => undefined }, node.signal);
  await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
  expect(failures.length).toBeGreaterThan(400);
  expect(Peer.all.filter((peer) => !peer.closed)).toEqual([]);
  // That of the pause before the next attempt.
  expect(getEventListeners(node.signal, "abort")).toHaveLength(1);
  node.abort();
  await ended;
  expect(getEventListeners(node.signal, "abort")).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
