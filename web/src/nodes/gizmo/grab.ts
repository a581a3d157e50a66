// Taking hold of things in the scene with the pointer of the page, or with a ray of a headset: hovering, pressing,
// dragging, letting go. What can be taken, and what becomes of it, is for the `Grip` to say.

import type { Stage, XrGrip as Grip, XrGripHandle } from "../../scene/node-type";

export type { XrGrip as Grip, XrHit as Hit } from "../../scene/node-type";

export interface GrabOptions {
  /**
   * Who is asked first where several could be taken: handles stand before what they are on. Both are asked
   * before the camera controls.
   */
  readonly before: "everything" | "camera";
  /** A press that does not move is still a click on what is there. */
  readonly clicks: boolean;
}

/** Moves of the pointer that somebody answers already, by a drag or by lighting something up. */
const answered = new WeakSet<Event>();

/** How far the pointer moves, in CSS pixels, before a press is a drag. */
const CLICK_TRAVEL = 4;

interface Hold {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  /** Undefined as long as the press may become a click. */
  giveControlsBack: (() => void) | undefined;
}

export class Grab<T> {
  readonly #stage: Stage;
  readonly #grip: Grip<T>;
  readonly #options: GrabOptions;
  readonly #listeners = new AbortController();
  readonly #rays: XrGripHandle;
  #hold: Hold | undefined;
  #hovered: T | undefined;

  constructor(stage: Stage, grip: Grip<T>, options: GrabOptions) {
    this.#stage = stage;
    this.#grip = grip;
    this.#options = options;
    this.#rays = stage.pointers.add(grip, { first: options.before === "everything", clicks: options.clicks });
    const { canvas } = stage;
    const { signal } = this.#listeners;
    // Captured: a press on a target belongs to it before the camera controls, at the canvas itself, see it.
    const target = options.before === "everything" ? canvas.ownerDocument : canvas;
    const listen = (type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", handle: (event: PointerEvent) => void): void => {
      const listener = (event: Event): void => {
        if (event.target === canvas) handle(event as PointerEvent);
      };
      target.addEventListener(type, listener, { signal, capture: true });
    };
    listen("pointerdown", (event) => { this.#pressed(event); });
    listen("pointermove", (event) => { this.#moved(event); });
    listen("pointerup", (event) => { this.#released(event); });
    listen("pointercancel", (event) => { this.#released(event); });
    canvas.addEventListener("lostpointercapture", (event) => { this.#released(event); }, { signal });
    canvas.addEventListener("pointerleave", () => { this.#hover(undefined); }, { signal });
  }

  get holding(): boolean {
    return this.#hold !== undefined || this.#rays.holding;
  }

  /** Let go, whatever the pointer does. */
  release(): void {
    this.#rays.release();
    const hold = this.#hold;
    if (!hold) return;
    this.#hold = undefined;
    const { canvas } = this.#stage;
    if (canvas.hasPointerCapture(hold.pointerId)) canvas.releasePointerCapture(hold.pointerId);
    hold.giveControlsBack?.();
    canvas.style.cursor = "";
    this.#grip.end();
    this.#hover(undefined);
  }

  dispose(): void {
    this.release();
    this.#rays.dispose();
    this.#hover(undefined);
    this.#listeners.abort();
  }

  #pressed(event: PointerEvent): void {
    const { pointerId, clientX: x, clientY: y, button } = event;
    if (this.#hold || button !== 0 || !this.#grip.enabled) return;
    const raycaster = this.#stage.rayAt(x, y);
    const hit = this.#grip.hit(raycaster, true);
    if (!hit) return;
    event.stopPropagation();
    if (this.#options.before === "camera") event.stopImmediatePropagation();
    const { canvas } = this.#stage;
    canvas.setPointerCapture(pointerId);
    this.#hold = { pointerId, x, y, giveControlsBack: this.#options.clicks ? undefined : this.#stage.holdControls() };
    canvas.style.cursor = "grabbing";
    this.#grip.begin(hit, raycaster.ray);
  }

  #moved(event: PointerEvent): void {
    const { clientX, clientY, pointerId, buttons, pointerType } = event;
    const hold = this.#hold;
    if (!hold) {
      if (buttons !== 0 || pointerType === "touch") return;
      const free = this.#grip.enabled && !answered.has(event);
      this.#hover(free ? this.#grip.hit(this.#stage.rayAt(clientX, clientY), false)?.target : undefined);
      if (this.#hovered !== undefined) answered.add(event);
      return;
    }
    if (pointerId !== hold.pointerId) return;
    answered.add(event);
    if (!hold.giveControlsBack) {
      if (Math.hypot(clientX - hold.x, clientY - hold.y) <= CLICK_TRAVEL) return;
      hold.giveControlsBack = this.#stage.holdControls();
    }
    this.#grip.move(this.#stage.rayAt(clientX, clientY).ray);
  }

  #released({ pointerId }: PointerEvent): void {
    if (this.#hold?.pointerId === pointerId) this.release();
  }

  #hover(target: T | undefined): void {
    if (target === this.#hovered) return;
    this.#hovered = target;
    this.#stage.canvas.style.cursor = target === undefined ? "" : "grab";
    this.#grip.hover(target);
  }
}
