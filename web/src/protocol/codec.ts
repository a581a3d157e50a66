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

/** What the server reads beyond the original's protocol. */
export interface Extensions {
  /** The moment of an event, and floats as typed arrays. */
  readonly poses: boolean;
}

const NONE: Extensions = { poses: false };

/**
 * Encode one event; the bytes are valid until the next call. `ts` is in whole milliseconds. The envelope
 * always has a key, nil if the event belongs to no node.
 */
export function encodeMessage(message: ClientMessage, ts: number, { poses }: Extensions = NONE): Uint8Array<ArrayBuffer> {
  const { etype, key = null, value = null, moment } = message;
  const envelope = { etype, ts: Math.round(ts), key, value };
  if (!poses || !moment) return encoder.encode(envelope, poses);
  const { frameTime, serverTime } = moment;
  return encoder.encode(serverTime === undefined ? { ...envelope, frameTime } : { ...envelope, frameTime, serverTime }, poses);
}
