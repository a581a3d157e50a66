// A small curve of the last values of a figure.

import { h, type Scope } from "./dom";

/** Half a minute at four values a second. */
const POINTS = 120;

export class Sparkline {
  readonly element: HTMLCanvasElement;
  readonly #values = new Float32Array(POINTS).fill(Number.NaN);
  readonly #floor: number;
  #next = 0;

  /** `floor` is the least top of the scale: noise below it does not fill the picture. */
  constructor(floor: number, scope: Scope) {
    this.#floor = floor;
    this.element = h("canvas", { class: "sparkline", "aria-hidden": "true" });
    // Also when its panel opens: while hidden it has no size and is not drawn.
    const resize = new ResizeObserver(() => {
      this.#draw();
    });
    resize.observe(this.element);
    scope.add(() => {
      resize.disconnect();
    });
  }

  push(value: number | undefined): void {
    this.#values[this.#next % POINTS] = value ?? Number.NaN;
    this.#next += 1;
    this.#draw();
  }

  #draw(): void {
    const canvas = this.element;
    const { clientWidth, clientHeight } = canvas;
    const context = canvas.getContext("2d");
    if (clientWidth === 0 || !context) return;
    const ratio = Math.min(devicePixelRatio, 2);
    const width = Math.round(clientWidth * ratio);
    const height = Math.round(clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    let top = this.#floor;
    for (const value of this.#values) if (value > top) top = value;
    context.clearRect(0, 0, width, height);
    const color = getComputedStyle(canvas).color;
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = 1.25 * ratio;
    context.lineJoin = "round";
    context.beginPath();
    let first = 0;
    let last = 0;
    let drawing = false;
    for (let index = 0; index < POINTS; index += 1) {
      const value = this.#values[(this.#next + index) % POINTS] ?? Number.NaN;
      if (Number.isNaN(value)) {
        drawing = false;
        continue;
      }
      const x = (index / (POINTS - 1)) * width;
      const y = height - ratio - (value / top) * (height - 2 * ratio);
      if (drawing) context.lineTo(x, y);
      else context.moveTo(x, y);
      if (!drawing) first = x;
      last = x;
      drawing = true;
    }
    context.stroke();
    // A tint from the curve down to zero.
    context.lineTo(last, height);
    context.lineTo(first, height);
    context.globalAlpha = 0.12;
    context.fill();
    context.globalAlpha = 1;
  }
}
