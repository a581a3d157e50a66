// Whose key a click carries.

import type { Tag } from "../protocol/components.gen";
import type { StoreNode } from "./store-node";

/** Clicks on what is in such a node carry its key. */
const CLICKABLE: Tag = "Clickable";

/** The nearest node of that kind around this one that the program can name. */
export function clickableAround(node: StoreNode | undefined): StoreNode | undefined {
  for (let at = node; at; at = at.parent) if (at.tag === CLICKABLE && at.key !== undefined) return at;
  return undefined;
}
