// What the props of handles say of their look: which there are, and their colours.

import { Color } from "three";
import type { HandlesProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { brief, parseColor, Reader } from "../../scene/read";
import type { HandleKind } from "./handles";

export interface HandleLook {
  /** Whether a handle of this kind is there on this axis: along it, across it or about it. */
  readonly has: (kind: HandleKind, index: number) => boolean;
  readonly colors: readonly Color[];
  readonly hoverColor: Color;
  readonly opacity: number;
  /** Whether what stands before them hides them. */
  readonly depthTest: boolean;
  readonly lineWidth: number;
}

const COLORS = ["#f2385a", "#2fb457", "#2f86ff"] as const;
const HOVER_COLOR = "#ffc400";

export function lookOf(ctx: NodeContext, props: Readonly<HandlesProps>, lineWidth: number): HandleLook {
  const read = new Reader(ctx, props);
  const active = activeOf(ctx, props.activeAxes);
  /** Whether both axes beside this one are active: those that a plane or a turn moves along. */
  const both = (index: number): boolean => active.every((on, at) => on || at === index);
  const [noAxes, noSliders, noTurns] = [read.boolean("disableAxes", false), read.boolean("disableSliders", false), read.boolean("disableRotations", false)];
  return {
    has(kind, index) {
      if (kind === "axis") return !noAxes && active[index] === true;
      if (kind === "turn") return !noTurns && both(index);
      return !noSliders && (kind === "plane" ? both(index) : active.every(Boolean));
    },
    colors: colorsOf(ctx, props.axisColors),
    hoverColor: read.color("hoveredColor", HOVER_COLOR),
    opacity: read.clamped("opacity", 1, 0, 1),
    depthTest: read.boolean("depthTest", false),
    lineWidth: read.clamped("lineWidth", lineWidth, 0, 100),
  };
}

function activeOf(ctx: NodeContext, value: unknown): readonly boolean[] {
  if (value == null) return [true, true, true];
  if (Array.isArray(value) && value.length === 3) return value.map(Boolean);
  ctx.warn(`activeAxes should be true or false for each of three axes, not ${brief(value)}; ignored`);
  return [true, true, true];
}

function colorsOf(ctx: NodeContext, value: unknown): readonly Color[] {
  const own = COLORS.map((color) => new Color(color));
  if (value == null) return own;
  const given = Array.isArray(value) && value.length === 3 ? value.map(parseColor) : [];
  if (given.length !== 3 || given.includes(undefined)) ctx.warn(`axisColors should be three colours, not ${brief(value)}`);
  return own.map((color, index) => given[index] ?? color);
}
