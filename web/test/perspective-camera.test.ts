import { Object3D, Vector3, type PerspectiveCamera } from "three";
import { expect, test } from "vitest";
import { perspectiveCamera } from "../src/nodes/perspective-camera";
import type { NodeContext } from "../src/scene/node-type";

/** A camera with these props, as they may come over the wire, and what was warned about. */
function camera(props: object) {
  const warnings: string[] = [];
  const offers: object[] = [];
  const cameras = { addCamera: (_camera: unknown, options: object) => (offers.push(options), () => undefined), camera: undefined };
  const ctx = { stage: { up: new Vector3(0, 1, 0), cameras }, warn: (text: string) => warnings.push(text) };
  const live = perspectiveCamera.create(ctx as unknown as NodeContext, props);
  live.attached?.(new Object3D());
  return { object: live.object as PerspectiveCamera, offer: offers[0], warnings };
}

test("the lens and the place in charge", () => {
  const { object, offer, warnings } = camera({ fov: 50, near: 1, far: 10, zoom: 2, makeDefault: true, stream: false });
  expect(object).toMatchObject({ fov: 50, near: 1, far: 10, zoom: 2 });
  expect([offer, warnings]).toEqual([{ makeDefault: true, stream: false }, []]);
});

test("what is no number never reaches the lens", () => {
  const { object, offer, warnings } = camera({ fov: "wide", near: NaN, far: Infinity, zoom: [], lookAt: "abc", makeDefault: "yes" });
  expect(object).toMatchObject({ fov: 75, near: 0.1, far: 1000, zoom: 1 });
  expect(object.quaternion.toArray()).toEqual([0, 0, 0, 1]);
  expect(offer).toEqual({ makeDefault: false, stream: true });
  expect(warnings).toHaveLength(6);
});
