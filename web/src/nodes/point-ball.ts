// A ball on the point of a cloud that is under the pointer.

import { Group, Mesh, MeshBasicMaterial, Points, SphereGeometry, Vector3, type Color, type Intersection, type Object3D } from "three";
import type { NodeContext } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { isShown } from "../scene/visible";

const _place = new Vector3();
const _sum = new Vector3();

/** Whether an object is one of this name or in one; objects have the keys of their nodes for names. */
function isIn(object: Object3D, name: string): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (at.name === name) return true;
  return false;
}

export class PointBall {
  readonly object = new Group();
  readonly #ctx: NodeContext;
  readonly #ball = new Mesh(new SphereGeometry(1, 16, 12), new MeshBasicMaterial({ toneMapped: false }));
  readonly #hits: Intersection[] = [];
  /** Key of the node whose points count; empty for all. */
  parent = "";
  /** Whether it sits in the middle of all points under the pointer, not on the nearest. */
  average = false;
  enabled = true;

  constructor(ctx: NodeContext) {
    this.#ctx = ctx;
    this.#ball.visible = false;
    passRays(this.#ball);
    this.object.add(this.#ball);
    const { canvas } = ctx.stage;
    canvas.addEventListener(
      "pointermove",
      ({ clientX, clientY, buttons }) => {
        if (buttons === 0) this.#show(this.pointAt(clientX, clientY));
      },
      { signal: ctx.signal },
    );
    canvas.addEventListener("pointerleave", () => { this.#show(undefined); }, { signal: ctx.signal });
  }

  /** `radius` in metres. */
  set(radius: number, color: Color): void {
    this.#ball.scale.setScalar(radius);
    this.#ball.material.color.copy(color);
    this.#ctx.invalidate();
  }

  /** The point at a place of the window, if no surface is before it. In the world; the same object every time. */
  pointAt(clientX: number, clientY: number): Vector3 | undefined {
    if (!this.enabled) return undefined;
    const { stage } = this.#ctx;
    const hits = this.#hits;
    hits.length = 0;
    stage.rayAt(clientX, clientY).intersectObject(stage.scene, true, hits);
    const shown = hits.filter(({ object }) => isShown(object));
    const blocked = shown.findIndex(({ object }) => !(object instanceof Points) || (this.parent !== "" && !isIn(object, this.parent)));
    const points = blocked < 0 ? shown : shown.slice(0, blocked);
    if (!this.average) return points[0]?.point;
    _sum.set(0, 0, 0);
    for (const { point } of points) _sum.add(point);
    return points.length > 0 ? _sum.divideScalar(points.length) : undefined;
  }

  dispose(): void {
    this.#ball.geometry.dispose();
    this.#ball.material.dispose();
  }

  #show(place: Vector3 | undefined): void {
    const ball = this.#ball;
    if (!place && !ball.visible) return;
    ball.visible = place !== undefined;
    if (place) ball.position.copy(this.object.worldToLocal(_place.copy(place)));
    this.#ctx.invalidate();
  }
}
