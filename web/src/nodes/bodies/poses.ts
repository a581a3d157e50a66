// Matrices of joints as they come over the wire.

import { Matrix4, Vector3 } from "three";
import { brief, isNumbers } from "../../scene/read";

/** A joint's place, or undefined if it is not tracked. */
export type Pose = Matrix4 | undefined;

/** A matrix of the wire. One that was never tracked is all zeros. */
export function poseOf(numbers: readonly number[]): Pose {
  if (numbers.length < 16 || numbers[15] === 0) return undefined;
  const matrix = new Matrix4().fromArray(numbers);
  const { elements } = matrix;
  // By columns the last row, at 3, 7 and 11, is zero. The original's view of hands reads rows.
  const isByRows = elements[12] === 0 && elements[13] === 0 && elements[14] === 0 && (elements[3] !== 0 || elements[7] !== 0 || elements[11] !== 0);
  return isByRows ? matrix.transpose() : matrix;
}

/** Matrices in one list, or in a list of lists; undefined if there are none. Throws if they are something else. */
export function posesOf(name: string, value: unknown): readonly Pose[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: unknown = ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float32Array) : value;
  const flat: unknown = Array.isArray(list) && Array.isArray(list[0]) ? list.flat() : list;
  if (!isNumbers(flat, 0) || flat.length % 16 !== 0) throw new Error(`${name} should be matrices of 16 numbers, not ${brief(value)}`);
  return Array.from({ length: flat.length / 16 }, (_, i) => poseOf(flat.slice(16 * i, 16 * i + 16)));
}

/** What is under a name in a map of the wire. */
export function entry(map: unknown, name: string): unknown {
  return typeof map === "object" && map !== null && Object.hasOwn(map, name) ? (map as Readonly<Record<string, unknown>>)[name] : undefined;
}

const _wrist = new Vector3();
const _at = new Vector3();

/** The same joints, their distances from the first multiplied. */
export function spread(poses: readonly Pose[], factor: number): readonly Pose[] {
  const [first] = poses;
  if (factor === 1 || !first) return poses;
  _wrist.setFromMatrixPosition(first);
  return poses.map((pose) => pose?.clone().setPosition(_at.setFromMatrixPosition(pose).sub(_wrist).multiplyScalar(factor).add(_wrist)));
}
