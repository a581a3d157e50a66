// A node of the scene store: its place, its props, and the order in which nodes are searched.

import type { ContainerName } from "../protocol/types";

export type Props = Readonly<Record<string, unknown>>;

/** Containers in the order in which the root is searched. */
export const CONTAINERS: readonly ContainerName[] = ["children", "rawChildren", "bgChildren", "htmlChildren"];

/** Inside a node the original searches its `rawChildren` last. */
const NODE_SEARCH_ORDER: readonly ContainerName[] = ["children", "bgChildren", "htmlChildren", "rawChildren"];

/** Text children are nodes with this tag and a `text` prop. It cannot come from the wire as a tag. */
export const TEXT_TAG = "#text";

/** The id of a store's root. */
export const ROOT_ID = 0;

export class StoreNode {
  /** The client's own identity of the node; stable while it lives, moves included. */
  readonly id: number;
  /** Undefined for nodes sent without one: nothing can address them. */
  readonly key: string | undefined;
  /** Undefined draws the children only, as on the wire. */
  tag: string | undefined;
  props: Props = {};
  /** Undefined only for the root, and for nodes that were removed. */
  parent: StoreNode | undefined;
  container: ContainerName = "children";
  readonly #lists: { [C in ContainerName]?: StoreNode[] } = {};

  constructor(id: number, key: string | undefined, tag: string | undefined) {
    this.id = id;
    this.key = key;
    this.tag = tag;
  }

  list(container: ContainerName): readonly StoreNode[] {
    return this.#lists[container] ?? NO_NODES;
  }

  /** The list to change; made when there is none. For the store only. */
  listToChange(container: ContainerName): StoreNode[] {
    return (this.#lists[container] ??= []);
  }

  /** Keys from the root down, for messages to people. */
  get path(): string {
    return ancestry(this)
      .map((node) => `${node.container}/${node.key ?? node.tag ?? "?"}`)
      .join("/");
  }
}

const NO_NODES: readonly StoreNode[] = [];

/** REMOVE looks for a direct match in a container before it descends, everything else goes depth first. */
export type SearchOrder = "depth first" | "shallow first";

/** Whether a search meets `a` before `b`. Both are in the store, and different. */
export function precedes(a: StoreNode, b: StoreNode, order: SearchOrder): boolean {
  const pathA = ancestry(a);
  const pathB = ancestry(b);
  for (let level = 0; ; level++) {
    const atA = pathA[level];
    const atB = pathB[level];
    if (!atA || !atB) return !atA; // One is above the other.
    if (atA === atB) continue;
    const parent = atA.parent;
    if (!parent) return false;
    if (atA.container !== atB.container) {
      const names = parent.parent ? NODE_SEARCH_ORDER : CONTAINERS;
      return names.indexOf(atA.container) < names.indexOf(atB.container);
    }
    const direct = pathA.length === level + 1;
    if (order === "shallow first" && direct !== (pathB.length === level + 1)) return direct;
    const siblings = parent.list(atA.container);
    return siblings.indexOf(atA) < siblings.indexOf(atB);
  }
}

/** From the root's child down to the node itself. */
function ancestry(node: StoreNode): StoreNode[] {
  const path: StoreNode[] = [];
  for (let at: StoreNode | undefined = node; at.parent; at = at.parent) path.push(at);
  return path.reverse();
}

/** Ancestors of a node, the root included. */
export function depthOf(node: StoreNode): number {
  let depth = 0;
  for (let at = node.parent; at; at = at.parent) depth++;
  return depth;
}

/** Levels that a node and what is below it take: 1 for one without children. */
export function heightOf(node: StoreNode): number {
  const top = depthOf(node);
  let height = 1;
  for (const below of descendants(node)) height = Math.max(height, depthOf(below) - top + 1);
  return height;
}

/** Whether `node` is `ancestor` or below it. */
export function isWithin(node: StoreNode, ancestor: StoreNode): boolean {
  for (let at: StoreNode | undefined = node; at; at = at.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

/** Every node below this one, depth first in search order, texts included. */
export function* descendants(root: StoreNode): Generator<StoreNode> {
  const stack: StoreNode[] = [];
  pushBelow(stack, root);
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    pushBelow(stack, node);
  }
}

function pushBelow(stack: StoreNode[], node: StoreNode): void {
  const order = node.parent ? NODE_SEARCH_ORDER : CONTAINERS;
  for (const container of order.toReversed()) stack.push(...node.list(container).toReversed());
}
