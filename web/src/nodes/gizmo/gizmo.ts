// The handles in use: pointer events of the canvas become drags, drags move an object.

import { Matrix4, Vector3, type Object3D, type Ray } from "three";
import type { Stage } from "../../scene/node-type";
import { moveAcross, moveAlong, turnAbout, type Drag } from "./drag";
import { Handles, type Handle } from "./handles";

export interface GizmoEvents {
  /** Something looks different. */
  changed(): void;
  /** The user has moved the object: its pose and world matrix are up to date. */
  moved(): void;
  /** The user has let go. */
  ended(): void;
}

/** A drag going on. */
interface Hold {
  readonly pointerId: number;
  readonly drag: Drag;
  /** The object's world matrix when it began. */
  readonly begin: Matrix4;
  readonly giveControlsBack: () => void;
}

const _motion = new Matrix4();
const _inverse = new Matrix4();
const _place = new Vector3();
const _axis = new Vector3();

export class Gizmo {
  readonly handles = new Handles();
  readonly #stage: Stage;
  readonly #object: Object3D;
  readonly #events: GizmoEvents;
  readonly #listeners = new AbortController();
  #hold: Hold | undefined;
  #enabled = true;

  /** Handles that move `object`, in whose frame they are. */
  constructor(stage: Stage, object: Object3D, events: GizmoEvents) {
    this.#stage = stage;
    this.#object = object;
    this.#events = events;
    const { canvas } = stage;
    const { signal } = this.#listeners;
    // Captured, so that a press on a handle is the handle's before the camera controls see it.
    const options = { signal, capture: true };
    canvas.addEventListener("pointerdown", (event) => { this.#pressed(event); }, options);
    canvas.addEventListener("pointermove", (event) => { this.#moved(event); }, options);
    canvas.addEventListener("pointerup", (event) => { this.#released(event); }, options);
    canvas.addEventListener("pointercancel", (event) => { this.#released(event); }, options);
    canvas.addEventListener("lostpointercapture", (event) => { this.#released(event); }, options);
    canvas.addEventListener("pointerleave", () => { this.#hover(undefined); }, options);
  }

  get dragging(): boolean {
    return this.#hold !== undefined;
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  /** Whether the handles are there. Taking them away ends a drag. */
  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    this.handles.object.visible = enabled;
    if (!enabled) this.#end();
  }

  dispose(): void {
    this.#end();
    this.#hover(undefined);
    this.#listeners.abort();
    this.handles.dispose();
  }

  #pressed(event: PointerEvent): void {
    if (this.#hold || event.button !== 0 || !this.#shown) return;
    const raycaster = this.#stage.rayAt(event.clientX, event.clientY);
    const hit = this.handles.hit(raycaster);
    if (!hit) return;
    event.stopImmediatePropagation();
    const { canvas } = this.#stage;
    canvas.setPointerCapture(event.pointerId);
    this.#hold = {
      pointerId: event.pointerId,
      drag: this.#begin(hit.handle, hit.point, raycaster.ray),
      begin: this.#object.matrixWorld.clone(),
      giveControlsBack: this.#stage.holdControls(),
    };
    canvas.style.cursor = "grabbing";
    this.handles.hold(hit.handle);
    this.#events.changed();
  }

  #begin({ kind, axis }: Handle, grip: Vector3, ray: Ray): Drag {
    const { matrixWorld } = this.handles.object;
    const origin = _place.setFromMatrixPosition(matrixWorld);
    if (kind === "view") return moveAcross(origin, this.#stage.camera.getWorldDirection(_axis), ray);
    const direction = _axis.copy(axis).transformDirection(matrixWorld);
    if (kind === "axis") return moveAlong(origin, direction, ray);
    return kind === "plane" ? moveAcross(origin, direction, ray) : turnAbout(origin, direction, grip, ray);
  }

  #moved(event: PointerEvent): void {
    const { clientX, clientY, pointerId, buttons, pointerType } = event;
    const hold = this.#hold;
    if (hold) {
      if (pointerId !== hold.pointerId) return;
      event.stopImmediatePropagation();
      this.#drag(hold, this.#stage.rayAt(clientX, clientY).ray);
    } else if (buttons === 0 && pointerType !== "touch") {
      this.#hover(this.#shown ? this.handles.hit(this.#stage.rayAt(clientX, clientY))?.handle : undefined);
    }
  }

  #drag({ drag, begin }: Hold, ray: Ray): void {
    if (drag.move(ray, _motion) === undefined) return;
    const object = this.#object;
    // The new world matrix, seen from the parent, who may have moved meanwhile.
    _motion.multiply(begin);
    if (object.parent) _motion.premultiply(_inverse.copy(object.parent.matrixWorld).invert());
    _motion.decompose(object.position, object.quaternion, object.scale);
    object.matrixAutoUpdate = true;
    object.updateMatrix();
    object.updateWorldMatrix(false, true);
    this.#events.moved();
    this.#events.changed();
  }

  #released({ pointerId }: PointerEvent): void {
    if (this.#hold?.pointerId === pointerId) this.#end();
  }

  #end(): void {
    const hold = this.#hold;
    if (!hold) return;
    this.#hold = undefined;
    const { canvas } = this.#stage;
    if (canvas.hasPointerCapture(hold.pointerId)) canvas.releasePointerCapture(hold.pointerId);
    hold.giveControlsBack();
    canvas.style.cursor = "";
    this.handles.hold(undefined);
    this.handles.hover(undefined);
    this.#events.ended();
    this.#events.changed();
  }

  #hover(handle: Handle | undefined): void {
    if (!this.handles.hover(handle)) return;
    this.#stage.canvas.style.cursor = handle ? "grab" : "";
    this.#events.changed();
  }

  /** Whether the handles and all that they are in are visible. */
  get #shown(): boolean {
    for (let at: Object3D | null = this.handles.object; at; at = at.parent) if (!at.visible) return false;
    return true;
  }
}
