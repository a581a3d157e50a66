import { expect, test } from "vitest";
import { Dispatch } from "../src/dispatch";
import type { Received } from "../src/protocol/connection";
import type { ServerMessage } from "../src/protocol/types";
import { SceneStore, type StoreObserver } from "../src/scene/store";

const nobody: StoreObserver = {
  added: () => undefined,
  removed: () => undefined,
  moved: () => undefined,
  updated: () => undefined,
  retagged: () => undefined,
  rootUpdated: () => undefined,
};

/** A dispatch, what it did in order, and the keys in its store. */
function dispatch() {
  const done: string[] = [];
  const store = new SceneStore(nobody, { warn: () => undefined, error: () => undefined });
  const keys = (): string => [...store.nodes()].map(({ key }) => key).join();
  const subject = new Dispatch({
    store,
    resetScene: () => {
      done.push("reset");
      store.reset({ children: [{ tag: "Box", key: "builtin" }] });
    },
    flush: () => done.push(`flush ${keys()}`),
    answer: ({ etype }) => etype === "ASK" && done.push("answer") > 0,
    warnOfKind: (kind, text) => done.push(`${kind}: ${text}`),
  });
  return { subject, done, keys };
}

const add = (key: string): ServerMessage => ({ etype: "ADD", data: { nodes: [{ tag: "Box", key }] } });

/** Messages of one session. */
function session(number: number, own: boolean, ...messages: readonly ServerMessage[]): Received[] {
  return messages.map((message) => ({ message, session: { number, own } }));
}

test("messages are applied in order and drawn once, but a question sees all before it", () => {
  const { subject, done } = dispatch();
  subject.applyAll(session(1, true, add("a"), { etype: "ASK" }, add("b"), { etype: "REMOVE", data: { keys: ["a"] } }));
  expect(done).toEqual(["flush a", "answer", "flush b"]);
});

test("nothing is done for nothing", () => {
  const { subject, done } = dispatch();
  subject.applyAll([]);
  expect(done).toEqual([]);
});

test("what a message means depends on whose server it is from, which may turn out after it came", () => {
  const group = { etype: "SET", data: { tag: "Scene", children: [{ tag: "group", key: "g", children: [{ tag: "Box", key: "b" }] }] } };
  const empty = { etype: "UPDATE", data: { nodes: [{ key: "g", children: [] }] } };
  const { subject, keys } = dispatch();
  subject.applyAll(session(1, false, group, empty));
  expect(keys()).toBe("g,b");
  const says = { number: 2, own: false };
  const received = [group, empty].map((message) => ({ message, session: says }));
  says.own = true;
  subject.applyAll(received);
  expect(keys()).toBe("g");
});

test("TIMEOUT is refused, unknown types are told, known ones that need nothing are not", () => {
  const { subject, done } = dispatch();
  const messages = ["TIMEOUT", "NOOP", "TERMINATE", "RPC", "FRAME", "NEW"].map((etype) => ({ etype, data: {} }));
  subject.applyAll(session(1, true, ...messages));
  expect(done.filter((entry) => !entry.startsWith("flush"))).toEqual([
    "TIMEOUT: A TIMEOUT message was refused: it would run code from the server.",
    "etype NEW: A message of unknown type NEW was dropped.",
  ]);
});

test("a message that fails takes no other with it", () => {
  const { subject, done } = dispatch();
  subject.applyAll(session(1, true, { etype: "SET", data: 5 }, add("a")));
  expect(done).toEqual(["apply SET: SET could not be applied: SET: data is no map", "flush a"]);
});

test("a new session resets the scene with its first message about it, the first session does not", () => {
  const { subject, done, keys } = dispatch();
  subject.applyAll(session(1, true, add("a")));
  subject.applyAll(session(2, true, { etype: "ASK" }));
  expect(keys()).toBe("a");
  subject.applyAll(session(2, true, add("b"), add("c")));
  subject.applyAll(session(2, true, add("d")));
  expect(keys()).toBe("builtin,b,c,d");
  expect(done.filter((entry) => entry === "reset")).toHaveLength(1);
});
