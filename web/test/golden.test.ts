// What the original's servers and clients put on the wire, recorded from them: the same files that the Rust
// side is tested with.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode } from "../src/protocol/decode";
import { Encoder } from "../src/protocol/encode";
import { applySceneMessage, isSceneMessage } from "../src/scene/messages";
import { FOREIGN_PEER, SceneStore } from "../src/scene/store";
import type { ServerMessage } from "../src/protocol/types";

interface Vector {
  readonly msgpack_hex: string;
  readonly json: unknown;
}

function golden(name: string): unknown {
  const folder = new URL("../../crates/vuer-protocol/tests/golden/", import.meta.url);
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

/** Every vector in a file, wherever it stands. */
function vectorsIn(value: unknown): Vector[] {
  if (typeof value !== "object" || value === null) return [];
  if ("msgpack_hex" in value && "json" in value) return [value as Vector];
  return Object.values(value).flatMap(vectorsIn);
}

/** Bytes as the recordings write them; an `undefined` of the original's client is null. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bin: Buffer.from(value).toString("hex") };
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
  }
  return value;
}

function withoutUndefined(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === "object" && value !== null && "$ext" in value ? null : value,
  );
}

function bytesOf({ msgpack_hex }: Vector): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(msgpack_hex, "hex"));
}

const FILES = ["components-0.0.71.json", "components-0.1.6.json", "events-0.0.71.json", "events-0.1.6.json", "client-events.json"];

describe.each(FILES)("%s", (file) => {
  const vectors = vectorsIn(golden(file));

  test("is not empty", () => {
    expect(vectors.length).toBeGreaterThan(20);
  });

  test("decodes to what was recorded", () => {
    for (const vector of vectors) {
      expect(readable(decode(bytesOf(vector).buffer)), vector.msgpack_hex.slice(0, 80)).toEqual(withoutUndefined(vector.json));
    }
  });

  test("survives our encoder", () => {
    for (const vector of vectors) {
      const value = decode(bytesOf(vector).buffer);
      expect(decode(new Encoder().encode(value).slice().buffer)).toEqual(value);
    }
  });
});

test("client events are encoded byte for byte as the original's client does, undefined and typed arrays apart", () => {
  let same = 0;
  for (const vector of vectorsIn(golden("client-events.json"))) {
    const recorded = bytesOf(vector);
    const encoded = new Encoder().encode(decode(recorded.buffer));
    if (vector.msgpack_hex.includes("d40000")) continue;
    expect(Buffer.from(encoded).toString("hex")).toBe(vector.msgpack_hex);
    same++;
  }
  expect(same).toBeGreaterThan(50);
});

test.each(["events-0.0.71.json", "events-0.1.6.json"])("scene messages of %s apply without a complaint about their form", (file) => {
  const complaints: string[] = [];
  const nothing = (): void => undefined;
  const observer = { added: nothing, removed: nothing, moved: nothing, updated: nothing, retagged: nothing, rootUpdated: nothing };
  let applied = 0;
  for (const vector of vectorsIn(golden(file))) {
    const message = decode(bytesOf(vector).buffer) as ServerMessage;
    if (!isSceneMessage(message)) continue;
    const store = new SceneStore(observer, { warn: nothing, error: (text) => complaints.push(text) });
    applySceneMessage(store, message, FOREIGN_PEER);
    applied++;
  }
  expect(applied).toBeGreaterThan(4);
  // Each is alone, so what they want to be put under is not there; and one sets a Box.
  const expected = /there is no|SET needs a Scene and got a Box/;
  expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
});
