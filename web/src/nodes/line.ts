// Line: a polyline, or pairs of points, some pixels wide.

import { Color } from "three";
import { Line2 } from "three/addons/lines/Line2.js";
import { LineGeometry } from "three/addons/lines/LineGeometry.js";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { LineSegments2 } from "three/addons/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";
import type { LineProps } from "../protocol/components.gen";
import type { LiveNode, NodeContext, NodeType } from "../scene/node-type";
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

/** Make the geometry anew: its buffers have the size of its points. */
function build(line: Line2 | LineSegments2, ctx: NodeContext, props: Readonly<LineProps>): void {
  const positions = readPoints(props.points);
  const colors = readVertexColors(ctx, props.vertexColors, positions.length / 3);
  line.geometry.dispose();
  const geometry = line instanceof Line2 ? new LineGeometry() : new LineSegmentsGeometry();
  line.geometry = geometry;
  // Fewer than two points are no line, but three.js wants a line in the buffers.
  const drawn = positions.length >= 6;
  geometry.setPositions(drawn ? positions : new Float32Array(6));
  if (drawn && colors) geometry.setColors(colors);
  line.material.visible = drawn;
  line.material.vertexColors = drawn && colors !== undefined;
  line.computeLineDistances();
}

function style(material: LineMaterial, ctx: NodeContext, props: Readonly<LineProps>): void {
  const read = new Reader(ctx, props);
  material.color.copy(read.color("color", "white"));
  material.linewidth = read.clamped("lineWidth", 1, 0, 1000);
  material.dashed = read.boolean("dashed", false);
  material.dashSize = read.number("dashSize", 1);
  material.gapSize = read.number("gapSize", 1);
  material.needsUpdate = true;
}

export const line: NodeType<LineProps> = {
  create(ctx, props) {
    const segments = new Reader(ctx, props).boolean("segments", false);
    const material = new LineMaterial();
    const object = segments ? new LineSegments2(undefined, material) : new Line2(undefined, material);
    style(material, ctx, props);
    build(object, ctx, props);
    const live: LiveNode<LineProps> = {
      object,
      update(changed, props) {
        if ("segments" in changed) return "rebuild";
        style(material, ctx, props);
        if ("points" in changed || "vertexColors" in changed) build(object, ctx, props);
        return undefined;
      },
      dispose() {
        object.geometry.dispose();
        material.dispose();
      },
    };
    return live;
  },
};
