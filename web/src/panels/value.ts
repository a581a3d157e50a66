// Props as one line of text: exact where they are short, summarised where they are not.

import { bytes, count, number } from "./format";

/** Longer lists are summarised by their length. A matrix has 16. */
const LIST_ITEMS = 16;
/** Entries of an object; joints of an arm mostly fit. */
const ENTRIES = 8;
/** Longer strings are cut. */
const TEXT_LENGTH = 120;

/** Say a prop's value. Never throws, never longer than a few hundred characters. */
export function describe(value: unknown, depth = 0): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "string") {
    return value.length > TEXT_LENGTH ? `${value.slice(0, TEXT_LENGTH)}… (${count(value.length)} characters)` : value;
  }
  if (ArrayBuffer.isView(value)) return describeView(value);
  if (Array.isArray(value)) return describeList(value, depth);
  if (typeof value === "object") {
    const names = Object.keys(value);
    if (names.length === 0) return "{ }";
    const first = names.slice(0, ENTRIES);
    const entries =
      depth > 0 ? first : first.map((name) => `${name}: ${describe((value as Record<string, unknown>)[name], depth + 1)}`);
    if (names.length > ENTRIES) entries.push(`… ${names.length - ENTRIES} more`);
    return depth > 0 ? `{ ${entries.join(", ")} }` : entries.join(", ");
  }
  return typeof value;
}

function describeView(view: ArrayBufferView): string {
  if (view instanceof Uint8Array) return `binary, ${bytes(view.byteLength)}`;
  const name = view.constructor.name.replace(/Array$/, "").toLowerCase();
  return "length" in view ? `${count(Number(view.length))} × ${name}, ${bytes(view.byteLength)}` : bytes(view.byteLength);
}

function describeList(list: readonly unknown[], depth: number): string {
  if (list.length === 0) return "[ ]";
  if (list.length > LIST_ITEMS || depth > 1) return `list of ${count(list.length)}`;
  return `[${list.map((item) => describe(item, depth + 1)).join(", ")}]`;
}

const COLOR_TEXT = /^(#[0-9a-f]{3,8}|[a-z]{3,30})$/i;

/** The CSS colour that a prop of this name and value stands for, if it does. */
export function colorOf(name: string, value: unknown): string | undefined {
  if (!/color/i.test(name)) return undefined;
  if (typeof value === "string") return COLOR_TEXT.test(value) && CSS.supports("color", value) ? value : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffffff) {
    return `#${value.toString(16).padStart(6, "0")}`;
  }
  if (Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === "number")) {
    return `rgb(${value.map((part: number) => Math.round(Math.min(Math.max(part, 0), 1) * 255)).join(" ")})`;
  }
  return undefined;
}
