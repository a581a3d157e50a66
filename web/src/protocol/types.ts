// The value types that generated component props are written in.
//
// They describe what may arrive on the wire, which is looser than three.js: a server may send integers
// where floats are meant, and every prop may be null. `null` means "not given" wherever it stands.

export type Vec2 = readonly [number, number];
export type Vec3 = readonly [number, number, number];
export type Vec4 = readonly [number, number, number, number];

/** x, y, z, w. */
export type Quaternion = Vec4;

/** Angles in radians about x, y and z, and optionally the order they apply in ("XYZ" if absent). */
export type Euler = readonly [number, number, number] | readonly [number, number, number, string];

/** 16 numbers, column-major: the translation is at 12, 13, 14. */
export type Matrix4 = readonly number[];

/** A CSS colour, `#rrggbb`, a 0xRRGGBB number or three components from 0 to 1. */
export type Color = string | number | Vec3;

/** A corner of a box: by name, as the original sends it, or three numbers. */
export type Corner = { readonly x: number; readonly y: number; readonly z: number } | Vec3;

/** One factor for all axes, or one for each. */
export type Scale = number | Vec3;

/**
 * A msgpack bin: a view over the bytes of the message it came in, at any byte offset. The element type is
 * the prop's own (see its documentation); `scene/binary.ts` makes typed arrays of it, without a copy where
 * the alignment allows.
 */
export type Binary = Uint8Array;

/** Numbers that say what they are, where bare bytes would be taken for something else. */
export interface Floats {
  readonly dtype: "float16" | "float32";
  readonly data: Binary;
}

/** Whatever the wire can carry. */
export type Json = null | boolean | number | string | Binary | readonly Json[] | { readonly [key: string]: Json };

/** The names of the four lists a node can have its children in. */
export type ContainerName = "children" | "rawChildren" | "bgChildren" | "htmlChildren";

/** A node as it stands on the wire: a tag, a key, the four containers, and its props beside them. */
export type NodeData = {
  readonly tag?: string;
  readonly key?: string;
} & { readonly [C in ContainerName]?: readonly ChildData[] } & { readonly [prop: string]: unknown };

/** What may stand in a container. A null draws nothing. */
export type ChildData = NodeData | string | null;

/** A decoded message from the server. */
export interface ServerMessage {
  readonly etype: string;
  readonly data?: unknown;
  readonly uuid?: unknown;
  readonly key?: unknown;
  readonly rtype?: unknown;
  readonly strict?: unknown;
  readonly [field: string]: unknown;
}

/** When something was so: the time of a headset's frame. */
export interface Moment {
  /** Milliseconds on the page's monotonic clock. */
  readonly frameTime: number;
  /** The same on the server's clock, in milliseconds since 1970; undefined as long as that is not known. */
  readonly serverTime: number | undefined;
}

/** An event to the server. `ts` (integer milliseconds) and an absent `key` are added on the way out. */
export interface ClientMessage {
  readonly etype: string;
  readonly key?: string | null;
  readonly value?: unknown;
  /** Told to servers of ours only. */
  readonly moment?: Moment | undefined;
}
