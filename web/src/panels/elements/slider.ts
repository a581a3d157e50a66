// Slider: SET with a number when the user lets go, or while it is dragged.

import type { SliderProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Throttle } from "../../scene/throttle";
import { h } from "../dom";
import { clean, field, fieldNode, LIVE_INTERVAL_MS } from "./field";

export const slider: NodeType<SliderProps> = {
  create(ctx, props) {
    const range = h("input", { type: "range", class: "slider-range" });
    const number = h("input", { type: "number", class: "slider-number", "aria-label": "Value", inputmode: "decimal" });
    const control = h("div", { class: "slider" }, range, number);
    const parts = field(ctx, "stack", control, true);
    let live = false;
    let dragging = false;
    const send = (given: number): void => {
      const value = clean(given);
      ctx.edit({ value });
      ctx.send("SET", value);
    };
    const throttle = new Throttle<number>(send, LIVE_INTERVAL_MS);

    const show = (): void => {
      number.value = String(clean(range.valueAsNumber));
      const share = (range.valueAsNumber - Number(range.min)) / (Number(range.max) - Number(range.min));
      range.style.setProperty("--share", `${Math.round(share * 1000) / 10}%`);
    };
    range.addEventListener("pointerdown", () => {
      dragging = true;
    });
    range.addEventListener("input", () => {
      show();
      if (live) throttle.push(range.valueAsNumber);
    });
    range.addEventListener("change", () => {
      dragging = false;
      throttle.cancel();
      send(range.valueAsNumber);
    });
    number.addEventListener("change", () => {
      if (Number.isFinite(number.valueAsNumber)) {
        range.valueAsNumber = number.valueAsNumber;
        send(range.valueAsNumber);
      }
      show();
    });

    return fieldNode<SliderProps>(ctx, parts, props, (changed, read) => {
      const min = clean(read.number("min", 0));
      const max = clean(read.number("max", 100));
      const step = clean(read.number("step", 1));
      if (max <= min) throw new Error(`max (${max}) should be above min (${min})`);
      if (step <= 0) throw new Error(`step should be above 0, not ${step}`);
      live = read.boolean("live", false);
      for (const input of [range, number]) {
        input.min = String(min);
        input.max = String(max);
        input.step = String(step);
        input.disabled = read.boolean("disabled", false);
      }
      // Whoever holds the handle has it: what comes meanwhile would pull it out of their hand.
      if ("value" in changed && !dragging) {
        const value = read.number("value", (min + max) / 2);
        range.value = String(clean(value));
      }
      range.setAttribute("aria-label", read.string("label", "Value"));
      show();
    }, () => {
      throttle.cancel();
    });
  },
};
