// The rules of the scene store once more, in the plainest way there is: nested records, searched from the top
// every time. What the store does with indexes and reuse has to come out the same.

import type { ContainerName, ServerMessage } from "../src/protocol/types";
import type { Peer } from "../src/scene/store";

export interface ModelNode {
  tag: string | undefined;
  key: string | undefined;
  props: Record<string, unknown>;
  lists: Record<ContainerName, ModelNode[]>;
}

type Data = Readonly<Record<string, unknown>>;

const ROOT_ORDER = ["children", "rawChildren", "bgChildren", "htmlChildren"] as const;
const NODE_ORDER = ["children", "bgChildren", "htmlChildren", "rawChildren"] as const;
const NOT_PROPS = ["tag", "key", ...ROOT_ORDER] as readonly string[];

interface Found {
  readonly node: ModelNode;
  readonly parent: ModelNode;
  readonly list: ModelNode[];
}

export class Model {
  root: ModelNode = empty("Scene", undefined);

  apply({ etype, data, strict }: ServerMessage, peer: Peer): void {
    const { nodes, to, keys } = data as { nodes: readonly Data[]; to: string | undefined; keys: readonly string[] };
    if (etype === "SET") this.set(data as Data);
    else if (etype === "ADD") this.add(nodes, to);
    else if (etype === "UPDATE") this.update(nodes, strict === true && peer.strict, peer.emptyLists);
    else if (etype === "UPSERT") this.upsert(nodes, to, peer.emptyLists);
    else this.remove(keys);
  }

  set(data: Data): void {
    if (data.tag !== "Scene") return;
    for (const name of ROOT_ORDER) {
      if (name in data) this.root.lists[name] = listOf(data[name]);
    }
    merge(this.root, data);
  }

  add(nodes: readonly Data[], to: string | undefined): void {
    for (const data of nodes) {
      const target = this.#target(to);
      if (!target) continue;
      const found = this.#find(data.key);
      if (found && contains(found.node, target.owner)) continue;
      const node = parse(data);
      if (found && found.list === target.list) {
        found.list[found.list.indexOf(found.node)] = node;
        continue;
      }
      if (found) take(found.list, found.node);
      put(target.list, node);
    }
  }

  update(nodes: readonly Data[], strict: boolean, emptyLists: boolean): void {
    for (const data of nodes) {
      if (data.key === undefined) {
        merge(this.root, data);
        continue;
      }
      const found = this.#find(data.key);
      if (!found) continue;
      if (data.value === "$delete") take(found.list, found.node);
      else assign(found.node, data, strict, emptyLists);
    }
  }

  upsert(nodes: readonly Data[], to: string | undefined, emptyLists: boolean): void {
    for (const data of nodes) {
      const found = this.#find(data.key);
      if (to === undefined) {
        if (found) assign(found.node, data, false, emptyLists);
        else put(this.root.lists.children, parse(data));
        continue;
      }
      const target = this.#target(to);
      if (!target) continue;
      const there = data.key === undefined ? undefined : target.list.find(({ key }) => key === data.key);
      if (there) {
        assign(there, data, false, emptyLists);
      } else if (!found) {
        put(target.list, parse(data));
      } else if (!contains(found.node, target.owner)) {
        take(found.list, found.node);
        target.list.push(found.node);
        assign(found.node, data, false, emptyLists);
      }
    }
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) {
      const found = findShallow(this.root, key, ROOT_ORDER);
      if (found) take(found.list, found.node);
    }
  }

  #find(key: unknown): Found | undefined {
    return key === undefined ? undefined : find(this.root, key, ROOT_ORDER);
  }

  #target(to: string | undefined): { readonly owner: ModelNode; readonly list: ModelNode[] } | undefined {
    const name = to === undefined ? "children" : ROOT_ORDER.find((container) => container === to);
    if (name) return { owner: this.root, list: this.root.lists[name] };
    const owner = this.#find(to)?.node;
    return owner && { owner, list: owner.lists.children };
  }
}

function find(parent: ModelNode, key: unknown, order: readonly ContainerName[]): Found | undefined {
  for (const name of order) {
    for (const node of parent.lists[name]) {
      if (node.key === key) return { node, parent, list: parent.lists[name] };
      const below = find(node, key, NODE_ORDER);
      if (below) return below;
    }
  }
  return undefined;
}

function findShallow(parent: ModelNode, key: string, order: readonly ContainerName[]): Found | undefined {
  for (const name of order) {
    const list = parent.lists[name];
    const direct = list.find((node) => node.key === key);
    if (direct) return { node: direct, parent, list };
    for (const node of list) {
      const below = findShallow(node, key, NODE_ORDER);
      if (below) return below;
    }
  }
  return undefined;
}

function contains(node: ModelNode, other: ModelNode): boolean {
  return node === other || ROOT_ORDER.some((name) => node.lists[name].some((child) => contains(child, other)));
}

function empty(tag: string | undefined, key: string | undefined): ModelNode {
  return { tag, key, props: {}, lists: { children: [], rawChildren: [], bgChildren: [], htmlChildren: [] } };
}

function parse(data: Data): ModelNode {
  const node = empty(data.tag as string | undefined, data.key as string | undefined);
  merge(node, data);
  for (const name of ROOT_ORDER) node.lists[name] = listOf(data[name]);
  return node;
}

function listOf(items: unknown): ModelNode[] {
  const list: ModelNode[] = [];
  for (const item of (items ?? []) as (Data | string | null)[]) {
    if (item === null || item === "") continue;
    if (typeof item === "string") list.push({ ...empty("#text", undefined), props: { text: item } });
    else put(list, parse(item));
  }
  return list;
}

/** A later node of the same key replaces the earlier one. */
function put(list: ModelNode[], node: ModelNode): void {
  const twin = node.key === undefined ? undefined : list.find(({ key }) => key === node.key);
  if (twin) take(list, twin);
  list.push(node);
}

function take(list: ModelNode[], node: ModelNode): void {
  list.splice(list.indexOf(node), 1);
}

function merge(node: ModelNode, data: Data): void {
  for (const [name, value] of Object.entries(data)) {
    if (!NOT_PROPS.includes(name)) node.props[name] = value;
  }
}

function assign(node: ModelNode, data: Data, strict: boolean, emptyLists: boolean): void {
  if (strict) node.props = {};
  if (data.tag !== undefined) node.tag = data.tag as string;
  merge(node, data);
  for (const name of ROOT_ORDER) {
    const list = data[name] as readonly unknown[] | undefined;
    if (list && (list.length > 0 || emptyLists)) node.lists[name] = listOf(list);
  }
}
