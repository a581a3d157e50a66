import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection } from "../src/protocol/connection";
import { MAX_POSES } from "../src/protocol/unconfirmed";
import { FakeSocket } from "./fake-socket";

let sockets: FakeSocket[];
let urls: string[];
let sessions: number;
let subject: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  urls = [];
  sessions = 0;
  subject = new Connection({
    reconnect: undefined,
    interval: undefined,
    init: () => ({ client: "browser" }),
    openSocket: (url) => {
      urls.push(url);
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    onMessages: () => undefined,
    onSession: () => {
      sessions++;
    },
    onBadFrame: () => undefined,
  });
});

afterEach(() => {
  subject.disconnect();
  vi.useRealTimers();
});

function newest(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

interface Hello {
  readonly session?: string;
  readonly token?: string;
  readonly received?: number;
}

/** A server of ours says hello. */
function hello({ session = "s", token = "t", received = 0 }: Hello = {}): void {
  newest().message({ etype: "HELLO", data: { session, features: ["ping", "resume"], resume: { token, grace: 30_000, received } } });
}

function connect(): void {
  subject.connect("ws://a");
  newest().open();
  hello();
}

/** Until the next attempt has been made. */
function retry(): void {
  const before = sockets.length;
  while (sockets.length === before) vi.advanceTimersByTime(50);
}

/** What was sent over a socket, without what is about the connection itself. */
function events(socket: FakeSocket): unknown[] {
  return socket.sent.filter(({ etype }) => !["INIT", "PING", "ACK"].includes(String(etype))).map(({ value }) => value);
}

function init(socket: FakeSocket): unknown {
  return (socket.sent[0]?.value as Record<string, unknown>).resume;
}

test("a lost session is resumed: INIT says how, and only what has not arrived is sent again", () => {
  connect();
  expect([urls, init(newest())]).toEqual([["ws://a"], undefined]);
  newest().message({ etype: "SET", data: 1 });
  newest().message({ etype: "UPDATE", data: 2 });
  expect(subject.take().map(({ session }) => session.number)).toEqual([1, 1]);
  for (const value of [1, 2, 3]) subject.send({ etype: "CLICK", value });
  newest().message({ etype: "ACK", data: 1 });
  newest().end(1006);
  expect(subject.state.get()).toMatchObject({ phase: "closed", resuming: true });
  expect(subject.send({ etype: "CLICK", value: 4 })).toBe(true);
  retry();
  expect(urls.at(-1)).toBe("ws://a?resume");
  expect(subject.state.get()).toMatchObject({ phase: "connecting", resuming: true });
  newest().open();
  expect(init(newest())).toEqual({ token: "t", received: 2 });
  expect(subject.send({ etype: "CLICK", value: 5 })).toBe(true);
  expect(events(newest())).toEqual([]);
  hello({ token: "u", received: 2 });
  expect(subject.state.get()).toMatchObject({ phase: "open" });
  expect(events(newest())).toEqual([3, 4, 5]);
  newest().message({ etype: "UPDATE", data: 3 });
  expect(subject.take().map(({ session }) => session.number)).toEqual([1]);
  expect(sessions).toBe(1);
  // Once more, with the new token, and with what was counted over both sockets.
  newest().end(1006);
  retry();
  newest().open();
  expect(init(newest())).toEqual({ token: "u", received: 3 });
  hello({ received: 5 });
  expect(events(newest())).toEqual([]);
});

test("what a server can is known while it is away, and forgotten with its session", () => {
  connect();
  newest().end(1006);
  expect(subject.has("resume")).toBe(true);
  retry();
  expect(subject.has("resume")).toBe(true);
  newest().open();
  // No server of ours.
  newest().message({ etype: "SET", data: 1 });
  expect(subject.has("resume")).toBe(false);
});

test("an unknown token begins a new session, to which nothing of the old one goes", () => {
  connect();
  subject.send({ etype: "CLICK", value: 1 });
  newest().end(1006);
  retry();
  newest().open();
  expect(sessions).toBe(1);
  hello({ session: "other" });
  expect(sessions).toBe(2);
  expect(events(newest())).toEqual([]);
  newest().message({ etype: "SET", data: 1 });
  expect(subject.take()).toMatchObject([{ session: { number: 2, own: true } }]);
});

test("a server that says anything but HELLO first is another one", () => {
  connect();
  newest().end(1006);
  retry();
  newest().open();
  newest().message({ etype: "SET", data: 1 });
  expect(subject.take()).toMatchObject([{ session: { number: 2, own: false } }]);
  expect([sessions, subject.has("resume")]).toEqual([2, false]);
});

test("who ends the session for good is not resumed", () => {
  for (const code of [1000, 1008, 1011, 4001]) {
    connect();
    newest().end(code);
    expect(subject.state.get().phase === "closed" && subject.state.get()).toMatchObject({ resuming: false });
    retry();
    expect(urls.at(-1)).toBe("ws://a");
  }
});

test("nothing is resumed after the grace, nor after another address", () => {
  connect();
  newest().end(1006);
  for (let at = 0; at < 40; at++) {
    vi.advanceTimersByTime(1000);
    newest().end(1006);
  }
  retry();
  expect(urls.at(-1)).toBe("ws://a");
  newest().open();
  hello();
  newest().end(1006);
  subject.connect("ws://b");
  newest().open();
  expect([urls.at(-1), init(newest())]).toEqual(["ws://b", undefined]);
});

test("a socket that says nothing is dead after some pings", () => {
  connect();
  const first = newest();
  vi.advanceTimersByTime(3000);
  first.message({ etype: "PONG", data: 0 });
  vi.advanceTimersByTime(4000);
  expect(first.closedWith).toBeUndefined();
  vi.advanceTimersByTime(1000);
  expect(first.closedWith).toBe(4000);
  expect(subject.state.get()).toMatchObject({ phase: "closed", resuming: true });
});

test("it is decided sooner when the network is back, and a slow message gets more time with each attempt", () => {
  connect();
  subject.hurry();
  vi.advanceTimersByTime(2000);
  expect(newest().closedWith).toBe(4000);
  const patience = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    retry();
    newest().open();
    hello();
    let seconds = 0;
    for (; newest().closedWith === undefined; seconds++) vi.advanceTimersByTime(1000);
    patience.push(seconds);
  }
  expect(patience).toEqual([8, 16, 32]);
});

test("an attempt that gets no answer is followed by another", () => {
  connect();
  newest().end(1006);
  retry();
  const stuck = newest();
  retry();
  expect(stuck.closedWith).toBe(4000);
  newest().open();
  const silent = newest();
  retry();
  expect(silent.closedWith).toBe(4000);
  subject.hurry();
  newest().open();
  hello();
  expect([subject.state.get().phase, sessions]).toEqual(["open", 1]);
});

test("receipt is confirmed with the pings, and when much has come", () => {
  connect();
  const acks = (): unknown[] => newest().sent.filter(({ etype }) => etype === "ACK").map(({ value }) => value);
  newest().message({ etype: "SET", data: 1 });
  newest().receive(new Uint8Array([0xc1]).buffer);
  expect(acks()).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(acks()).toEqual([2]);
  newest().message({ etype: "PONG", data: 1 });
  vi.advanceTimersByTime(1000);
  expect(acks()).toEqual([2]);
  for (let i = 0; i < 256; i++) newest().message({ etype: "UPDATE", data: i });
  expect(acks()).toEqual([2, 258]);
  newest().message({ etype: "UPDATE", data: new Uint8Array(300_000) });
  expect(acks()).toEqual([2, 258, 259]);
});

test("of what waits the oldest poses go first and nothing else does", () => {
  connect();
  newest().end(1006);
  for (let n = 0; n < 1000; n++) {
    if (n % 100 === 0) subject.send({ etype: "CLICK", value: `click ${n}` });
    subject.sendLatest({ etype: "HAND_MOVE", value: n });
  }
  retry();
  newest().open();
  hello();
  const sent = events(newest());
  const clicks = sent.filter((value) => typeof value === "string");
  const poses = sent.filter((value) => typeof value === "number");
  expect(clicks).toHaveLength(10);
  expect(poses).toEqual(Array.from({ length: MAX_POSES }, (_, index) => 1000 - MAX_POSES + index));
  // They have numbers of their own now: the server counts what has come.
  newest().message({ etype: "ACK", data: sent.length - 1 });
  newest().end(1006);
  retry();
  newest().open();
  hello({ received: sent.length - 1 });
  expect(events(newest())).toEqual([999]);
});

test("with a foreign server nothing is kept", () => {
  subject.connect("ws://a");
  newest().open();
  subject.send({ etype: "CLICK", value: 1 });
  vi.advanceTimersByTime(1000);
  newest().end(1006);
  expect(subject.send({ etype: "CLICK", value: 2 })).toBe(false);
  retry();
  newest().open();
  expect([urls.at(-1), events(newest())]).toEqual(["ws://a", []]);
});

test("a HELLO that comes late, after more than is kept, offers nothing", () => {
  subject.connect("ws://a");
  newest().open();
  for (let n = 0; n < 300; n++) subject.send({ etype: "CLICK", value: n });
  hello();
  newest().end(1006);
  expect(subject.state.get()).toMatchObject({ resuming: false });
});

test("whatever is cut where, each event arrives once and in order", () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 10; round++) {
    connect();
    const arrived: unknown[] = [];
    let sent = 0;
    let taken = 0;
    for (let step = 0; step < 60; step++) {
      const all = events(newest());
      switch (random(5)) {
        case 0:
        case 1:
          subject.send({ etype: "CLICK", value: sent++ });
          break;
        case 2: {
          // Some of it arrives.
          const until = taken + random(all.length - taken + 1);
          arrived.push(...all.slice(taken, until));
          taken = until;
          break;
        }
        case 3:
          newest().message({ etype: "ACK", data: arrived.length });
          break;
        case 4:
          newest().end(1006);
          subject.send({ etype: "CLICK", value: sent++ });
          retry();
          newest().open();
          if (random(2)) subject.send({ etype: "CLICK", value: sent++ });
          hello({ received: arrived.length });
          taken = 0;
      }
    }
    arrived.push(...events(newest()).slice(taken));
    expect(arrived).toEqual(Array.from({ length: sent }, (_, n) => n));
  }
});
