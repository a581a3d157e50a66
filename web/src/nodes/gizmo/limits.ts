// How far something may be moved and turned by hand from where it first stood, along and about its own axes.

import { Euler, MathUtils, Quaternion, Vector3, type Object3D } from "three";
import type { NodeContext } from "../../scene/node-type";
import { brief, isNumbers } from "../../scene/read";

/** The least and the most for x, y and z each; undefined for no limit. */
export type Range = readonly [number, number];
type Ranges = readonly (Range | undefined)[];

const AXES = ["x", "y", "z"] as const;

const _shift = new Vector3();
const _turn = new Quaternion();
const _back = new Quaternion();
const _angles = new Euler();

/** What a prop says of limits; undefined, with a warning, if it is none. */
export function rangesOf(ctx: Pick<NodeContext, "warn">, name: string, value: unknown): Ranges | undefined {
  if (value == null) return undefined;
  const ranges: unknown[] = Array.isArray(value) ? value : [];
  const valid = ranges.every((range) => range == null || isNumbers(range, 2));
  if (valid && ranges.length === 3) return ranges.map((range) => (range ?? undefined) as Range | undefined);
  ctx.warn(`${name} should be two numbers or null for each of three axes, not ${brief(value)}; ignored`);
  return undefined;
}

export class Limits {
  translation: Ranges | undefined;
  rotation: Ranges | undefined;
  readonly #position: Vector3;
  readonly #quaternion: Quaternion;

  /** It stands where it first stood. */
  constructor({ position, quaternion }: Object3D) {
    this.#position = position.clone();
    this.#quaternion = quaternion.clone();
  }

  /** Bring an object that has just been moved back within. */
  apply({ position, quaternion }: Object3D): void {
    _back.copy(this.#quaternion).invert();
    if (this.translation) {
      _shift.copy(position).sub(this.#position).applyQuaternion(_back);
      clamp(_shift, this.translation);
      position.copy(_shift.applyQuaternion(this.#quaternion)).add(this.#position);
    }
    if (this.rotation) {
      _angles.setFromQuaternion(_turn.multiplyQuaternions(_back, quaternion));
      clamp(_angles, this.rotation);
      quaternion.multiplyQuaternions(this.#quaternion, _turn.setFromEuler(_angles));
    }
  }
}

function clamp(parts: { x: number; y: number; z: number }, ranges: Ranges): void {
  for (const [index, axis] of AXES.entries()) {
    const range = ranges[index];
    if (range) parts[axis] = MathUtils.clamp(parts[axis], range[0], range[1]);
  }
}
