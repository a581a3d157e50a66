// What a DepthPointCloudProvider tells the clouds in it.

import type { DepthPointCloudProviderProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { brief, isNumbers, Reader } from "../../scene/read";
import { Provided } from "../provided";

export interface DepthSettings {
  readonly unit: number | undefined;
  readonly offset: number;
  readonly inverted: boolean;
  /** Least and greatest depth in metres. */
  readonly kept: readonly [number, number];
  readonly edgeThreshold: number | undefined;
  /** Degrees. */
  readonly hfov: number | undefined;
  readonly vfov: number | undefined;
  readonly cx: number | undefined;
  readonly cy: number | undefined;
  readonly culled: boolean;
  readonly cullingMargin: number;
  readonly strides: readonly number[];
  readonly distances: readonly number[];
}

/** Of clouds that stand in no provider. */
export const ALONE: DepthSettings = {
  unit: undefined,
  offset: 0,
  inverted: false,
  kept: [0, Infinity],
  edgeThreshold: undefined,
  hfov: undefined,
  vfov: undefined,
  cx: undefined,
  cy: undefined,
  culled: true,
  cullingMargin: 1,
  strides: [1],
  distances: [],
};

export const depthSettings = new Provided<DepthSettings>();

const STRIDES = [1, 2, 4, 8];
const DISTANCES = [10, 20, 40];

/** A number that may be missing. */
export function optional<P extends object>(read: Reader<P>, name: keyof P & string): number | undefined {
  return read.raw(name) === undefined ? undefined : read.number(name, NaN);
}

/** A prop that is a map; what it holds goes before the props of its names. */
function map(ctx: Pick<NodeContext, "warn">, name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  ctx.warn(`${name} should be a map, not ${brief(value)}; ignored`);
  return {};
}

function list(ctx: Pick<NodeContext, "warn">, name: string, value: unknown, fallback: readonly number[], least: number): readonly number[] {
  if (value === undefined || value === null) return fallback;
  if (isNumbers(value, 0) && value.every((number) => number >= least)) return value;
  ctx.warn(`${name} should be numbers from ${least} on, not ${brief(value)}; ignored`);
  return fallback;
}

export function readProvider(ctx: Pick<NodeContext, "warn">, props: Readonly<DepthPointCloudProviderProps>): DepthSettings {
  const all: DepthPointCloudProviderProps = { ...props, ...map(ctx, "bake", props.bake), ...map(ctx, "lod", props.lod) };
  const read = new Reader(ctx, all);
  return {
    unit: optional(read, "depthUnit"),
    offset: read.number("depthOffset", 0),
    inverted: read.boolean("invertDepth", false),
    kept: [read.number("depthMin", 0), read.number("depthMax", Infinity)],
    edgeThreshold: read.boolean("edgeFilter", false) ? read.number("edgeThreshold", 0.1) : undefined,
    hfov: optional(read, "hfov"),
    vfov: optional(read, "vfov"),
    cx: optional(read, "cx"),
    cy: optional(read, "cy"),
    culled: read.boolean("frustumCulling", true),
    cullingMargin: read.clamped("cullingMargin", 2, 0, 1000),
    strides: list(ctx, "strides", all.strides, STRIDES, 1).map(Math.round),
    distances: list(ctx, "distances", all.distances, DISTANCES, 0),
  };
}

/** Of how many rows and columns one is drawn, seen from so far away. */
export function strideAt({ strides, distances }: DepthSettings, distance: number): number {
  let level = 0;
  while (level < distances.length && distance >= (distances[level] ?? 0)) level++;
  return strides[Math.min(level, strides.length - 1)] ?? 1;
}
