// What is behind everything: a colour or a picture that a node offers; the newest offer counts. Without any
// it is the colour that the Scene's props or the page's style say, which the viewer clears each frame with.

import type { Color, Scene, Texture } from "three";
import type { SceneBackdrop } from "../scene/node-type";

export class Backdrop implements SceneBackdrop {
  readonly #scene: Scene;
  readonly #invalidate: () => void;
  readonly #offers: { background: Color | Texture; intensity: number; blurriness: number }[] = [];

  constructor(scene: Scene, invalidate: () => void) {
    this.#scene = scene;
    this.#invalidate = invalidate;
  }

  offer(background: Color | Texture, { intensity = 1, blurriness = 0 }: { intensity?: number; blurriness?: number } = {}): () => void {
    const offer = { background, intensity, blurriness };
    this.#offers.push(offer);
    this.#apply();
    return () => {
      const at = this.#offers.indexOf(offer);
      if (at < 0) return;
      this.#offers.splice(at, 1);
      this.#apply();
    };
  }

  #apply(): void {
    const offer = this.#offers.at(-1);
    this.#scene.background = offer?.background ?? null;
    this.#scene.backgroundIntensity = offer?.intensity ?? 1;
    this.#scene.backgroundBlurriness = offer?.blurriness ?? 0;
    this.#invalidate();
  }
}
