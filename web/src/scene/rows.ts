// The store as rows for the scene tree panel, made anew at most ten times a second.

import type { TreeRow } from "../panels/source";
import { Store, type Readable } from "../store";
import type { SceneStore } from "./store";
import { CONTAINERS, ROOT_ID, TEXT_TAG, type StoreNode } from "./store-node";
import type { Tree } from "./tree";

const MIN_INTERVAL_MS = 100;

export class TreeRows {
  readonly rows: Readable<readonly TreeRow[]>;
  readonly #rows = new Store<readonly TreeRow[]>([]);
  readonly #store: SceneStore;
  readonly #tree: Tree;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: SceneStore, tree: Tree) {
    this.#store = store;
    this.#tree = tree;
    this.rows = this.#rows;
  }

  /** Something that the rows show has changed. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#rows.set(this.#build());
    }, MIN_INTERVAL_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #build(): TreeRow[] {
    const rows: TreeRow[] = [];
    const below = (node: StoreNode, depth: number): void => {
      for (const container of CONTAINERS) {
        for (const child of node.list(container)) {
          if (child.tag === TEXT_TAG) continue;
          const mount = this.#tree.mountFor(child);
          const row = {
            id: child.id,
            parent: node.id === ROOT_ID ? undefined : node.id,
            container,
            depth,
            key: child.key,
            tag: child.tag ?? "",
            hasChildren: false,
            hidden: mount?.hidden ?? false,
            failure: mount?.failure,
          };
          rows.push(row);
          const before = rows.length;
          below(child, depth + 1);
          row.hasChildren = rows.length > before;
        }
      }
    };
    below(this.#store.root, 0);
    return rows;
  }
}
