// The small pictures of cameras, as things that can be pressed: the canvas draws them, these lie over them.

import type { ShownPicture } from "../scene/node-type";
import { h, setText } from "./dom";
import { layOver } from "./lay-over";

export class CameraThumbs {
  readonly element = h("div", { class: "camera-thumbs" });
  labelled = true;
  readonly #press: (key: string) => void;
  #pictures: readonly ShownPicture[] = [];

  constructor(press: (key: string) => void) {
    this.#press = press;
  }

  show(pictures: readonly ShownPicture[]): void {
    const { element } = this;
    this.#pictures = pictures;
    while (element.childElementCount > pictures.length) element.lastElementChild?.remove();
    for (let index = element.childElementCount; index < pictures.length; index++) element.append(this.#button(index));
    for (const [index, picture] of pictures.entries()) {
      const button = element.children[index];
      if (!(button instanceof HTMLElement)) continue;
      layOver(button, picture.place);
      button.title = picture.key;
      setText(button, this.labelled ? picture.key : "");
    }
  }

  #button(index: number): HTMLElement {
    const button = h("button", { type: "button", class: "camera-thumb" });
    button.addEventListener("click", () => {
      const picture = this.#pictures[index];
      if (picture) this.#press(picture.key);
    });
    return button;
  }
}
