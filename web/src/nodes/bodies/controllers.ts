// MotionControllers: a pair of controllers drawn from the value of an event CONTROLLER_MOVE, with what is
// pressed; of those that a headset tracks that event, and their picture for who wears it. The frame of a controller is that of its ray, which points along
// −z. Lengths are metres.

import { BoxGeometry, CapsuleGeometry, CylinderGeometry, Euler, Group, Matrix4, type BufferGeometry, type Object3D, type Vector3Tuple } from "three";
import type { MotionControllersProps } from "../../protocol/components.gen";
import type { LiveNode, NodeContext, NodeType } from "../../scene/node-type";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { pulse } from "../../xr/haptics";
import { Assembly, type Part } from "../assembly";
import { NOTHING, TrackedController } from "../../xr/controller";
import { Pair } from "../../xr/pair";
import { SIDES, type Side } from "../../xr/sources";
import { entry, posesOf } from "./poses";
import { redrawn } from "./redrawn";
import { Seen } from "./seen";
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

/** A controller below an object. */
class DrawnController {
  readonly #side: Side;
  readonly #frame = new Group();
  readonly #controller: Assembly;
  readonly #ray: Assembly;

  constructor(ctx: NodeContext, object: Object3D, side: Side) {
    this.#side = side;
    this.#frame.matrixAutoUpdate = false;
    const bent = new Group();
    bent.setRotationFromEuler(new Euler(BEND, 0, 0));
    object.add(this.#frame.add(bent));
    this.#controller = new Assembly(ctx, bent);
    this.#ray = new Assembly(ctx, this.#frame);
  }

  /** Where it is, if it is anywhere; what is pressed; whether it has its ray. */
  set(matrix: Matrix4 | undefined, state: unknown, hasRay: boolean): void {
    this.#controller.set(matrix ? partsOf(this.#side, state) : []);
    this.#ray.set(matrix && hasRay ? [ray(this.#side)] : []);
    if (matrix) this.#frame.matrix.copy(matrix);
    this.#frame.matrixWorldNeedsUpdate = true;
  }

  dispose(): void {
    this.#controller.dispose();
    this.#ray.dispose();
    this.#frame.removeFromParent();
  }
}

const _matrix = new Matrix4();

/** Those that the headset tracks, shown to who wears it; their rays are there already. */
function seenControllers(ctx: NodeContext, wants: (side: Side) => boolean): Seen<{ dispose(): void }> {
  const tracked = { left: new TrackedController("left"), right: new TrackedController("right") };
  return new Seen(ctx, {
    make(place) {
      const drawn = SIDES.map((side) => ({ side, controller: new DrawnController(ctx, place, side) }));
      return { drawn, dispose() { for (const { controller } of drawn) controller.dispose(); } };
    },
    draw({ drawn }, frame) {
      for (const { side, controller } of drawn) {
        const { numbers, state } = tracked[side];
        controller.set(wants(side) && tracked[side].read(frame) ? _matrix.fromArray(numbers) : undefined, state, false);
      }
    },
  });
}

export const motionControllers: NodeType<MotionControllersProps> = {
  create(ctx, props) {
    const object = new Group();
    const drawn = { left: new DrawnController(ctx, object, "left"), right: new DrawnController(ctx, object, "right") };
    let wanted = props;
    const seen = seenControllers(ctx, (side) => wanted[side] !== false);
    seen.shown = true;
    const draw = (props: Readonly<MotionControllersProps>): void => {
      wanted = props;
      const { pose } = props;
      for (const side of SIDES) drawn[side].set(posesOf(`pose.${side}`, entry(pose, side))?.[0], entry(pose, `${side}State`), true);
    };
    const live = redrawn(ctx, object, props, draw, [drawn.left, drawn.right, seen]);
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
