// A note beside something that is being moved by hand: where it stands and how it is turned, to be copied.

import { iconButton } from "./controls";
import { h, setText } from "./dom";

/** How long it stays when the user has let go. */
const STAY_MS = 3000;

export interface NotedPose {
  readonly position: readonly number[];
  readonly rotation: readonly number[];
  readonly quaternion: readonly number[];
  readonly scale: readonly number[];
}

const row = (name: string, numbers: readonly number[]): string => `${name}: [${numbers.map((number) => number.toFixed(4)).join(", ")}]`;

export class PoseNote {
  readonly #element: HTMLElement;
  readonly #text = h("pre");
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parent: HTMLElement | null) {
    const copy = iconButton("copy", "Copy", () => void navigator.clipboard.writeText(this.#text.textContent));
    this.#element = h("div", { class: "card pose-note", hidden: true }, this.#text, copy.element);
    parent?.append(this.#element);
  }

  get shown(): boolean {
    return !this.#element.hidden;
  }

  set fontSize(pixels: number | undefined) {
    this.#text.style.fontSize = pixels === undefined ? "" : `${pixels}px`;
  }

  show({ position, rotation, quaternion, scale }: NotedPose): void {
    setText(this.#text, [row("position", position), row("rotation", rotation), row("quaternion", quaternion), row("scale", scale)].join("\n"));
    this.#element.hidden = false;
    clearTimeout(this.#timer);
  }

  /** The user has let go. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.hide(); }, STAY_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
  }

  /** Stand beside a place of the canvas, in CSS pixels. */
  stand(x: number, y: number): void {
    this.#element.style.transform = `translate(${Math.round(x) + 16}px, ${Math.round(y) + 32}px)`;
  }

  dispose(): void {
    this.hide();
    this.#element.remove();
  }
}
