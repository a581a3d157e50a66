// ColorInput: INPUT with `#rrggbb` while a colour is chosen.

import type { ColorInputProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Throttle } from "../../scene/throttle";
import { h, setText } from "../dom";
import { field, fieldNode, LIVE_INTERVAL_MS } from "./field";

export const colorInput: NodeType<ColorInputProps> = {
  create(ctx, props) {
    const picker = h("input", { type: "color", class: "color-field" });
    const code = h("output", { class: "color-code muted" });
    const parts = field(ctx, "row", h("span", { class: "color" }, code, picker));
    const throttle = new Throttle<string>((value) => {
      ctx.edit({ value });
      ctx.send("INPUT", value);
    }, LIVE_INTERVAL_MS);
    let sent = "";
    const send = (): void => {
      setText(code, picker.value);
      // The end of choosing comes with the same colour as the last step.
      if (picker.value !== sent) throttle.push(picker.value);
      sent = picker.value;
    };
    picker.addEventListener("input", send);
    picker.addEventListener("change", send);
    return fieldNode<ColorInputProps>(ctx, parts, props, (changed, read) => {
      picker.disabled = read.boolean("disabled", false);
      if ("value" in changed) {
        picker.value = `#${read.color("value", "#ffffff").getHexString()}`;
        sent = picker.value;
      }
      setText(code, picker.value);
    }, () => {
      throttle.cancel();
    });
  },
};
