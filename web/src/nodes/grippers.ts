// Gripper and SkeletalGripper: two jaws at a distance, and what holds them. The origin is between the finger
// tips, the fingers point along −y and close along x. Lengths are metres.

import { AxesHelper, BoxGeometry, Color, CylinderGeometry, Group, SphereGeometry, type BufferGeometry, type Vector3Tuple } from "three";
import type { GripperProps, SkeletalGripperProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";
import { Assembly, type Part } from "./assembly";

const SHAPES = {
  box: () => new BoxGeometry(1, 1, 1),
  /** A palm along x. */
  palm: () => new CylinderGeometry(0.5, 0.5, 1, 24).rotateZ(Math.PI / 2),
  ball: () => new SphereGeometry(0.5, 16, 12),
} satisfies Record<string, () => BufferGeometry>;

/** A shape of unit size, made once for all grippers, where it is and how large. */
function part(shape: keyof typeof SHAPES, color: Color, position: Vector3Tuple, scale: Vector3Tuple, opacity = 1): Part {
  const values = { color: color.toArray(), roughness: 0.7, ...(opacity < 1 ? { opacity, transparent: true } : {}) };
  return { shape: `gripper ${shape}`, make: SHAPES[shape], spec: { type: "standard", values }, position, scale };
}

const GREY = "#cccccc";
const DARK = new Color("#555555");
const LEFT = new Color("#23aaff");
const LEFT_PALE = new Color("#add8e6");
const RIGHT = new Color("#ff5545");
const RIGHT_PALE = new Color("#f0a8a8");
const ORIGIN = new Color("#008000");

const FINGER = { thickness: 0.01, depth: 0.02, length: 0.045, pad: 0.012 };
const PALM_RADIUS = 0.014;
const PALM_MARGIN = 0.025;
const WRIST_LENGTH = 0.045;
const ORIGIN_SIZE = 0.012;
const AXES_LENGTH = 0.1;
const BONE = 0.006;

function jaw(side: 1 | -1, pinchWidth: number, color: Color, pale: Color): readonly Part[] {
  const { thickness, depth, length, pad } = FINGER;
  const x = side * (pinchWidth + thickness / 2);
  return [
    part("box", color, [x, -pad / 2, 0], [thickness, pad, depth]),
    part("box", pale, [x, (length - pad) / 2, 0], [thickness, length - pad, depth]),
  ];
}

function solid(read: Reader<GripperProps>, pinchWidth: number): readonly Part[] {
  const palm = FINGER.length - FINGER.pad + PALM_RADIUS / 2;
  const wrist = palm + PALM_RADIUS / 2 + WRIST_LENGTH / 2;
  const parts = [
    ...jaw(-1, pinchWidth, LEFT, LEFT_PALE),
    ...jaw(1, pinchWidth, RIGHT, RIGHT_PALE),
    part("palm", read.color("color", GREY), [0, palm, 0], [2 * (pinchWidth + PALM_MARGIN), 2 * PALM_RADIUS, 2 * PALM_RADIUS]),
    part("box", DARK, [0, wrist, 0], [0.02, WRIST_LENGTH, 0.02]),
  ];
  if (read.boolean("showOrigin", true)) parts.push(part("ball", ORIGIN, [0, 0, 0], [ORIGIN_SIZE, ORIGIN_SIZE, ORIGIN_SIZE]));
  return parts;
}

/** Four bars. */
function bones(pinchWidth: number, color: Color, opacity: number): readonly Part[] {
  const { length, pad } = FINGER;
  const top = length - pad + BONE / 2;
  const bar = (position: Vector3Tuple, scale: Vector3Tuple): Part => part("box", color, position, scale, opacity);
  return [
    bar([-pinchWidth, length / 2 - pad, 0], [BONE, length, BONE]),
    bar([pinchWidth, length / 2 - pad, 0], [BONE, length, BONE]),
    bar([0, top, 0], [2 * pinchWidth + BONE, BONE, BONE]),
    bar([0, top + BONE / 2 + WRIST_LENGTH / 2, 0], [BONE, WRIST_LENGTH, BONE]),
  ];
}

function pinchWidthOf(read: Reader<{ pinchWidth?: number }>, fallback: number): number {
  return Math.max(read.number("pinchWidth", fallback), 0);
}

export const gripper: NodeType<GripperProps> = {
  create(ctx, props) {
    const object = new Group();
    const assembly = new Assembly(ctx, object);
    let axes: AxesHelper | undefined;

    const apply = (): void => {
      const read = new Reader(ctx, props);
      const pinchWidth = pinchWidthOf(new Reader(ctx, props), 0.04);
      const parts = read.boolean("skeleton", false) ? bones(pinchWidth, read.color("color", GREY), 1) : solid(read, pinchWidth);
      assembly.set(parts);
      const wanted = read.boolean("axes", false);
      if (wanted && !axes) {
        axes = new AxesHelper(AXES_LENGTH);
        passRays(axes);
        object.add(axes);
      }
      if (axes) axes.visible = wanted;
    };
    apply();

    return {
      object,
      update(_changed, now) {
        props = now;
        apply();
        return undefined;
      },
      dispose() {
        assembly.dispose();
        axes?.dispose();
      },
    };
  },
};

export const skeletalGripper: NodeType<SkeletalGripperProps> = {
  create(ctx, props) {
    const object = new Group();
    const assembly = new Assembly(ctx, object);
    const apply = (props: Readonly<SkeletalGripperProps>): void => {
      const read = new Reader(ctx, props);
      assembly.set(bones(pinchWidthOf(new Reader(ctx, props), 0.07), read.color("color", GREY), read.clamped("opacity", 0.9, 0, 1)));
    };
    apply(props);
    return {
      object,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        assembly.dispose();
      },
    };
  },
};
