// The tree of objects against the store, under random messages, without a browser: every object hangs where
// its node stands, and everything that was created and is not there any more was disposed.

import { Group, type Object3D } from "three";
import { expect, test } from "vitest";
import { applySceneMessage } from "../src/scene/messages";
import type { MountHost } from "../src/scene/mount";
import type { HtmlContent, NodeType } from "../src/scene/node-type";
import { SceneStore } from "../src/scene/store";
import { CONTAINERS, TEXT_TAG, type StoreNode } from "../src/scene/store-node";
import { Tree } from "../src/scene/tree";
import { generator, randomMessage } from "./random-messages";

/** An object's own text, if it was given one. */
const texts = new WeakMap<Object3D, string>();

class Stage {
  readonly content = new Group();
  alive = 0;
  html: HtmlContent = [];
  readonly tree: Tree;
  readonly store: SceneStore;

  constructor() {
    const live = this.#types();
    const element: NodeType<object> = {
      create: () => this.#counted({ element: { content: [] } as unknown as HTMLElement, setContent: () => undefined }),
    };
    const host = {
      invalidate: () => undefined,
      failed: (node: StoreNode, reason: string | undefined) => {
        if (reason !== undefined) throw new Error(`${node.path}: ${reason}`);
      },
      warn: () => undefined,
    };
    this.tree = new Tree({
      content: this.content,
      host: host as unknown as MountHost,
      lookup: (tag) => live[tag],
      lookupElement: () => element,
      onRoot: () => undefined,
      onHtml: (content) => {
        this.html = content;
      },
      onChange: () => undefined,
    });
    this.store = new SceneStore(this.tree, { warn: () => undefined, error: () => undefined });
  }

  #types(): Readonly<Record<string, NodeType<object>>> {
    return {
      // One that draws, with text.
      A: {
        create: () => {
          const object = new Group();
          return this.#counted({ object, update: () => undefined, setText: (text: string) => void texts.set(object, text) });
        },
      },
      // One that draws nothing: its children hang on its parent.
      B: { create: () => this.#counted({ update: () => undefined }) },
      // One with an inner place for children, made anew on every change.
      C: {
        create: () => {
          const slot = new Group();
          return this.#counted({ object: new Group().add(slot), slot, update: () => "rebuild" as const });
        },
      },
    };
  }

  #counted<T extends object>(parts: T): T & { dispose(): void } {
    this.alive++;
    let disposed = false;
    return {
      ...parts,
      dispose: () => {
        if (disposed) throw new Error("disposed twice");
        disposed = true;
        this.alive--;
      },
    };
  }

  /** Every node's place, as the tree has it and as the store says it. */
  check(): void {
    let nodes = 0;
    const below = (node: StoreNode, slot: Object3D | undefined): void => {
      for (const container of CONTAINERS) {
        for (const child of node.list(container)) {
          if (child.tag === TEXT_TAG) continue;
          const mount = this.tree.mountFor(child);
          if (!mount) throw new Error(`${child.path} is not mounted`);
          const html = container === "htmlChildren" || slot === undefined;
          expect(mount.html, child.path).toBe(html);
          // Nodes without a tag are plain groups, which are not counted.
          if (child.tag !== undefined) nodes++;
          if (mount.object) {
            expect(mount.object.parent, child.path).toBe(slot);
            expect(mount.object.name).toBe(child.key ?? "");
            expect(this.tree.ownerOf(mount.object)).toBe(child);
            if (child.tag === "A") expect(texts.get(mount.object) ?? "", child.path).toBe(textsOf(child));
          }
          below(child, html ? undefined : (mount.slot ?? slot));
        }
      }
    };
    below(this.store.root, this.content);
    expect(this.alive).toBe(nodes);
    expect(this.html.length).toBeGreaterThanOrEqual(this.store.root.list("htmlChildren").filter(({ tag }) => tag === TEXT_TAG).length);
  }
}

function textsOf(node: StoreNode): string {
  return node
    .list("children")
    .filter(({ tag }) => tag === TEXT_TAG)
    .map(({ props }) => props.text as string)
    .join("");
}

test.each(Array.from({ length: 100 }, (_, seed) => seed))("seed %i", (seed) => {
  const random = generator(seed);
  const stage = new Stage();
  for (let step = 0; step < 30; step++) {
    const { message, peer } = randomMessage(random);
    applySceneMessage(stage.store, message, peer);
    stage.tree.flush();
    stage.check();
  }
  stage.store.reset({});
  stage.tree.flush();
  expect(stage.alive).toBe(0);
  expect(stage.content.children).toEqual([]);
  expect(stage.html).toEqual([]);
});
