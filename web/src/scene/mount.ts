// One node of the store in the picture: its live node, its place, its marker if it fails, and the context
// that it was created with. The tree decides when; this decides how.

import { Group, type Object3D } from "three";
import { Marker } from "./marker";
import type { FrameCallback, HtmlContent, LiveNode, NodeContext, NodeType, Pending, Stage, World } from "./node-type";
import { applyObject3d, isMove, type Shadows } from "./object3d";
import type { Assets } from "./assets";
import type { PartHost } from "./parts";
import { brief } from "./read";
import type { Props, StoreNode } from "./store-node";
import type { UrlPolicy } from "./urls";

/** What mounts need of the world. One object for all of them. */
export interface MountHost {
  readonly stage: Stage;
  readonly assets: Assets;
  readonly urls: UrlPolicy;
  invalidate(): void;
  onFrame(callback: FrameCallback, fail: (reason: unknown) => void, last: boolean): () => void;
  send(etype: string, key: string | undefined, value: unknown): void;
  /** Send unless the connection is behind; whether it was sent. */
  sendLatest(etype: string, key: string | undefined, value: unknown): boolean;
  /** Change props of a node from this page. */
  edit(node: StoreNode, props: Props): void;
  /** See `NodeContext.keyOf`. */
  keyOf(object: Object3D): string | undefined;
  warn(text: string): void;
  /** So many more things are being loaded. */
  loading(change: 1 | -1): void;
  /** `node` has another failure, or none any more. */
  failed(node: StoreNode, reason: string | undefined): void;
}

/**
 * What failed, which decides what another change of the props does about it: a bad `place` or bad `props` are
 * tried again, `work` only if the node begins some anew, and a node that has lost its `frames` is made anew.
 */
type Cause = "place" | "props" | "work" | "frames";

export class Mount {
  readonly node: StoreNode;
  /** Whether it belongs to the page rather than to the canvas: then it has an element and no object. */
  readonly html: boolean;
  /** What it is in, if not in the page's. */
  readonly world: World | undefined;
  readonly #host: MountHost;
  readonly #type: NodeType<object> | Pending | undefined;
  #live: LiveNode<object> | undefined;
  /** Stands in for the object of a node that could not be created. */
  #standIn: Group | undefined;
  #marker: Marker | undefined;
  /** Stands in for the element of a node that could not be created. */
  #sign: HTMLElement | undefined;
  #failure: string | undefined;
  #cause: Cause | undefined;
  /** Those of the object as its type made it. */
  #shadows: Shadows = NO_SHADOWS;
  #updating = false;
  #parent: Object3D | undefined;
  #partHost: PartHost | undefined;
  #life = new AbortController();
  #hidden = false;
  /** Shown to one eye alone. */
  #marked: Object3D | undefined;
  readonly #warned = new Set<string>();

  constructor(node: StoreNode, type: NodeType<object> | Pending | undefined, host: MountHost, html: boolean, world?: World) {
    this.node = node;
    this.html = html;
    this.world = world;
    this.#type = type;
    this.#host = host;
    this.#create();
  }

  get object(): Object3D | undefined {
    return this.#live?.object ?? this.#standIn;
  }

  /** Where children go; undefined if they go to this node's own parent. */
  get slot(): Object3D | undefined {
    return this.#live?.slot ?? this.object;
  }

  /** What the nodes below it are in. */
  get innerWorld(): World | undefined {
    return this.#live?.world ?? this.world;
  }

  get parts(): PartHost | undefined {
    return this.#live?.parts;
  }

  get element(): HTMLElement | undefined {
    return this.#live?.element ?? this.#sign;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  get hidden(): boolean {
    return this.#hidden;
  }

  set hidden(hidden: boolean) {
    this.#hidden = hidden;
    this.#applyVisibility();
    this.#invalidate();
  }

  attach(parent: Object3D, host?: PartHost): void {
    this.#parent = parent;
    this.#partHost = host;
    if (this.object) parent.add(this.object);
    this.#placeMarker();
    this.#invalidate();
    this.#guard(() => this.#live?.attached?.(parent, host));
  }

  setText(text: string): void {
    this.#guard(() => this.#live?.setText?.(text));
  }

  setContent(content: HtmlContent): void {
    this.#guard(() => this.#live?.setContent?.(content));
  }

  /** Bring the picture to the node's props. True if it was created anew and children have to be attached. */
  update(changed: Props): boolean {
    this.#invalidate();
    const misplaced = this.#cause === "place";
    // What fails is tried again with other props. Moving it mends nothing, and may happen sixty times a second.
    if (this.#cause !== undefined && (misplaced || this.#ownPlacement || !isMove(changed))) {
      if (!this.#live || this.#cause === "frames") return this.#rebuild();
      // All props are: the bad one need not be among those that have changed.
      if (this.#cause === "props") changed = { ...this.node.props, ...changed };
      if (this.#cause !== "work") this.#clearFailure();
    }
    this.#place(misplaced ? this.node.props : changed);
    const live = this.#live;
    let answer: "rebuild" | undefined;
    this.#updating = true;
    // The hot path: no closure, unlike elsewhere.
    try {
      if (live) answer = this.#updateLive(live, changed, this.node.props);
    } catch (error) {
      this.#fail(error, "props");
    }
    this.#updating = false;
    return answer === "rebuild" && this.#rebuild();
  }

  dispose(): void {
    this.#clearFailure();
    if (this.#marked) this.#host.stage.eyes.mark(this.#marked, undefined);
    this.#marked = undefined;
    this.#disposeLive();
    this.#standIn?.removeFromParent();
    this.#standIn = undefined;
    this.#sign?.remove();
    this.#sign = undefined;
    this.#invalidate();
  }

  #create(): void {
    const { node } = this;
    const type = this.#type;
    this.#life = new AbortController();
    try {
      if (type === undefined) throw new Error("unknown tag");
      if ("pending" in type) throw new Error(type.pending);
      this.#live = type.create(this.#context(), node.props);
    } catch (error) {
      this.#life.abort();
      if (this.html) this.#sign = document.createElement("span");
      else this.#standIn = new Group();
      this.#fail(error, "props");
    }
    if (this.object) {
      const { castShadow, receiveShadow } = this.object;
      this.#shadows = { castShadow, receiveShadow };
      this.object.name = node.key ?? "";
    }
    this.#applyVisibility();
    this.#place(node.props);
  }

  #rebuild(): boolean {
    const parent = this.#parent;
    this.dispose();
    this.#create();
    if (parent) this.attach(parent, this.#partHost);
    return true;
  }

  #updateLive(live: LiveNode<object>, changed: Props, props: Props): "rebuild" | undefined {
    if (live.update) return live.update(changed, props);
    return isMove(changed) ? undefined : "rebuild";
  }

  #place(changed: Props): void {
    if ("visible" in changed || "hide" in changed) this.#applyVisibility();
    if ("layers" in changed) this.#applyEye();
    const { object } = this;
    if (!object || (this.#ownPlacement && this.#live)) return;
    try {
      applyObject3d(object, changed, this.node.props, this.#shadows);
    } catch (error) {
      this.#fail(error, "place");
    }
  }

  get #ownPlacement(): boolean {
    return this.#type !== undefined && "create" in this.#type && this.#type.placement === "own";
  }

  #applyVisibility(): void {
    const { object, element } = this;
    const { visible, hide } = this.node.props;
    const shown = !this.#hidden && visible !== false && (this.#ownPlacement || !hide);
    if (object) object.visible = shown;
    if (element) element.hidden = !shown;
  }

  /** Show it to the eye of a headset that `layers` names. */
  #applyEye(): void {
    const { object } = this;
    if (!object) return;
    const { layers } = this.node.props;
    const eye = layers === 1 ? "left" : layers === 2 ? "right" : undefined;
    if (!eye && layers != null && layers !== 0) {
      this.#warn(`layers should be 0 for both eyes, 1 for the left or 2 for the right, not ${brief(layers)}; shown to both`);
    }
    this.#host.stage.eyes.mark(object, eye);
    this.#marked = eye && object;
  }

  #disposeLive(): void {
    const live = this.#live;
    if (!live) return;
    this.#live = undefined;
    this.#life.abort();
    live.object?.removeFromParent();
    try {
      live.dispose();
    } catch (error) {
      this.#host.warn(`${this.#label} could not be disposed: ${messageOf(error)}`);
    }
  }

  /** Whatever a node type throws becomes its marker. */
  #guard<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#fail(error, "props");
      return undefined;
    }
  }

  #fail(reason: unknown, cause: Cause): void {
    this.#clearFailure();
    this.#failure = messageOf(reason);
    this.#cause = cause;
    if (!this.html) this.#marker = new Marker(`${this.node.tag ?? "node"}: ${this.#failure}`);
    this.#placeMarker();
    this.#host.failed(this.node, this.#failure);
    this.#invalidate();
  }

  #clearFailure(): void {
    if (this.#failure === undefined) return;
    this.#failure = this.#cause = undefined;
    this.#marker?.dispose();
    this.#marker = undefined;
    this.#placeMarker();
    this.#host.failed(this.node, undefined);
  }

  #placeMarker(): void {
    // The style sheet writes the reason before the element.
    if (this.#failure === undefined) delete this.element?.dataset["failure"];
    else if (this.element) this.element.dataset["failure"] = `${this.node.tag ?? "node"}: ${this.#failure}`;
    if (this.#marker) (this.object ?? this.#parent)?.add(this.#marker.sprite);
  }

  #invalidate(): void {
    this.#host.invalidate();
    this.world?.changed?.();
  }

  get #label(): string {
    return `${this.node.tag ?? "node"} "${this.node.key ?? ""}"`;
  }

  #warn(message: string): void {
    if (this.#warned.has(message) || this.#warned.size >= MAX_WARNINGS) return;
    this.#warned.add(message);
    this.#host.warn(`${this.#label}: ${message}`);
  }

  #context(): NodeContext {
    const host = this.#host;
    const { node } = this;
    const life = this.#life.signal;
    return {
      key: node.key ?? `#${node.id}`,
      stage: host.stage,
      world: this.world ?? host.stage,
      assets: host.assets,
      signal: life,
      invalidate: () => {
        this.#invalidate();
      },
      onFrame: (callback, { last } = { last: false }) => {
        const { world } = this;
        // Who is called at every frame may change something at every frame.
        const called: FrameCallback = (frame) => {
          if (!last) world?.changed?.();
          return callback(frame);
        };
        const end = host.onFrame(called, (reason) => { this.#fail(reason, "frames"); }, last);
        life.addEventListener("abort", end, { once: true });
        return end;
      },
      send: (etype, value, key = node.key) => {
        host.send(etype, key, value);
      },
      sendLatest: (etype, value) => host.sendLatest(etype, node.key, value),
      edit: (props) => {
        if (!life.aborted) host.edit(node, props);
      },
      keyOf: (object) => host.keyOf(object),
      run: (work) => {
        if (this.#updating && this.#cause === "work") this.#clearFailure();
        const task = new AbortController();
        void this.#run(work, AbortSignal.any([life, task.signal]));
        return () => {
          task.abort();
        };
      },
      warn: (message) => {
        this.#warn(message);
      },
      fail: (reason) => {
        if (!life.aborted) this.#fail(reason, "work");
      },
      recover: () => {
        if (!life.aborted) this.#clearFailure();
      },
      resolve: (url) => host.urls.resolve(url),
      checkIceServer: (url) => {
        host.urls.checkIceServer(url);
      },
    };
  }

  async #run(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    this.#host.loading(1);
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error, "work");
    }
    this.#host.loading(-1);
    this.#invalidate();
  }
}

const NO_SHADOWS: Shadows = { castShadow: false, receiveShadow: false };

/** Warnings quote values, which may be others sixty times a second: after so many the user knows enough. */
const MAX_WARNINGS = 50;

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
