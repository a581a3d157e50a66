// MotionControllers: a pair of controllers drawn from the value of an event CONTROLLER_MOVE, with what is
// pressed; and that event of what a headset tracks. The frame of a controller is that of its ray, which points along
// −z. Lengths are metres.

import { BoxGeometry, CapsuleGeometry, CylinderGeometry, Euler, Group, type BufferGeometry, type Vector3Tuple } from "three";
import type { MotionControllersProps } from "../../protocol/components.gen";
import type { LiveNode, NodeContext, NodeType } from "../../scene/node-type";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { pulse } from "../../xr/haptics";
import { Assembly, type Part } from "../assembly";
import { NOTHING, TrackedController } from "../../xr/controller";
import { Pair } from "../../xr/pair";
import { entry, posesOf } from "./poses";
import { redrawn } from "./redrawn";
import { told } from "./told";

const SHAPES = {
  handle: () => new CapsuleGeometry(0.5, 2, 8, 24),
  disc: () => new CylinderGeometry(0.5, 0.5, 1, 32),
  box: () => new BoxGeometry(1, 1, 1),
} satisfies Record<string, () => BufferGeometry>;

const SHELL = "#e3e6ea";
const DARK = "#3a3f47";
const COLORS = { left: "#ff4444", right: "#23aaff" } as const;
/** By how much the controller is bent down from its ray. */
const BEND = 0.45;

type Side = keyof typeof COLORS;

function part(shape: keyof typeof SHAPES, color: string, position: Vector3Tuple, scale: Vector3Tuple, rotation: Vector3Tuple = [0, 0, 0]): Part {
  return { shape: `controller ${shape}`, make: SHAPES[shape], spec: { type: "standard", values: { color, roughness: 0.5 } }, position, scale, rotation };
}

function partsOf(side: Side, state: unknown): readonly Part[] {
  const accent = COLORS[side];
  const number = (name: string): number => {
    const value = entry(state, name);
    return isNumber(value) ? Math.min(Math.max(value, 0), 1) : 0;
  };
  const lit = (name: string): string => (entry(state, name) === true ? accent : DARK);
  const stick = entry(state, "thumbstickValue");
  const [x = 0, y = 0] = isNumbers(stick, 2) ? stick : [];
  // The thumb is on the inner side: the buttons are left of the stick on the right controller.
  const inner = side === "left" ? 1 : -1;
  const trigger = number("triggerValue");
  const squeeze = number("squeezeValue");
  const low = 0.003;
  const button = (name: string, at: Vector3Tuple): Part =>
    part("disc", lit(name), [at[0], at[1] - (entry(state, name) === true ? low : 0), at[2]], [0.01, 0.008, 0.01]);
  return [
    part("handle", SHELL, [0, -0.03, 0.07], [0.034, 0.04, 0.036], [Math.PI / 2, 0, 0]),
    part("disc", SHELL, [0, -0.006, 0.012], [0.05, 0.016, 0.056]),
    part("box", accent, [0, -0.012, 0.09], [0.006, 0.006, 0.05]),
    part("disc", lit("thumbstick"), [inner * -0.009, 0.008 - (entry(state, "thumbstick") === true ? low : 0), 0.004], [0.015, 0.014, 0.015], [y * 0.4, 0, -x * 0.4]),
    button("aButton", [inner * 0.012, 0.004, 0.018]),
    button("bButton", [inner * 0.014, 0.004, 0.002]),
    part("box", entry(state, "trigger") === true ? accent : DARK, [0, -0.026 + trigger * 0.003, -0.008 + trigger * 0.008], [0.018, 0.024, 0.014], [0.5 - trigger * 0.4, 0, 0]),
    part("box", entry(state, "squeeze") === true ? accent : DARK, [inner * (0.018 - squeeze * 0.003), -0.03, 0.055], [0.008, 0.012, 0.026]),
  ];
}

/** A faint line where the controller points. */
const RAY_LENGTH = 0.4;
function ray(side: Side): Part {
  const spec = { type: "basic", values: { color: COLORS[side], opacity: 0.5, transparent: true } } as const;
  return { ...part("disc", COLORS[side], [0, 0, -RAY_LENGTH / 2 - 0.03], [0.003, RAY_LENGTH, 0.003], [Math.PI / 2, 0, 0]), spec };
}

const PULSES = [
  ["left", "pulseLeftHash", "pulseLeftStrength", "pulseLeftDuration"],
  ["right", "pulseRightHash", "pulseRightStrength", "pulseRightDuration"],
] as const;

/** Pulse where the text is another than before. */
function shake(ctx: NodeContext, changed: Readonly<Partial<MotionControllersProps>>, props: Readonly<MotionControllersProps>): void {
  const read = new Reader(ctx, props);
  for (const [side, hash, strength, duration] of PULSES) {
    if (changed[hash] == null) continue;
    pulse(ctx.stage.xr.inputSources, side, read.number(strength, 1), read.number(duration, 100));
  }
}

export const motionControllers: NodeType<MotionControllersProps> = {
  create(ctx, props) {
    const object = new Group();
    const sides = (["left", "right"] as const).map((side) => {
      const frame = new Group();
      frame.matrixAutoUpdate = false;
      const bent = new Group();
      bent.setRotationFromEuler(new Euler(BEND, 0, 0));
      object.add(frame.add(bent));
      return { side, frame, controller: new Assembly(ctx, bent), ray: new Assembly(ctx, frame) };
    });
    const draw = ({ pose }: Readonly<MotionControllersProps>): void => {
      for (const { side, frame, controller, ray: line } of sides) {
        const matrix = posesOf(`pose.${side}`, entry(pose, side))?.[0];
        controller.set(matrix ? partsOf(side, entry(pose, `${side}State`)) : []);
        line.set(matrix ? [ray(side)] : []);
        if (matrix) frame.matrix.copy(matrix);
        frame.matrixWorldNeedsUpdate = true;
      }
    };
    const live = redrawn(ctx, object, props, draw, sides.flatMap(({ controller, ray }) => [controller, ray]));
    const tracked = { left: new TrackedController("left"), right: new TrackedController("right") };
    const pair = new Pair(tracked, NOTHING);
    const shaken: LiveNode<MotionControllersProps> = {
      ...live,
      update(changed, props) {
        shake(ctx, changed, props);
        return live.update?.(changed, props);
      },
    };
    return told(ctx, shaken, props, "CONTROLLER_MOVE", (frame, props) => pair.read((side) => props[side] !== false, (side) => tracked[side].read(frame)));
  },
};
