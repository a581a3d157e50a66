// Tag to node type for what stands in or below `htmlChildren`: the counterpart of `scene/registry.ts`.
//
// A table of its own, because the same tag means something else there (`p` is a paragraph here and a point
// cloud in the canvas). Tags that are not in it are elements of HTML, as far as `html/allowed.ts` has them; any
// other shows a marker, as in the canvas.

import { isAllowedElement } from "../../html/allowed";
import type { NodeType } from "../../scene/node-type";
import { htmlElement } from "./html";

export const elements = {
  Div: htmlElement("div"),
  Paragraph: htmlElement("p"),
  Span: htmlElement("span"),
} satisfies Readonly<Record<string, NodeType<never>>>;

/** The row of a tag of an html node that came over the wire. */
export function lookupElement(tag: string): NodeType<object> | undefined {
  if (Object.hasOwn(elements, tag)) return (elements as Readonly<Record<string, NodeType<object>>>)[tag];
  return isAllowedElement(tag) ? htmlElement(tag) : undefined;
}
