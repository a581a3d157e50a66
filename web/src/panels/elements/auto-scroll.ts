// AutoScroll: a box that stays at its end while something is added there, until the user scrolls up.

import type { NodeType } from "../../scene/node-type";
import { h } from "../dom";
import { arrange } from "./content";
import { applyElement } from "./field";

/** Nearer to the end than this is at the end: a wheel stops at fractions of a pixel. */
const NEAR_PX = 8;

export const autoScroll: NodeType<object> = {
  create(ctx, props) {
    const element = h("div", { class: "auto-scroll", tabindex: 0, role: "log" });
    let atEnd = true;
    element.addEventListener("scroll", () => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    });
    const follow = (): void => {
      if (atEnd) element.scrollTop = element.scrollHeight;
    };
    // Also what changes further inside, and pictures that get their size late.
    const changes = new MutationObserver(follow);
    changes.observe(element, { childList: true, characterData: true, subtree: true });
    element.addEventListener("load", follow, true);
    applyElement(ctx, element, { ...props });
    return {
      element,
      update(changed) {
        applyElement(ctx, element, { ...changed });
        return undefined;
      },
      setContent(content) {
        arrange(element, content);
      },
      dispose() {
        changes.disconnect();
        element.remove();
      },
    };
  },
};
