// Select: a group whose nodes the user selects, by clicks and by a rectangle. The program hears which are selected
// and decides what becomes of it.

import { BufferGeometry, Group, Vector3, type Intersection, type Object3D } from "three";
import { applyStyle } from "../html/style";
import type { SelectProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { Reader } from "../scene/read";
import { isShown } from "../scene/visible";

const _middle = new Vector3();

/** A rectangle that is being drawn: in the window, in CSS pixels. */
interface Drawing {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  readonly element: HTMLElement;
  readonly giveControlsBack: () => void;
}

class Selecting {
  multiple = false;
  box = false;
  border: string | undefined;
  backgroundColor: string | undefined;
  readonly #ctx: NodeContext;
  readonly #group: Object3D;
  readonly #forget: () => void;
  #keys: readonly string[] = [];
  #drawing: Drawing | undefined;
  /** Whether Shift was down when the pointer went down. */
  #shift = false;

  constructor(ctx: NodeContext, group: Object3D) {
    this.#ctx = ctx;
    this.#group = group;
    const { canvas } = ctx.stage;
    // Captured: before the camera controls, which are the canvas's own.
    const options = { signal: ctx.signal, capture: true };
    const page = canvas.ownerDocument;
    page.addEventListener("pointerdown", (event) => { if (event.target === canvas) this.#pressed(event); }, options);
    page.addEventListener("pointermove", (event) => { this.#moved(event); }, options);
    page.addEventListener("pointerup", (event) => { this.#released(event, true); }, options);
    page.addEventListener("pointercancel", (event) => { this.#released(event, false); }, options);
    this.#forget = ctx.stage.onClick(({ clientX, clientY }) => { this.#clicked(clientX, clientY); });
  }

  dispose(): void {
    this.#forget();
    this.#end();
  }

  #select(keys: readonly string[]): void {
    const before = this.#keys;
    this.#keys = keys;
    if (keys.length !== before.length || keys.some((key) => !before.includes(key))) this.#ctx.send("ON_SELECT", { keys: [...keys] });
  }

  #clicked(x: number, y: number): void {
    if (!isShown(this.#group)) return;
    const hits: Intersection[] = this.#ctx.stage.rayAt(x, y).intersectObject(this.#ctx.stage.scene);
    const hit = hits.find(({ object }) => isShown(object));
    const key = hit && this.#holds(hit.object) ? this.#ctx.keyOf(hit.object) : undefined;
    const adds = this.multiple && this.#shift;
    if (key === undefined) this.#select(adds ? this.#keys : []);
    else if (!adds) this.#select([key]);
    else this.#select(this.#keys.includes(key) ? this.#keys.filter((other) => other !== key) : [...this.#keys, key]);
  }

  #holds(object: Object3D): boolean {
    for (let at: Object3D | null = object; at; at = at.parent) if (at === this.#group) return true;
    return false;
  }

  #pressed({ pointerId, button, shiftKey, clientX: x, clientY: y }: PointerEvent): void {
    this.#shift = shiftKey;
    if (!this.box || !shiftKey || button !== 0 || this.#drawing || !isShown(this.#group)) return;
    const { canvas } = this.#ctx.stage;
    const element = canvas.ownerDocument.createElement("div");
    const style = { border: this.border, backgroundColor: this.backgroundColor, boxSizing: "border-box" };
    for (const name of applyStyle(element, style)) this.#ctx.warn(`${name} cannot be set`);
    Object.assign(element.style, { position: "fixed", pointerEvents: "none" });
    canvas.parentElement?.append(element);
    this.#drawing = { pointerId, x, y, element, giveControlsBack: this.#ctx.stage.holdControls() };
  }

  #moved({ pointerId, clientX, clientY }: PointerEvent): void {
    const drawing = this.#drawing;
    if (drawing?.pointerId !== pointerId) return;
    const { x, y, element } = drawing;
    Object.assign(element.style, {
      left: `${Math.min(x, clientX)}px`,
      top: `${Math.min(y, clientY)}px`,
      width: `${Math.abs(clientX - x)}px`,
      height: `${Math.abs(clientY - y)}px`,
    });
  }

  #released({ pointerId, clientX, clientY }: PointerEvent, done: boolean): void {
    const drawing = this.#drawing;
    if (drawing?.pointerId !== pointerId) return;
    this.#end();
    if (!done) return;
    const keys = this.#within(Math.min(drawing.x, clientX), Math.min(drawing.y, clientY), Math.max(drawing.x, clientX), Math.max(drawing.y, clientY));
    this.#select(this.multiple ? keys : keys.slice(0, 1));
  }

  #end(): void {
    this.#drawing?.element.remove();
    this.#drawing?.giveControlsBack();
    this.#drawing = undefined;
  }

  /** The keys of what has its middle in a rectangle of the window. */
  #within(left: number, top: number, right: number, bottom: number): string[] {
    const { canvas, camera } = this.#ctx.stage;
    const page = canvas.getBoundingClientRect();
    const keys = new Set<string>();
    camera.updateMatrixWorld();
    this.#group.updateWorldMatrix(true, true);
    this.#group.traverse((object) => {
      const { geometry } = object as { geometry?: unknown };
      if (!(geometry instanceof BufferGeometry) || !isShown(object)) return;
      if (!geometry.boundingSphere) geometry.computeBoundingSphere();
      if (!geometry.boundingSphere) return;
      _middle.copy(geometry.boundingSphere.center).applyMatrix4(object.matrixWorld).project(camera);
      const x = page.left + ((_middle.x + 1) / 2) * page.width;
      const y = page.top + ((1 - _middle.y) / 2) * page.height;
      const key = this.#ctx.keyOf(object);
      if (key !== undefined && Math.abs(_middle.z) <= 1 && x >= left && x <= right && y >= top && y <= bottom) keys.add(key);
    });
    return [...keys];
  }
}

export const select: NodeType<SelectProps> = {
  create(ctx, props) {
    const object = new Group();
    const selecting = new Selecting(ctx, object);
    const follow = (props: Readonly<SelectProps>): void => {
      const read = new Reader(ctx, props);
      selecting.multiple = read.boolean("multiple", false);
      selecting.box = read.boolean("box", false);
      selecting.border = read.string("border", "1px solid #55aaff");
      selecting.backgroundColor = read.string("backgroundColor", "rgba(75, 160, 255, 0.1)");
    };
    follow(props);
    return {
      object,
      update(changed, now) {
        if (!isMove(changed)) follow(now);
        return undefined;
      },
      dispose() {
        selecting.dispose();
      },
    };
  },
};
