import { DirectionalLight, SpotLight } from "three";
import { expect, test, vi } from "vitest";
import type { NodeContext } from "../src/scene/node-type";
import { applyShadow, THREE_SHADOW, VUER_SHADOW } from "../src/nodes/shadow";

const ctx = { warn: vi.fn() } as unknown as NodeContext;

/** The bias of a light's shadow in metres. */
function biasOf(props: object, defaults = VUER_SHADOW): number {
  const light = new DirectionalLight();
  applyShadow(ctx, light, props, defaults);
  const { near, far } = light.shadow.camera;
  return light.shadow.bias * (far - near);
}

test("without a prop a sun's shadow begins within millimetres, however deep its map is", () => {
  expect(biasOf({})).toBeCloseTo(-0.005);
  expect(biasOf({ "shadow-camera-far": 20 })).toBeCloseTo(-0.005);
  expect(biasOf({ "shadow-bias": null })).toBeCloseTo(-0.005);
});

test("a bias that is given is a part of the map's depth, and three.js's own light has its own", () => {
  expect(biasOf({ "shadow-bias": -0.001, "shadow-camera-near": 0, "shadow-camera-far": 100 })).toBeCloseTo(-0.1);
  expect(biasOf({}, THREE_SHADOW)).toBeCloseTo(0);
  const spot = new SpotLight();
  applyShadow(ctx, spot, {}, VUER_SHADOW);
  expect(spot.shadow.bias).toBe(-5e-4);
});
