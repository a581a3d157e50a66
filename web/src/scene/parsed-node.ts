// A node as a message has it, before it is one of the store; and what messages to people say of such data, which may
// be of any kind and size.

import { isMap } from "../protocol/codec";
import { StoreNode, TEXT_TAG, type Props } from "./store-node";

export interface ParsedNode {
  readonly tag: string | undefined;
  readonly key: string | undefined;
  readonly fields: Props;
}

/** Undefined if it is none; `error` is told why, unless it is nothing at all. `where` it stands, for that. */
export function parseNode(where: string, data: unknown, error: (text: string) => void): ParsedNode | undefined {
  if (!isMap(data)) {
    if (data !== null) error(`${where}: a ${typeof data} stands where a node should.`);
    return undefined;
  }
  const { tag, key } = data;
  if (tag != null && (typeof tag !== "string" || tag === TEXT_TAG)) {
    error(`${where}: a node's tag is ${quoted(tag)}; the node was dropped.`);
    return undefined;
  }
  return { tag: tag ?? undefined, key: keyOf(key), fields: data };
}

export function keyOf(key: unknown): string | undefined {
  return typeof key === "string" ? key : typeof key === "number" ? String(key) : undefined;
}

/** A value that should have been a name. */
export function quoted(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? JSON.stringify(value) : `(${typeof value})`;
}

/** A node, of the store or not, or what should have been one. */
export function describe(data: unknown): string {
  if (!isMap(data) && !(data instanceof StoreNode)) return "a node";
  const { tag, key } = data;
  return `${typeof tag === "string" ? tag : "a node"}${typeof key === "string" ? ` "${key}"` : ""}`;
}
