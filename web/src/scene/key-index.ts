// The nodes of a store by their keys, of which several may have the same.

import type { ContainerName } from "../protocol/types";
import { precedes, type SearchOrder, type StoreNode } from "./store-node";

export class KeyIndex {
  readonly #nodes = new Map<string, StoreNode[]>();
  readonly #ambiguous: (key: string, first: StoreNode, second: StoreNode) => void;

  /** `ambiguous` is told when a node is searched of whose key there are several: of the one that is found, and of another. */
  constructor(ambiguous: (key: string, first: StoreNode, second: StoreNode) => void) {
    this.#ambiguous = ambiguous;
  }

  /** Enter a node; nothing if it has no key. */
  add(node: StoreNode): void {
    if (node.key === undefined) return;
    const nodes = this.#nodes.get(node.key);
    if (nodes) nodes.push(node);
    else this.#nodes.set(node.key, [node]);
  }

  /** Take a node out that was entered. */
  delete(node: StoreNode): void {
    if (node.key === undefined) return;
    const nodes = this.#nodes.get(node.key) ?? [];
    nodes.splice(nodes.indexOf(node), 1);
    if (nodes.length === 0) this.#nodes.delete(node.key);
  }

  /** The first node of a key in search order. */
  find(key: string | undefined, order: SearchOrder = "depth first"): StoreNode | undefined {
    const nodes = key === undefined ? undefined : this.#nodes.get(key);
    if (key === undefined || !nodes) return undefined;
    if (nodes.length === 1) return nodes[0];
    let first: StoreNode | undefined;
    let second: StoreNode | undefined;
    for (const node of nodes) {
      if (!first || precedes(node, first, order)) {
        second = first;
        first = node;
      } else {
        second ??= node;
      }
    }
    if (first && second) this.#ambiguous(key, first, second);
    return first;
  }

  /** The node of a key that stands in this list. */
  findIn(parent: StoreNode, container: ContainerName, key: string | undefined): StoreNode | undefined {
    for (const node of (key === undefined ? undefined : this.#nodes.get(key)) ?? []) {
      if (node.parent === parent && node.container === container) return node;
    }
    return undefined;
  }
}
