// Input: a field for text that sends INPUT on Enter.

import type { InputBoxProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h } from "../dom";
import { field, fieldNode } from "./field";
import { styleOf } from "./html";

export const input: NodeType<InputBoxProps> = {
  create(ctx, props) {
    const text = h("textarea", { class: "text-field", rows: 1, enterkeyhint: "send", spellcheck: "false" });
    const parts = field(ctx, "stack", text);
    let read = new Reader<InputBoxProps>(ctx, props);

    text.addEventListener("keydown", (event) => {
      // An Enter that ends a composition chooses a word, for instance in Japanese.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        const { value } = text;
        if (read.boolean("clearOnSubmit", false)) text.value = "";
        ctx.edit({ value: text.value });
        ctx.send("INPUT", value);
      } else if (event.key === "ArrowRight" && text.value === "") {
        text.value = read.string("defaultValue", "");
      }
    });

    return fieldNode<InputBoxProps>(ctx, parts, props, (changed, now) => {
      read = now;
      text.placeholder = read.string("placeholder", "");
      text.disabled = read.boolean("disabled", false);
      if ("value" in changed) text.value = read.string("value", "");
      if ("textareaStyle" in changed) styleOf(ctx, text, changed.textareaStyle);
    });
  },
};
