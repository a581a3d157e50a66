// What events say of where something was met.

import { BoxGeometry, BufferAttribute, BufferGeometry, InstancedMesh, Matrix4, Mesh, Points, Raycaster, Vector3, type Object3D } from "three";
import { expect, test } from "vitest";
import { describeHit, type Meeting } from "../src/scene/hit";

/** What a ray along −z meets at this place. */
function meet(object: Object3D, x = 0.1, y = 0.2): Meeting {
  object.updateMatrixWorld();
  const raycaster = new Raycaster(new Vector3(x, y, 10), new Vector3(0, 0, -1));
  raycaster.params.Points.threshold = 0.3;
  const [hit] = raycaster.intersectObject(object);
  if (!hit) throw new Error("nothing was met");
  return describeHit(hit);
}

function rounded(values: readonly number[] | undefined): readonly number[] | undefined {
  return values?.map((value) => Math.round(value * 1e6) / 1e6 + 0);
}

test("a mesh: the point and the normal, in the world", () => {
  const mesh = new Mesh(new BoxGeometry(1, 1, 1));
  mesh.rotation.y = Math.PI / 2;
  mesh.scale.set(4, 1, 2);
  const { point, normal, ...rest } = meet(mesh);
  expect(rounded(point)).toEqual([0.1, 0.2, 2]);
  expect(rounded(normal)).toEqual([0, 0, 1]);
  expect(rest).toEqual({});
});

test("an instance: which one, and its own normal", () => {
  const mesh = new InstancedMesh(new BoxGeometry(1, 1, 1), undefined, 2);
  mesh.setMatrixAt(0, new Matrix4().makeTranslation(5, 0, 0));
  mesh.setMatrixAt(1, new Matrix4().makeRotationX(Math.PI / 2));
  const { normal, instanceId } = meet(mesh);
  expect([rounded(normal), instanceId]).toEqual([[0, 0, 1], 1]);
});

test("a cloud: which point, and no normal", () => {
  const geometry = new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array([5, 0, 0, 0.1, 0.2, 0]), 3));
  const { index, normal } = meet(new Points(geometry));
  expect([index, normal]).toEqual([1, undefined]);
});
