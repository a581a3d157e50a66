// Clicks on what is in the scene. A press that moves turns the camera and is no click.

import type { Intersection } from "three";
import { isShown } from "../scene/visible";
import type { Viewer } from "./viewer";

/** How far the pointer may move, in CSS pixels, between press and release of a click. */
const MAX_TRAVEL = 4;
/** A finger rolls as it presses: browsers allow taps about as much. */
const MAX_TRAVEL_TOUCH = 12;

export class Picking {
  readonly #viewer: Viewer;
  readonly #onPick: (hit: Intersection | undefined) => void;
  readonly #listeners = new AbortController();
  #press: { readonly id: number; readonly x: number; readonly y: number } | undefined;

  /** `onPick` gets what a click meets first of what is visible, or undefined for the empty background. */
  constructor(viewer: Viewer, onPick: (hit: Intersection | undefined) => void) {
    this.#viewer = viewer;
    this.#onPick = onPick;
    const { canvas } = viewer;
    const { signal } = this.#listeners;
    // Captured: controls of the camera keep the events to themselves.
    const options = { signal, capture: true };
    canvas.addEventListener("pointerdown", (event) => { this.#pressed(event); }, options);
    canvas.ownerDocument.addEventListener("pointerup", (event) => { this.#released(event); }, options);
    canvas.ownerDocument.addEventListener("pointercancel", () => { this.#press = undefined; }, options);
  }

  dispose(): void {
    this.#listeners.abort();
  }

  #pressed(event: PointerEvent): void {
    const { pointerId, clientX, clientY } = event;
    this.#press = event.isPrimary && event.button === 0 ? { id: pointerId, x: clientX, y: clientY } : undefined;
  }

  #released({ pointerId, pointerType, clientX, clientY }: PointerEvent): void {
    const press = this.#press;
    this.#press = undefined;
    const travel = pointerType === "touch" ? MAX_TRAVEL_TOUCH : MAX_TRAVEL;
    if (press?.id !== pointerId || Math.hypot(clientX - press.x, clientY - press.y) > travel) return;
    // Somebody else has taken this press, a gizmo for instance.
    if (this.#viewer.controlsHeld) return;
    const hits = this.#viewer.rayAt(clientX, clientY).intersectObject(this.#viewer.content);
    this.#onPick(hits.find((hit) => isShown(hit.object)));
    this.#viewer.clicked({ clientX, clientY });
  }
}
