/** Elements of the panel that are pressed, dragged, chosen from and typed into. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { becomes } from "../harness/child.js";
import { css, setUpPanel } from "../harness/panel.js";

const { stage, watched, page, show, update, hears, unmounts } = await setUpPanel();

test("a Button sends CLICK without a value", async () => {
  const element = await show("Button", { value: "Start" });
  assert.equal(await element.textContent(), "Start");
  assert.equal(await hears("CLICK", () => element.click()), null);
  assert.equal(await hears("CLICK", () => element.press("Enter")), null);
  await update({ value: "Stop", disabled: true });
  await becomes("the label", () => element.textContent(), "Stop");
  assert.equal(await element.isDisabled(), true);
  await update({ children: [{ tag: "Span", key: "s", text: "Go" }] });
  await becomes("its children", () => element.textContent(), "Go");
  await unmounts();
});

test("a Slider sends SET with a number when it is let go", async () => {
  const element = await show("Slider", { label: "Speed", min: 0, max: 2, step: 0.1, value: 0.7 });
  const range = element.locator("input[type=range]");
  const number = element.locator("input[type=number]");
  assert.equal(await range.inputValue(), "0.7");
  assert.equal(await number.inputValue(), "0.7");
  assert.equal(await element.locator(".field-label").textContent(), "Speed");
  assert.equal(await hears("SET", () => range.press("ArrowRight")), 0.8);
  assert.equal(await hears("SET", async () => {
    await number.fill("1.5");
    await number.press("Enter");
  }), 1.5);
  assert.equal(await range.inputValue(), "1.5");
  await update({ value: 0.7 });
  await becomes("what it was at first", () => range.inputValue(), "0.7");
  await update({ min: -5, max: 5, step: 0.5, value: -2, label: "Other" });
  await becomes("the value", () => range.inputValue(), "-2");
  assert.deepEqual(await range.evaluate((it) => ["min", "max", "step"].map((name) => it.getAttribute(name))), ["-5", "5", "0.5"]);
  assert.equal(await element.locator(".field-label").textContent(), "Other");
  await update({ disabled: true });
  await becomes("disabled", () => range.isDisabled(), true);
  await update({ min: 9 });
  await becomes("the failure", () => element.getAttribute("data-failure"), "Slider: max (5) should be above min (9)");
  await update({ min: 0 });
  await becomes("no failure", () => element.getAttribute("data-failure"), null);
  await unmounts();
});

test("a live Slider sends while it is dragged, and holds what is dragged", async () => {
  const element = await show("Slider", { max: 1000, live: true, value: 0 });
  const range = element.locator("input[type=range]");
  const box = await range.boundingBox();
  assert(box);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 9, y);
  const from = stage.child.reports.length;
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 4 });
  const { value } = await stage.event("SET", from);
  assert.equal(typeof value, "number");
  await update({ value: 0 });
  assert.notEqual(await range.inputValue(), "0");
  await page.mouse.up();
  await update({ value: 3 });
  await becomes("it follows again", () => range.inputValue(), "3");
  await unmounts();
});

test("an Input sends INPUT on Enter, without the line end", async () => {
  const element = await show("Input", { placeholder: "type", defaultValue: "hello", label: "Say" });
  const text = element.locator("textarea");
  assert.equal(await text.getAttribute("placeholder"), "type");
  await text.press("ArrowRight");
  assert.equal(await text.inputValue(), "hello");
  await text.press("Shift+Enter");
  await text.pressSequentially("you");
  assert.equal(await hears("INPUT", () => text.press("Enter")), "hello\nyou");
  assert.equal(await text.inputValue(), "hello\nyou");
  await update({ clearOnSubmit: true, value: "again", placeholder: "more", textareaStyle: { color: "rgb(9, 8, 7)" } });
  await becomes("the value", () => text.inputValue(), "again");
  assert.equal(await text.getAttribute("placeholder"), "more");
  assert.equal(await css(text, "color"), "rgb(9, 8, 7)");
  assert.equal(await hears("INPUT", () => text.press("Enter")), "again");
  assert.equal(await text.inputValue(), "");
  await update({ disabled: true });
  await becomes("disabled", () => text.isDisabled(), true);
  await unmounts();
});

test("what is typed reaches no shortcut of the page", async () => {
  const element = await show("Input");
  await element.locator("textarea").press("?");
  assert.equal(await page.locator("dialog.help[open]").count(), 0);
  assert.equal(await element.locator("textarea").inputValue(), "?");
  await unmounts();
});

test("a Checkbox sends INPUT with true and false", async () => {
  const element = await show("Checkbox", { label: "Follow" });
  const box = element.locator("input");
  assert.equal(await hears("INPUT", () => element.locator(".field-label").click()), true);
  assert.equal(await hears("INPUT", () => box.press("Space")), false);
  await update({ value: true, label: "Lead" });
  await becomes("checked", () => box.isChecked(), true);
  assert.equal(await element.textContent(), "Lead");
  await update({ disabled: true });
  await becomes("disabled", () => box.isDisabled(), true);
  await unmounts();
});

test("a Dropdown sends INPUT with the word", async () => {
  const element = await show("Dropdown", { label: "Mode", options: ["idle", "teach", "run"], value: "teach" });
  const select = element.locator("select");
  assert.equal(await select.inputValue(), "teach");
  assert.equal(await hears("INPUT", () => select.selectOption("run")), "run");
  await update({ options: ["run", "stop"] });
  await becomes("the options", () => select.locator("option").allTextContents(), ["run", "stop"]);
  assert.equal(await select.inputValue(), "run");
  await update({ value: "stop" });
  await becomes("the value", () => select.inputValue(), "stop");
  await update({ disabled: true });
  await becomes("disabled", () => select.isDisabled(), true);
  await update({ options: 5 });
  await becomes("the failure", () => element.getAttribute("data-failure"), "Dropdown: options should be a list of words, not 5");
  await unmounts();
});

test("a Folder opens and closes, and says so only when the user does it", async () => {
  const element = await show("Folder", { label: "More", open: false, children: [{ tag: "p", key: "in", children: ["inside"] }] });
  assert.equal(await element.locator("p").isVisible(), false);
  assert.equal(await hears("INPUT", () => element.locator("summary").click()), true);
  assert.equal(await element.locator("p").isVisible(), true);
  const from = stage.child.reports.length;
  await update({ open: false, label: "Less" });
  await becomes("closed", () => element.locator("p").isVisible(), false);
  assert.equal(await element.locator("summary").textContent(), "Less");
  await stage.hears(watched);
  assert.deepEqual(stage.child.reports.slice(from).filter((report) => report.event === "INPUT"), []);
  await unmounts();
});
