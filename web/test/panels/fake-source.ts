// A source that no server feeds: a robot cell of some 200 nodes, some failing, with a log, figures that move and a
// connection that can be put into any state. For the tests and for `dev.html`.

import type { ConnectionState } from "../../src/protocol/connection";
import type { ContainerName } from "../../src/protocol/types";
import type { Role, RoleWish } from "../../src/protocol/role";
import type { HtmlContent } from "../../src/scene/node-type";
import { Store } from "../../src/store";
import type { ConnectionFacts, Consent, GpuFigures, Headset, LoadRow, LogEntry, Measurement, NodeDetails, PanelSource, Stats, TreeRow } from "../../src/panels/source";

const URL_OPEN = "ws://192.168.1.20:8012";

export class FakeSource implements PanelSource {
  readonly connection = new Store<ConnectionState>({ phase: "open", url: URL_OPEN, since: Date.now() });
  readonly stats = new Store<Stats>(statsAt(0));
  readonly log = new Store<readonly LogEntry[]>([]);
  readonly loads = new Store<readonly LoadRow[]>([]);
  readonly tree = new Store<readonly TreeRow[]>([]);
  readonly html = new Store<HtmlContent>([]);
  readonly selection = new Store<number | undefined>(undefined);
  readonly consent = new Store<Consent | undefined>(undefined);
  readonly panelsShown = new Store(true);
  readonly measurement = new Store<Measurement>({ active: false, points: [], missed: false });
  readonly headset = new Store<Headset>({ modes: ["vr", "pass-through"], reason: undefined, phase: "out", mode: undefined, visibility: "visible", missing: [] });
  readonly role = new Store<Role | undefined>(undefined);
  readonly version = "0.1.0";
  readonly showStats: boolean;
  readonly gizmo: PanelSource["gizmo"];
  /** What the panels asked for, in order: `frame 12`, `connect ws://…`. */
  readonly calls: string[] = [];
  rotation: [number, number, number, number] = [-0.2, 0.35, 0.08, 0.91];
  readonly #frames = new Set<() => void>();
  #props = new Map<number, Readonly<Record<string, unknown>>>();

  constructor(options: { showStats?: boolean; gizmo?: PanelSource["gizmo"] } = {}) {
    this.showStats = options.showStats ?? false;
    this.gizmo = options.gizmo ?? "axes";
  }

  setProps(id: number, props: Readonly<Record<string, unknown>>): void {
    this.#props.set(id, props);
  }

  details(id: number): NodeDetails | undefined {
    const rows = this.tree.get();
    const row = rows.find((each) => each.id === id);
    if (!row) return undefined;
    const names: string[] = [];
    for (let at: TreeRow | undefined = row; at; at = rows.find((each) => each.id === at.parent)) {
      names.unshift(at.key ?? at.tag);
    }
    return { id, key: row.key, tag: row.tag, path: names.join(" / "), props: this.#props.get(id) ?? {}, place: {} };
  }

  edit(id: number, name: string, value: unknown): void {
    this.calls.push(`edit ${id} ${name} ${JSON.stringify(value)}`);
    const props = { ...this.#props.get(id), [name]: value };
    if (value === undefined) Reflect.deleteProperty(props, name);
    this.#props.set(id, props);
  }

  setMeasuring(active: boolean): void {
    this.measurement.set({ active, points: [], missed: false });
  }

  project(_point: readonly [number, number, number], out: [number, number]): boolean {
    out[0] = out[1] = 100;
    return true;
  }

  gpuFigures(): GpuFigures {
    return { renderer: "A card", width: 1280, height: 800, programs: 7, lines: 2, points: 1000, geometryBytes: 2e6, textureBytes: 5e6 };
  }

  setHidden(id: number, hidden: boolean): void {
    this.calls.push(`${hidden ? "hide" : "show"} ${id}`);
    this.tree.set(this.tree.get().map((row) => (row.id === id ? { ...row, hidden } : row)));
  }

  wish(wish: RoleWish): void {
    this.calls.push(`wish ${Object.values(wish).join(" ")}`);
  }

  frame(id: number): void {
    this.calls.push(`frame ${id}`);
  }

  viewFrom(x: number, y: number, z: number): void {
    this.calls.push(`viewFrom ${x} ${y} ${z}`);
  }

  cameraRotation(out: [number, number, number, number]): void {
    for (const [index, part] of this.rotation.entries()) out[index] = part;
  }

  onFrame(callback: () => void): () => void {
    this.#frames.add(callback);
    return () => void this.#frames.delete(callback);
  }

  drawFrame(): void {
    for (const callback of this.#frames) callback();
  }

  enterHeadset(mode: NonNullable<Headset["mode"]>): void {
    this.calls.push(`enter ${mode}`);
    this.headset.set({ ...this.headset.get(), phase: "in", mode, missing: [] });
  }

  leaveHeadset(): void {
    this.calls.push("leave");
    this.headset.set({ ...this.headset.get(), phase: "out", mode: undefined, missing: [] });
  }

  connectionFacts(): ConnectionFacts {
    const traffic = [{ etype: "UPDATE", received: 1200, sent: 0 }, { etype: "CAMERA_MOVE", received: 0, sent: 70 }];
    const totals = { bytesIn: 4.2e6, bytesOut: 8e3, messagesIn: 1203, messagesOut: 71 };
    return { url: URL_OPEN, sessions: 2, own: true, features: ["ping"], ...totals, clockOffset: -12.5, link: { jitter: 1.5, poseAge: undefined, coalesced: 3 }, waitingBytes: 0, traffic, offline: false };
  }

  connect(url: string): void {
    this.calls.push(`connect ${url}`);
    this.connection.set({ phase: "connecting", url, attempt: 1 });
  }

  reconnect(): void {
    this.calls.push("reconnect");
    this.connection.set({ phase: "open", url: URL_OPEN, since: Date.now() });
  }

  disconnect(): void {
    this.calls.push("disconnect");
    this.connection.set({ phase: "idle" });
  }

  clearLog(): void {
    this.log.set([]);
  }

  screenshot(): void {
    this.calls.push("screenshot");
  }

  themeChanged(): void {
    this.calls.push("themeChanged");
  }
}

export function statsAt(step: number): Stats {
  return {
    fps: 59.4 + Math.sin(step / 3) + (step % 17 === 0 ? -14 : 0),
    frameMs: 3.1 + Math.sin(step / 5) * 0.6,
    frameAgeMs: 40,
    rttMs: 1.8 + Math.abs(Math.sin(step / 4)) * 2 + (step % 23 === 0 ? 9 : 0),
    bytesIn: 1_842_000 + 90_000 * Math.sin(step / 7),
    bytesOut: 5210,
    messagesIn: 61,
    messagesOut: 58,
    nodes: 212,
    missed: 3,
    drawCalls: 184,
    triangles: 48_216,
    geometries: 97,
    textures: 12,
  };
}

/** Builds rows depth first, with ids of their own. */
export class Rows {
  readonly rows: TreeRow[] = [];

  add(
    tag: string,
    key: string | undefined,
    options: { container?: ContainerName; parent?: number; failure?: string; hidden?: boolean; children?: (id: number) => void } = {},
  ): number {
    const id = this.rows.length + 1;
    const parent = this.rows.find((row) => row.id === options.parent);
    const row: TreeRow = {
      id,
      parent: options.parent,
      container: options.container ?? "children",
      depth: parent ? parent.depth + 1 : 0,
      key,
      tag,
      hasChildren: false,
      hidden: options.hidden ?? false,
      failure: options.failure,
    };
    this.rows.push(row);
    options.children?.(id);
    this.rows[id - 1] = { ...row, hasChildren: this.rows.some((each) => each.parent === id) };
    return id;
  }
}

/** A robot cell: what a program of some size looks like. */
export function robotCell(): readonly TreeRow[] {
  const tree = new Rows();
  for (const [tag, key] of [
    ["Grid", "default-grid"],
    ["HemisphereLightStage", "light-stage"],
    ["Gamepad", "gamepad-0"],
    ["Hands", "hands"],
    ["MotionControllers", "motion-controllers"],
    ["OrbitControls", "orb-control"],
    ["PerspectiveCamera", "perspective-camera"],
  ] as const) {
    tree.add(tag, key, { container: "bgChildren" });
  }
  tree.add("Urdf", "arm");
  tree.add("Movable", "target", {
    children: (parent) => {
      tree.add("CoordsMarker", "target-frame", { parent });
    },
  });
  tree.add("VuerGroup", "conveyor", {
    children: (parent) => {
      tree.add("Box", "belt", { parent });
      for (let index = 0; index < 12; index += 1) tree.add("Cylinder", `roller-${index}`, { parent });
      tree.add("Glb", "gripper-mount", {
        parent,
        failure: "http://192.168.1.20:8012/static/mount.glb answered 404 Not Found",
      });
    },
  });
  tree.add("PointCloud", "depth-cloud");
  tree.add("Image", "wrist-camera", { hidden: true });
  tree.add("TriMesh", "table");
  tree.add("Splats", "room", { failure: "Splats is not drawn yet" });
  tree.add("VuerGroup", "bin-a", {
    children: (parent) => {
      for (let index = 0; index < 160; index += 1) tree.add(index % 3 ? "Box" : "Sphere", `part-${index}`, { parent });
    },
  });
  for (const axis of ["x", "y", "z"]) tree.add("Arrow", `force-${axis}`);
  tree.add("Line", "planned-path");
  tree.add("Text", undefined);
  tree.add("DirectionalLight", "key-light", { container: "rawChildren" });
  tree.add("p", "status", { container: "htmlChildren" });
  return tree.rows;
}

export function someLog(now: number): readonly LogEntry[] {
  return [
    { id: 1, time: now - 95_000, level: "info", text: "Connected to ws://192.168.1.20:8012 (vuer 0.1.0).", count: 1 },
    { id: 2, time: now - 80_000, level: "warning", text: "UPDATE names a key that is not in the scene: joint-7", count: 128 },
    { id: 3, time: now - 61_000, level: "warning", text: "Two nodes have the key “belt”: conveyor / belt and spare / belt. Updates reach the first.", count: 1 },
    { id: 4, time: now - 20_000, level: "error", text: "gripper-mount: http://192.168.1.20:8012/static/mount.glb answered 404 Not Found", count: 1 },
    { id: 5, time: now - 19_000, level: "error", text: "room: Splats is not drawn yet", count: 1 },
  ];
}
