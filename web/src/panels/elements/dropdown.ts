// Dropdown: INPUT with the word that was chosen.

import type { DropdownProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { brief } from "../../scene/read";
import { h } from "../dom";
import { field, fieldNode } from "./field";

export const dropdown: NodeType<DropdownProps> = {
  create(ctx, props) {
    const select = h("select", { class: "select" });
    const parts = field(ctx, "row", select);
    select.addEventListener("change", () => {
      ctx.edit({ value: select.value });
      ctx.send("INPUT", select.value);
    });
    return fieldNode<DropdownProps>(ctx, parts, props, (changed, read) => {
      const before = select.value;
      if ("options" in changed) {
        select.replaceChildren(...optionsOf(changed.options).map((word) => h("option", { value: word }, word)));
      }
      select.disabled = read.boolean("disabled", false);
      const words = [...select.options].map(({ value }) => value);
      // Other options alone leave what the user has chosen, if it is still there.
      const wanted = "value" in changed || !words.includes(before) ? read.string("value") : before;
      if (wanted !== undefined && !words.includes(wanted)) ctx.warn(`value ${brief(wanted)} is none of the options`);
      select.value = wanted !== undefined && words.includes(wanted) ? wanted : (words[0] ?? "");
    });
  },
};

function optionsOf(options: unknown): readonly string[] {
  if (options === undefined || options === null) return [];
  if (Array.isArray(options) && options.every((word) => typeof word === "string")) return options;
  throw new Error(`options should be a list of words, not ${brief(options)}`);
}
