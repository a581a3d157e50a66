// Checkbox: INPUT with true or false.

import type { CheckboxProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { h } from "../dom";
import { field, fieldNode } from "./field";

export const checkbox: NodeType<CheckboxProps> = {
  create(ctx, props) {
    const box = h("input", { type: "checkbox", class: "switch", role: "switch" });
    const parts = field(ctx, "row", box);
    box.addEventListener("change", () => {
      ctx.edit({ value: box.checked });
      ctx.send("INPUT", box.checked);
    });
    return fieldNode<CheckboxProps>(ctx, parts, props, (changed, read) => {
      box.disabled = read.boolean("disabled", false);
      if ("value" in changed) box.checked = read.boolean("value", false);
    });
  },
};
