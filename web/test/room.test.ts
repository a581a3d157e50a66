// The meshes of a headset's room are told when something has changed, and not with every frame.

import { expect, test } from "vitest";
import type { XrFrame } from "../src/scene/node-type";
import { Room } from "../src/xr/room";

interface Fake {
  lastChangedTime: number;
  vertices: Float32Array;
  readonly indices: Uint32Array;
  readonly meshSpace: { x: number };
}

function mesh(x: number): Fake {
  return { lastChangedTime: 1, vertices: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]), indices: new Uint32Array([0, 1, 2]), meshSpace: { x } };
}

/** A frame with these meshes, or of a device that knows none. */
function frame(...meshes: readonly Fake[]): XrFrame {
  const getPose = ({ x }: { x: number }): unknown => ({ transform: { matrix: new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, 0, 0, 1]) } });
  return { frame: { detectedMeshes: new Set(meshes), getPose }, space: {} } as unknown as XrFrame;
}

test("new, changed, moved and gone are changes; a later time and a little correction are none", () => {
  const room = new Room();
  const [table, wall] = [mesh(1), mesh(2)];
  expect(room.read(frame(table, wall))).toBe(true);
  expect(room.value?.meshes.map(({ matrix }) => matrix[12])).toEqual([1, 2]);
  const first = room.value;
  table.lastChangedTime = 2;
  wall.meshSpace.x += 0.001;
  expect(room.read(frame(table, wall))).toBe(false);
  expect(room.value).toBe(first);
  table.vertices = new Float32Array([0, 0, 0, 2, 0, 0, 0, 1, 0]);
  table.lastChangedTime = 3;
  expect(room.read(frame(table, wall))).toBe(true);
  expect(room.value?.meshes[0]?.vertices?.[3]).toBe(2);
  wall.meshSpace.x += 0.1;
  expect(room.read(frame(table, wall))).toBe(true);
  expect(room.read(frame(wall))).toBe(true);
  expect(room.value?.meshes).toHaveLength(1);
  expect(room.read(frame(wall))).toBe(false);
});

test("a device without meshes tells nothing, an empty room is told once", () => {
  const room = new Room();
  expect(room.read({ frame: {} } as unknown as XrFrame)).toBe(false);
  expect(room.value).toBeUndefined();
  expect(room.read(frame())).toBe(true);
  expect(room.read(frame())).toBe(false);
});
