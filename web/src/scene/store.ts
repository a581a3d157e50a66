// The scene as data: which nodes there are, where, with which props. It knows the rules by which messages
// change a scene and nothing of three.js; whoever draws it listens as a `StoreObserver`.
//
// Keys address, they do not identify: a node is identified by its place, and several nodes may have one key
// as long as they stand in different containers. A message that names such a key means the first node in
// search order, and says so once.

import { isMap } from "../protocol/codec";
import type { ContainerName } from "../protocol/types";
import { changesOf, namesContainer, propsOf, withChanges } from "./fields";
import { KeyIndex } from "./key-index";
import { describe, keyOf, parseNode, quoted, type ParsedNode } from "./parsed-node";
import { CONTAINERS, depthOf, descendants, heightOf, isWithin, ROOT_ID, StoreNode, TEXT_TAG, type Props } from "./store-node";

/** Deeper trees are refused: three.js walks them recursively. */
const MAX_TREE_DEPTH = 200;

/** Keys come from outside: no more warnings than these are remembered. */
const MAX_SAID = 1000;

/** Told of every change, after it was made. Parents come before their children when nodes are added. */
export interface StoreObserver {
  added(node: StoreNode): void;
  /** The node itself, and where it was; those below it went with it and are reported before it. */
  removed(node: StoreNode, parent: StoreNode): void;
  /** It has another parent or container now. */
  moved(node: StoreNode, from: StoreNode): void;
  /** `changed` holds only props with another value; removed ones are there as undefined. */
  updated(node: StoreNode, changed: Props): void;
  retagged(node: StoreNode): void;
  rootUpdated(changed: Props): void;
}

export interface StoreReport {
  warn(text: string): void;
  error(text: string): void;
}

/** What the sender of a message is known to mean by it. Servers of the original mean none of these. */
export interface Peer {
  /** `strict` in an UPDATE replaces all props. Towards others it is merged, as their own clients do. */
  readonly strict: boolean;
  /** An empty list in an UPDATE or UPSERT empties. 0.0.71 puts one into every node by accident. */
  readonly emptyLists: boolean;
}

export const OWN_PEER: Peer = { strict: true, emptyLists: true };
export const FOREIGN_PEER: Peer = { strict: false, emptyLists: false };

interface Place {
  readonly parent: StoreNode;
  readonly container: ContainerName;
}

export class SceneStore {
  readonly root = new StoreNode(ROOT_ID, undefined, "Scene");
  readonly #observer: StoreObserver;
  readonly #report: StoreReport;
  readonly #byKey = new KeyIndex((key, first, second) => {
    this.#warnOnce(`key ${key}`, `The key "${key}" is at ${first.path} and at ${second.path}: messages about it reach the first only.`);
  });
  /** What has been warned about, so that it is said once. */
  readonly #said = new Set<string>();
  readonly #error = (text: string): void => {
    this.#report.error(text);
  };
  #nextId = 1;
  #size = 0;
  /** Updates of keys that were not there. */
  missed = 0;

  constructor(observer: StoreObserver, report: StoreReport) {
    this.#observer = observer;
    this.#report = report;
  }

  /** Nodes in the store, the root and texts not counted. */
  get size(): number {
    return this.#size;
  }

  /** Replace everything: the containers that are absent become empty, other root props go. */
  reset(scene: Props): void {
    const everything: Record<string, unknown> = { ...scene };
    for (const container of CONTAINERS) everything[container] ??= [];
    for (const name of Object.keys(this.root.props)) everything[name] ??= undefined;
    this.#said.clear();
    this.set({ ...everything, tag: "Scene" });
  }

  /** SET: containers and props that are named replace those of the root, others stay. */
  set(data: unknown): void {
    if (!isMap(data) || data.tag !== "Scene") {
      const what = isMap(data) && typeof data.tag === "string" ? `a ${data.tag}` : "something else";
      this.#report.error(`SET needs a Scene and got ${what}; it was not applied.`);
      return;
    }
    for (const container of CONTAINERS) {
      if (!(container in data)) continue;
      const list = data[container];
      if (Array.isArray(list)) this.#replaceList(this.root, container, list);
      else if (list == null) this.#replaceList(this.root, container, []);
      else this.#report.error(`SET: ${container} is no list; it was left as it is.`);
    }
    this.#mergeRoot(data);
  }

  /** ADD: put nodes under `to`; one whose key exists already is replaced, and moves there. */
  add(nodes: unknown, to: unknown): void {
    for (const data of this.#nodesOf("ADD", nodes)) {
      const place = this.#placeOf("ADD", data, to);
      if (!place) continue;
      const node = parseNode("ADD", data, this.#error);
      if (!node) continue;
      const existing = this.#byKey.find(node.key);
      if (existing && isWithin(place.parent, existing)) {
        this.#report.error(`ADD: ${existing.path} cannot be put under ${place.parent.path}, which is inside it.`);
        continue;
      }
      if (existing && existing.parent === place.parent && existing.container === place.container) {
        this.#assign(existing, node, "replace", true);
      } else {
        if (existing) this.#remove(existing);
        this.#create(place, node);
      }
    }
  }

  /** UPDATE: merge props into nodes that exist. `strict` replaces all their props instead. */
  update(nodes: unknown, strict: boolean, peer: Peer): void {
    if (strict && !peer.strict) {
      this.#warnOnce("strict", "UPDATE with strict from this server is merged like any other: its clients ignore strict.");
    }
    for (const data of this.#nodesOf("UPDATE", nodes)) {
      const node = parseNode("UPDATE", data, this.#error);
      if (!node) continue;
      if (node.key === undefined) {
        this.#mergeRoot(node.fields);
        continue;
      }
      const existing = this.#byKey.find(node.key);
      if (!existing) this.missed++;
      else if (node.fields.value === "$delete") this.#remove(existing);
      else this.#assign(existing, node, strict && peer.strict ? "replaceProps" : "merge", peer.emptyLists);
    }
  }

  /** UPSERT: update nodes that exist, wherever they are, and add the others. With `to` they move there. */
  upsert(nodes: unknown, to: unknown, peer: Peer): void {
    for (const data of this.#nodesOf("UPSERT", nodes)) {
      const node = parseNode("UPSERT", data, this.#error);
      if (!node) continue;
      if (isNothing(to)) {
        const existing = this.#byKey.find(node.key);
        if (existing) this.#assign(existing, node, "merge", peer.emptyLists);
        else this.#create({ parent: this.root, container: "children" }, node);
        continue;
      }
      const place = this.#placeOf("UPSERT", data, to);
      if (!place) continue;
      // A node that stands there already is meant before one of the same key elsewhere.
      const existing = this.#byKey.findIn(place.parent, place.container, node.key) ?? this.#byKey.find(node.key);
      if (!existing) this.#create(place, node);
      else if (this.#move(existing, place)) this.#assign(existing, node, "merge", peer.emptyLists);
    }
  }

  /** REMOVE: take out the first node of each key, and nothing else. */
  remove(keys: unknown): void {
    if (!Array.isArray(keys)) {
      this.#report.error("REMOVE: keys is no list.");
      return;
    }
    for (const key of keys) {
      const node = this.#byKey.find(keyOf(key), "shallow first");
      if (node) this.#remove(node);
    }
  }

  /** The first node of a key, or undefined. */
  find(key: string): StoreNode | undefined {
    return this.#byKey.find(key);
  }

  /** Every node below the root, depth first in search order, texts left out. */
  *nodes(): Generator<StoreNode> {
    for (const node of descendants(this.root)) {
      if (node.tag !== TEXT_TAG) yield node;
    }
  }

  #nodesOf(etype: string, nodes: unknown): readonly unknown[] {
    if (Array.isArray(nodes)) return nodes as readonly unknown[];
    this.#report.error(`${etype}: nodes is no list.`);
    return [];
  }

  #placeOf(etype: string, data: unknown, to: unknown): Place | undefined {
    if (isNothing(to)) return { parent: this.root, container: "children" };
    const container = CONTAINERS.find((name) => name === to);
    if (container) return { parent: this.root, container };
    const key = keyOf(to);
    const parent = key === undefined ? undefined : this.#byKey.find(key);
    if (parent) return { parent, container: "children" };
    this.#report.error(`${etype}: there is no ${quoted(to)} to put ${describe(data)} under; it was not added.`);
    return undefined;
  }

  #create(place: Place, parsed: ParsedNode): void {
    if (depthOf(place.parent) >= MAX_TREE_DEPTH) {
      this.#report.error(`The scene is nested deeper than ${MAX_TREE_DEPTH}; ${describe(parsed.fields)} was not added.`);
      return;
    }
    const twin = this.#byKey.findIn(place.parent, place.container, parsed.key);
    if (twin) this.#replaceTwin(twin);
    const node = new StoreNode(this.#nextId++, parsed.key, parsed.tag);
    node.props = propsOf(parsed.fields);
    this.#insert(node, place);
    this.#size++;
    this.#observer.added(node);
    for (const container of CONTAINERS) {
      const list = parsed.fields[container];
      if (Array.isArray(list)) this.#replaceList(node, container, list);
    }
  }

  #createText(place: Place, text: string): void {
    const node = new StoreNode(this.#nextId++, undefined, TEXT_TAG);
    node.props = { text };
    this.#insert(node, place);
    this.#observer.added(node);
  }

  #insert(node: StoreNode, { parent, container }: Place): void {
    node.parent = parent;
    node.container = container;
    parent.listToChange(container).push(node);
    this.#byKey.add(node);
  }

  #replaceTwin(twin: StoreNode): void {
    if (twin.parent && twin.key !== undefined) this.#warnTwin(twin.parent, twin.container, twin.key);
    this.#remove(twin);
  }

  #remove(node: StoreNode): void {
    const { parent } = node;
    if (!parent) return;
    for (const container of CONTAINERS) {
      // From the end: removal shortens the list.
      const list = node.list(container);
      for (let child = list.at(-1); child; child = list.at(-1)) this.#remove(child);
    }
    this.#detach(node);
    this.#byKey.delete(node);
    node.parent = undefined;
    if (node.tag !== TEXT_TAG) this.#size--;
    this.#observer.removed(node, parent);
  }

  #detach(node: StoreNode): void {
    const siblings = node.parent?.listToChange(node.container);
    const index = siblings?.lastIndexOf(node) ?? -1;
    if (index >= 0) siblings?.splice(index, 1);
  }

  /** False if it cannot go there. */
  #move(node: StoreNode, place: Place): boolean {
    if (node.parent === place.parent && node.container === place.container) return true;
    if (isWithin(place.parent, node)) {
      this.#report.error(`UPSERT: ${node.path} cannot be put under ${place.parent.path}, which is inside it.`);
      return false;
    }
    if (depthOf(place.parent) + heightOf(node) > MAX_TREE_DEPTH) {
      this.#report.error(`The scene would be nested deeper than ${MAX_TREE_DEPTH}; ${describe(node)} was not put under ${describe(place.parent)}.`);
      return false;
    }
    const twin = this.#byKey.findIn(place.parent, place.container, node.key);
    if (twin) this.#replaceTwin(twin);
    const from = node.parent ?? this.root;
    this.#detach(node);
    node.parent = place.parent;
    node.container = place.container;
    place.parent.listToChange(place.container).push(node);
    this.#observer.moved(node, from);
    return true;
  }

  /**
   * Bring a node to what a message says. "merge" keeps what the message does not name, "replaceProps" drops
   * other props, "replace" drops other children as well.
   */
  #assign(node: StoreNode, parsed: ParsedNode, mode: "merge" | "replaceProps" | "replace", emptyLists: boolean): void {
    if (parsed.tag !== node.tag && (parsed.tag !== undefined || mode === "replace")) {
      node.tag = parsed.tag;
      node.props = mode === "merge" ? { ...node.props, ...propsOf(parsed.fields) } : propsOf(parsed.fields);
      this.#observer.retagged(node);
    } else {
      this.#assignProps(node, parsed.fields, mode !== "merge");
    }
    // Most updates are of props alone.
    if (mode !== "replace" && !namesContainer(parsed.fields)) return;
    for (const container of CONTAINERS) {
      const list = parsed.fields[container];
      if (Array.isArray(list)) {
        if (list.length > 0 || mode === "replace" || emptyLists) this.#replaceList(node, container, list);
      } else if (mode === "replace") {
        this.#replaceList(node, container, []);
      }
    }
  }

  /**
   * Change props of a node from this page. They are the node's from then on, so that a program which sets them
   * back changes something.
   */
  edit(node: StoreNode, props: Props): void {
    this.#assignProps(node, props, false);
  }

  #assignProps(node: StoreNode, fields: Props, dropOthers: boolean): void {
    const changed = changesOf(node.props, fields, dropOthers);
    if (!changed) return;
    node.props = withChanges(node.props, changed);
    this.#observer.updated(node, changed);
  }

  #mergeRoot(fields: Props): void {
    const changed = changesOf(this.root.props, fields, false);
    if (!changed) return;
    this.root.props = withChanges(this.root.props, changed);
    this.#observer.rootUpdated(changed);
  }

  /**
   * Make a container's list what `items` says. Nodes that are in both, by key and tag (or by order, if they
   * have no key), stay and get the new props, so that repeating a list costs nothing and disturbs nothing.
   */
  #replaceList(parent: StoreNode, container: ContainerName, items: readonly unknown[]): void {
    const place = { parent, container };
    const list = parent.listToChange(container);
    const before = list.slice();
    const keyed = new Map<string, StoreNode>();
    const unkeyed = new Map<string | undefined, StoreNode[]>();
    for (const node of before) {
      if (node.key !== undefined) keyed.set(node.key, node);
      else push(unkeyed, node.tag, node);
    }
    const wanted = this.#parseList(place, items).map((item): { item: ParsedNode | string; kept: StoreNode | undefined } => {
      if (typeof item === "string") return { item, kept: unkeyed.get(TEXT_TAG)?.shift() };
      const match = item.key === undefined ? unkeyed.get(item.tag)?.shift() : keyed.get(item.key);
      return { item, kept: match?.tag === item.tag ? match : undefined };
    });
    const kept = new Set(wanted.map((entry) => entry.kept));
    for (const node of before.reverse()) {
      if (!kept.has(node)) this.#remove(node);
    }
    list.length = 0;
    for (const { item, kept } of wanted) {
      if (kept) list.push(kept);
      else if (typeof item === "string") this.#createText(place, item);
      else this.#create(place, item);
    }
    for (const { item, kept } of wanted) {
      if (!kept) continue;
      if (typeof item === "string") this.#assignProps(kept, { text: item }, false);
      else this.#assign(kept, item, "replace", true);
    }
  }

  /** What stands in a list, without what is no node and without all but the last node of a key. */
  #parseList({ parent, container }: Place, items: readonly unknown[]): (ParsedNode | string)[] {
    const parsed: (ParsedNode | string)[] = [];
    const lastOfKey = new Map<string, ParsedNode>();
    for (const item of items) {
      const node = typeof item === "string" ? item : parseNode(container, item, this.#error);
      if (node === undefined || node === "") continue;
      parsed.push(node);
      if (typeof node === "string" || node.key === undefined) continue;
      if (lastOfKey.has(node.key)) this.#warnTwin(parent, container, node.key);
      lastOfKey.set(node.key, node);
    }
    return parsed.filter((node) => typeof node === "string" || node.key === undefined || lastOfKey.get(node.key) === node);
  }

  #warnTwin(parent: StoreNode, container: ContainerName, key: string): void {
    const list = parent.path === "" ? container : `${parent.path}/${container}`;
    this.#warnOnce(`twin ${list}/${key}`, `The key "${key}" occurs twice in ${list}: the later node replaces the earlier.`);
  }

  #warnOnce(id: string, text: string): void {
    if (this.#said.has(id)) return;
    if (this.#said.size >= MAX_SAID) this.#said.clear();
    this.#said.add(id);
    this.#report.warn(text);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function isNothing(to: unknown): boolean {
  return to == null || to === "";
}
