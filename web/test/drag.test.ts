import { Matrix4, Ray, Vector3 } from "three";
import { expect, test } from "vitest";
import { carried, carriedInPlace, moveAcross, moveAlong, turnAbout, type Drag } from "../src/nodes/gizmo/drag";

const v = (x: number, y: number, z: number): Vector3 => new Vector3(x, y, z);
const X = v(1, 0, 0);
const Z = v(0, 0, 1);

/** A ray from an eye on the z axis through a place in the plane z = 0. */
function through(x: number, y: number, eye = v(0, 0, 10)): Ray {
  return new Ray(eye, v(x, y, 0).sub(eye).normalize());
}

/** Where the drag takes a point, rounded. */
function taken(drag: Drag, ray: Ray, point: Vector3): number[] | undefined {
  const motion = new Matrix4();
  if (drag.move(ray, motion) === undefined) return undefined;
  return point.clone().applyMatrix4(motion).toArray().map((part) => Math.round(part * 1000) / 1000 + 0);
}

test("an axis takes what the pointer moves along it, from wherever it was gripped", () => {
  const drag = moveAlong(v(0, 0, 0), X, through(1, 0));
  expect(taken(drag, through(3, 2), v(0, 0, 0))).toEqual([2, 0, 0]);
  expect(taken(drag, through(1, 0), v(5, 5, 5))).toEqual([5, 5, 5]);
});

test("an axis that points at the eye moves nothing", () => {
  const drag = moveAlong(v(0, 0, 0), Z, through(0, 0));
  expect(taken(drag, through(0.01, 0), v(0, 0, 0))).toBeUndefined();
});

test("a plane moves in both of its directions and not across", () => {
  const drag = moveAcross(v(0, 0, 0), Z, through(1, 1));
  expect(taken(drag, through(3, 0), v(0, 0, 5))).toEqual([2, -1, 5]);
  const away = new Ray(v(0, 0, 10), v(0, 1, 0.5).normalize());
  expect(taken(drag, away, v(0, 0, 0))).toBeUndefined();
});

test("turning goes around the origin of the handles, and past half a turn", () => {
  const drag = turnAbout(v(1, 0, 0), Z, v(2, 0, 0), through(2, 0));
  expect(taken(drag, through(1, 1), v(2, 0, 0))).toEqual([1, 1, 0]);
  const motion = new Matrix4();
  for (const [x, y] of [[0, 0], [1, -1], [2, 0], [1, 1]] as const) drag.move(through(x, y), motion);
  expect(drag.move(through(1, 1), motion)).toBeCloseTo(2.5 * Math.PI);
});

test("a circle seen from the side is pulled along its rim", () => {
  const eye = v(0, 0, 10);
  // About x, gripped where the rim is nearest to the eye.
  const drag = turnAbout(v(0, 0, 0), X, v(0, 0, 1), new Ray(eye, v(0, 0, -1)));
  const motion = new Matrix4();
  const up = drag.move(new Ray(eye, v(0, 0.1, -9).normalize()), motion);
  expect(up).toBeCloseTo(-0.1, 2);
});

test("what a hand carries swings about the hand, or turns about itself", () => {
  const ray = new Ray();
  const start = new Matrix4().makeTranslation(0, 1, 0);
  // A quarter of a turn about y, half a metre to the right.
  const pose = new Matrix4().makeRotationY(Math.PI / 2).setPosition(0.5, 1, 0);
  const at = (drag: Drag, point: Vector3): number[] | undefined => {
    const motion = new Matrix4();
    if (drag.move(ray, motion, pose) === undefined) return undefined;
    return point.clone().applyMatrix4(motion).toArray().map((part) => Math.round(part * 1000) / 1000 + 0);
  };
  // Two metres before the hand, and a point a metre to the right of it.
  expect(at(carried(start), v(0, 1, -2))).toEqual([-1.5, 1, 0]);
  const inPlace = carriedInPlace(start, v(0, 1, -2));
  expect(at(inPlace, v(0, 1, -2))).toEqual([0.5, 1, -2]);
  expect(at(inPlace, v(1, 1, -2))).toEqual([0.5, 1, -3]);
  expect(inPlace.move(ray, new Matrix4())).toBeUndefined();
});
