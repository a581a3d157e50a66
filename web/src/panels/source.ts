// What the panels are given, and the whole of what they may touch. `app.ts` implements it.
//
// Panels are plain DOM. They read `Readable`s, subscribe to them, and call the actions; they never see the
// socket, the store or three.js. The entry point is `mountPanels` in `panels.ts`.

import type { Readable, Store } from "../store";
import type { ConnectionState } from "../protocol/connection";
import type { LinkFacts } from "../protocol/link";
import type { Role, RoleWish } from "../protocol/role";
import type { TrafficLine } from "../protocol/traffic";
import type { ContainerName } from "../protocol/types";
import type { LoadRow } from "../scene/loads";
import type { HtmlContent, XrFeature, XrMode, XrState } from "../scene/node-type";

export type { LoadRow };

/** What can be entered with a headset, and what is. */
export type Headset = XrState;
export type HeadsetMode = XrMode;
export type HeadsetFeature = XrFeature;

/** Refreshed four times a second while something changes. */
export interface Stats {
  readonly fps: number;
  /** CPU time of the last frames' drawing, mean, in ms. */
  readonly frameMs: number;
  /** Round trip to the server in ms; undefined before the first measurement or if the server offers none. */
  readonly rttMs: number | undefined;
  /** Age of the newest picture that is shown and says when it was taken, in ms; undefined if there is none. */
  readonly frameAgeMs: number | undefined;
  /** Traffic is per second, over the last second. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly nodes: number;
  /** Updates of keys that were not there, since the page was opened. */
  readonly missed: number;
  readonly drawCalls: number;
  readonly triangles: number;
  readonly geometries: number;
  readonly textures: number;
}

/** What the graphics card holds and does; counted when it is asked for. */
export interface GpuFigures {
  /** How the driver names itself; "" where the browser does not tell. */
  readonly renderer: string;
  /** Size of the drawing buffer in device pixels. */
  readonly width: number;
  readonly height: number;
  readonly programs: number;
  /** Drawn in the last frame. */
  readonly lines: number;
  readonly points: number;
  /** Estimates: what the page has sent there. */
  readonly geometryBytes: number;
  readonly textureBytes: number;
}

/** What is known of the connection beside its state, counted since the page was opened. */
export interface ConnectionFacts {
  readonly url: string;
  /** Sessions that were opened. */
  readonly sessions: number;
  /** The server is one of ours, and not the original's; undefined while there is none. */
  readonly own: boolean | undefined;
  /** What it can do beyond the original's protocol. */
  readonly features: readonly string[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  /** How far the server's clock is ahead of this machine's, in ms; undefined where it is not known. */
  readonly clockOffset: number | undefined;
  /** What the server says of the way here; undefined until it has. */
  readonly link: LinkFacts | undefined;
  /** Bytes that were sent and have not left this machine. */
  readonly waitingBytes: number;
  readonly traffic: readonly TrafficLine[];
  /** The page fetches from nowhere but its own server and the program's. */
  readonly offline: boolean;
}

/** The tape measure: up to two points in the world. */
export interface Measurement {
  readonly active: boolean;
  readonly points: readonly (readonly [number, number, number])[];
  /** The last click hit nothing. */
  readonly missed: boolean;
}

export type LogLevel = "info" | "warning" | "error";

export interface LogEntry {
  readonly id: number;
  /** `Date.now()` of the last occurrence. */
  readonly time: number;
  readonly level: LogLevel;
  readonly text: string;
  /** How many times it happened; equal entries are one line. */
  readonly count: number;
}

/** One row of the scene tree. Ids are the client's own, stable while the node lives. */
export interface TreeRow {
  readonly id: number;
  readonly parent: number | undefined;
  readonly container: ContainerName;
  readonly depth: number;
  /** The key on the wire; undefined for nodes sent without one. */
  readonly key: string | undefined;
  readonly tag: string;
  readonly hasChildren: boolean;
  /** Hidden by the user of this page. */
  readonly hidden: boolean;
  /** Why the node shows a marker, if it does. */
  readonly failure: string | undefined;
}

/** A question that must be answered before the page goes on; see `ws=` and `scene=`. */
export interface Consent {
  readonly title: string;
  readonly text: string;
  readonly host: string;
  answer(allow: boolean): void;
}

/** What can be shown about the selected node. */
export interface NodeDetails {
  readonly id: number;
  readonly key: string | undefined;
  readonly tag: string;
  readonly path: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Where a thing in the scene stands if its props do not say: offered to be changed, too. */
  readonly place: Readonly<Record<string, unknown>>;
}

export interface PanelSource {
  readonly connection: Readable<ConnectionState>;
  readonly stats: Readable<Stats>;
  readonly log: Readable<readonly LogEntry[]>;
  /** Files that have been loading for more than half a second, refreshed ten times a second. */
  readonly loads: Readable<readonly LoadRow[]>;
  /** Rows in drawing order, depth first; replaced at most 10 times a second. */
  readonly tree: Readable<readonly TreeRow[]>;
  /** Written by the panel and by clicks in the scene. */
  readonly selection: Store<number | undefined>;
  /** What the program put into the root's `htmlChildren`, in order; shown in a section of its own. */
  readonly html: Readable<HtmlContent>;
  readonly consent: Readable<Consent | undefined>;
  /** Whether panels are shown: `hideUI`, toggled by Ctrl/Cmd-\ (which the app listens for). */
  readonly panelsShown: Store<boolean>;
  /** `debug` or `perf` was asked for: show the figures. */
  readonly showStats: boolean;
  /** `gizmo`: an axes gizmo, a cube, or none. */
  readonly gizmo: "axes" | "cube" | "none";
  readonly version: string;

  details(id: number): NodeDetails | undefined;
  /** Change a prop of a node on this page; undefined takes it away. The program's next word on it counts. */
  edit(id: number, name: string, value: unknown): void;
  readonly measurement: Readable<Measurement>;
  setMeasuring(active: boolean): void;
  /** Where a point of the world is on the canvas, in CSS pixels, written into `out`; false if it is behind the camera. */
  project(point: readonly [number, number, number], out: [number, number]): boolean;
  gpuFigures(): GpuFigures;
  /** Hide or show a node on this page only. */
  setHidden(id: number, hidden: boolean): void;
  /** Move the camera so that the node fills the view. */
  frame(id: number): void;
  /** Look at the scene along an axis of the world: [0,1,0] is from above. */
  viewFrom(x: number, y: number, z: number): void;
  /** The camera's world rotation as x, y, z, w, written into `out`: for the gizmo. */
  cameraRotation(out: [number, number, number, number]): void;
  /** Called after every drawn frame. */
  onFrame(callback: () => void): () => void;
  readonly headset: Readable<Headset>;
  /** Show the scene in the headset; while a press is being handled. Leaves first if it is shown there. */
  enterHeadset(mode: HeadsetMode): void;
  leaveHeadset(): void;
  /** Who operates; undefined where everybody does. */
  readonly role: Readable<Role | undefined>;
  wish(wish: RoleWish): void;
  connectionFacts(): ConnectionFacts;
  connect(url: string): void;
  reconnect(): void;
  disconnect(): void;
  clearLog(): void;
  /** Download a PNG of the canvas. */
  screenshot(): void;
  /** The theme has changed: the canvas takes its background from the style of `#view` again. */
  themeChanged(): void;
}
