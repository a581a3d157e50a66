import { expect, test } from "vitest";
import { PadWatch } from "../src/nodes/gamepad";

function pad(axes: number[], ...values: number[]) {
  return { id: "pad", axes, buttons: values.map((value) => ({ value, pressed: value > 0, touched: value > 0 })) };
}

test("a pad in use is sent at every reading, a pad at rest once", () => {
  const watch = new PadWatch();
  const rest = pad([0, 0.01], 0);
  const held = pad([0.5, 0], 0);
  expect([rest, rest, held, held, rest, rest].map((reading) => watch.read(reading) !== undefined)).toEqual([true, false, true, true, true, false]);
  expect(watch.read(pad([0, 0], 0.25))).toEqual({ id: "pad", axes: [0, 0], buttons: [0.25] });
});

test("a pad that comes back says so", () => {
  const watch = new PadWatch();
  watch.read(pad([0], 0));
  expect(watch.read(null)).toBeUndefined();
  expect(watch.read(pad([0], 0))).toBeDefined();
});
