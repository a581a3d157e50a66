// The store in the picture: follows every change of the store with three.js objects.

import type { Object3D } from "three";
import { group } from "../nodes/group";
import { silent } from "../nodes/silent";
import { Mount, type MountHost } from "./mount";
import type { HtmlContent, NodeType, Pending, World } from "./node-type";
import type { PartHost } from "./parts";
import type { StoreObserver } from "./store";
import { CONTAINERS, ROOT_ID, TEXT_TAG, type Props, type StoreNode } from "./store-node";

type Lookup = (tag: string) => NodeType<object> | Pending | undefined;

export interface TreeOptions {
  /** Where the objects of top-level nodes go. */
  readonly content: Object3D;
  readonly host: MountHost;
  /** Node types of what is in the canvas, and of what is in or below `htmlChildren`. */
  readonly lookup: Lookup;
  readonly lookupElement: Lookup;
  /** Props of the root have changed. */
  readonly onRoot: (changed: Props) => void;
  /** The root's `htmlChildren` have changed. */
  readonly onHtml: (content: HtmlContent) => void;
  /** Anything has changed that a list of nodes would show. */
  readonly onChange: () => void;
}

/** The node whose children are elements of the page at its place in the canvas. */
const HTML_HOST = "Html";

export class Tree implements StoreObserver {
  readonly #options: TreeOptions;
  readonly #mounts = new Map<StoreNode, Mount>();
  readonly #byId = new Map<number, Mount>();
  readonly #owners = new WeakMap<Object3D, Mount>();
  /** Nodes whose texts or elements have changed since the last `flush`. */
  readonly #stale = new Set<StoreNode>();

  constructor(options: TreeOptions) {
    this.#options = options;
  }

  /** Tell nodes about their new texts and elements: after every batch of messages, not for each child. */
  flush(): void {
    for (const node of this.#stale) {
      if (node.id === ROOT_ID) this.#options.onHtml(this.#contentOf(node.list("htmlChildren")));
      const mount = this.#mounts.get(node);
      if (!mount) continue;
      if (mount.html || holdsHtml(node)) mount.setContent(this.#contentOf(node.list("children")));
      else mount.setText(textOf(node));
    }
    this.#stale.clear();
  }

  mountOf(id: number): Mount | undefined {
    return this.#byId.get(id);
  }

  mountFor(node: StoreNode): Mount | undefined {
    return this.#mounts.get(node);
  }

  /** The node that an object, or one of those above it, was made for. */
  ownerOf(object: Object3D): StoreNode | undefined {
    for (let at: Object3D | null = object; at; at = at.parent) {
      const owner = this.#owners.get(at);
      if (owner) return owner.node;
    }
    return undefined;
  }

  /** The key of that node, or of the nearest above it that has one. */
  keyOf(object: Object3D): string | undefined {
    let node = this.ownerOf(object);
    while (node?.parent && node.key === undefined) node = node.parent;
    return node?.key;
  }

  added(node: StoreNode): void {
    this.#options.onChange();
    this.#childrenChanged(node, node.parent);
    if (node.tag !== TEXT_TAG) this.#mount(node);
  }

  removed(node: StoreNode, parent: StoreNode): void {
    this.#options.onChange();
    this.#childrenChanged(node, parent);
    const mount = this.#mounts.get(node);
    this.#mounts.delete(node);
    this.#byId.delete(node.id);
    mount?.dispose();
  }

  moved(node: StoreNode, from: StoreNode): void {
    this.#options.onChange();
    const mount = this.#mounts.get(node);
    if (!mount) return;
    this.#childrenChanged(node, from, mount.html);
    this.#childrenChanged(node, node.parent);
    if (mount.html === isHtml(node) && mount.world === this.#worldFor(node)) this.#attach(mount);
    else this.#remountBelow(node);
  }

  updated(node: StoreNode, changed: Props): void {
    if (node.tag === TEXT_TAG) {
      this.#childrenChanged(node, node.parent);
      return;
    }
    const mount = this.#mounts.get(node);
    if (mount?.update(changed)) this.#remounted(mount);
  }

  retagged(node: StoreNode): void {
    this.#options.onChange();
    const before = this.#mounts.get(node);
    if (!before) return;
    before.dispose();
    this.#mount(node).hidden = before.hidden;
  }

  rootUpdated(changed: Props): void {
    this.#options.onRoot(changed);
  }

  #mount(node: StoreNode): Mount {
    const { host, lookup, lookupElement } = this.#options;
    const html = isHtml(node);
    // Without a tag there are only the children.
    const bare = html ? silent : group;
    const type = node.tag === undefined ? bare : (html ? lookupElement : lookup)(node.tag);
    const mount = new Mount(node, type, host, html, this.#worldFor(node));
    this.#mounts.set(node, mount);
    this.#byId.set(node.id, mount);
    this.#attach(mount);
    this.#remounted(mount);
    return mount;
  }

  /** A node went from the canvas to the page or back, or to another world, and all below it. */
  #remountBelow(node: StoreNode): void {
    this.#mounts.get(node)?.dispose();
    this.#mount(node);
    for (const child of childrenOf(node)) {
      if (child.tag !== TEXT_TAG) this.#remountBelow(child);
    }
  }

  /** The mount has another object or element than before, or its first. */
  #remounted(mount: Mount): void {
    if (mount.object) this.#owners.set(mount.object, mount);
    this.#attachBelow(mount.node);
    if (mount.html) this.#childrenChanged(mount.node, mount.node.parent);
    if (mount.node.list("children").length > 0) this.#stale.add(mount.node);
  }

  #attach(mount: Mount): void {
    if (mount.html) return;
    mount.attach(this.#slotFor(mount.node), this.#partHostFor(mount.node));
    // Children of a node without an object hang on its parent.
    if (!mount.slot) this.#attachBelow(mount.node);
  }

  #attachBelow(node: StoreNode): void {
    for (const child of childrenOf(node)) {
      const mount = this.#mounts.get(child);
      if (mount && mount.world !== this.#worldFor(child)) this.#remountBelow(child);
      else if (mount) this.#attach(mount);
    }
  }

  /** What a node is in; undefined for the world of the page. */
  #worldFor({ parent }: StoreNode): World | undefined {
    return parent && this.#mounts.get(parent)?.innerWorld;
  }

  #slotFor(node: StoreNode): Object3D {
    for (let at = node.parent; at; at = at.parent) {
      const slot = this.#mounts.get(at)?.slot;
      if (slot) return slot;
    }
    return this.#options.content;
  }

  #partHostFor(node: StoreNode): PartHost | undefined {
    for (let at = node.parent; at; at = at.parent) {
      const mount = this.#mounts.get(at);
      if (mount?.parts || mount?.object) return mount.parts;
    }
    return undefined;
  }

  /** `child` has come to `parent`, has gone from it, or is another than before. */
  #childrenChanged(child: StoreNode, parent: StoreNode | undefined, html = isHtml(child)): void {
    if (!parent || !(html || child.tag === TEXT_TAG)) return;
    this.#stale.add(parent);
    // Where a node has no element its children show in the next one above.
    for (let at: StoreNode | undefined = parent; at && isHtml(at) && !this.#mounts.get(at)?.element; at = at.parent) {
      if (at.parent) this.#stale.add(at.parent);
    }
  }

  #contentOf(nodes: readonly StoreNode[]): HtmlContent {
    return nodes.flatMap((node) => {
      if (node.tag === TEXT_TAG) return [String(node.props.text)];
      const element = this.#mounts.get(node)?.element;
      // A node that shows nothing itself leaves its place to its children.
      return element ? [element] : this.#contentOf(node.list("children"));
    });
  }
}

/** Whether a node belongs to the page rather than to the canvas. */
function isHtml(node: StoreNode): boolean {
  for (let at: StoreNode | undefined = node; at; at = at.parent) {
    if (at.container === "htmlChildren" || (at.parent && holdsHtml(at.parent))) return true;
  }
  return false;
}

/** Whether a node stands in the canvas, but its children are elements of the page. */
function holdsHtml(node: StoreNode): boolean {
  return node.tag === HTML_HOST;
}

function childrenOf(node: StoreNode): readonly StoreNode[] {
  return CONTAINERS.flatMap((container) => node.list(container));
}

function textOf(node: StoreNode): string {
  return node
    .list("children")
    .filter((child) => child.tag === TEXT_TAG)
    .map((child) => String(child.props.text))
    .join("");
}
