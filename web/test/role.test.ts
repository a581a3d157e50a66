import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection } from "../src/protocol/connection";
import { readRole } from "../src/protocol/role";
import { FakeSocket } from "./fake-socket";

let sockets: FakeSocket[];
let passedOn: number;
let subject: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  passedOn = 0;
  subject = new Connection({
    reconnect: undefined,
    interval: undefined,
    init: () => ({ client: "browser" }),
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    onMessages: () => {
      passedOn += subject.take().length;
    },
    onSession: () => undefined,
    onBadFrame: () => undefined,
  });
  subject.connect("ws://a");
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

function hello(features: readonly string[]): void {
  newest().open();
  newest().message({ etype: "HELLO", data: { session: "s", features, resume: { token: "t", grace: 30_000, received: 0 } } });
}

const tell = (data: unknown): void => {
  newest().message({ etype: "ROLE", data });
};

test("a role is what the server says, and nothing that it does not", () => {
  expect(readRole({ visitor: 2, operates: false, operator: 1, asking: [2, "3", 4] })).toEqual({ visitor: 2, operates: false, operator: 1, asking: [2, 4] });
  expect(readRole({ visitor: 2, operates: true, operator: null })).toEqual({ visitor: 2, operates: true, operator: undefined, asking: [] });
  expect(readRole({ visitor: "2", operates: true })).toBeUndefined();
  expect(readRole({ visitor: 2 })).toBeUndefined();
});

test("the role outlasts a lost connection, and ends with the session", () => {
  hello(["ping", "resume", "roles"]);
  expect(subject.role.get()).toBeUndefined();
  tell({ visitor: 1, operates: true, operator: 1, asking: [] });
  expect(subject.role.get()).toMatchObject({ visitor: 1, operates: true });
  expect(passedOn).toBe(0);
  newest().end(1006);
  vi.advanceTimersByTime(1000);
  expect(subject.role.get()).toMatchObject({ operates: true });
  hello(["ping", "resume", "roles"]);
  expect(newest().sent[0]).toMatchObject({ value: { resume: { token: "t", received: 1 } } });
  tell({ visitor: 1, operates: false, operator: 2, asking: [] });
  expect(subject.role.get()).toMatchObject({ operates: false, operator: 2 });
  newest().end(1000);
  expect(subject.role.get()).toBeUndefined();
});

test("a message of that name is the program's own where the server has no roles", () => {
  hello(["ping"]);
  tell({ visitor: 1, operates: true });
  expect(subject.role.get()).toBeUndefined();
  expect(passedOn).toBe(1);
});
