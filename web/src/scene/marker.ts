// The small sign that stands where a node could not be drawn, with the reason on it.

import { CanvasTexture, SRGBColorSpace, Sprite, SpriteMaterial } from "three";

const FONT_PX = 28;
const PADDING_PX = 14;
/** The rest is in the scene tree, the details and the log. */
const MAX_CHARACTERS = 48;

/** Height of the sign as a fraction of the view's height, whatever the distance. */
const HEIGHT = 0.035;

export class Marker {
  readonly sprite: Sprite;
  readonly #texture: CanvasTexture;
  readonly #material: SpriteMaterial;

  constructor(reason: string) {
    const canvas = draw(reason.length > MAX_CHARACTERS ? `${reason.slice(0, MAX_CHARACTERS - 1)}…` : reason);
    this.#texture = new CanvasTexture(canvas);
    this.#texture.colorSpace = SRGBColorSpace;
    this.#material = new SpriteMaterial({ map: this.#texture, sizeAttenuation: false, depthTest: false, toneMapped: false });
    this.sprite = new Sprite(this.#material);
    this.sprite.scale.set((HEIGHT * canvas.width) / canvas.height, HEIGHT, 1);
    this.sprite.renderOrder = 1000;
    this.sprite.raycast = () => undefined;
  }

  dispose(): void {
    this.sprite.removeFromParent();
    this.#texture.dispose();
    this.#material.dispose();
  }
}

function draw(text: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  const label = `⚠ ${text}`;
  const font = `600 ${FONT_PX}px system-ui, sans-serif`;
  context.font = font;
  canvas.width = Math.ceil(context.measureText(label).width) + 2 * PADDING_PX;
  canvas.height = FONT_PX + 2 * PADDING_PX;
  context.font = font; // Resizing a canvas resets its state.
  context.fillStyle = "#7a2e0e";
  context.beginPath();
  context.roundRect(0, 0, canvas.width, canvas.height, PADDING_PX);
  context.fill();
  context.fillStyle = "#fff4e5";
  context.textBaseline = "middle";
  context.fillText(label, PADDING_PX, canvas.height / 2);
  return canvas;
}
