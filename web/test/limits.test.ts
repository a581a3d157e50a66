// How far handles move things.

import { Euler, Object3D, Quaternion, Vector3 } from "three";
import { expect, test } from "vitest";
import { Limits, rangesOf } from "../src/nodes/gizmo/limits";

test("what is moved is brought back within, along its own axes", () => {
  const object = new Object3D();
  object.position.set(1, 2, 3);
  // Its x points upwards.
  object.rotation.set(0, 0, Math.PI / 2);
  const limits = new Limits(object);
  limits.translation = [[-1, 0.5], undefined, [0, 0]];
  object.position.set(-4, 9, 5);
  limits.apply(object);
  expect(object.position.distanceTo(new Vector3(-4, 2.5, 3))).toBeLessThan(1e-9);
  object.position.set(1, -9, 3);
  limits.apply(object);
  expect(object.position.distanceTo(new Vector3(1, 1, 3))).toBeLessThan(1e-9);
});

test("and what is turned, from how it first stood", () => {
  const object = new Object3D();
  object.rotation.set(0.3, 0, 0);
  const limits = new Limits(object);
  limits.rotation = [undefined, [-0.2, 0.2], undefined];
  const home = object.quaternion.clone();
  object.quaternion.copy(home).multiply(new Quaternion().setFromEuler(new Euler(0, 1, 0)));
  limits.apply(object);
  expect(object.quaternion.angleTo(home)).toBeCloseTo(0.2);
  object.quaternion.copy(home).multiply(new Quaternion().setFromEuler(new Euler(1, 0, 0)));
  limits.apply(object);
  expect(object.quaternion.angleTo(home)).toBeCloseTo(1);
});

test("limits are two numbers or nothing for each axis", () => {
  const warnings: string[] = [];
  const ctx = { warn: (text: string) => void warnings.push(text) };
  expect(rangesOf(ctx, "limits", [[0, 1], null, [-1, 1]])).toEqual([[0, 1], undefined, [-1, 1]]);
  expect(rangesOf(ctx, "limits", undefined)).toBeUndefined();
  expect(warnings).toEqual([]);
  for (const bad of [3, [1, 2, 3], [[0, 1]], [["a", "b"], null, null]]) expect(rangesOf(ctx, "limits", bad)).toBeUndefined();
  expect(warnings).toHaveLength(4);
});
