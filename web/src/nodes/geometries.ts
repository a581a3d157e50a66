// Geometries of the primitives from their `args`: plain data in, BufferGeometry out.
//
// One table: what each argument means, its default, and how the geometry is made. Counts are limited, since
// a slip of the keyboard in a program must not freeze the page of everybody who looks at the scene.

import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CapsuleGeometry,
  CatmullRomCurve3,
  CircleGeometry,
  ConeGeometry,
  CylinderGeometry,
  DodecahedronGeometry,
  ExtrudeGeometry,
  IcosahedronGeometry,
  LatheGeometry,
  OctahedronGeometry,
  Path,
  PlaneGeometry,
  PolyhedronGeometry,
  QuadraticBezierCurve3,
  RingGeometry,
  Shape,
  ShapeGeometry,
  SphereGeometry,
  TetrahedronGeometry,
  TorusGeometry,
  TorusKnotGeometry,
  TubeGeometry,
  Vector2,
  Vector3,
  type Curve,
  type ExtrudeGeometryOptions,
} from "three";
import { brief, isNumber, isNumbers } from "../scene/read";

/** How one argument is read. */
interface Parameter<T> {
  readonly name: string;
  /** Throws if the value is of the wrong kind. Missing and null never reach it. */
  readonly read: (value: unknown) => T;
  readonly fallback: T;
}

function wrong(expected: string, value: unknown): never {
  throw new Error(`expected ${expected}, got ${brief(value)}`);
}

/** A length in metres, a ratio, or an angle in radians. */
function number(name: string, fallback: number): Parameter<number> {
  return { name, fallback, read: (value) => (isNumber(value) ? value : wrong("a number", value)) };
}

/** How finely something is divided. */
function count(name: string, fallback: number, most = 2048): Parameter<number> {
  const read = (value: unknown): number => {
    if (!isNumber(value)) return wrong("a number", value);
    if (value > most) return wrong(`at most ${most}`, value);
    return Math.max(0, Math.floor(value));
  };
  return { name, fallback, read };
}

function flag(name: string, fallback: boolean): Parameter<boolean> {
  return { name, fallback, read: (value) => value === true || value === 1 };
}

/** Points as lists of two or three numbers, or all numbers of three-dimensional points in one list. */
function readPoints(value: unknown): Vector3[] {
  if (isNumbers(value, 3)) {
    return Array.from({ length: Math.floor(value.length / 3) }, (_, i) => new Vector3().fromArray(value, 3 * i));
  }
  if (!Array.isArray(value) || !value.every((point) => isNumbers(point, 2))) return wrong("a list of points", value);
  return value.map(([x = 0, y = 0, z = 0]: readonly number[]) => new Vector3(x, y, z));
}

function points2(name: string, fallback: readonly Vector2[]): Parameter<readonly Vector2[]> {
  return { name, fallback, read: (value) => readPoints(value).map(({ x, y }) => new Vector2(x, y)) };
}

/** A flat list of numbers; lists of lists are flattened. */
function numbers(name: string): Parameter<readonly number[]> {
  const read = (value: unknown): readonly number[] => {
    const flat: unknown = Array.isArray(value) ? value.flat() : ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
    return isNumbers(flat, 0) ? flat : wrong("a list of numbers", value);
  };
  return { name, fallback: [], read };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** A curve through points: a list of them, or `{points, closed, curveType, tension}`. */
export function readCurve(value: unknown): Curve<Vector3> {
  const settings = isRecord(value) ? value : { points: value };
  const points = readPoints(settings.points);
  if (points.length < 2) return wrong("at least two points", value);
  const type = settings.curveType === "catmullrom" || settings.curveType === "chordal" ? settings.curveType : "centripetal";
  return new CatmullRomCurve3(points, settings.closed === true, type, isNumber(settings.tension) ? settings.tension : 0.5);
}

/** One outline, `{points, holes}`, or a list of either. */
export function readShapes(value: unknown): Shape[] {
  const isOutline = (part: unknown): boolean => Array.isArray(part) && part.length > 0 && part.every((point) => isNumbers(point, 2));
  if (isRecord(value) || isOutline(value)) return [readShape(value)];
  if (Array.isArray(value) && value.length > 0) return value.map(readShape);
  return wrong("outlines: lists of [x, y]", value);
}

function readShape(value: unknown): Shape {
  const { points, holes } = isRecord(value) ? value : { points: value, holes: undefined };
  const flat = (outline: unknown): Vector2[] => readPoints(outline).map(({ x, y }) => new Vector2(x, y));
  const outline = flat(points);
  if (outline.length < 3) return wrong("at least three points", points);
  const shape = new Shape(outline);
  if (Array.isArray(holes)) shape.holes = holes.map((hole) => new Path(flat(hole)));
  return shape;
}

const TAU = Math.PI * 2;

/** Read each argument by its parameter; name the one that is wrong. */
function readAll(parameters: readonly Parameter<unknown>[], args: readonly unknown[]): unknown[] {
  return parameters.map(({ name, read, fallback }, i) => {
    const value = args[i];
    if (value === undefined || value === null) return fallback;
    try {
      return read(value);
    } catch (error) {
      throw new Error(`args[${i}], ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  });
}

type Row = (args: readonly unknown[]) => BufferGeometry;

/** A row of the table: a constructor of three and what its arguments are. */
function row<A extends unknown[]>(make: (...args: A) => BufferGeometry, ...parameters: { [I in keyof A]: Parameter<A[I]> }): Row {
  return (args) => make(...(readAll(parameters, args) as A));
}

/** Of each kind: their numbers multiply, and more would take seconds. */
const MAX_EXTRUDE_SEGMENTS = 128;

const EXTRUDE_DEFAULTS: ExtrudeGeometryOptions = {
  curveSegments: 12,
  steps: 1,
  depth: 1,
  bevelEnabled: true,
  bevelThickness: 0.2,
  bevelSize: 0.1,
  bevelOffset: 0,
  bevelSegments: 3,
};

function readExtrusion(value: unknown): ExtrudeGeometryOptions {
  if (!isRecord(value)) return wrong("a map of options", value);
  const options: Record<string, unknown> = { ...EXTRUDE_DEFAULTS };
  for (const [name, fallback] of Object.entries(EXTRUDE_DEFAULTS as Readonly<Record<string, unknown>>)) {
    const given = value[name] ?? fallback;
    if (typeof given !== typeof fallback || (typeof given === "number" && !isNumber(given))) return wrong(`${name} to be a ${typeof fallback}`, given);
    options[name] = isNumber(given) && /[sS]egments$|^steps$/.test(name) ? Math.min(Math.max(1, Math.floor(given)), MAX_EXTRUDE_SEGMENTS) : given;
  }
  if (value.extrudePath !== undefined && value.extrudePath !== null) options.extrudePath = readCurve(value.extrudePath);
  return options;
}

const TRIANGLE: readonly Vector2[] = [new Vector2(0, 0.5), new Vector2(-0.5, -0.5), new Vector2(0.5, -0.5)];
const BULGE: readonly Vector2[] = [new Vector2(0, -0.5), new Vector2(0.5, 0), new Vector2(0, 0.5)];
const BOW = new QuadraticBezierCurve3(new Vector3(-1, -1, 0), new Vector3(-1, 1, 0), new Vector3(1, 1, 0));
const UNIT_SQUARE: readonly Shape[] = [
  new Shape([new Vector2(0.5, 0.5), new Vector2(-0.5, 0.5), new Vector2(-0.5, -0.5), new Vector2(0.5, -0.5)]),
];

const ROWS = {
  Box: row(
    (...a: [number, number, number, number, number, number]) => new BoxGeometry(...a),
    number("width", 1), number("height", 1), number("depth", 1),
    count("widthSegments", 1), count("heightSegments", 1), count("depthSegments", 1),
  ),
  Capsule: row(
    (...a: [number, number, number, number, number]) => new CapsuleGeometry(...a),
    number("radius", 1), number("height", 1), count("capSegments", 4),
    count("radialSegments", 8), count("heightSegments", 1),
  ),
  Circle: row(
    (...a: [number, number, number, number]) => new CircleGeometry(...a),
    number("radius", 1), count("segments", 8), number("thetaStart", 0), number("thetaLength", TAU),
  ),
  Cone: row(
    (...a: [number, number, number, number, boolean, number, number]) => new ConeGeometry(...a),
    number("radius", 1), number("height", 1), count("radialSegments", 8), count("heightSegments", 1),
    flag("openEnded", false), number("thetaStart", 0), number("thetaLength", TAU),
  ),
  Cylinder: row(
    (...a: [number, number, number, number, number, boolean, number, number]) => new CylinderGeometry(...a),
    number("radiusTop", 1), number("radiusBottom", 1), number("height", 1), count("radialSegments", 8),
    count("heightSegments", 1), flag("openEnded", false), number("thetaStart", 0), number("thetaLength", TAU),
  ),
  Dodecahedron: row((...a: [number, number]) => new DodecahedronGeometry(...a), number("radius", 1), count("detail", 0, 64)),
  Icosahedron: row((...a: [number, number]) => new IcosahedronGeometry(...a), number("radius", 1), count("detail", 0, 64)),
  Octahedron: row((...a: [number, number]) => new OctahedronGeometry(...a), number("radius", 1), count("detail", 0, 64)),
  Tetrahedron: row((...a: [number, number]) => new TetrahedronGeometry(...a), number("radius", 1), count("detail", 0, 64)),
  Plane: row(
    (...a: [number, number, number, number]) => new PlaneGeometry(...a),
    number("width", 1), number("height", 1), count("widthSegments", 1), count("heightSegments", 1),
  ),
  Ring: row(
    (...a: [number, number, number, number, number, number]) => new RingGeometry(...a),
    number("innerRadius", 0.5), number("outerRadius", 1), count("thetaSegments", 8),
    count("phiSegments", 1), number("thetaStart", 0), number("thetaLength", TAU),
  ),
  Sphere: row(
    (...a: [number, number, number, number, number, number, number]) => new SphereGeometry(...a),
    number("radius", 1), count("widthSegments", 32), count("heightSegments", 16),
    number("phiStart", 0), number("phiLength", TAU), number("thetaStart", 0), number("thetaLength", Math.PI),
  ),
  Torus: row(
    (...a: [number, number, number, number, number]) => new TorusGeometry(...a),
    number("radius", 1), number("tube", 0.4), count("radialSegments", 8),
    count("tubularSegments", 6), number("arc", TAU),
  ),
  TorusKnot: row(
    (...a: [number, number, number, number, number, number]) => new TorusKnotGeometry(...a),
    number("radius", 1), number("tube", 0.4), count("tubularSegments", 64),
    count("radialSegments", 8), number("p", 2), number("q", 3),
  ),
  Tube: row(
    (...a: [Curve<Vector3>, number, number, number, boolean]) => new TubeGeometry(...a),
    { name: "path", fallback: BOW, read: readCurve },
    count("tubularSegments", 64), number("radius", 1), count("radialSegments", 8), flag("closed", false),
  ),
  Lathe: row(
    (points: readonly Vector2[], segments: number, start: number, length: number) =>
      new LatheGeometry(points.length ? [...points] : [...BULGE], segments, start, length),
    points2("points", BULGE),
    count("segments", 12), number("phiStart", 0), number("phiLength", TAU),
  ),
  Polyhedron: row(
    (vertices: readonly number[], faces: readonly number[], radius: number, detail: number) => {
      const corners = Math.floor(vertices.length / 3);
      const stray = faces.find((index) => !Number.isInteger(index) || index < 0 || index >= corners);
      if (stray !== undefined) throw new Error(`args[1], indices: there is no vertex ${stray}`);
      return new PolyhedronGeometry([...vertices], [...faces], radius, detail);
    },
    numbers("vertices"), numbers("indices"), number("radius", 1), count("detail", 0, 64),
  ),
  Shape: row(
    (shapes: readonly Shape[], segments: number) => new ShapeGeometry([...shapes], segments),
    { name: "shapes", fallback: [new Shape([...TRIANGLE])], read: readShapes }, count("curveSegments", 12),
  ),
  Extrude: row(
    (shapes: readonly Shape[], options: ExtrudeGeometryOptions) => new ExtrudeGeometry([...shapes], options),
    { name: "shapes", fallback: UNIT_SQUARE, read: readShapes },
    { name: "options", fallback: EXTRUDE_DEFAULTS, read: readExtrusion },
  ),
} satisfies Record<string, Row>;

/** The primitives that are made of triangles. */
export type Solid = keyof typeof ROWS;

export function isSolid(name: string): name is Solid {
  return Object.hasOwn(ROWS, name);
}

/** The geometry of a primitive. Throws, naming the argument, if one is of the wrong kind. */
export function buildGeometry(solid: Solid, args: unknown): BufferGeometry {
  if (args !== undefined && args !== null && !Array.isArray(args)) throw new Error(`args should be a list, not ${brief(args)}`);
  return checked(ROWS[solid]((args as readonly unknown[] | undefined) ?? []));
}

/** The geometry, if all its points are somewhere: what is divided into 0 parts, or is too large, has none. */
export function checked(geometry: BufferGeometry): BufferGeometry {
  if (geometry.getAttribute("position").array.every(Number.isFinite)) return geometry;
  geometry.dispose();
  throw new Error("of these numbers no shape can be made");
}

/**
 * The geometry that Edges and Wireframe are asked to outline: `["Torus", …args]` for a primitive, or
 * `{vertices, faces}` for triangles of one's own.
 */
export function readTriangles(value: unknown): BufferGeometry {
  if (Array.isArray(value) && typeof value[0] === "string" && isSolid(value[0])) return buildGeometry(value[0], value.slice(1));
  if (typeof value === "string" && isSolid(value)) return buildGeometry(value, []);
  if (!isRecord(value)) return wrong("the name of a primitive, or {vertices, faces}", value);
  const positions = readPoints(value.vertices).flatMap(({ x, y, z }) => [x, y, z]);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  const faces = numbers("faces").read(value.faces ?? []);
  const corners = positions.length / 3;
  const stray = faces.find((index) => !Number.isInteger(index) || index < 0 || index >= corners);
  if (stray !== undefined) throw new Error(`faces: there is no vertex ${stray}`);
  if (faces.length) geometry.setIndex([...faces]);
  return geometry;
}
