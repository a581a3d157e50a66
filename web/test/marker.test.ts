// The signs of nodes that fail: they do not cover each other.

import { PerspectiveCamera } from "three";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { arrangeMarkers, Marker } from "../src/scene/marker";

let made: Marker[] = [];

beforeEach(() => {
  const context = { measureText: () => ({ width: 400 }), beginPath: vi.fn(), roundRect: vi.fn(), fill: vi.fn(), fillText: vi.fn() };
  vi.stubGlobal("document", { createElement: () => ({ getContext: () => context }) });
});

afterEach(() => {
  for (const marker of made) marker.dispose();
  made = [];
  vi.unstubAllGlobals();
});

function marker(x: number, y: number): Marker {
  const one = new Marker("a reason");
  one.sprite.position.set(x, y, 0);
  made.push(one);
  return one;
}

test("signs that would cover each other are raised, others stay", () => {
  const camera = new PerspectiveCamera(60, 1.5, 0.1, 100);
  camera.position.z = 5;
  const stack = [marker(0, 0), marker(0.02, 0.01), marker(0, 0)];
  const apart = marker(0, 1.5);
  arrangeMarkers(camera);
  // Where each is drawn, in heights of a sign above the first.
  const height = 5 * 0.035;
  const drawn = stack.map(({ sprite }) => (sprite.position.y / height) + 0.5 - sprite.center.y);
  expect(drawn[0]).toBeCloseTo(0);
  expect(drawn[1]).toBeCloseTo(1.08);
  expect(drawn[2]).toBeCloseTo(2.16);
  expect(apart.sprite.center.y).toBeCloseTo(0.5);
  // The one below goes, and the others come down.
  stack[0]?.dispose();
  arrangeMarkers(camera);
  expect(stack[1]?.sprite.center.y).toBeCloseTo(0.5);
});
