// The small sign that stands where a node could not be drawn, with the reason on it.

import { CanvasTexture, SRGBColorSpace, Sprite, SpriteMaterial, Vector3, type Camera } from "three";

const FONT_PX = 28;
const PADDING_PX = 14;
/** The rest is in the scene tree, the details and the log. */
const MAX_CHARACTERS = 48;

/** Height of the sign as a fraction of the view's height, whatever the distance. */
const HEIGHT = 0.035;

/** Signs beyond these stay where they are: so many nobody reads. */
const MAX_ARRANGED = 60;

const markers = new Set<Marker>();
const _v = new Vector3();

/** A sign's place in the view, each axis from −1 to 1. */
interface Placed {
  x: number;
  y: number;
  width: number;
}
const placed: Placed[] = Array.from({ length: MAX_ARRANGED }, () => ({ x: 0, y: 0, width: 0 }));

/** Before a frame is drawn: raise signs that would cover others until all of them can be read. */
export function arrangeMarkers(camera: Camera): void {
  if (markers.size < 2) return;
  camera.updateMatrixWorld();
  const { elements } = camera.projectionMatrix;
  const height = HEIGHT * Math.abs(elements[5]);
  let count = 0;
  for (const { sprite } of markers) {
    const own = placed[count];
    if (!own) break;
    sprite.getWorldPosition(_v).project(camera);
    own.x = _v.x;
    own.y = _v.y;
    own.width = sprite.scale.x * Math.abs(elements[0]);
    // In the worst case it is raised above each of the others in turn.
    for (let tries = 0; tries <= count; tries++) {
      let above = -Infinity;
      for (let other = 0; other < count; other++) {
        const there = placed[other];
        if (!there || Math.abs(there.x - own.x) * 2 >= there.width + own.width) continue;
        if (Math.abs(there.y - own.y) < height) above = Math.max(above, there.y);
      }
      if (above === -Infinity) break;
      own.y = above + height * 1.08;
    }
    sprite.center.set(0.5, 0.5 - (own.y - _v.y) / height);
    count++;
  }
}

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
    markers.add(this);
  }

  dispose(): void {
    markers.delete(this);
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
