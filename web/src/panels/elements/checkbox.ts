// Checkbox: INPUT with true or false.

import type { CheckboxProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h } from "../dom";
import { field } from "./field";

export const checkbox: NodeType<CheckboxProps> = {
  create(ctx, props) {
    const box = h("input", { type: "checkbox", class: "switch", role: "switch" });
    const parts = field(ctx, "row", box);
    box.addEventListener("change", () => {
      ctx.edit({ value: box.checked });
      ctx.send("INPUT", box.checked);
    });
    const apply = (changed: Readonly<Partial<CheckboxProps>>, props: Readonly<CheckboxProps>): void => {
      const read = new Reader<CheckboxProps>(ctx, props);
      box.disabled = read.boolean("disabled", false);
      if ("value" in changed) box.checked = read.boolean("value", false);
      parts.apply({ ...changed });
    };
    apply(props, props);
    return {
      element: parts.element,
      update(changed, props) {
        apply(changed, props);
        return undefined;
      },
      setContent: parts.setContent,
      dispose() {
        parts.element.remove();
      },
    };
  },
};
