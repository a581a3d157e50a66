// Gripper and SkeletalGripper: two jaws at a distance, and what holds them, in the measures of the original. The origin
// is between the finger tips and the fingers point along −y; a Gripper closes along x, a SkeletalGripper along z.
// Lengths are metres.

import { AxesHelper, BoxGeometry, Color, CylinderGeometry, Group, SphereGeometry, type BufferGeometry, type Vector3Tuple } from "three";
import type { GripperProps, SkeletalGripperProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";
import { Assembly, type Part } from "./assembly";

const SHAPES = {
  box: () => new BoxGeometry(1, 1, 1),
  rodX: () => rod().rotateZ(Math.PI / 2),
  rodY: () => rod(),
  rodZ: () => rod().rotateX(Math.PI / 2),
  ball: () => new SphereGeometry(0.5, 16, 12),
} satisfies Record<string, () => BufferGeometry>;

function rod(): CylinderGeometry {
  return new CylinderGeometry(0.5, 0.5, 1, 24);
}

/** A shape of unit size, made once for all grippers, where it is and how large. */
function part(shape: keyof typeof SHAPES, color: Color, position: Vector3Tuple, scale: Vector3Tuple, opacity = 1): Part {
  const values = { color: color.toArray(), roughness: 0.7, ...(opacity < 1 ? { opacity, transparent: true } : {}) };
  return { shape: `gripper ${shape}`, make: SHAPES[shape], spec: { type: "standard", values }, position, scale };
}

const GREY = new Color("#cecece");
const DARK = new Color("#5b5b5b");
const MIDDLE = new Color("gray");
const WHITE = new Color("white");
const BLUE = new Color("#23aaff");
const BLUE_PALE = new Color("#8ed6ff");
const RED = new Color("#ff5656");
const RED_PALE = new Color("#ff9595");
const ORIGIN = new Color("green");

/** A finger and the pad at its tip. */
const FINGER = { thickness: 0.01, depth: 0.025, length: 0.055, middle: 0.0375, pad: 0.02 };
const PALM = { height: 0.07, thickness: 0.03, margin: 0.02 };
const WRIST = { height: 0.1, thickness: 0.025, length: 0.05 };
const ORIGIN_SIZE = 0.015;
const AXES_LENGTH = 0.1;

const BONE = { thickness: 0.01, length: 0.1, middle: 0.02 };
const BONE_WRIST = { height: 0.09, width: 0.016, depth: 0.02, length: 0.06 };
const BONE_ORIGIN_SIZE = 0.02;
const BONE_OPACITY = 0.9;

/** The colour of each part, if there is not one for all. */
type Paint = (own: Color) => Color;

function paintOf(read: Reader<{ color?: unknown }>): Paint {
  if (read.raw("color") === undefined) return (own) => own;
  const color = read.color("color", GREY.getStyle());
  return () => color;
}

function jaw(x: number, color: Color, pale: Color): readonly Part[] {
  const { thickness, depth, length, middle, pad } = FINGER;
  return [part("box", color, [x, 0, 0], [thickness, pad, depth]), part("box", pale, [x, middle, 0], [thickness, length, depth])];
}

function solid(pinchWidth: number, paint: Paint, showOrigin: boolean): readonly Part[] {
  const x = pinchWidth + FINGER.thickness / 2;
  const parts = [
    ...jaw(-x, paint(BLUE), paint(BLUE_PALE)),
    ...jaw(x, paint(RED), paint(RED_PALE)),
    part("rodX", paint(GREY), [0, PALM.height, 0], [2 * (pinchWidth + PALM.margin), PALM.thickness, PALM.thickness]),
    part("rodY", paint(DARK), [0, WRIST.height, 0], [WRIST.thickness, WRIST.length, WRIST.thickness]),
  ];
  if (showOrigin) parts.push(part("ball", ORIGIN, [0, 0, 0], [ORIGIN_SIZE, ORIGIN_SIZE, ORIGIN_SIZE]));
  return parts;
}

function bones(pinchWidth: number, paint: Paint, opacity: number): readonly Part[] {
  const { thickness, length, middle } = BONE;
  const { height, width, depth } = BONE_WRIST;
  return [
    part("rodZ", paint(WHITE), [0, PALM.height, 0], [thickness, thickness, 2 * pinchWidth], opacity),
    part("rodY", paint(BLUE), [0, middle, pinchWidth], [thickness, length, thickness], opacity),
    part("rodY", paint(RED), [0, middle, -pinchWidth], [thickness, length, thickness], opacity),
    part("rodY", paint(MIDDLE), [0, height, 0], [width, BONE_WRIST.length, depth], opacity),
    part("ball", paint(ORIGIN), [0, 0, 0], [BONE_ORIGIN_SIZE, BONE_ORIGIN_SIZE, BONE_ORIGIN_SIZE], opacity),
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
      const paint = paintOf(read);
      const isSkeleton = read.boolean("skeleton", false);
      assembly.set(isSkeleton ? bones(pinchWidth, paint, BONE_OPACITY) : solid(pinchWidth, paint, read.boolean("showOrigin", true)));
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
      assembly.set(bones(pinchWidthOf(new Reader(ctx, props), 0.07), paintOf(read), read.clamped("opacity", BONE_OPACITY, 0, 1)));
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
