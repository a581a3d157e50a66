// The handles of Movable: what they look like, where the pointer finds them. They have unit size, and are
// drawn over everything else.

import { BoxGeometry, Color, ConeGeometry, CylinderGeometry, DoubleSide, Group, Matrix4, Mesh, MeshBasicMaterial, PlaneGeometry, SphereGeometry, TorusGeometry, Vector3, type BufferGeometry, type Raycaster } from "three";
import { Line2 } from "three/addons/lines/Line2.js";
import { LineGeometry } from "three/addons/lines/LineGeometry.js";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { passRays } from "../../scene/raycast";
import type { Hit } from "./grab";
import type { HandleLook } from "./look";

/** What a handle does: move along an axis, move in the plane across it, turn about it, or move across the view. */
export type HandleKind = "axis" | "plane" | "turn" | "view";

const VIEW_COLOR = "#8a94a6";
const AXIS_NAMES = ["x", "y", "z"] as const;

/** Drawn after the scene. */
const RENDER_ORDER = 900;

// Measures in lengths of an arrow.
const ARROW_START = 0.16;
const TIP = { radius: 0.055, length: 0.18 };
const SQUARE = { from: 0.2, to: 0.38 };
const ARC = { radius: 0.68, from: 0.14, to: Math.PI / 2 - 0.14 };
const BALL = 0.07;
/** How far the line goes, both ways, along which something is being moved. */
const GUIDE = 100;
/** How far beside a handle the pointer still takes it. */
const REACH = 0.075;

export interface Handle {
  readonly kind: HandleKind;
  /** In the frame of the handles: along which it moves, about which it turns, across which its plane is. */
  readonly axis: Vector3;
}

interface Part extends Handle {
  readonly index: number;
  readonly look: Group;
  /** Shown while it is held: the line or the circle on which it moves. */
  readonly guide: Group;
  readonly body: Mesh;
  readonly fills: readonly { readonly material: MeshBasicMaterial; readonly opacity: number }[];
  readonly lines: readonly { readonly material: LineMaterial; readonly opacity: number }[];
}

const VIEW = new Color(VIEW_COLOR);

/** The points of a handle's line, in a frame whose z is the handle's axis. */
function arcPoints(from: number, to: number): number[] {
  const steps = Math.ceil(((to - from) / (Math.PI / 2)) * 24);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + ((to - from) * i) / steps;
    return [ARC.radius * Math.cos(angle), ARC.radius * Math.sin(angle), 0];
  }).flat();
}

export class Handles {
  /** Scale it to the size wanted. */
  readonly object = new Group();
  readonly #parts: readonly Part[];
  #bodies: readonly Mesh[] = [];
  #look: HandleLook | undefined;
  readonly #disposables: { dispose(): void }[] = [];
  #hovered: Handle | undefined;
  #held: Handle | undefined;

  constructor() {
    const parts: Part[] = [];
    for (const index of [0, 1, 2]) {
      parts.push(this.#part("axis", index), this.#part("plane", index), this.#part("turn", index));
    }
    parts.push(this.#part("view", 2));
    this.#parts = parts;
  }

  /** The handle under a ray, and where on it. */
  hit(raycaster: Raycaster): Hit<Handle> | undefined {
    const hits = raycaster.intersectObjects([...this.#bodies], false);
    // The ball in the middle is small and inside the others' reach: it goes first.
    const hit = hits.find(({ object }) => object === this.#parts.at(-1)?.body) ?? hits[0];
    const target = hit && this.#parts.find(({ body }) => body === hit.object);
    return target && { target, point: hit.point };
  }

  /** Light up the handle under the pointer. True if that is another than before. */
  hover(handle: Handle | undefined): boolean {
    if (handle === this.#hovered) return false;
    this.#hovered = handle;
    this.#paint();
    return true;
  }

  /** Show only the handle that is held. */
  hold(handle: Handle | undefined): void {
    this.#held = handle;
    this.#paint();
  }

  /** Which handles there are, and what they look like. Without it there are none. */
  set look(look: HandleLook) {
    this.#look = look;
    this.#bodies = this.#parts.filter(({ kind, index }) => look.has(kind, index)).map(({ body }) => body);
    for (const { fills, lines } of this.#parts) {
      for (const { material, opacity } of [...fills, ...lines]) {
        material.opacity = opacity * look.opacity;
        material.depthTest = look.depthTest;
      }
      for (const { material } of lines) material.linewidth = look.lineWidth;
    }
    this.#paint();
  }

  dispose(): void {
    this.object.removeFromParent();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #paint(): void {
    const look = this.#look;
    for (const part of this.#parts) {
      const lit = part === this.#held || (part === this.#hovered && !this.#held);
      part.look.visible = this.#held ? part === this.#held : this.#bodies.includes(part.body);
      part.guide.visible = part === this.#held;
      const own = (part.kind === "view" ? undefined : look?.colors[part.index]) ?? VIEW;
      for (const { material } of [...part.fills, ...part.lines]) material.color.copy(lit && look ? look.hoverColor : own);
    }
  }

  #part(kind: HandleKind, index: number): Part {
    const frame = new Group();
    // z becomes the axis; x and y the two that follow it.
    const unit = (i: number): Vector3 => new Vector3().setComponent(i % 3, 1);
    frame.applyMatrix4(new Matrix4().makeBasis(unit(index + 1), unit(index + 2), unit(index)));
    const look = new Group();
    const guide = new Group();
    guide.visible = false;
    const lines: Part["lines"][number][] = [];
    const fills: Part["fills"][number][] = [];
    const fill = (geometry: BufferGeometry, opacity = 1): void => {
      const material = new MeshBasicMaterial({ transparent: true, toneMapped: false, side: DoubleSide });
      const mesh = new Mesh(geometry, material);
      mesh.renderOrder = RENDER_ORDER;
      passRays(mesh);
      this.#disposables.push(geometry, material);
      fills.push({ material, opacity });
      look.add(mesh);
    };
    const stroke = (points: number[], on: "look" | "guide" = "look"): void => {
      const opacity = on === "look" ? 1 : 0.4;
      const material = new LineMaterial({ transparent: true, toneMapped: false });
      const geometry = new LineGeometry();
      geometry.setPositions(points);
      const line = new Line2(geometry, material);
      line.renderOrder = RENDER_ORDER;
      passRays(line);
      this.#disposables.push(geometry, material);
      lines.push({ material, opacity });
      (on === "look" ? look : guide).add(line);
    };
    const body = new Mesh(draw[kind](stroke, fill), new MeshBasicMaterial());
    this.#disposables.push(body.geometry, body.material);
    // Rays find it, nobody sees it, and clicks, which want what is visible, pass.
    body.visible = false;
    body.name = kind === "view" ? "move-view" : `${kind === "turn" ? "turn" : "move"}-${kind === "plane" ? planeName(index) : AXIS_NAMES[index as 0 | 1 | 2]}`;
    frame.add(look, guide, body);
    this.object.add(frame);
    return { kind, index, axis: unit(index), look, guide, body, fills, lines };
  }
}

function planeName(index: number): string {
  return AXIS_NAMES.filter((_, i) => i !== index).join("");
}

type Stroke = (points: number[], on?: "look" | "guide") => void;
type Fill = (geometry: BufferGeometry, opacity?: number) => void;

/** How each kind is drawn, in a frame whose z is its axis. Returns the body that the pointer finds. */
const draw: Readonly<Record<HandleKind, (stroke: Stroke, fill: Fill) => BufferGeometry>> = {
  axis(stroke, fill) {
    stroke([0, 0, ARROW_START, 0, 0, 1 - TIP.length]);
    stroke([0, 0, -GUIDE, 0, 0, GUIDE], "guide");
    fill(new ConeGeometry(TIP.radius, TIP.length, 24).rotateX(Math.PI / 2).translate(0, 0, 1 - TIP.length / 2));
    const length = 1.06 - ARROW_START;
    return new CylinderGeometry(REACH, REACH, length, 8).rotateX(Math.PI / 2).translate(0, 0, ARROW_START + length / 2);
  },
  plane(stroke, fill) {
    const { from, to } = SQUARE;
    stroke([from, from, 0, to, from, 0, to, to, 0, from, to, 0, from, from, 0]);
    const size = to - from;
    const middle = (from + to) / 2;
    fill(new PlaneGeometry(size, size).translate(middle, middle, 0), 0.35);
    return new BoxGeometry(size, size, 0.02).translate(middle, middle, 0);
  },
  turn(stroke) {
    stroke(arcPoints(ARC.from, ARC.to));
    stroke(arcPoints(0, Math.PI * 2), "guide");
    return new TorusGeometry(ARC.radius, REACH * 0.8, 6, 16, ARC.to - ARC.from).rotateZ(ARC.from);
  },
  view(_stroke, fill) {
    fill(new SphereGeometry(BALL, 24, 16), 0.9);
    return new SphereGeometry(BALL * 1.5, 12, 8);
  },
};
