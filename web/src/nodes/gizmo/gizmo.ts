// The handles in use: taken with the pointer, they move an object.

import { Matrix4, Vector3, type Object3D, type Raycaster, type Ray } from "three";
import type { Stage } from "../../scene/node-type";
import { isShown } from "../../scene/visible";
import { carried, carriedInPlace, moveAcross, moveAlong, turnAbout, type Drag } from "./drag";
import { Grab, type Grip, type Hit } from "./grab";
import { Handles, type Handle } from "./handles";

export interface GizmoEvents {
  /** Something has been moved: bring it back within limits, before anybody is told. */
  limit(object: Object3D): void;
  /** Something looks different. */
  changed(): void;
  /** The user has moved the object: its pose and world matrix are up to date. */
  moved(): void;
  /** The user has let go. */
  ended(): void;
}

const _motion = new Matrix4();
const _inverse = new Matrix4();
const _place = new Vector3();
const _axis = new Vector3();

export class Gizmo implements Grip<Handle> {
  readonly handles = new Handles();
  readonly #stage: Stage;
  readonly #object: Object3D;
  readonly #events: GizmoEvents;
  readonly #grab: Grab<Handle>;
  /** Whether what a headset's ray carries turns about itself instead of about the hand. */
  turnsInPlace = false;
  #drag: Drag | undefined;
  /** The object's world matrix when the drag began. */
  readonly #begin = new Matrix4();

  /** Handles that move `object`, in whose frame they are. */
  constructor(stage: Stage, object: Object3D, events: GizmoEvents) {
    this.#stage = stage;
    this.#object = object;
    this.#events = events;
    this.#grab = new Grab(stage, this, { before: "everything", clicks: false });
  }

  get dragging(): boolean {
    return this.#grab.holding;
  }

  /** Whether the handles are there. Taking them away ends a drag. */
  set shown(shown: boolean) {
    this.handles.object.visible = shown;
    if (!shown) this.#grab.release();
  }

  get enabled(): boolean {
    return isShown(this.handles.object);
  }

  hit(raycaster: Raycaster): Hit<Handle> | undefined {
    return this.handles.hit(raycaster);
  }

  hover(handle: Handle | undefined): void {
    if (this.handles.hover(handle)) this.#events.changed();
  }

  begin({ target, point }: Hit<Handle>, ray: Ray, pose?: Matrix4): void {
    this.#begin.copy(this.#object.matrixWorld);
    // The ball in the middle is held as one holds a thing: it goes and turns with the hand.
    this.#drag = pose && target.kind === "view" ? this.#carry(pose) : this.#dragOf(target, point, ray);
    this.handles.hold(target);
    this.#events.changed();
  }

  move(ray: Ray, pose?: Matrix4): void {
    if (this.#drag?.move(ray, _motion, pose) === undefined) return;
    const object = this.#object;
    // The new world matrix, seen from the parent, who may have moved meanwhile.
    _motion.multiply(this.#begin);
    if (object.parent) _motion.premultiply(_inverse.copy(object.parent.matrixWorld).invert());
    _motion.decompose(object.position, object.quaternion, object.scale);
    this.#events.limit(object);
    object.matrixAutoUpdate = true;
    object.updateMatrix();
    object.updateWorldMatrix(false, true);
    this.#events.moved();
    this.#events.changed();
  }

  end(): void {
    this.#drag = undefined;
    this.handles.hold(undefined);
    this.#events.ended();
    this.#events.changed();
  }

  dispose(): void {
    this.#grab.dispose();
    this.handles.dispose();
  }

  #carry(pose: Matrix4): Drag {
    return this.turnsInPlace ? carriedInPlace(pose, _place.setFromMatrixPosition(this.#begin)) : carried(pose);
  }

  #dragOf({ kind, axis }: Handle, grip: Vector3, ray: Ray): Drag {
    const { matrixWorld } = this.handles.object;
    const origin = _place.setFromMatrixPosition(matrixWorld);
    if (kind === "view") return moveAcross(origin, this.#stage.camera.getWorldDirection(_axis), ray);
    const direction = _axis.copy(axis).transformDirection(matrixWorld);
    if (kind === "axis") return moveAlong(origin, direction, ray);
    return kind === "plane" ? moveAcross(origin, direction, ray) : turnAbout(origin, direction, grip, ray);
  }
}
