// Line: a polyline, or pairs of points, some pixels wide.

import { Color, type InterleavedBufferAttribute } from "three";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { LineSegments2 } from "three/addons/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";
import type { LineProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { asFloat32 } from "../scene/binary";
import { brief, isBytes, isNumbers, parseColor, Reader } from "../scene/read";

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

/** Linear components of one colour for each point; undefined if there are none. */
export function readVertexColors(ctx: Pick<NodeContext, "warn">, colors: unknown, count: number): Float32Array | undefined {
  if (colors === undefined || colors === null) return undefined;
  const list = Array.isArray(colors) ? colors : [];
  if (list.length < count) {
    ctx.warn(`vertexColors should be ${count} colours, not ${brief(colors)}; ignored`);
    return undefined;
  }
  const flat = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) (parseColor(list[i]) ?? new Color()).toArray(flat, 3 * i);
  return flat;
}

/** Each point as the end of one segment and the start of the next: three numbers a point. */
function chain(points: Float32Array): Float32Array {
  const segments = Math.max(points.length / 3 - 1, 0);
  const pairs = new Float32Array(segments * 6);
  for (let i = 0; i < segments; i++) pairs.set(points.subarray(3 * i, 3 * i + 6), 6 * i);
  return pairs;
}

/** Overwrite the buffer behind a pair of attributes. False if it has another size, or is not there. */
function overwrite(geometry: LineSegmentsGeometry, name: "instanceStart" | "instanceColorStart", values: Float32Array): boolean {
  const attribute = geometry.getAttribute(name) as InterleavedBufferAttribute | undefined;
  if (attribute?.data.array.length !== values.length) return false;
  attribute.data.array.set(values);
  attribute.data.needsUpdate = true;
  return true;
}

/** Bring the geometry to the points: in place where their number stays, as it does in a stream. */
function shape(line: LineSegments2, ctx: NodeContext, props: Readonly<LineProps>): void {
  const points = readPoints(props.points);
  const colors = readVertexColors(ctx, props.vertexColors, points.length / 3);
  const segments = new Reader(ctx, props).boolean("segments", false);
  const join = (values: Float32Array): Float32Array => (segments ? values.subarray(0, values.length - (values.length % 6)) : chain(values));
  const joined = join(points);
  // Fewer than two points are no line, but three.js wants a line in the buffers.
  const drawn = joined.length > 0;
  const positions = drawn ? joined : new Float32Array(6);
  const tints = drawn && colors ? join(colors) : undefined;
  const { material } = line;
  const same = overwrite(line.geometry, "instanceStart", positions) && (tints ? overwrite(line.geometry, "instanceColorStart", tints) : !material.vertexColors);
  if (!same) {
    line.geometry.dispose();
    line.geometry = new LineSegmentsGeometry().setPositions(positions);
    if (tints) line.geometry.setColors(tints);
  } else {
    line.geometry.computeBoundingBox();
    line.geometry.computeBoundingSphere();
  }
  material.visible = drawn;
  if (material.vertexColors !== (tints !== undefined)) material.needsUpdate = true;
  material.vertexColors = tints !== undefined;
  if (material.dashed) line.computeLineDistances();
}

function style(material: LineMaterial, ctx: NodeContext, props: Readonly<LineProps>): void {
  const read = new Reader(ctx, props);
  material.color.copy(read.color("color", "white"));
  material.linewidth = read.clamped("lineWidth", 1, 0, 1000);
  material.dashed = read.boolean("dashed", false);
  material.dashSize = read.number("dashSize", 1);
  material.gapSize = read.number("gapSize", 1);
}

export const line: NodeType<LineProps> = {
  create(ctx, props) {
    const material = new LineMaterial();
    const object = new LineSegments2(new LineSegmentsGeometry(), material);
    style(material, ctx, props);
    shape(object, ctx, props);
    return {
      object,
      update(changed, props) {
        style(material, ctx, props);
        if ("points" in changed || "vertexColors" in changed || "segments" in changed || "dashed" in changed) shape(object, ctx, props);
        return undefined;
      },
      dispose() {
        object.geometry.dispose();
        material.dispose();
      },
    };
  },
};
