// Frames to messages and events to frames: the envelope, with everything from outside checked.

import { decode, DecodeError } from "./decode";
import { Encoder } from "./encode";
import type { ClientMessage, ServerMessage } from "./types";

/** Whether a decoded value is a map. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
  );
}

/** Decode one frame. Throws a DecodeError that says what is wrong with it. */
export function decodeMessage(frame: ArrayBuffer): ServerMessage {
  const value = decode(frame);
  if (!isMap(value)) throw new DecodeError("the message is no map");
  if (typeof value.etype !== "string") throw new DecodeError("the message has no etype");
  return value as ServerMessage;
}

const encoder = new Encoder();

/**
 * Encode one event; the bytes are valid until the next call. `ts` is in whole milliseconds. The envelope
 * always has a key, nil if the event belongs to no node.
 */
export function encodeMessage(message: ClientMessage, ts: number): Uint8Array<ArrayBuffer> {
  const { etype, key = null, value = null } = message;
  return encoder.encode({ etype, ts: Math.round(ts), key, value });
}
