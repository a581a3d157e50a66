// Put an html node's content into its element.

import type { HtmlContent } from "../../scene/node-type";

/**
 * Make `parent` hold exactly this content. Elements that are in place already are left alone, so that a
 * field keeps its focus and a scrolled list its position when something beside them changes. Strings become
 * text nodes: nothing in them is ever read as markup.
 */
export function arrange(parent: HTMLElement, content: HtmlContent): void {
  let next = parent.firstChild;
  for (const item of content) {
    if (typeof item === "string") {
      if (next instanceof Text) {
        if (next.data !== item) next.data = item;
        next = next.nextSibling;
      } else {
        parent.insertBefore(document.createTextNode(item), next);
      }
    } else if (item === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(item, next);
    }
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}
