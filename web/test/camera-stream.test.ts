import { PerspectiveCamera, Vector2 } from "three";
import { expect, test } from "vitest";
import type { CameraMove } from "../src/protocol/events.gen";
import { CameraStream } from "../src/viewer/camera-stream";

function rig() {
  const sent: CameraMove[] = [];
  const state = { wanted: true, open: true, again: 0 };
  const stream = new CameraStream({
    size: new Vector2(640, 480),
    wanted: () => state.wanted,
    send: (_key, value) => {
      if (state.open) sent.push(value);
      return state.open;
    },
    again: () => {
      state.again++;
    },
  });
  const camera = new PerspectiveCamera();
  const move = (x: number, now: number): void => {
    camera.position.x = x;
    camera.updateMatrixWorld();
    stream.observe(camera, now);
  };
  return { sent, state, stream, camera, move };
}

test("a move is sent once, and no more than 60 a second", () => {
  const { sent, state, move } = rig();
  move(1, 0);
  move(1, 100);
  move(2, 200);
  move(3, 208);
  expect(sent.map(({ matrix }) => matrix?.[12])).toEqual([1, 2]);
  expect(state.again).toBe(1);
  move(3, 217);
  expect(sent.map(({ matrix }) => matrix?.[12])).toEqual([1, 2, 3]);
});

test("the layout: matrix and camera, the pose in the world, the lens", () => {
  const { sent, move } = rig();
  move(1, 0);
  const matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1];
  expect(sent).toEqual([
    {
      matrix,
      camera: {
        matrix,
        position: [1, 0, 0],
        rotation: [-0, 0, -0],
        quaternion: [0, 0, 0, 1],
        width: 640,
        height: 480,
        ctype: "perspective",
        fov: 50,
        aspect: 1,
        near: 0.1,
        far: 2000,
        zoom: 1,
        focus: 10,
        filmGauge: 35,
        filmOffset: 0,
      },
    },
  ]);
});

test("a change of the lens counts", () => {
  const { sent, camera, stream, move } = rig();
  move(1, 0);
  camera.fov = 20;
  camera.updateProjectionMatrix();
  stream.observe(camera, 100);
  expect(sent).toHaveLength(2);
});

test("what could not be sent, or was not wanted, is sent later", () => {
  const { sent, state, move } = rig();
  state.open = false;
  move(1, 0);
  state.open = true;
  move(1, 100);
  state.wanted = false;
  move(2, 200);
  state.wanted = true;
  move(2, 300);
  expect(sent.map(({ matrix }) => matrix?.[12])).toEqual([1, 2]);
});

test("a new session is told where the camera is", () => {
  const { sent, stream, move } = rig();
  move(1, 0);
  stream.restart();
  move(1, 100);
  expect(sent).toHaveLength(2);
});
