// Landmarks of a face as a shape: from the picture's coordinates to a face of a given size that still looks
// where it looked, with the place in it that is to be at the node's.

import { Box3, Matrix4, Quaternion, Vector3 } from "three";
import { brief, isBytes, isNumber, isNumbers } from "../../scene/read";
import { singles } from "../buffers";
import { FACE_INDEX, FACE_SHAPE, FACE_UV, FACE_VERTICES } from "./canonical.gen";

export interface FaceOptions {
  /** How the head is turned, column-major; undefined: found from the upright triangle. */
  readonly matrix: readonly number[] | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly depth: number;
  readonly vertical: readonly number[];
  /** Number of the landmark at the origin; `eyes`: the middle between them; undefined: of the face. */
  readonly origin: number | "eyes" | undefined;
}

/** The outer and inner corners of both eyes. */
const EYES = [33, 133, 362, 263] as const;

/** The face of average shape is in these units of a centimetre. */
const UNITS_PER_M = 100_000;

const _a = new Vector3();
const _b = new Vector3();
const _c = new Vector3();
const _box = new Box3();
const _size = new Vector3();
const _matrix = new Matrix4();

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function faceIndex(): Uint16Array {
  return new Uint16Array(bytesOf(FACE_INDEX).buffer);
}

/** Two numbers a vertex, from 0 to 1. */
export function faceUv(): Float32Array {
  return Float32Array.from(new Uint16Array(bytesOf(FACE_UV).buffer), (part) => part / 0xffff);
}

/** Three numbers a landmark: right, up, towards the viewer. Throws if these are none. */
export function readLandmarks(points: unknown): Float32Array {
  if (points === undefined || points === null) return Float32Array.from(new Int16Array(bytesOf(FACE_SHAPE).buffer), (part) => part / UNITS_PER_M);
  const maps = Array.isArray(points) && typeof points[0] === "object" && points[0] !== null && "x" in points[0];
  const flat = maps ? (points as readonly Partial<Record<string, unknown>>[]).flatMap(({ x, y, z }) => [x, y, z]) : undefined;
  if (flat && !flat.every(isNumber)) throw new Error("points should have numbers x, y and z each");
  if (!flat && !Array.isArray(points) && !isBytes(points)) throw new Error(`points should be the landmarks of a face, not ${brief(points)}`);
  const numbers = flat ? Float32Array.from(flat) : singles("points", points, 3).slice();
  const count = numbers.length / 3;
  if (count < FACE_VERTICES) throw new Error(`points should be ${FACE_VERTICES} landmarks or more, not ${count}`);
  if (!numbers.every(Number.isFinite)) throw new Error("points should be finite numbers");
  // Pictures have y down, and MediaPipe z away from the viewer.
  for (let i = 0; i < numbers.length; i += 3) {
    numbers[i + 1] = -(numbers[i + 1] ?? 0);
    numbers[i + 2] = -(numbers[i + 2] ?? 0);
  }
  return numbers;
}

/** The numbers of a transform, as they are or in a map with `data`. */
export function readTransform(value: unknown): readonly number[] | undefined {
  const data: unknown = typeof value === "object" && value !== null && "data" in value ? value.data : value;
  if (data === undefined || data === null) return undefined;
  if (!isNumbers(data, 16)) throw new Error(`facialTransformationMatrix should be 16 numbers, not ${brief(data)}`);
  return data;
}

/** From straight ahead to where the face looks. */
function turnOf(landmarks: Float32Array, { matrix, vertical }: FaceOptions): Quaternion {
  const turn = new Quaternion();
  if (matrix) {
    _matrix.fromArray(matrix).decompose(_a, turn, _b);
    return turn;
  }
  const at = (out: Vector3, number: number | undefined): Vector3 => out.fromArray(landmarks, 3 * (number ?? 0));
  const normal = at(_b, vertical[1]).sub(at(_a, vertical[0])).cross(at(_c, vertical[2]).sub(_a));
  // Whichever way round the three are named, a face looks towards the viewer rather than away.
  if (normal.z < 0) normal.negate();
  if (normal.lengthSq() > 0) turn.setFromUnitVectors(_c.set(0, 0, 1), normal.normalize());
  return turn;
}

/** The vertices of the face, of the size and about the origin that is asked for. Changes `landmarks`. */
export function shapeFace(landmarks: Float32Array, options: FaceOptions): Float32Array {
  const positions = landmarks.subarray(0, 3 * FACE_VERTICES);
  const turn = turnOf(landmarks, options);
  const straight = turn.clone().invert();
  _box.makeEmpty();
  each(positions, (point) => {
    _box.expandByPoint(point.applyQuaternion(straight));
  });
  _box.getSize(_size);
  const { width, height, depth, origin } = options;
  const [wanted, found] = width !== undefined ? [width, _size.x] : height !== undefined ? [height, _size.y] : [depth, _size.z];
  const scale = found > 0 ? wanted / found : 1;
  if (origin === "eyes") {
    _a.set(0, 0, 0);
    for (const corner of EYES) _a.add(_b.fromArray(positions, 3 * corner));
    _a.divideScalar(EYES.length);
  } else if (origin !== undefined) _a.fromArray(positions, 3 * origin);
  else _box.getCenter(_a);
  const middle = _a.clone();
  each(positions, (point) => {
    point.sub(middle).multiplyScalar(scale).applyQuaternion(turn);
  });
  return positions;
}

function each(positions: Float32Array, change: (point: Vector3) => void): void {
  for (let i = 0; i < positions.length; i += 3) {
    change(_b.fromArray(positions, i));
    _b.toArray(positions, i);
  }
}
