// Tag to node type for what stands in or below `htmlChildren`: the counterpart of `scene/registry.ts`.
//
// A table of its own, because the same tag means something else there (`p` is a paragraph here and a point
// cloud in the canvas). A tag that is not in it shows a marker in the scene tree, as in the canvas.

import type { NodeType } from "../../scene/node-type";
import { textElement } from "./text";

export const elements = {
  p: textElement("p"),
  Paragraph: textElement("p"),
  Span: textElement("span"),
  span: textElement("span"),
} satisfies Readonly<Record<string, NodeType<never>>>;

/** The row of a tag of an html node that came over the wire. */
export function lookupElement(tag: string): NodeType<object> | undefined {
  return Object.hasOwn(elements, tag) ? (elements as Readonly<Record<string, NodeType<object>>>)[tag] : undefined;
}
