// Line: a polyline, or pairs of points.

import type { LineProps } from "../protocol/components.gen";
import { asFloat32 } from "../scene/binary";
import { brief, isBytes, isNumbers, Reader } from "../scene/read";
import { readVertexColors, strokeNode } from "./lines/stroke";

/** The points as one list of numbers: a list of points with two or three numbers, a flat list, or float32. */
export function readPoints(points: unknown): Float32Array {
  if (points === undefined || points === null) return new Float32Array();
  if (isBytes(points)) return finite(asFloat32(points).slice());
  if (isNumbers(points, 3)) return Float32Array.from(points.slice(0, points.length - (points.length % 3)));
  if (!Array.isArray(points) || !points.every((point) => isNumbers(point, 2))) {
    throw new Error(`points should be a list of [x, y, z], not ${brief(points)}`);
  }
  const flat = new Float32Array(points.length * 3);
  points.forEach((point: readonly number[], i) => {
    flat.set([point[0] ?? 0, point[1] ?? 0, point[2] ?? 0], 3 * i);
  });
  return flat;
}

function finite(numbers: Float32Array): Float32Array {
  if (!numbers.every(Number.isFinite)) throw new Error("points should be numbers");
  return numbers.subarray(0, numbers.length - (numbers.length % 3));
}

export const line = strokeNode<LineProps>(["points", "segments"], (ctx, props) => {
  const points = readPoints(props.points);
  return {
    points,
    colors: readVertexColors(ctx, props.vertexColors, points.length / 3),
    pairs: new Reader(ctx, props).boolean("segments", false),
  };
});
