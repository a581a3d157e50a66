// CatmullRomLine, CubicBezierLine, QuadraticBezierLine: smooth lines, drawn as so many straight pieces.

import { CatmullRomCurve3, CubicBezierCurve3, QuadraticBezierCurve3, Vector3, type Curve } from "three";
import type { CatmullRomLineProps, CubicBezierLineProps, QuadraticBezierLineProps, StrokeProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { readPoints } from "./line";
import { spreadVertexColors, strokeNode, type Path } from "./lines/stroke";

/** More pieces than this are a mistake. */
const MAX_SEGMENTS = 10_000;

interface CurveProps extends StrokeProps {
  segments?: number;
}

function curveNode<P extends CurveProps>(along: readonly (keyof P)[], curve: (read: Reader<P>, props: Readonly<P>) => Curve<Vector3> | undefined): NodeType<P> {
  const path = (ctx: NodeContext, props: Readonly<P>): Path => {
    const made = curve(new Reader(ctx, props), props);
    const segments = Math.round(new Reader<CurveProps>(ctx, props).clamped("segments", 20, 1, MAX_SEGMENTS));
    const points = new Float32Array(made ? (segments + 1) * 3 : 0);
    made?.getPoints(segments).forEach((point, i) => point.toArray(points, 3 * i));
    return { points, colors: spreadVertexColors(ctx, props.vertexColors, points.length / 3), pairs: false };
  };
  return strokeNode<P>(["segments", ...along], path);
}

const CURVE_TYPES = ["centripetal", "chordal", "catmullrom"] as const;

export const catmullRomLine: NodeType<CatmullRomLineProps> = curveNode<CatmullRomLineProps>(
  ["points", "closed", "curveType", "tension"],
  (read, props) => {
    const flat = readPoints(props.points);
    const points = Array.from({ length: flat.length / 3 }, (_, i) => new Vector3().fromArray(flat, 3 * i));
    if (points.length < 2) return undefined;
    return new CatmullRomCurve3(points, read.boolean("closed", false), read.oneOf("curveType", CURVE_TYPES, "centripetal"), read.number("tension", 0.5));
  },
);

export const cubicBezierLine: NodeType<CubicBezierLineProps> = curveNode<CubicBezierLineProps>(["start", "end", "midA", "midB"], (read) => {
  const start = read.vector("start", [0, 0, 0]);
  const end = read.vector("end", [0, 0, 0]);
  return new CubicBezierCurve3(
    new Vector3(...start),
    new Vector3(...(read.vector("midA") ?? start)),
    new Vector3(...(read.vector("midB") ?? end)),
    new Vector3(...end),
  );
});

export const quadraticBezierLine: NodeType<QuadraticBezierLineProps> = curveNode<QuadraticBezierLineProps>(["start", "end", "mid"], (read) => {
  const start = read.vector("start", [0, 0, 0]);
  const end = read.vector("end", [0, 0, 0]);
  const mid = read.vector("mid") ?? ([end[0], start[1], end[2]] as const);
  return new QuadraticBezierCurve3(new Vector3(...start), new Vector3(...mid), new Vector3(...end));
});
