import { beforeEach, describe, expect, test } from "vitest";
import type { ContainerName } from "../src/protocol/types";
import { applySceneMessage } from "../src/scene/messages";
import { FOREIGN_PEER, OWN_PEER, SceneStore, type StoreObserver } from "../src/scene/store";
import { CONTAINERS, type Props, type StoreNode } from "../src/scene/store-node";
import { generator, randomMessage } from "./random-messages";
import { Model, type ModelNode } from "./store-model";

/** Follows the store by its notices alone, as the tree of objects does. */
class Mirror implements StoreObserver {
  readonly nodes = new Map<StoreNode, { parent: StoreNode | undefined; props: Record<string, unknown>; tag: string | undefined }>();
  rootProps: Record<string, unknown> = {};

  added(node: StoreNode): void {
    if (node.parent?.parent && !this.nodes.has(node.parent)) throw new Error("a child came before its parent");
    this.nodes.set(node, { parent: node.parent, props: { ...node.props }, tag: node.tag });
  }

  removed(node: StoreNode, parent: StoreNode): void {
    if (this.nodes.get(node)?.parent !== parent) throw new Error("removed from where it was not");
    for (const other of this.nodes.values()) if (other.parent === node) throw new Error("a parent went before its child");
    this.nodes.delete(node);
  }

  moved(node: StoreNode): void {
    this.#entry(node).parent = node.parent;
  }

  updated(node: StoreNode, changed: Props): void {
    change(this.#entry(node).props, changed);
  }

  retagged(node: StoreNode): void {
    Object.assign(this.#entry(node), { tag: node.tag, props: { ...node.props } });
  }

  rootUpdated(changed: Props): void {
    change(this.rootProps, changed);
  }

  #entry(node: StoreNode): { parent: StoreNode | undefined; props: Record<string, unknown>; tag: string | undefined } {
    const entry = this.nodes.get(node);
    if (!entry) throw new Error("a notice about a node that was never added");
    return entry;
  }
}

function change(props: Record<string, unknown>, changed: Props): void {
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) Reflect.deleteProperty(props, name);
    else props[name] = value;
  }
}

let mirror: Mirror;
let warnings: string[];
let errors: string[];
let store: SceneStore;

beforeEach(() => {
  mirror = new Mirror();
  warnings = [];
  errors = [];
  store = new SceneStore(mirror, { warn: (text) => warnings.push(text), error: (text) => errors.push(text) });
});

/** `tag key{props}(children)[container: …]` of everything below a node. */
function text(node: StoreNode | ModelNode): string {
  const lists: Record<ContainerName, readonly (StoreNode | ModelNode)[]> =
    "lists" in node ? node.lists : (Object.fromEntries(CONTAINERS.map((name) => [name, node.list(name)])) as Record<ContainerName, readonly StoreNode[]>);
  const below = CONTAINERS.filter((name) => lists[name].length > 0).map((name) => `${name}(${lists[name].map(text).join(" ")})`);
  const props = Object.keys(node.props).sort().map((name) => `${name}=${JSON.stringify(node.props[name])}`);
  return `${node.tag ?? "-"}:${node.key ?? ""}${props.length > 0 ? `{${props.join(",")}}` : ""}${below.join("")}`;
}

const scene = (): string => text(store.root);

describe("rules", () => {
  test("SET merges: containers that are named are replaced, others stay", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a" }], bgChildren: [{ tag: "B", key: "b" }], up: 1 });
    store.set({ tag: "Scene", children: [], key: "ignored" });
    expect(scene()).toBe("Scene:{up=1}bgChildren(B:b)");
  });

  test("a SET that is no Scene is refused", () => {
    store.set({ tag: "Box", children: [{ tag: "A" }] });
    expect(scene()).toBe("Scene:");
    expect(errors).toEqual(["SET needs a Scene and got a Box; it was not applied."]);
  });

  test("a repeated SET keeps the nodes that stay, and reports nothing", () => {
    const data = { tag: "Scene", children: [{ tag: "A", key: "a", x: [1, 2] }, "text", { tag: "B" }] };
    store.set(data);
    const before = [...mirror.nodes.keys()];
    store.set(structuredClone(data));
    expect([...mirror.nodes.keys()]).toEqual(before);
  });

  test("one key under two parents: both are there, the first in search order is meant, said once", () => {
    store.set({
      tag: "Scene",
      children: [{ tag: "G", key: "g", rawChildren: [{ tag: "A", key: "a" }], children: [{ tag: "G", key: "h", children: [{ tag: "A", key: "a" }] }] }],
    });
    store.update([{ key: "a", x: 1 }], false, OWN_PEER);
    store.update([{ key: "a", x: 2 }], false, OWN_PEER);
    expect(scene()).toBe("Scene:children(G:gchildren(G:hchildren(A:a{x=2}))rawChildren(A:a))");
    expect(warnings).toEqual([
      'The key "a" is at children/g/children/h/children/a and at children/g/rawChildren/a: messages about it reach the first only.',
    ]);
  });

  test("REMOVE looks for a direct child before it descends, and prunes nothing", () => {
    store.set({ tag: "Scene", children: [{ tag: "group", key: "g", children: [{ tag: "A", key: "a" }] }, { tag: "B", key: "a" }] });
    store.remove(["a"]);
    expect(scene()).toBe("Scene:children(group:gchildren(A:a))");
    store.remove(["a", "missing"]);
    expect(scene()).toBe("Scene:children(group:g)");
  });

  test("one key twice in a list: the later replaces the earlier, said once", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a" }, { tag: "B", key: "a" }] });
    expect(scene()).toBe("Scene:children(B:a)");
    expect(warnings).toEqual(['The key "a" occurs twice in children: the later node replaces the earlier.']);
  });

  test("ADD replaces a node of the same key and moves it", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a", x: 1, children: [{ tag: "C" }] }, { tag: "G", key: "g" }] });
    store.add([{ tag: "A", key: "a", y: 2 }], "g");
    expect(scene()).toBe("Scene:children(G:gchildren(A:a{y=2}))");
    expect(warnings).toEqual([]);
  });

  test("a missing parent is an error", () => {
    store.add([{ tag: "A", key: "a" }], "nowhere");
    store.upsert([{ tag: "B", key: "b" }], "nowhere", OWN_PEER);
    expect(scene()).toBe("Scene:");
    expect(errors).toEqual([
      'ADD: there is no "nowhere" to put A "a" under; it was not added.',
      'UPSERT: there is no "nowhere" to put B "b" under; it was not added.',
    ]);
  });

  test("UPSERT with a container or a key moves the node there, with what is below it", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a", children: [{ tag: "C", key: "c" }] }, { tag: "G", key: "g" }] });
    store.upsert([{ key: "a", x: 1 }], "g", OWN_PEER);
    expect(scene()).toBe("Scene:children(G:gchildren(A:a{x=1}children(C:c)))");
    store.upsert([{ tag: "A", key: "a" }], "bgChildren", OWN_PEER);
    expect(scene()).toBe("Scene:children(G:g)bgChildren(A:a{x=1}children(C:c))");
  });

  test("nothing goes under itself", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a", children: [{ tag: "B", key: "b" }] }] });
    store.upsert([{ key: "a" }], "b", OWN_PEER);
    store.add([{ tag: "A", key: "a" }], "b");
    expect(scene()).toBe("Scene:children(A:achildren(B:b))");
    expect(errors).toHaveLength(2);
  });

  test("UPDATE merges shallowly and counts keys that are not there", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a", m: { p: 1, q: 2 }, x: 1 }] });
    store.update([{ key: "a", m: { p: 3 } }, { key: "missing" }], false, OWN_PEER);
    expect(scene()).toBe('Scene:children(A:a{m={"p":3},x=1})');
    expect(store.missed).toBe(1);
  });

  test("UPDATE without a key sets props of the Scene, and only those", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a" }] });
    store.update([{ up: [0, 0, 1], children: [], tag: "Box" }], false, OWN_PEER);
    expect(scene()).toBe("Scene:{up=[0,0,1]}children(A:a)");
  });

  test("$delete removes", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a" }] });
    store.update([{ key: "a", value: "$delete" }], false, OWN_PEER);
    expect(scene()).toBe("Scene:");
  });

  test("strict replaces all props for servers of ours; others only get a warning, once", () => {
    store.set({ tag: "Scene", children: [{ tag: "A", key: "a", x: 1, children: [{ tag: "C" }] }] });
    store.update([{ key: "a", y: 1 }], true, FOREIGN_PEER);
    store.update([{ key: "a", y: 2 }], true, FOREIGN_PEER);
    expect(scene()).toBe("Scene:children(A:a{x=1,y=2}children(C:))");
    expect(warnings).toHaveLength(1);
    store.update([{ key: "a", z: 3 }], true, OWN_PEER);
    expect(scene()).toBe("Scene:children(A:a{z=3}children(C:))");
  });

  test("an empty list empties for servers of ours, and is an accident of others", () => {
    store.set({ tag: "Scene", children: [{ tag: "G", key: "g", children: [{ tag: "A", key: "a" }] }] });
    store.update([{ key: "g", children: [] }], false, FOREIGN_PEER);
    store.upsert([{ key: "g", children: [] }], undefined, FOREIGN_PEER);
    expect(scene()).toBe("Scene:children(G:gchildren(A:a))");
    store.update([{ key: "g", children: [] }], false, OWN_PEER);
    expect(scene()).toBe("Scene:children(G:g)");
  });

  test("a reset goes back to the given scene and nothing else", () => {
    store.set({ tag: "Scene", up: 1, children: [{ tag: "A", key: "a" }], htmlChildren: [{ tag: "p", key: "p" }] });
    store.reset({ tag: "Scene", bgChildren: [{ tag: "B", key: "b" }] });
    expect(scene()).toBe("Scene:bgChildren(B:b)");
    expect(store.size).toBe(1);
  });

  test.each([null, 5, "text", [[]]])("nodes that are %j are dropped with an error", (nodes) => {
    store.add(nodes, undefined);
    store.update(nodes, false, OWN_PEER);
    store.upsert(nodes, undefined, OWN_PEER);
    store.set(nodes);
    expect(scene()).toBe("Scene:");
    expect(errors.length).toBeGreaterThan(0);
  });

  test("a prop cannot become the prototype of props", () => {
    const hostile = JSON.parse('{"tag": "A", "key": "a", "__proto__": {"position": [1, 2, 3]}, "constructor": 5}') as Props;
    store.add([hostile], undefined);
    store.update([hostile, { ...hostile, key: undefined }], false, OWN_PEER);
    for (const { props } of [store.root, ...store.nodes()]) {
      expect(Object.getPrototypeOf(props)).toBe(Object.prototype);
      expect(Object.entries(props)).toEqual([["constructor", 5]]);
    }
  });

  test("a number is a key as well", () => {
    store.add([{ tag: "A", key: 5 }, { tag: "B", key: "b" }], undefined);
    store.add([{ tag: "C", key: "c" }], 5);
    store.update([{ key: 5, x: 1 }], false, OWN_PEER);
    expect(scene()).toBe("Scene:children(A:5{x=1}children(C:c) B:b)");
    store.remove([5]);
    expect(scene()).toBe("Scene:children(B:b)");
  });

  test("an error quotes names, not data", () => {
    store.add([{ tag: "A", key: "a" }], new Uint8Array(1_000_000));
    store.add([{ tag: Array(1000).fill(0), key: "a" }], undefined);
    expect(errors).toEqual([
      'ADD: there is no (object) to put A "a" under; it was not added.',
      "ADD: a node's tag is (object); the node was dropped.",
    ]);
  });

  test("a tag that is no string, a tree too deep", () => {
    store.add([{ tag: 5, key: "a" }], undefined);
    for (let i = 0; i < 300; i++) store.add([{ tag: "G", key: `k${i}` }], i === 0 ? undefined : `k${i - 1}`);
    expect(store.size).toBe(200);
    expect(errors[0]).toBe("ADD: a node's tag is 5; the node was dropped.");
    expect(errors[1]).toBe('The scene is nested deeper than 200; G "k200" was not added.');
  });

  test("a tree is not moved to where it would be too deep", () => {
    for (const chain of ["a", "b"]) {
      for (let i = 0; i < 101; i++) store.add([{ tag: "G", key: `${chain}${i}` }], i === 0 ? undefined : `${chain}${i - 1}`);
    }
    store.upsert([{ key: "b1" }], "a99", OWN_PEER);
    expect(errors).toEqual([]);
    store.upsert([{ key: "b0" }], "b100", OWN_PEER);
    expect(errors).toEqual(['The scene would be nested deeper than 200; G "b0" was not put under G "b100".']);
    expect(store.find("b0")?.parent).toBe(store.root);
  });
});

describe("the same messages through the plain model", () => {
  test.each(Array.from({ length: 300 }, (_, seed) => seed))("seed %i", (seed) => {
    const random = generator(seed);
    const model = new Model();
    for (let step = 0; step < 40; step++) {
      const { message, peer } = randomMessage(random);
      applySceneMessage(store, message, peer);
      model.apply(message, peer);
      expect(scene(), `after step ${step}`).toBe(text(model.root));
    }
    const nodes = [...allNodes(store.root)];
    expect(new Set(mirror.nodes.keys())).toEqual(new Set(nodes));
    for (const node of nodes) {
      expect(mirror.nodes.get(node)).toEqual({ parent: node.parent, props: node.props, tag: node.tag });
      if (node.key !== undefined) expect(store.find(node.key)).toBeDefined();
    }
    expect(mirror.rootProps).toEqual(store.root.props);
    expect([...store.nodes()]).toHaveLength(store.size);
  });
});

function* allNodes(node: StoreNode): Generator<StoreNode> {
  for (const container of CONTAINERS) {
    for (const child of node.list(container)) {
      yield child;
      yield* allNodes(child);
    }
  }
}

