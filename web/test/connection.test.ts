import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection, type ConnectionOptions } from "../src/protocol/connection";
import { FakeSocket } from "./fake-socket";

let sockets: FakeSocket[];
let bad: string[];
let arrivals: number;

function connection(options: Partial<ConnectionOptions> = {}): Connection {
  return new Connection({
    reconnect: undefined,
    interval: undefined,
    init: () => ({ client: "browser" }),
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    onMessages: () => {
      arrivals++;
    },
    onSession: () => undefined,
    onBadFrame: (kind, detail) => {
      bad.push(`${kind}: ${detail}`);
    },
    ...options,
  });
}

function newest(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  sockets = [];
  bad = [];
  arrivals = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("INIT goes out first, with the features", () => {
  const { state, connect } = bound(connection());
  connect("ws://a");
  expect(state()).toMatchObject({ phase: "connecting", attempt: 1 });
  newest().open();
  expect(state()).toMatchObject({ phase: "open" });
  expect(newest().sent).toMatchObject([{ etype: "INIT", key: null, value: { client: "browser", features: ["ping", "link", "resume", "poses", "roles"] } }]);
});

test("messages wait for HELLO, or a quarter of a second", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  newest().message({ etype: "SET", data: 1 });
  expect([subject.take(), arrivals]).toEqual([[], 0]);
  newest().message({ etype: "HELLO", data: {} });
  expect([subject.take().length, arrivals]).toEqual([1, 1]);

  subject.connect("ws://b");
  newest().open();
  newest().message({ etype: "SET", data: 1 });
  vi.advanceTimersByTime(249);
  expect(arrivals).toBe(1);
  vi.advanceTimersByTime(1);
  expect([subject.take().length, arrivals]).toEqual([1, 2]);
});

test("messages wait longer for HELLO where connecting took long", () => {
  const subject = connection();
  subject.connect("ws://a");
  vi.advanceTimersByTime(400);
  newest().open();
  newest().message({ etype: "SET", data: 1 });
  vi.advanceTimersByTime(799);
  expect([subject.take(), arrivals]).toEqual([[], 0]);
  vi.advanceTimersByTime(1);
  expect([subject.take().length, arrivals]).toEqual([1, 1]);
});

test("messages wait in the inbox, in order, and are announced once", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  vi.advanceTimersByTime(250);
  newest().message({ etype: "SET", data: 1 });
  newest().message({ etype: "ADD", data: 2 });
  expect(arrivals).toBe(1);
  expect(subject.take().map(({ message }) => message.etype)).toEqual(["SET", "ADD"]);
  expect(subject.take()).toEqual([]);
  newest().message({ etype: "SET", data: 3 });
  expect(arrivals).toBe(2);
  expect(subject).toMatchObject({ messagesIn: 3, messagesOut: 1 });
});

test("bad frames are reported and dropped, the session lives", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  newest().receive("text");
  newest().receive(new Uint8Array([0xc1]).buffer);
  newest().message([1]);
  newest().message({ no: "etype" });
  newest().message({ etype: "SET" });
  vi.advanceTimersByTime(250);
  expect(bad).toEqual(["text: a text frame", "undecodable: 0xc1 begins no value", "undecodable: the message is no map", "undecodable: the message has no etype"]);
  expect(subject.take()).toHaveLength(1);
});

test("a loss is followed by attempts after 100 ms, doubling to 1 s, for ever", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  newest().end(1006);
  const delays: number[] = [];
  for (let i = 0; i < 8; i++) {
    const state = subject.state.get();
    if (state.phase !== "closed" || state.retryAt === undefined) throw new Error("it gave up");
    delays.push(state.retryAt - Date.now());
    vi.advanceTimersByTime(delays.at(-1) ?? 0);
    newest().end(1006);
  }
  expect(delays).toEqual([100, 200, 400, 800, 1000, 1000, 1000, 1000]);
  expect(sockets).toHaveLength(9);
});

test("a server that takes every connection and ends it at once is not besieged", () => {
  const subject = connection();
  subject.connect("ws://a");
  const delays: number[] = [];
  const lose = (): void => {
    newest().end(1011);
    const state = subject.state.get();
    if (state.phase !== "closed" || state.retryAt === undefined) throw new Error("it gave up");
    delays.push(state.retryAt - Date.now());
    vi.advanceTimersByTime(delays.at(-1) ?? 0);
  };
  for (let i = 0; i < 6; i++) {
    newest().open();
    lose();
  }
  expect(delays).toEqual([100, 200, 400, 800, 1000, 1000]);
  newest().open();
  vi.advanceTimersByTime(1000);
  lose();
  expect(delays.at(-1)).toBe(100);
});

test("a close by the program is said, and tried again every 3 s", () => {
  const { state, connect } = bound(connection());
  connect("ws://a");
  newest().open();
  newest().end(1000, "done");
  expect(state()).toMatchObject({ phase: "closed", byProgram: true, reason: "done", retryAt: Date.now() + 3000 });
  vi.advanceTimersByTime(3000);
  newest().open();
  newest().end(1000, "again");
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(state()).toMatchObject({ byProgram: true, reason: "again", retryAt: Date.now() + 3000 });
    vi.advanceTimersByTime(3000);
    // Nobody listens there any more.
    newest().end(1006);
  }
  vi.advanceTimersByTime(3000);
  newest().open();
  newest().end(1006);
  expect(state()).toMatchObject({ byProgram: false, retryAt: Date.now() + 100 });
});

test("reconnect bounds the attempts, interval fixes the delay", () => {
  const { state, connect } = bound(connection({ reconnect: 2, interval: 500 }));
  connect("ws://a");
  newest().end(1006);
  vi.advanceTimersByTime(499);
  expect(sockets).toHaveLength(1);
  vi.advanceTimersByTime(1);
  newest().end(1006);
  vi.advanceTimersByTime(500);
  newest().end(1006);
  expect(sockets).toHaveLength(3);
  expect(state()).toMatchObject({ phase: "closed", retryAt: undefined });
});

test("reconnect=0 never tries again", () => {
  const { state, connect } = bound(connection({ reconnect: 0 }));
  connect("ws://a");
  newest().open();
  newest().end(1006);
  expect(state()).toMatchObject({ phase: "closed", retryAt: undefined });
});

test("the next attempt is made at once when the network is back", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().end(1006);
  subject.hurry();
  expect(sockets).toHaveLength(2);
  subject.hurry();
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(2);
});

test("an address that cannot be opened is not tried again", () => {
  const { state, connect } = bound(
    connection({
      openSocket: () => {
        throw new SyntaxError("no such address");
      },
    }),
  );
  connect("nonsense");
  expect(state()).toMatchObject({ phase: "closed", reason: "no such address", retryAt: undefined });
});

test("HELLO makes the server one of ours; its features allow pings", () => {
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  newest().message({ etype: "SET" });
  vi.advanceTimersByTime(20);
  newest().message({ etype: "HELLO", data: { version: "1", session: "s", features: ["ping", "unknown"] } });
  expect(subject.rttMs).toBe(20);
  expect(subject.take()).toMatchObject([{ session: { number: 1, own: true } }]);
  const ping = newest().sent.at(-1);
  expect(ping?.etype).toBe("PING");
  vi.advanceTimersByTime(7);
  newest().message({ etype: "PONG", data: ping?.value });
  expect(subject.rttMs).toBeCloseTo(7);
  expect(subject.take()).toEqual([]);
  newest().end(1006);
  expect(subject.rttMs).toBeUndefined();
  vi.advanceTimersByTime(100);
  newest().open();
  newest().message({ etype: "SET" });
  vi.advanceTimersByTime(250);
  expect(subject.take()).toMatchObject([{ session: { number: 2, own: false } }]);
});

test("a second HELLO does not double the pings", () => {
  connection().connect("ws://a");
  newest().open();
  for (let i = 0; i < 5; i++) newest().message({ etype: "HELLO", data: { features: ["ping"] } });
  const pings = (): number => newest().sent.filter(({ etype }) => etype === "PING").length;
  const before = pings();
  vi.advanceTimersByTime(1000);
  expect(pings() - before).toBe(1);
  newest().end(1006);
  expect(vi.getTimerCount()).toBe(1); // The next attempt, and nothing of this session.
});

test("a foreign server gets no pings", () => {
  connection().connect("ws://a");
  newest().open();
  vi.advanceTimersByTime(60_000);
  expect(newest().sent).toHaveLength(1);
});

test("events are lost while there is no connection, and poses while it is behind", () => {
  const subject = connection();
  expect(subject.send({ etype: "X" })).toBe(false);
  subject.connect("ws://a");
  expect(subject.send({ etype: "X" })).toBe(false);
  newest().open();
  newest().bufferedAmount = 1_000_000;
  expect(subject.sendLatest({ etype: "CAMERA_MOVE" })).toBe(false);
  expect(subject.send({ etype: "X", key: "k", value: [1] })).toBe(true);
  expect(newest().sent.at(-1)).toMatchObject({ etype: "X", key: "k", value: [1] });
});

test("a closed or replaced socket is not listened to any more", () => {
  const { state, connect, disconnect } = bound(connection());
  connect("ws://a");
  newest().open();
  const first = newest();
  connect("ws://b");
  first.end(1006);
  expect(state()).toMatchObject({ phase: "connecting", url: "ws://b" });
  disconnect();
  expect(first.closedWith).toBe(1000);
  expect(state()).toMatchObject({ phase: "closed", retryAt: undefined, byProgram: false });
});

function bound(subject: Connection) {
  return {
    state: () => subject.state.get(),
    connect: (url: string) => {
      subject.connect(url);
    },
    disconnect: () => {
      subject.disconnect();
    },
  };
}

test("the server's clock is that of the sample of least round trip, and foreign servers have none", () => {
  vi.spyOn(performance, "timeOrigin", "get").mockReturnValue(0);
  const subject = connection();
  subject.connect("ws://a");
  newest().open();
  newest().message({ etype: "HELLO", data: { features: ["ping", "link"] } });
  expect([subject.has("link"), subject.serverTime()]).toEqual([true, undefined]);
  const answer = (there: number, back: number, ahead: number, link?: unknown): unknown => {
    const ping = newest().sent.at(-1)?.value as Record<string, number>;
    vi.advanceTimersByTime(there);
    const server = performance.now() + ahead;
    vi.advanceTimersByTime(back);
    newest().message({ etype: "PONG", data: { ...ping, server, link } });
    vi.advanceTimersByTime(1000 - there - back);
    return ping;
  };
  answer(4, 4, 5000, { jitter: 1.5, coalesced: 2, resuming: false });
  expect(subject.clockOffset).toBeCloseTo(5000);
  expect(subject.link).toEqual({ jitter: 1.5, poseAge: undefined, coalesced: 2 });
  // It took long on one side only: worth less than the one before.
  const ping = answer(90, 10, 5000);
  expect(ping).toMatchObject({ n: 2, rtt: 8, offset: subject.clockOffset });
  expect(subject.rttMs).toBeCloseTo(100);
  expect(subject.serverTime()).toBeCloseTo(performance.now() + 5000);
  answer(1, 1, 5001);
  expect(subject.clockOffset).toBeCloseTo(5001);
  newest().message({ etype: "PONG", data: { n: 1, server: 1 } });
  expect(subject.clockOffset).toBeCloseTo(5001);
  subject.connect("ws://b");
  newest().open();
  vi.advanceTimersByTime(1000);
  expect([subject.serverTime(), subject.has("link")]).toEqual([undefined, false]);
});
