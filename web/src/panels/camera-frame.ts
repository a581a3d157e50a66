// The frame around the picture of a camera that is shown large: its corners, its middle, its name.

import type { ShownPicture } from "../scene/node-type";
import { iconButton } from "./controls";
import { h, setText } from "./dom";
import { layOver } from "./lay-over";

export interface FrameLook {
  readonly labelled: boolean;
  /** Colour of the corners; undefined leaves them out. */
  readonly brackets: string | undefined;
  /** Colour of the middle; undefined leaves it out. */
  readonly focus: string | undefined;
}

/** Four corners and, in the middle one, a cross. */
function corners(name: string): HTMLElement {
  return h("div", { class: name, "aria-hidden": true }, ...["top-left", "top-right", "bottom-left", "bottom-right"].map((corner) => h("i", { class: corner })));
}

export class CameraFrame {
  readonly element: HTMLElement;
  readonly #label = h("span", { class: "camera-frame-label" });
  readonly #brackets = corners("camera-frame-brackets");
  readonly #focus = corners("camera-frame-focus");

  constructor(close: () => void) {
    const { element: button } = iconButton("close", "Back to the scene", close, "Escape");
    this.#focus.append(h("i", { class: "cross" }));
    this.element = h("div", { class: "camera-frame", role: "group", hidden: true }, this.#brackets, this.#focus, this.#label, button);
  }

  look({ labelled, brackets, focus }: FrameLook): void {
    this.#label.hidden = !labelled;
    this.#brackets.hidden = brackets === undefined;
    this.#focus.hidden = focus === undefined;
    this.#brackets.style.color = brackets ?? "";
    this.#focus.style.color = focus ?? "";
  }

  show(picture: ShownPicture | undefined): void {
    this.element.hidden = !picture;
    if (!picture) return;
    layOver(this.element, picture.place);
    setText(this.#label, picture.key);
    this.element.ariaLabel = picture.key;
  }
}
