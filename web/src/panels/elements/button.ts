// Button: CLICK, with no value.

import type { ButtonProps } from "../../protocol/components.gen";
import type { HtmlContent, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h } from "../dom";
import { arrange } from "./content";
import { applyElement } from "./field";

export const button: NodeType<ButtonProps> = {
  create(ctx, props) {
    const element = h("button", { type: "button", class: "button" });
    let children: HtmlContent = [];
    let current = props;
    element.addEventListener("click", () => {
      ctx.send("CLICK", undefined);
    });
    const show = (): void => {
      const read = new Reader<ButtonProps>(ctx, current);
      element.disabled = read.boolean("disabled", false);
      arrange(element, children.length > 0 ? children : [read.string("value", "")]);
    };
    applyElement(ctx, element, { ...props });
    show();
    return {
      element,
      update(changed, props) {
        current = props;
        applyElement(ctx, element, { ...changed });
        show();
        return undefined;
      },
      setContent(content) {
        children = content;
        show();
      },
      dispose() {
        element.remove();
      },
    };
  },
};
