// Small names beside the joints of a skeleton, of one size at every distance.

import { CanvasTexture, SRGBColorSpace, Sprite, SpriteMaterial, type Object3D } from "three";
import { passRays } from "../../scene/raycast";

const FONT_PX = 24;
const PADDING_PX = 6;

/** Height of a name as a fraction of the view's height. */
const HEIGHT = 0.025;

function draw(text: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  const font = `500 ${FONT_PX}px system-ui, sans-serif`;
  context.font = font;
  canvas.width = Math.ceil(context.measureText(text).width) + 2 * PADDING_PX;
  canvas.height = FONT_PX + 2 * PADDING_PX;
  context.font = font; // Resizing a canvas resets its state.
  context.textBaseline = "middle";
  // Read on dark and on light ground.
  context.lineWidth = 4;
  context.strokeStyle = "#101418";
  context.strokeText(text, PADDING_PX, canvas.height / 2);
  context.fillStyle = "#ffffff";
  context.fillText(text, PADDING_PX, canvas.height / 2);
  return canvas;
}

export class Labels {
  readonly #sprites: Sprite[] = [];

  /** Put a name to an object. It moves with it. */
  add(object: Object3D, text: string): void {
    const canvas = draw(text);
    const map = new CanvasTexture(canvas);
    map.colorSpace = SRGBColorSpace;
    const sprite = new Sprite(new SpriteMaterial({ map, sizeAttenuation: false, depthTest: false, toneMapped: false }));
    sprite.scale.set((HEIGHT * canvas.width) / canvas.height, HEIGHT, 1);
    sprite.center.set(-0.05, 0.5);
    sprite.renderOrder = 900;
    passRays(sprite);
    object.add(sprite);
    this.#sprites.push(sprite);
  }

  dispose(): void {
    for (const sprite of this.#sprites.splice(0)) {
      sprite.removeFromParent();
      sprite.material.map?.dispose();
      sprite.material.dispose();
    }
  }
}
