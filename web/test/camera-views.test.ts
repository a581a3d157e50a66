import { PerspectiveCamera, Vector3 } from "three";
import { expect, test } from "vitest";
import { cornersAt, pictureSize, setLens } from "../src/nodes/cameras/lens";
import { Reader } from "../src/scene/read";
import { fitIn, layOut } from "../src/viewer/views";

function lens(props: object): PerspectiveCamera {
  const camera = new PerspectiveCamera(1, 2);
  setLens(camera, new Reader({ warn: () => undefined }, props));
  return camera;
}

test("the principal point goes right and up by parts of the picture, which keeps its shape", () => {
  const camera = lens({ cx: 0.25, cy: 0.1 });
  const ahead = new Vector3(0, 0, -5).applyMatrix4(camera.projectionMatrix);
  expect(ahead.x).toBeCloseTo(0.5);
  expect(ahead.y).toBeCloseTo(0.2);
  expect(camera.aspect).toBe(2);
  expect(lens({ cx: 0 }).view?.enabled ?? false).toBe(false);
});

test.each([{}, { fov: 30, zoom: 2 }, { cx: 0.3, cy: -0.2, near: 2, far: 3 }])("corners are the corners of the picture: %j", (props) => {
  const camera = lens(props);
  const corners = cornersAt(camera, 2.5);
  const seen = [0, 1, 2, 3].map((index) => {
    const corner = new Vector3().fromArray(corners, 3 * index);
    expect(corner.z).toBe(-2.5);
    const { x, y } = corner.applyMatrix4(camera.projectionMatrix);
    return [Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4];
  });
  expect(seen).toEqual([[-1, -1], [1, -1], [1, 1], [-1, 1]]);
});

test.each([
  [100, 2, 200, 100],
  [0, 2, 2, 1],
  [9999, 1, 4096, 4096],
  [9999, 4, 4096, 1024],
  [9999, 0.25, 1024, 4096],
])("a picture of %d rows at %d is %d by %d", (rows, aspect, width, height) => {
  expect(pictureSize(rows, aspect, 4096)).toEqual({ width, height });
});

test("pictures stand side by side in the corner, all of them on the page", () => {
  expect(layOut([], 640, 360)).toEqual([]);
  const [first, second] = layOut([1, 2], 640, 360);
  expect(first?.right).toBeCloseTo(1 - 240 / 640);
  expect(first?.bottom).toBeCloseTo(-1 + 24 / 360);
  expect((first?.top ?? 0) - (first?.bottom ?? 0)).toBeCloseTo(0.6);
  expect(second?.right).toBeCloseTo((first?.left ?? 0) - 24 / 640);
  const many = layOut(Array<number>(20).fill(2), 640, 360);
  expect(many.at(-1)?.left).toBeCloseTo(-1 + 24 / 640);
  for (const { left, right } of many) expect(right).toBeGreaterThan(left);
});

test("pictures stand as they are told to", () => {
  const layout = { height: 90, gap: 8, margin: 20 };
  const [first, second] = layOut([1, 2], 640, 360, "top-left", layout);
  expect(first).toEqual({ left: -1 + 40 / 640, right: -1 + 220 / 640, top: 1 - 40 / 360, bottom: expect.closeTo(1 - 220 / 360) as number });
  expect(second?.left).toBeCloseTo(-1 + 236 / 640);
  // Less high where the page is narrower.
  const [narrow] = layOut([4, 4], 648, 360, "bottom-right", layout);
  expect(narrow?.right).toBeCloseTo(1 - 40 / 648);
  expect((narrow?.top ?? 0) - (narrow?.bottom ?? 0)).toBeCloseTo((2 * (600 / 8)) / 360);
});

test("a large picture keeps its shape, in the middle", () => {
  expect(fitIn(1, 640, 320, 0.25)).toEqual({ left: -0.25, right: 0.25, bottom: -0.5, top: 0.5 });
  expect(fitIn(4, 640, 320, 0)).toEqual({ left: -1, right: 1, bottom: -0.5, top: 0.5 });
});
