// Wires connection → store → tree → viewer → panels, and is what tests find as `window.vuer`.

import type { Intersection } from "three";
import { Address } from "./address";
import { appState, type AppState } from "./app-state";
import { describeClient } from "./describe-client";
import { Dispatch } from "./dispatch";
import { Intake } from "./intake";
import { Log } from "./log";
import { listenToPage } from "./page-events";
import { connectionFacts, nodeDetails } from "./panel-facts";
import { elements, lookupElement } from "./panels/elements/registry";
import { mountPanels, type Panels } from "./panels/panels";
import type { ConnectionFacts, Consent, GpuFigures, Headset, HeadsetMode, Measurement, NodeDetails, PanelSource, Stats, TreeRow } from "./panels/source";
import { Connection, type ConnectionState } from "./protocol/connection";
import type { Click } from "./protocol/events.gen";
import type { Role, RoleWish } from "./protocol/role";
import type { PageOptions } from "./protocol/options";
import type { Moment, ServerMessage } from "./protocol/types";
import { handleRpc, type RpcContext } from "./rpc/rpc";
import { downloadSnapshot } from "./rpc/save-snapshot";
import { Assets } from "./scene/assets";
import { BUILTIN_SCENE } from "./scene/builtin.gen";
import { describeHit } from "./scene/hit";
import type { HtmlContent } from "./scene/node-type";
import { arrangeMarkers } from "./scene/marker";
import { lookup, registry } from "./scene/registry";
import { OWN_PEER, SceneStore } from "./scene/store";
import { TreeRows } from "./scene/rows";
import type { Props } from "./scene/store-node";
import { Tree } from "./scene/tree";
import { UrlPolicy } from "./scene/urls";
import { Seldom } from "./seldom";
import { StatsMeter } from "./stats";
import { clickableAround } from "./scene/clickables";
import { Store, type Readable } from "./store";
import { CameraStream } from "./viewer/camera-stream";
import { frameObject, viewFrom } from "./viewer/framing";
import { gpuFigures } from "./viewer/gpu-figures";
import { Measure } from "./viewer/measure";
import { CameraStart } from "./viewer/move-camera";
import { Picking } from "./viewer/picking";
import { applySceneProps } from "./viewer/scene-props";
import { Viewer } from "./viewer/viewer";

/** WARNING events in a minute: a program that goes on doing wrong knows by then. */
const MAX_COMPLAINTS = 30;

export class App implements PanelSource {
  readonly viewer: Viewer;
  readonly store: SceneStore;
  readonly tree: Readable<readonly TreeRow[]>;
  readonly live: Tree;
  readonly socket: Connection;
  readonly connection: Readable<ConnectionState>;
  readonly stats: Readable<Stats>;
  readonly log: Log["entries"];
  readonly selection = new Store<number | undefined>(undefined);
  readonly loads: Assets["loads"]["slow"];
  readonly html: Readable<HtmlContent>;
  readonly consent: Readable<Consent | undefined>;
  readonly panelsShown: Store<boolean>;
  readonly measurement: Readable<Measurement>;
  readonly headset: Readable<Headset>;
  readonly role: Readable<Role | undefined>;
  readonly showStats: boolean;
  readonly gizmo: PageOptions["gizmo"];
  readonly version = __VERSION__;

  readonly #options: PageOptions;
  readonly #log = new Log();
  readonly #urls: UrlPolicy;
  readonly #address: Address;
  readonly #rows: TreeRows;
  readonly #meter: StatsMeter;
  readonly #cameraStream: CameraStream;
  readonly #picking: Picking;
  readonly #cameraStart = new CameraStart();
  readonly #measure: Measure;
  readonly #panels: Panels;
  readonly #dispatch: Dispatch;
  readonly #intake: Intake;
  readonly #complaints = new Seldom(MAX_COMPLAINTS);
  readonly #frameCallbacks = new Set<() => void>();
  readonly #listeners = new AbortController();
  /** What `scene=` brought. */
  #initialScene: Props | undefined;
  #loading = 0;

  constructor(view: HTMLElement, panels: HTMLElement, options: PageOptions) {
    const log = this.#log;
    this.#options = options;
    this.log = log.entries;
    this.panelsShown = new Store(!options.hideUI);
    this.showStats = options.debug;
    this.gizmo = options.gizmo;
    this.#urls = new UrlPolicy(location.origin, options.offline);
    this.#address = new Address(options, this.#urls);
    this.consent = this.#address.question;

    this.viewer = new Viewer(view, options, log);
    const { viewer } = this;
    this.headset = viewer.xr.state;
    this.socket = new Connection({
      reconnect: options.reconnect,
      interval: options.interval,
      init: describeClient,
      openSocket: (url) => new WebSocket(url),
      onMessages: () => {
        this.#intake.arrived();
      },
      onSession: () => {
        this.#cameraStream.restart();
        viewer.invalidate();
      },
      onBadFrame: (kind, detail) => {
        log.warnOfKind(`frame ${kind}`, `A frame from the server was dropped: ${detail}.`);
      },
    });
    const { socket } = this;
    this.connection = socket.state;
    this.role = socket.role;
    const send = (etype: string, key: string | undefined, value: unknown): void => {
      socket.send({ etype, key, value, moment: this.#moment() });
    };

    const assets = new Assets(this.#urls, viewer.renderer);
    this.loads = assets.loads.slow;
    const html = new Store<HtmlContent>([]);
    this.html = html;
    this.live = new Tree({
      content: viewer.content,
      host: {
        stage: viewer,
        assets,
        urls: this.#urls,
        invalidate: () => {
          viewer.invalidate();
        },
        onFrame: (callback, fail, last) => viewer.onFrame(callback, fail, last),
        send,
        sendLatest: (etype, key, value) => socket.sendLatest({ etype, key, value, moment: this.#moment() }),
        edit: (node, props) => {
          this.store.edit(node, props);
        },
        keyOf: (object) => this.live.keyOf(object),
        warn: (text) => {
          log.warn(text);
        },
        loading: (change) => {
          this.#loading += change;
        },
        failed: (node, reason) => {
          this.#rows.changed();
          if (reason !== undefined) log.warnOfKind(`${node.tag ?? ""} ${reason}`, `${node.path}: ${reason}`);
        },
      },
      lookup,
      lookupElement,
      onRoot: () => {
        this.#applySceneProps();
      },
      onHtml: (content) => {
        html.set(content);
      },
      onChange: () => {
        this.#rows.changed();
      },
    });
    this.store = new SceneStore(this.live, {
      warn: (text) => {
        log.warn(text);
      },
      error: (text) => {
        log.error(text);
        if (this.#complaints.maySay(text)) send("WARNING", undefined, { message: text });
      },
    });
    this.#rows = new TreeRows(this.store, this.live);
    this.tree = this.#rows.rows;
    this.#meter = new StatsMeter(viewer, socket, this.store);
    this.stats = this.#meter.stats;
    const rpc: RpcContext = { viewer, store: this.store, lastGrab: undefined, send };
    this.#dispatch = new Dispatch({
      store: this.store,
      resetScene: () => {
        this.#resetScene();
      },
      flush: () => {
        this.live.flush();
      },
      answer: (message) => handleRpc(message, rpc, (text) => { log.error(text); }),
      warnOfKind: (kind, text) => {
        log.warnOfKind(kind, text);
      },
    });

    this.#intake = new Intake(socket, this.#dispatch, () => {
      viewer.wake();
    });
    this.#cameraStream = new CameraStream({
      size: viewer.size,
      wanted: () => viewer.cameras.stream,
      send: (key, value) => {
        const sent = socket.sendLatest({ etype: "CAMERA_MOVE", key, value, moment: this.#moment() });
        // While the connection is behind: or the last move of all might never be told.
        if (!sent && socket.state.get().phase === "open") viewer.invalidate();
        return sent;
      },
      again: () => {
        viewer.invalidate();
      },
    });
    viewer.onFrame(({ camera }) => {
      arrangeMarkers(camera);
      return undefined;
    }, (reason) => { log.error(String(reason)); });
    viewer.onFrameStart = () => {
      this.#intake.drain();
    };
    viewer.frameAges.host = {
      serverTime: () => socket.serverTime(),
      report: (key, age) => {
        send("FRAME_AGE", key, age);
      },
    };
    viewer.onDrawFailed = (reason) => {
      log.warn(`The picture could not be drawn: ${reason}`);
    };
    viewer.onFrameDrawn = (now) => {
      viewer.frameAges.drawn(performance.now());
      // A headset's is told with its other poses, before it is drawn.
      if (!viewer.xr.presenting) this.#cameraStream.observe(viewer.camera, now);
      for (const callback of this.#frameCallbacks) callback();
    };
    viewer.xr.onXrFrame(({ viewer: head }) => {
      if (head) this.#cameraStream.follow(viewer.camera);
    }, (reason) => { log.error(String(reason)); });
    this.#measure = new Measure(viewer);
    this.measurement = this.#measure.state;
    const pick = (hit: Intersection | undefined): void => {
      if (!this.#measure.pick(hit?.point)) this.#picked(hit);
    };
    this.#picking = new Picking(viewer, pick);
    viewer.pointers.onPick = pick;

    this.store.reset(BUILTIN_SCENE);
    this.live.flush();
    this.#applySceneProps();
    const host = {
      hurry: () => {
        socket.hurry();
      },
      togglePanels: () => {
        this.panelsShown.set(!this.panelsShown.get());
      },
    };
    listenToPage(host, this.#listeners.signal);
    this.#panels = mountPanels(panels, this);
  }

  /** Load what the address names and connect, after the questions that this may raise. */
  async start(): Promise<void> {
    const { server } = this.#options;
    try {
      this.#initialScene = await this.#address.scene();
      if (this.#initialScene) {
        this.store.set(this.#initialScene);
        this.live.flush();
      }
    } catch (error) {
      this.#log.error(`The scene of the address could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (await this.#address.mayConnect()) this.connect(server);
    else this.#log.warn(`Not connected: ${server} was not allowed.`);
  }

  state(): AppState {
    return appState(this.socket, this.store, this.viewer, this.#log, this.#loading);
  }

  /** Tags that are drawn, in the order of the registry. */
  tags(): readonly string[] {
    return Object.keys(registry).filter((tag) => "create" in (lookup(tag) ?? {}));
  }

  /** Tags of the page's panel that have a node type of their own. */
  elementTags(): readonly string[] {
    return Object.keys(elements);
  }

  /** Apply messages as if a server of ours had sent them, and draw. */
  inject(messages: readonly ServerMessage[]): void {
    for (const message of messages) this.#dispatch.apply(message, OWN_PEER);
    this.live.flush();
    this.viewer.draw();
  }

  /** What is on the GPU now. */
  gpu(): { readonly geometries: number; readonly textures: number; readonly programs: number } {
    const { memory, programs } = this.viewer.renderer.info;
    return { geometries: memory.geometries, textures: memory.textures, programs: programs?.length ?? 0 };
  }

  details(id: number): NodeDetails | undefined {
    const mount = this.live.mountOf(id);
    return mount && nodeDetails(mount);
  }

  edit(id: number, name: string, value: unknown): void {
    const node = this.live.mountOf(id)?.node;
    if (!node) return;
    this.store.edit(node, { [name]: value });
    this.live.flush();
    this.viewer.invalidate();
  }

  setMeasuring(active: boolean): void {
    this.#measure.active = active;
  }

  project(point: readonly [number, number, number], out: [number, number]): boolean {
    return this.#measure.project(point, out);
  }

  gpuFigures(): GpuFigures {
    return gpuFigures(this.viewer);
  }

  connectionFacts(): ConnectionFacts {
    return connectionFacts(this.socket, this.#options.offline);
  }

  setHidden(id: number, hidden: boolean): void {
    const mount = this.live.mountOf(id);
    if (!mount) return;
    mount.hidden = hidden;
    this.#rows.changed();
  }

  frame(id: number): void {
    const object = this.live.mountOf(id)?.object;
    if (object) frameObject(this.viewer, object);
  }

  viewFrom(x: number, y: number, z: number): void {
    viewFrom(this.viewer, x, y, z);
  }

  cameraRotation(out: [number, number, number, number]): void {
    const { x, y, z, w } = this.viewer.camera.quaternion;
    out[0] = x;
    out[1] = y;
    out[2] = z;
    out[3] = w;
  }

  onFrame(callback: () => void): () => void {
    this.#frameCallbacks.add(callback);
    return () => void this.#frameCallbacks.delete(callback);
  }

  enterHeadset(mode: HeadsetMode): void {
    void this.viewer.xr.enter(mode);
  }

  leaveHeadset(): void {
    this.viewer.xr.leave();
  }

  wish(wish: RoleWish): void {
    this.socket.send({ etype: "CONTROL", key: undefined, value: wish });
  }

  connect(url: string): void {
    try {
      this.#urls.setServer(url);
    } catch {
      this.#log.error(`"${url}" is no address of a websocket.`);
      return;
    }
    this.socket.connect(url);
  }

  reconnect(): void {
    this.connect(this.socket.url === "" ? this.#options.server : this.socket.url);
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  clearLog(): void {
    this.#log.clear();
  }

  screenshot(): void {
    downloadSnapshot(this.viewer).catch((error: unknown) => {
      this.#log.error(`The picture could not be saved: ${String(error)}`);
    });
  }

  themeChanged(): void {
    this.viewer.readPageColor();
  }

  dispose(): void {
    this.#listeners.abort();
    this.#intake.dispose();
    this.socket.disconnect();
    this.#panels.dispose();
    this.#meter.dispose();
    this.#rows.dispose();
    this.#picking.dispose();
    this.#measure.dispose();
    this.store.reset({});
    this.viewer.dispose();
  }

  /** That of the headset's frame which is being worked on, if one is. */
  #moment(): Moment | undefined {
    const { frameTime } = this.viewer.xr;
    if (frameTime === undefined) return undefined;
    const now = this.socket.serverTime();
    return { frameTime, serverTime: now === undefined ? undefined : now + frameTime - performance.now() };
  }

  #resetScene(): void {
    this.store.reset(BUILTIN_SCENE);
    if (this.#initialScene) this.store.set(this.#initialScene);
  }

  #applySceneProps(): void {
    applySceneProps(this.viewer, this.store.root.props, this.#options.frameloop, (text) => {
      this.#log.warnOfKind(text, text);
    });
    // Behind the nodes, which come in the same turn.
    queueMicrotask(() => {
      this.#cameraStart.apply(this.viewer, this.store.root.props);
    });
  }

  #picked(hit: Intersection | undefined): void {
    const owner = hit && this.live.ownerOf(hit.object);
    this.selection.set(owner?.id);
    const key = hit && this.live.keyOf(hit.object);
    if (!hit || key === undefined) return;
    const value: Click = { key, ...describeHit(hit) };
    this.socket.send({ etype: "ON_CLICK", key: clickableAround(owner)?.key ?? key, value });
  }
}
