// What all lines have in common: points joined by segments some pixels wide, with the look that
// `StrokeProps` describes. Where the points come from is the node type's: a list, or a curve.

import { Color, type InterleavedBufferAttribute } from "three";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { LineSegments2 } from "three/addons/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";
import type { StrokeProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { brief, parseColor, Reader } from "../../scene/read";

/** What a line is drawn through. */
export interface Path {
  /** Three numbers a point. */
  readonly points: Float32Array;
  /** Linear components of a colour for each point. */
  readonly colors: Float32Array | undefined;
  /** Whether each two points are a line of their own. */
  readonly pairs: boolean;
}

type Warn = Pick<NodeContext, "warn">;

/** The list of a `vertexColors` prop, if it is one of at least so many colours. */
function colorList(ctx: Warn, colors: unknown, count: number): readonly unknown[] | undefined {
  if (colors === undefined || colors === null) return undefined;
  const list = Array.isArray(colors) ? (colors as readonly unknown[]) : [];
  if (list.length >= count && list.length > 0) return list;
  ctx.warn(`vertexColors should be ${count} colours, not ${brief(colors)}; ignored`);
  return undefined;
}

function toComponents(ctx: Warn, list: readonly unknown[]): Float32Array {
  const flat = new Float32Array(list.length * 3);
  list.forEach((value, i) => {
    const color = parseColor(value);
    if (!color) ctx.warn(`vertexColors should be colours, not ${brief(value)}; white in its place`);
    (color ?? new Color()).toArray(flat, 3 * i);
  });
  return flat;
}

/** Linear components of one colour for each point; undefined if there are none. */
export function readVertexColors(ctx: Warn, colors: unknown, count: number): Float32Array | undefined {
  const list = colorList(ctx, colors, count);
  return list && toComponents(ctx, list.slice(0, count));
}

/** Colours spread evenly over so many points: the first at the first, the last at the last. */
export function spreadVertexColors(ctx: Warn, colors: unknown, count: number): Float32Array | undefined {
  const list = colorList(ctx, colors, 1);
  if (!list) return undefined;
  const stops = toComponents(ctx, list);
  const last = list.length - 1;
  const flat = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const at = count > 1 ? (i / (count - 1)) * last : 0;
    const from = Math.min(Math.floor(at), Math.max(last - 1, 0));
    const to = Math.min(from + 1, last);
    for (let c = 0; c < 3; c++) {
      const a = stops[3 * from + c] ?? 0;
      flat[3 * i + c] = a + ((stops[3 * to + c] ?? 0) - a) * (at - from);
    }
  }
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

/** Bring the geometry to the path: in place where the number of points stays, as it does in a stream. */
function shape(line: LineSegments2, { points, colors, pairs }: Path): void {
  const join = (values: Float32Array): Float32Array => (pairs ? values.subarray(0, values.length - (values.length % 6)) : chain(values));
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

function style(material: LineMaterial, ctx: NodeContext, props: Readonly<StrokeProps>): void {
  const read = new Reader(ctx, props);
  material.color.copy(read.color("color", "white"));
  material.linewidth = read.clamped("lineWidth", 1, 0, 1000);
  material.dashed = read.boolean("dashed", false);
  material.dashSize = read.number("dashSize", 1);
  material.gapSize = read.number("gapSize", 1);
}

/** A node drawn as a line. `along`: the props that `path` reads, beside `vertexColors`. */
export function strokeNode<P extends StrokeProps>(along: readonly (keyof P)[], path: (ctx: NodeContext, props: Readonly<P>) => Path): NodeType<P> {
  const reshaping: readonly (keyof P)[] = [...along, "vertexColors", "dashed"];
  return {
    create(ctx, props) {
      const material = new LineMaterial();
      const object = new LineSegments2(new LineSegmentsGeometry(), material);
      style(material, ctx, props);
      shape(object, path(ctx, props));
      return {
        object,
        update(changed, props) {
          style(material, ctx, props);
          if (reshaping.some((name) => name in changed)) shape(object, path(ctx, props));
          return undefined;
        },
        dispose() {
          object.geometry.dispose();
          material.dispose();
        },
      };
    },
  };
}
