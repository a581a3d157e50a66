// The rays of a headset's controllers and hands: they hover over what can be taken, take it, and click on what is in
// the scene. The trigger of a controller and the pinch of a hand are the same to WebXR, a press; so is a squeeze of
// the grip here, which takes things but does not click.

import { BufferAttribute, BufferGeometry, Line, LineBasicMaterial, Matrix4, Mesh, MeshBasicMaterial, Ray, Raycaster, SphereGeometry, Vector3, type Intersection, type Object3D } from "three";
import type { Stage, XrFrame, XrGrip, XrGripHandle, XrHit, XrPointers } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { isShown } from "../scene/visible";
import { hitInstances, seeBothEyes } from "../viewer/layers";

/** Length of a ray that meets nothing, in metres. */
const LENGTH = 0.6;
const COLORS = { idle: "#8a94a6", hover: "#ffcc00", pressed: "#ffffff" } as const;
const DOT = 0.006;

const _point = new Vector3();

/** A press that turns the ray less than this (cosine), and moves it less than that (metres), is a click. */
const CLICK_TURN = Math.cos((1.5 * Math.PI) / 180);
const CLICK_TRAVEL = 0.02;
/** What the ray begins in – the hand, the controller – is not what it points at. */
const NEAREST = 0.05;

interface Registered {
  readonly grip: XrGrip<unknown>;
  readonly first: boolean;
  readonly clicks: boolean;
}

interface Found {
  readonly registered: Registered;
  readonly hit: XrHit<unknown>;
}

/** One source of rays. */
class Pointer {
  readonly pose = new Matrix4();
  readonly raycaster = new Raycaster();
  readonly line: Line<BufferGeometry, LineBasicMaterial>;
  readonly dot: Mesh<SphereGeometry, MeshBasicMaterial>;
  /** Seen in the last frame. */
  tracked = false;
  /** Pressed by select, by squeeze, or not. */
  pressed: "select" | "squeeze" | undefined;
  /** What it holds. */
  held: Registered | undefined;
  /** Whether what it holds may still turn out to be clicked on. */
  clicking = false;
  readonly pressedAt = new Ray();
  hovered: { readonly registered: Registered; readonly target: unknown } | undefined;
  /** What a press met that took nothing: the same at its end is a click. */
  pressedOn: Object3D | undefined;

  constructor() {
    const points = new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array([0, 0, 0, 0, 0, -1]), 3));
    this.line = new Line(points, new LineBasicMaterial({ transparent: true, opacity: 0.7, toneMapped: false }));
    this.dot = new Mesh(new SphereGeometry(DOT, 12, 8), new MeshBasicMaterial({ toneMapped: false }));
    this.line.matrixAutoUpdate = false;
    for (const part of [this.line, this.dot]) {
      passRays(part);
      part.frustumCulled = false;
      part.visible = false;
    }
    this.raycaster.near = NEAREST;
    hitInstances(this.raycaster);
    seeBothEyes(this.raycaster.layers);
  }

  get hasMoved(): boolean {
    const { ray } = this.raycaster;
    return ray.direction.dot(this.pressedAt.direction) < CLICK_TURN || ray.origin.distanceTo(this.pressedAt.origin) > CLICK_TRAVEL;
  }

  /** Draw it up to there; without a point it meets nothing. */
  show(point: Vector3 | undefined): void {
    const { line, dot } = this;
    const length = point ? point.distanceTo(this.raycaster.ray.origin) : LENGTH;
    line.visible = true;
    line.matrix.copy(this.pose).scale(_point.setScalar(length));
    line.matrixWorldNeedsUpdate = true;
    dot.visible = point !== undefined;
    if (point) dot.position.copy(point);
    const color = COLORS[this.pressed ? "pressed" : point ? "hover" : "idle"];
    line.material.color.set(color);
    dot.material.color.set(color);
  }

  hide(): void {
    this.line.visible = this.dot.visible = false;
  }

  dispose(): void {
    for (const { geometry, material } of [this.line, this.dot]) {
      geometry.dispose();
      material.dispose();
    }
    this.line.removeFromParent();
    this.dot.removeFromParent();
  }
}

export class Pointers implements XrPointers {
  /** Called with what a click met first of what is visible, or with undefined for nothing. */
  onPick: ((hit: Intersection | undefined) => void) | undefined;
  readonly #stage: Pick<Stage, "scene" | "xr">;
  readonly #grips = new Set<Registered>();
  readonly #pointers = new Map<XRInputSource, Pointer>();
  #session: XRSession | undefined;

  /** `fail` is told should they fail. */
  constructor(stage: Pick<Stage, "scene" | "xr">, fail: (reason: unknown) => void) {
    this.#stage = stage;
    stage.xr.onXrFrame((frame) => {
      this.#frame(frame);
    }, fail);
    stage.xr.state.subscribe(({ phase }) => {
      if (phase !== "in") this.#end();
    });
  }

  add<T>(grip: XrGrip<T>, options: { readonly first: boolean; readonly clicks: boolean }): XrGripHandle {
    const registered: Registered = { grip: grip, ...options };
    this.#grips.add(registered);
    const holder = (): Pointer | undefined => this.#all().find(({ held }) => held === registered);
    const release = (): void => {
      const pointer = holder();
      if (pointer) this.#letGo(pointer);
    };
    return {
      get holding() {
        return holder() !== undefined;
      },
      release,
      dispose: () => {
        this.#grips.delete(registered);
        release();
        for (const pointer of this.#pointers.values()) if (pointer.hovered?.registered === registered) pointer.hovered = undefined;
      },
    };
  }

  #all(): readonly Pointer[] {
    return [...this.#pointers.values()];
  }

  #frame(frame: XrFrame): void {
    if (frame.session !== this.#session) this.#begin(frame.session);
    for (const source of frame.session.inputSources) {
      if (source.targetRayMode !== "tracked-pointer") continue;
      const pointer = this.#pointerOf(source);
      const matrix = frame.frame.getPose(source.targetRaySpace, frame.space)?.transform.matrix;
      pointer.tracked = matrix?.every((number) => Number.isFinite(number)) ?? false;
      if (!matrix || !pointer.tracked) {
        this.#lost(pointer);
        continue;
      }
      pointer.pose.fromArray(matrix).premultiply(this.#stage.xr.origin.matrixWorld);
      pointer.raycaster.ray.origin.setFromMatrixPosition(pointer.pose);
      pointer.raycaster.ray.direction.set(0, 0, -1).transformDirection(pointer.pose);
      this.#follow(pointer);
    }
  }

  #begin(session: XRSession): void {
    this.#end();
    this.#session = session;
    const pointerOf = ({ inputSource }: XRInputSourceEvent): Pointer | undefined => this.#pointers.get(inputSource);
    for (const kind of ["select", "squeeze"] as const) {
      session.addEventListener(`${kind}start`, (event) => {
        const pointer = pointerOf(event);
        if (pointer?.tracked) this.#press(pointer, kind);
      });
      session.addEventListener(`${kind}end`, (event) => {
        const pointer = pointerOf(event);
        if (pointer?.pressed === kind) this.#release(pointer);
      });
    }
    // Of a hand that takes a controller, or lays it down.
    session.addEventListener("inputsourceschange", ({ removed }) => {
      for (const source of removed) {
        const pointer = this.#pointers.get(source);
        if (!pointer) continue;
        this.#lost(pointer);
        pointer.dispose();
        this.#pointers.delete(source);
      }
    });
  }

  #pointerOf(source: XRInputSource): Pointer {
    let pointer = this.#pointers.get(source);
    if (!pointer) {
      pointer = new Pointer();
      this.#pointers.set(source, pointer);
      this.#stage.scene.add(pointer.line, pointer.dot);
    }
    return pointer;
  }

  #follow(pointer: Pointer): void {
    const { ray } = pointer.raycaster;
    if (pointer.held) {
      pointer.clicking &&= !pointer.hasMoved;
      if (!pointer.clicking) pointer.held.grip.move(ray, pointer.pose);
      pointer.show(undefined);
      return;
    }
    const found = this.#find(pointer, false);
    this.#hover(pointer, found);
    pointer.show(found?.hit.point);
  }

  /** What a ray would take: of those that are asked first the first, else of the others. */
  #find({ raycaster }: Pointer, pressing: boolean): Found | undefined {
    let nearest: Found | undefined;
    let distance = Infinity;
    for (const registered of this.#grips) {
      const { grip, first } = registered;
      if (!grip.enabled) continue;
      const hit = grip.hit(raycaster, pressing);
      if (!hit) continue;
      const at = hit.point.distanceTo(raycaster.ray.origin);
      const before = nearest?.registered.first ?? false;
      if (first === before ? at >= distance : before) continue;
      nearest = { registered, hit };
      distance = at;
    }
    return nearest;
  }

  #hover(pointer: Pointer, found: Found | undefined): void {
    const { hovered } = pointer;
    if (hovered?.registered === found?.registered && hovered?.target === found?.hit.target) return;
    if (hovered && hovered.registered !== found?.registered) hovered.registered.grip.hover(undefined);
    found?.registered.grip.hover(found.hit.target);
    pointer.hovered = found && { registered: found.registered, target: found.hit.target };
  }

  #press(pointer: Pointer, kind: "select" | "squeeze"): void {
    if (pointer.pressed) return;
    pointer.pressed = kind;
    const found = this.#find(pointer, true);
    const isFree = found && this.#all().every(({ held }) => held !== found.registered);
    if (found && isFree) {
      pointer.held = found.registered;
      pointer.clicking = found.registered.clicks && kind === "select";
      pointer.pressedAt.copy(pointer.raycaster.ray);
      found.registered.grip.begin(found.hit, pointer.raycaster.ray, pointer.pose);
    } else if (!found && kind === "select") pointer.pressedOn = this.#meet(pointer)?.object;
  }

  #release(pointer: Pointer): void {
    const { pressed, held, pressedOn } = pointer;
    pointer.pressed = pointer.pressedOn = undefined;
    if (held) this.#letGo(pointer);
    if (held ? !pointer.clicking : pressed !== "select") return;
    const hit = this.#meet(pointer);
    if (held || hit?.object === pressedOn) this.onPick?.(hit);
  }

  #letGo(pointer: Pointer): void {
    const { held } = pointer;
    pointer.held = undefined;
    held?.grip.end();
  }

  /** What a ray meets first of what is visible in the scene. */
  #meet({ raycaster }: Pointer): Intersection | undefined {
    return raycaster.intersectObject(this.#stage.scene).find(({ object }) => isShown(object));
  }

  /** A hand that is lost holds nothing. */
  #lost(pointer: Pointer): void {
    pointer.tracked = pointer.clicking = false;
    pointer.pressed = pointer.pressedOn = undefined;
    this.#letGo(pointer);
    this.#hover(pointer, undefined);
    pointer.hide();
  }

  #end(): void {
    this.#session = undefined;
    for (const pointer of this.#pointers.values()) {
      this.#lost(pointer);
      pointer.dispose();
    }
    this.#pointers.clear();
  }
}
