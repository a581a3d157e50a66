// Reading props that came over the wire. A missing or null prop is its default; a prop of the wrong kind is
// too, and the user is told once. So a node type never meets a NaN or a string where a number belongs.

import { Color } from "three";
import { parseColorText } from "./color";
import type { NodeContext } from "./node-type";

type Name<P> = keyof P & string;

/** Larger numbers count as no numbers: their squares overflow in single precision, and what is drawn becomes NaN. */
const MAX_NUMBER = 1e18;

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= MAX_NUMBER;
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** Finite numbers, at least `least` of them. */
export function isNumbers(value: unknown, least: number): value is readonly number[] {
  return Array.isArray(value) && value.length >= least && value.every(isNumber);
}

/** What a prop shows of itself in a warning. */
export function brief(value: unknown): string {
  if (isBytes(value)) return `${value.byteLength} bytes`;
  const text = JSON.stringify(value, (_, inner: unknown) => shortened(inner)) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length > BRIEF_LENGTH ? `${text.slice(0, BRIEF_LENGTH)}…` : text;
}

const BRIEF_LENGTH = 40;

/** So much of a part that what is cut off is not spelled out before: it may be millions of numbers. */
function shortened(part: unknown): unknown {
  if (isBytes(part)) return `${part.byteLength} bytes`;
  return typeof part === "string" || Array.isArray(part) ? part.slice(0, BRIEF_LENGTH) : part;
}

/**
 * A colour of the wire: a CSS colour, a 0xRRGGBB number (also as a string), or three linear components.
 * Undefined if it is none of these. Alpha, where CSS allows it, is left out.
 */
export function parseColor(value: unknown): Color | undefined {
  if (typeof value === "number") return value >= 0 && value <= 0xff_ffff ? new Color(value) : undefined;
  if (isNumbers(value, 3)) return new Color().fromArray(value);
  return typeof value === "string" ? parseColorText(value) : undefined;
}

/** The props of one node. Cheap to make: one for each `create` and `update`. */
export class Reader<P extends object> {
  readonly #ctx: Pick<NodeContext, "warn">;
  readonly #props: Readonly<P>;

  constructor(ctx: Pick<NodeContext, "warn">, props: Readonly<P>) {
    this.#ctx = ctx;
    this.#props = props;
  }

  /** The prop as it came, null counted as missing. */
  raw(name: Name<P>): unknown {
    return this.#props[name] ?? undefined;
  }

  number(name: Name<P>, fallback: number): number {
    return this.#read(name, fallback, "a number", (value) => (isNumber(value) ? value : undefined));
  }

  /** A number within limits; outside of them the nearer limit, silently. */
  clamped(name: Name<P>, fallback: number, least: number, most: number): number {
    return Math.min(Math.max(this.number(name, fallback), least), most);
  }

  /** Milliseconds since 1970; undefined if it says none. */
  moment(name: Name<P>): number | undefined {
    return this.#read(name, undefined, "milliseconds since 1970", (value) => (isNumber(value) ? value : undefined));
  }

  boolean(name: Name<P>, fallback: boolean): boolean {
    return this.#read(name, fallback, "true or false", (value) => {
      if (typeof value === "boolean") return value;
      // Programs send 0 and 1 where they have them.
      return value === 0 || value === 1 ? value === 1 : undefined;
    });
  }

  string(name: Name<P>): string | undefined;
  string(name: Name<P>, fallback: string): string;
  string(name: Name<P>, fallback?: string): string | undefined {
    return this.#read(name, fallback, "a text", (value) => (typeof value === "string" ? value : undefined));
  }

  /** One of a few names. */
  oneOf<T extends string>(name: Name<P>, names: readonly T[], fallback: T): T {
    return this.#read(name, fallback, `one of ${names.join(", ")}`, (value) => names.find((known) => known === value));
  }

  vector(name: Name<P>): readonly [number, number, number] | undefined;
  vector(name: Name<P>, fallback: readonly [number, number, number]): readonly [number, number, number];
  vector(name: Name<P>, fallback?: readonly [number, number, number]): readonly [number, number, number] | undefined {
    return this.#read(name, fallback, "three numbers", (value) =>
      isNumbers(value, 3) ? (value as unknown as readonly [number, number, number]) : undefined,
    );
  }

  color(name: Name<P>): Color | undefined;
  color(name: Name<P>, fallback: string): Color;
  color(name: Name<P>, fallback?: string): Color | undefined {
    const given = this.#read(name, undefined, "a colour", parseColor);
    return given ?? (fallback === undefined ? undefined : new Color(fallback));
  }

  #read<T, F extends T | undefined>(name: Name<P>, fallback: F, expected: string, parse: (value: unknown) => T | undefined): T | F {
    const value: unknown = this.#props[name];
    if (value === undefined || value === null) return fallback;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    this.#ctx.warn(`${name} should be ${expected}, not ${brief(value)}; ignored`);
    return fallback;
  }
}
