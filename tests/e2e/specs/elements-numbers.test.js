/** Elements of the panel that take numbers and colours. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { becomes } from "../harness/child.js";
import { setUpPanel } from "../harness/panel.js";

const { show, update, hears, unmounts } = await setUpPanel();

test("a NumberInput sends INPUT with a number within its limits", async () => {
  const element = await show("NumberInput", { label: "Repeats", value: 0.1, min: 0, max: 10, step: 0.5 });
  const input = element.locator("input");
  assert.equal(await input.inputValue(), "0.1");
  const type = async (/** @type {string} */ text) => {
    await input.fill(text);
    await input.press("Enter");
  };
  assert.equal(await hears("INPUT", () => type("2.5")), 2.5);
  assert.equal(await hears("INPUT", () => type("99")), 10);
  assert.equal(await input.inputValue(), "10");
  await update({ value: 4, min: 3, step: 1, disabled: true });
  await becomes("the value", () => input.inputValue(), "4");
  assert.deepEqual(await input.evaluate((it) => ["min", "max", "step"].map((name) => it.getAttribute(name))), ["3", "10", "1"]);
  assert.equal(await input.isDisabled(), true);
  await unmounts();
});

test("a VectorInput sends INPUT with all of its numbers", async () => {
  const element = await show("VectorInput", { label: "Target", value: [1, 2, 3] });
  const fields = element.locator("input");
  assert.deepEqual(await element.locator(".vector-name").allTextContents(), ["x", "y", "z"]);
  assert.deepEqual(
    await hears("INPUT", async () => {
      await fields.nth(1).fill("2.5");
      await fields.nth(1).press("Enter");
    }),
    [1, 2.5, 3],
  );
  await update({ value: [7, 8], names: ["u", "v"], step: 2, min: 0, max: 9, disabled: true });
  await becomes("the fields", () => fields.evaluateAll((all) => all.map((it) => /** @type {HTMLInputElement} */ (it).value)), ["7", "8"]);
  assert.deepEqual(await element.locator(".vector-name").allTextContents(), ["u", "v"]);
  assert.equal(await fields.first().getAttribute("max"), "9");
  assert.equal(await fields.first().isDisabled(), true);
  await update({ value: "no" });
  await becomes("the failure", () => element.getAttribute("data-failure"), 'VectorInput: value should be one to 16 numbers, not "no"');
  await unmounts();
});

test("a ColorInput sends INPUT with a colour", async () => {
  const element = await show("ColorInput", { label: "Marker", value: "red" });
  const picker = element.locator("input");
  assert.equal(await picker.inputValue(), "#ff0000");
  assert.equal(await hears("INPUT", () => picker.fill("#00ff80")), "#00ff80");
  assert.equal(await element.locator("output").textContent(), "#00ff80");
  await update({ value: "0x0000ff", disabled: true });
  await becomes("the colour", () => picker.inputValue(), "#0000ff");
  assert.equal(await picker.isDisabled(), true);
  await unmounts();
});
