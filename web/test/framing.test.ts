import { BoxGeometry, BufferAttribute, BufferGeometry, Group, Mesh, PerspectiveCamera, Vector3, type Object3D } from "three";
import { expect, test, vi } from "vitest";
import { frameObject, viewFrom } from "../src/viewer/framing";
import type { Viewer } from "../src/viewer/viewer";

function view() {
  const camera = new PerspectiveCamera(60, 1);
  camera.position.set(0, 0, 10);
  const target = new Vector3();
  const controls = { setTarget: (x: number, y: number, z: number) => target.set(x, y, z), target: (out: Vector3) => out.copy(target) };
  const viewer = { cameras: { camera, controls }, invalidate: () => undefined } as unknown as Viewer;
  const rounded = (vector: Vector3): number[] => vector.toArray().map((x) => Math.round(x * 100) / 100 + 0);
  return { viewer, camera: () => rounded(camera.position), target: () => rounded(target) };
}

/** An object at [1, 2, 3]. */
function at(object: Object3D): Object3D {
  object.position.set(1, 2, 3);
  return object;
}

test("an object is framed along the line of sight, where it is", () => {
  const { viewer, camera, target } = view();
  frameObject(viewer, at(new Mesh(new BoxGeometry(2, 2, 2))));
  expect(target()).toEqual([1, 2, 3]);
  // A sphere of √3 m, with room around it, in a view of 60°.
  expect(camera()).toEqual([1, 2, 7.5]);
});

test("what has no extent, or none in numbers, is looked at from near", () => {
  vi.spyOn(console, "error").mockReturnValue(undefined); // three.js says so, too.
  const broken = new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array([0, 0, 0, NaN, 1, 1, 1, 1, 1]), 3));
  for (const object of [new Group(), new Mesh(broken)]) {
    const { viewer, camera, target } = view();
    frameObject(viewer, at(object));
    expect([target(), camera()]).toEqual([[1, 2, 3], [1, 2, 4.3]]);
  }
});

test("looking along an axis keeps the distance", () => {
  const { viewer, camera } = view();
  viewFrom(viewer, 0, 1, 0);
  expect(camera()).toEqual([0, 10, 0]);
});
