import { Object3D, Scene, Vector3, type LineSegments, type PerspectiveCamera } from "three";
import { expect, test } from "vitest";
import { perspectiveCamera } from "../src/nodes/perspective-camera";
import type { CameraView, NodeContext } from "../src/scene/node-type";
import { CAMERA_LINES, CAMERA_PICTURES } from "../src/viewer/layers";

/** A camera with these props, as they may come over the wire, and what it did. */
function camera(props: object) {
  const warnings: string[] = [];
  const offers: object[] = [];
  const views = new Set<CameraView>();
  const scene = new Scene();
  const overPage = new Scene();
  const stage = {
    xr: { follow: () => undefined },
    up: new Vector3(0, 1, 0),
    scene,
    cameras: { addCamera: (_camera: unknown, options: object) => (offers.push(options), () => undefined), fit: () => undefined },
    views: { overPage, add: (view: CameraView) => (views.add(view), () => views.delete(view)) },
  };
  const ctx = { stage, world: stage, warn: (text: string) => warnings.push(text) };
  const live = perspectiveCamera.create(ctx as unknown as NodeContext, props);
  live.attached?.(new Object3D());
  const object = live.object as PerspectiveCamera;
  const layered = (root: Object3D, layer: number): Object3D[] => {
    const found: Object3D[] = [];
    root.traverse((at) => {
      if (at.layers.isEnabled(layer)) found.push(at);
    });
    return found;
  };
  const shown = () => ({
    lines: layered(object, CAMERA_LINES).length,
    inScene: layered(object, CAMERA_PICTURES).length,
    onPage: overPage.children.length,
  });
  return { live, object, scene, offer: offers[0], offers, warnings, views, shown };
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
  // What the lens of its view says of itself again is said to the user once, by the tree.
  expect(new Set(warnings).size).toBe(6);
});

test("it shows nothing of itself unless it is asked to", () => {
  expect(camera({}).shown()).toEqual({ lines: 0, inScene: 0, onPage: 0 });
});

test("lines and pictures come and go with their props", () => {
  const { live, shown, views, scene } = camera({});
  const all = { showFrustum: true, previewInScene: true, previewInOverlay: true, aspect: 2 };
  live.update?.(all, all);
  expect(shown()).toEqual({ lines: 1, inScene: 1, onPage: 1 });
  expect([...views].map(({ aspectOnPage }) => aspectOnPage)).toEqual([2]);
  live.update?.({ previewInScene: false, showFrustum: undefined }, { previewInOverlay: true });
  expect(shown()).toEqual({ lines: 0, inScene: 0, onPage: 1 });
  live.dispose();
  expect([shown().onPage, scene.children.length, views.size]).toEqual([0, 0, 0]);
});

test("the lines end at the distance of the picture", () => {
  const { object } = camera({ fov: 90, aspect: 2, showFrustum: true, previewDistance: 3 });
  const lines = object.children[0]?.children[0] as LineSegments;
  const corner = new Vector3().fromBufferAttribute(lines.geometry.getAttribute("position"), 1);
  expect(corner.toArray().map((x) => Math.round(x * 1e4) / 1e4)).toEqual([-6, -3, -3]);
});

test("a camera that is no viewpoint is not seen through unless it has to", () => {
  expect(camera({ useViewpoint: false }).offers).toEqual([]);
  expect(camera({ useViewpoint: false, makeDefault: true }).offers).toHaveLength(1);
  expect(camera({}).live.update?.({ useViewpoint: false }, { useViewpoint: false })).toBe("rebuild");
});

test("lookAt beats the rotation, and gives it back", () => {
  const { live, object } = camera({ lookAt: [1, 0, 0] });
  const direction = () => object.getWorldDirection(new Vector3()).toArray().map((x) => Math.round(x) + 0);
  expect(direction()).toEqual([1, 0, 0]);
  live.update?.({ rotation: [0, Math.PI, 0] }, { rotation: [0, Math.PI, 0], lookAt: [1, 0, 0] });
  expect(direction()).toEqual([1, 0, 0]);
  live.update?.({ lookAt: undefined }, { rotation: [0, Math.PI, 0] });
  expect(direction()).toEqual([0, 0, 1]);
});
