// The contract between the scene tree and a node type.
//
// A node type turns the props of one tag into a three.js object and keeps the two in step. The tree owns
// everything around that: it creates, updates and disposes nodes in the order the wire asks for, puts their
// objects under their parents', applies the common props of `Object3dProps` (see `placement`), shows a
// marker where a node fails, and answers clicks. A node type therefore only does what is special about it.
//
// How to write one (`nodes/primitives.ts` is an example):
//
//     export const sphere: NodeType<SphereProps> = {
//       create(ctx, props) {
//         const mesh = new Mesh(geometry(props), material(props));
//         return {
//           object: mesh,
//           update(changed, props) {
//             if ("args" in changed) replaceGeometry(mesh, props);
//           },
//           dispose() { mesh.geometry.dispose(); … },
//         };
//       },
//     };
//
// and name it in `registry.ts`. Rules:
//  - `create` is synchronous. What takes time (a model, a font) goes to `ctx.run`, and loaders are imported
//    inside it (`await import(…)`), so that the first page stays small.
//  - Props come from outside: any of them may be null, missing or of the wrong type. Throwing is fine: the
//    node gets a marker with the error's message, nothing else is affected.
//  - Whoever creates a GPU resource disposes it.
//  - Nothing allocates per frame: keep temporaries at module level, named `_v`, `_q`.
//  - After changing anything visible outside `create` and `update`, call `ctx.invalidate()`.

import type { Camera, Color, Matrix4, Object3D, Ray, Raycaster, Scene, Texture, Vector2, Vector3, WebGLRenderer } from "three";
import type { EventValues, Meshes } from "../protocol/events.gen";
import type { Readable } from "../store";
import type { Assets } from "./assets";
import type { Instances } from "./instances";
import type { PartHost } from "./parts";

/** One drawn frame, as node types see it. The object is reused: copy what you keep. */
export interface Frame {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly now: number;
  /** Seconds since the last drawn frame, at most 0.1. */
  readonly delta: number;
  /** The camera that will draw; inside XR the one that WebXR moves. */
  readonly camera: Camera;
}

/** Called before a frame is drawn. Return true to ask for another frame after it (an animation). */
export type FrameCallback = (frame: Frame) => boolean | undefined;

/** What the tree lends a node: everything in it ends with the node by itself. */
export interface NodeContext {
  /** The key on the wire; nodes sent without one have an internal identity here, beginning with "#". */
  readonly key: string;
  readonly stage: Stage;
  /** The scene that the node is in, with what belongs to it: the stage, or that of a picture. */
  readonly world: World;
  readonly assets: Assets;
  /** Aborted when the node is disposed. */
  readonly signal: AbortSignal;
  /** Ask for a frame. Cheap; any number of calls lead to one frame. */
  invalidate(): void;
  /**
   * Be called before every drawn frame until the node is disposed or the returned function is called. `last`: after
   * all others, when what moves has moved, for those who draw a picture of it.
   */
  onFrame(callback: FrameCallback, options?: { readonly last: boolean }): () => void;
  /** Send an event with this node's key, or with another; undefined for an event without a value. */
  send<E extends keyof EventValues>(etype: E, value: EventValues[E] | undefined, key?: string): void;
  /** The user has changed these props on this page: they are the node's until the program sets others. */
  edit(props: Readonly<Record<string, unknown>>): void;
  /** The key of the node that an object of the scene belongs to, or of the nearest above it that has one. */
  keyOf(object: Object3D): string | undefined;
  /** Send an event only if the connection has nothing of that size waiting; false if it was not sent. */
  sendLatest<E extends keyof EventValues>(etype: E, value: EventValues[E]): boolean;
  /**
   * Do something that takes time. The signal is aborted when the node is disposed or the returned function
   * is called. A rejection becomes the node's marker, as by `fail`, unless it comes from the abort. Use the
   * signal after every `await` before touching the scene: `signal.throwIfAborted()`.
   */
  run(work: (signal: AbortSignal) => Promise<void>): () => void;
  /** Tell the user something once (per node and text): shown in the log panel, sent nowhere. */
  warn(message: string): void;
  /**
   * Show a marker with this reason in the node's place, until an update of the node begins to `run` something,
   * or until it recovers: other props alone do not bring back what could not be loaded.
   */
  fail(reason: unknown): void;
  /** Take that marker away: what failed has come right, is tried again, or is not wanted any more. */
  recover(): void;
  /** Resolve a URL of the scene against the server. Throws if the page may not fetch it (`offline`). */
  resolve(url: string): string;
  /** Throws if the page may not ask this server for ways to a peer: `stun:` or `turn:`, and `offline`. */
  checkIceServer(url: string): void;
}

/** A place in the window, in CSS pixels. */
export interface PagePlace {
  readonly clientX: number;
  readonly clientY: number;
}

/** A scene, and what belongs to it. */
export interface World {
  readonly scene: Scene;
  /** The camera and controls nodes register here; see `viewer/rig.ts`. */
  readonly cameras: CameraRig;
  /** What is behind everything; see `viewer/backdrop.ts`. */
  readonly backdrop: SceneBackdrop;
  /** Draws meshes that look alike together; see `scene/instances.ts`. */
  readonly instances: Pick<Instances, "join">;
  /** Tell that it may look otherwise than before; absent for that of the page, whose frames are asked for. */
  changed?(): void;
}

/** The part of the viewer that nodes may use. Its world is the page's. */
export interface Stage extends World {
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  /** The camera that draws to the screen now. */
  readonly camera: Camera;
  /** Size of the canvas in CSS pixels. */
  readonly size: Vector2;
  /** The scene's up direction. Changes with the Scene's `up`; read it in frame callbacks. */
  readonly up: Vector3;
  /** A raycaster through the given client coordinates. The same object every time. */
  rayAt(clientX: number, clientY: number): Raycaster;
  /** Be told of clicks on the canvas, whatever is there, until the returned function is called. */
  onClick(callback: (place: PagePlace) => void): () => void;
  /** Keep camera controls and clicks off while something is dragged; call the result to give them back. */
  holdControls(): () => void;
  /** What cameras that are not in charge show; see `viewer/views.ts`. */
  readonly views: CameraViews;
  /** What one eye sees alone; see `viewer/eyes.ts`. */
  readonly eyes: Eyes;
  /** What is in step with the page's timeline; see `viewer/timelines.ts`. */
  readonly timelines: Timelines;
  /** Scenes over the page's; see `viewer/huds.ts`. */
  readonly huds: Huds;
  /** Who draws the page's picture; see `viewer/finishes.ts`. */
  readonly finishes: Finishes;
  /** How old pictures are when they are seen; see `viewer/frame-ages.ts`. */
  readonly frameAges: FrameAges;
  /** The headset; see `xr/xr.ts`. */
  readonly xr: XrStage;
  /** The rays of its controllers and hands; see `xr/pointers.ts`. */
  readonly pointers: XrPointers;
  /** What answers questions about the room that a headset sees; see `rpc/get-webxr-mesh.ts`. */
  readonly rooms: Map<string, () => Meshes | undefined>;
}

export interface XrPointers {
  /**
   * Let rays hover over it and take it, as the pointer of the page does. `first`: ask it before others, as handles
   * stand before what they are on. `clicks`: a press that does not move is still a click on what is there.
   */
  add<T>(grip: XrGrip<T>, options: { readonly first: boolean; readonly clicks: boolean }): XrGripHandle;
}

/** A thing that rays may take. */
export interface XrGripHandle {
  /** Whether a ray has it. */
  readonly holding: boolean;
  /** Let go of it. */
  release(): void;
  /** Let go, and offer it no longer. */
  dispose(): void;
}

/** What a ray met. */
export interface XrHit<T> {
  readonly target: T;
  readonly point: Vector3;
}

/** Something that can be taken with a ray. `pose`: of the ray, which looks along −z, in the world. */
export interface XrGrip<T> {
  readonly enabled: boolean;
  hit(raycaster: Raycaster, pressing: boolean): XrHit<T> | undefined;
  hover(target: T | undefined): void;
  begin(hit: XrHit<T>, ray: Ray, pose?: Matrix4): void;
  move(ray: Ray, pose?: Matrix4): void;
  end(): void;
}

/** Draws the page's picture in the renderer's place. */
export interface Finish {
  /** Of several the highest draws, and of those the newest. */
  readonly order: number;
  /** Whether it can, and is to. */
  readonly ready: boolean;
  /** `delta`: seconds since the last picture. */
  draw(scene: Scene, camera: Camera, delta: number): void;
  /** It has thrown; the renderer draws this picture. */
  failed(reason: unknown): void;
}

export interface Finishes {
  /** Offer to draw, until the returned function is called. */
  add(finish: Finish): () => void;
}

export interface FrameAges {
  /**
   * The next frame shows a picture of this node that was taken then: in milliseconds since 1970, by the clock of
   * the server's machine or of the page's.
   */
  show(key: string, capturedAt: number, clock?: "server" | "page"): void;
}

/** What a session of a headset may be asked for beside drawing; by the names of WebXR. */
export type XrFeature = "hand-tracking" | "body-tracking" | "mesh-detection" | "plane-detection" | "anchors" | "hit-test";

/** How the room is seen: not at all, or behind the scene. */
export type XrMode = "vr" | "pass-through";

export interface XrState {
  /** What can be entered here; empty until that is known. */
  readonly modes: readonly XrMode[];
  /** Why nothing can be entered, in words for the user; undefined if something can. */
  readonly reason: string | undefined;
  readonly phase: "out" | "entering" | "in";
  /** How the room is seen; undefined outside. */
  readonly mode: XrMode | undefined;
  /** "hidden" while the headset is off or shows something else. Its frames do not come then. */
  readonly visibility: XRVisibilityState;
  /** What the scene wants by now and the session was not asked for: entering again would ask. */
  readonly missing: readonly XrFeature[];
}

/** One frame of a headset. The object is reused: copy what you keep. */
export interface XrFrame {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly time: number;
  /** WebXR's own, which is good until the callback returns. */
  readonly frame: XRFrame;
  readonly session: XRSession;
  /** What poses are asked in: the floor under where the session began, metres, y up, looking along −z. */
  readonly space: XRReferenceSpace;
  /** Where the viewer is in it; undefined while the headset does not know. */
  readonly viewer: XRViewerPose | undefined;
}

export interface XrStage {
  readonly state: Readable<XrState>;
  /** The running session. */
  readonly session: XRSession | undefined;
  /** What its poses are in; undefined outside. */
  readonly space: XRReferenceSpace | undefined;
  /** What the headset offers as hands and controllers now; empty outside. */
  readonly inputSources: Iterable<XRInputSource>;
  /** The frame of `space` in the scene: what stands where the headset says hangs on it. */
  readonly origin: Object3D;
  /** Be called with every frame of a session, before it is drawn. A callback that throws is dropped, and `fail` told. */
  onXrFrame(callback: (frame: XrFrame) => void, fail: (reason: unknown) => void): () => void;
  /** Say that sessions should be asked for this. Returns its withdrawal. */
  want(feature: XrFeature): () => void;
  /** The program has moved this camera: if the page is seen through it, the viewer of a session goes there. */
  follow(camera: Camera): void;
}

/** A rectangle of the page in CSS pixels, from its lower left corner. */
export interface PixelRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A scene that is drawn over a part of the page. */
export interface Hud {
  readonly scene: Scene;
  /** Higher is later. */
  readonly order: number;
  /** Its place on a page of this size. */
  rectangle(size: Vector2): PixelRectangle;
}

export interface Huds {
  /** Have it drawn with every frame, until the returned function is called. */
  add(hud: Hud): () => void;
}

/** A timeline that the user plays, and moves about on. */
export interface Timeline {
  /** How far it is from its beginning, in seconds of playing. */
  readonly seconds: number;
}

export interface Timelines {
  /** The one that counts, if there is any. */
  readonly current: Timeline | undefined;
  /** Announce one. Returns its withdrawal. */
  add(timeline: Timeline): () => void;
}

/** An eye of a headset. Other cameras are both. */
export type Eye = "left" | "right";

export interface Eyes {
  /** Show an object, with all below it that is not marked itself, to this eye alone; undefined: to both again. */
  mark(object: Object3D, eye: Eye | undefined): void;
  /** Whether an object, or one that it hangs on, is one eye's. */
  isMarked(object: Object3D): boolean;
}

/** Where nodes say what is behind everything. The newest offer counts. */
export interface SceneBackdrop {
  /**
   * Offer a colour or a texture, which stays the caller's. `intensity`: factor of a texture's brightness,
   * default 1; `blurriness`: of a panorama, from 0 (default) to 1. Returns its withdrawal.
   */
  offer(background: Color | Texture, options?: { readonly intensity?: number; readonly blurriness?: number }): () => void;
}

/** Where camera and controls nodes announce themselves. The newest that wants to be default is in charge. */
export interface CameraRig {
  /** The camera that draws to the screen. */
  readonly camera: Camera;
  /** The controls that move it, if there are any. */
  readonly controls: CameraControls | undefined;
  /** Offer a camera for the screen. `stream`: whether its moves are sent. Returns its withdrawal. */
  addCamera(camera: Camera, options: { readonly makeDefault: boolean; readonly stream: boolean }): () => void;
  /** Offer controls; `attach` is called with the camera to control, and again when that changes. */
  addControls(controls: CameraControls, options: { readonly makeDefault: boolean }): () => void;
  /** Shift the picture by so many pixels to the right and up; the newest counts. Returns its withdrawal. */
  shift(x: number, y: number): () => void;
  /** Bring the camera in charge to the aspect ratio of the view, after its lens has changed. */
  fit(): void;
}

/** Where cameras announce what they show while another camera draws to the screen. */
export interface CameraViews {
  /** Have it drawn with every frame, until the returned function is called. */
  add(view: CameraView): () => void;
  /** The view of the camera of this key. */
  find(key: string): CameraView | undefined;
  /** Say where pictures stand; the newest counts. Returns its withdrawal. */
  arrange(layout: PictureLayout): () => void;
  /** Show one picture large if one is to be; the newest counts. Returns its withdrawal. */
  frame(frame: PictureFrame): () => void;
  /** The key of the camera whose picture is to be shown large. */
  enlarged: string | undefined;
  /** Where what is laid over the page hangs: it is drawn when the frame is finished. */
  readonly overPage: Object3D;
}

/** A place on the page: 1 is its right and its upper edge, −1 are the others. */
export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** What one camera shows. Called before every drawn frame, in this order. */
export interface CameraView {
  readonly camera: Camera;
  /** Width over height of its picture on the page; undefined if it wants none there. */
  readonly aspectOnPage: number | undefined;
  /** Whether the frame shows anything of it: not if it is hidden or draws that frame itself. */
  show(shown: boolean): void;
  /** Draw its picture, if it is to be seen anywhere. */
  draw(renderer: WebGLRenderer, scene: Scene): void;
  /** Show its picture there on the page. */
  place(rectangle: Rectangle): void;
  /** The key of its node. */
  readonly key: string;
  /** The corner of the page where its picture is; default the lower right. */
  readonly corner?: PageCorner;
  /** Take a picture now. Absent if it answers nobody. */
  grab?(request: CameraRequest): Promise<Grabbed>;
}

export const PAGE_CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"] as const;
export type PageCorner = (typeof PAGE_CORNERS)[number];

/** A camera's picture on the page. */
export interface ShownPicture {
  /** The key of its node. */
  readonly key: string;
  readonly place: Rectangle;
}

/** Where pictures stand whose cameras name no corner. Lengths are CSS pixels. */
export interface PictureLayout {
  readonly corner: PageCorner;
  readonly height: number;
  /** Room between two pictures. */
  readonly gap: number;
  /** Room around them. */
  readonly margin: number;
  /** Called with every frame: where they are. */
  shown(pictures: readonly ShownPicture[]): void;
}

/** Where the one picture is that is shown large. */
export interface PictureFrame {
  /** Room around it, in parts of the page. */
  readonly margin: number;
  /** Called with every frame: where it is, if there is one. */
  shown(picture: ShownPicture | undefined): void;
}

/** How a picture is asked for; what is absent is the camera's own. */
export interface CameraRequest {
  readonly downsample?: number;
  readonly type: "image/jpeg" | "image/png";
  readonly quality?: number;
}

/** How a picture is wanted. */
export interface CameraGrab {
  /** Width and height are divided by this; at least 1. */
  readonly downsample: number;
  readonly type: "image/jpeg" | "image/png";
  /** From 0 to 1, for JPEG. */
  readonly quality: number;
}

/** The files of a picture and of its depth; the size is that before `downsample`. */
export interface Grabbed {
  readonly width: number;
  readonly height: number;
  readonly frame: Uint8Array;
  readonly depthFrame?: Uint8Array;
}

export interface CameraControls {
  /** Begin to control this camera with pointer events of the canvas, or stop (undefined). */
  attach(camera: Camera | undefined): void;
  /** Advance by a frame of so many seconds; true if the camera has moved and may go on. */
  update(delta: number): boolean;
  /** Look at this point, in world coordinates. */
  setTarget(x: number, y: number, z: number): void;
  /** The point that is looked at, written into `out`. */
  target(out: Vector3): Vector3;
  set enabled(enabled: boolean);
  /** True while somebody is moving the camera by hand. */
  readonly active: boolean;
  /** Whether moves of the camera under these controls are sent to the server. */
  readonly stream: boolean;
}

/** What stands in an html node, or in the page's panel: elements and plain text, in order. */
export type HtmlContent = readonly (HTMLElement | string)[];

/** A node that is there. Created by `NodeType.create`, owned by the tree. */
export interface LiveNode<P extends object> {
  /** What the node adds to the scene; absent for nodes that draw nothing (Gamepad, controls). */
  readonly object?: Object3D;
  /** What an html node (anything in or below `htmlChildren`) shows in the page's panel, instead of `object`. */
  readonly element?: HTMLElement;
  /**
   * Html nodes only, instead of `setText`: the elements of the child nodes and the string children, in
   * order, whenever that list changes; and once after `create` if there are any. Elements are the same
   * objects as long as their nodes live. `panels/elements/content.ts` has what most nodes do with it.
   */
  setContent?(content: HtmlContent): void;
  /** Where the objects of child nodes go. Default: `object`. */
  readonly slot?: Object3D;
  /** What the child nodes are in, if not in the world of the node itself. Then `slot` is in its scene. */
  readonly world?: World;
  /**
   * Props have changed: `changed` holds just those (a removed one is there as undefined), `props` all.
   * Return "rebuild" to be disposed and created again with the new props; children survive that.
   * Default: rebuild on any change outside `Object3dProps`.
   */
  update?(changed: Readonly<Partial<P>>, props: Readonly<P>): "rebuild" | undefined;
  /** The node's string children, joined, whenever they change; and once after `create` if there are any. */
  setText?(text: string): void;
  /** Takes child nodes that are no objects but materials, geometries and so on: see `parts.ts`. */
  readonly parts?: PartHost;
  /**
   * Called when `object` has been put under its parent's slot, and again after moves. `host` is the nearest
   * node above that takes parts, unless one with an object of its own stands between.
   */
  attached?(parent: Object3D, host?: PartHost): void;
  /** Free everything `create` and `update` made. `object` is already out of the scene. Called once. */
  dispose(): void;
}

export interface NodeType<P extends object> {
  create(ctx: NodeContext, props: Readonly<P>): LiveNode<P>;
  /**
   * Who applies position, rotation, quaternion, scale, matrix, hide, castShadow, receiveShadow and
   * renderOrder to `object`. "tree" (default): the tree, before `update` is called. "own": the node type
   * does, because the props mean something else to it. `visible` is with the tree in any case.
   */
  readonly placement?: "tree" | "own";
}

/** A tag that is known but not drawn yet. Shown with a marker. Anything less than the real thing is pending. */
export interface Pending {
  readonly pending: string;
}

export function pending(what: string): Pending {
  return { pending: what };
}
