import { Object3D } from "three";
import { describe, expect, test } from "vitest";
import type { Object3dProps } from "../src/protocol/components.gen";
import { applyObject3d } from "../src/scene/object3d";

/** The local matrix, rounded, after props were applied in steps of changes. */
function matrixAfter(...steps: Object3dProps[]): number[] {
  const object = new Object3D();
  let props: Record<string, unknown> = {};
  for (const changed of steps) {
    props = { ...props, ...changed };
    for (const name of Object.keys(props)) if (props[name] === undefined) Reflect.deleteProperty(props, name);
    applyObject3d(object, { ...changed }, props, object);
  }
  if (object.matrixAutoUpdate) object.updateMatrix();
  return object.matrix.elements.map((x) => Math.round(x * 1e6) / 1e6 + 0);
}

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const MOVED = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1];
/** A quarter turn about z: x becomes y. */
const TURNED = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const QUARTER = Math.PI / 2;

describe("pose", () => {
  test.each<[string, Object3dProps[], number[]]>([
    ["position", [{ position: [5, 6, 7] }], MOVED],
    ["a matrix, column-major", [{ matrix: MOVED }], MOVED],
    ["a matrix beats the rest", [{ matrix: MOVED, position: [1, 1, 1], scale: 3 }], MOVED],
    ["the rest comes back with the matrix gone", [{ matrix: TURNED, position: [5, 6, 7] }, { matrix: undefined }], MOVED],
    ["rotation", [{ rotation: [0, 0, QUARTER] }], TURNED],
    ["a quaternion beats a rotation", [{ rotation: [1, 1, 1], quaternion: [0, 0, Math.SQRT1_2, Math.SQRT1_2] }], TURNED],
    ["the rotation comes back with the quaternion gone", [{ rotation: [0, 0, QUARTER], quaternion: [1, 0, 0, 0] }, { quaternion: undefined }], TURNED],
    ["a quaternion of another length", [{ quaternion: [0, 0, 5, 5] }], TURNED],
    ["scale as one number", [{ scale: 2 }], [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]],
    ["scale by axis", [{ scale: [1, 2, 3] }], [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1]],
    ["a change leaves what it does not name", [{ position: [5, 6, 7] }, { rotation: [0, 0, 0] }], MOVED],
    ["a removed prop is undone", [{ position: [5, 6, 7], rotation: [1, 0, 0], scale: 2 }, { position: undefined, rotation: undefined, scale: undefined }], IDENTITY],
  ])("%s", (_what, steps, matrix) => {
    expect(matrixAfter(...steps)).toEqual(matrix);
  });

  test("the order of a rotation counts", () => {
    expect(matrixAfter({ rotation: [QUARTER, QUARTER, 0] })).not.toEqual(matrixAfter({ rotation: [QUARTER, QUARTER, 0, "ZYX"] }));
    expect(matrixAfter({ rotation: [QUARTER, QUARTER, 0, "nonsense"] })).toEqual(matrixAfter({ rotation: [QUARTER, QUARTER, 0, "XYZ"] }));
  });

  test.each([
    [{ position: [1, 2] }, "position needs 3 numbers"],
    [{ position: "left" }, "position needs 3 numbers"],
    [{ rotation: [0, NaN, 0] }, "rotation needs 3 numbers"],
    [{ quaternion: [0, 0, 0] }, "quaternion needs 4 numbers"],
    [{ matrix: [1] }, "matrix needs 16 numbers"],
    [{ scale: [1, null, 1] }, "scale needs 3 numbers"],
    [{ scale: NaN }, "scale needs 3 numbers"],
  ])("%j is refused before anything moves", (wrong, message) => {
    const object = new Object3D();
    const props = { position: [1, 2, 3], ...wrong } as unknown as Object3dProps;
    expect(() => { applyObject3d(object, { ...props }, props, object); }).toThrow(message);
    expect(object.position.toArray()).toEqual([0, 0, 0]);
  });
});
