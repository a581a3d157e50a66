// AsciiRenderer: the page's picture as letters over the canvas. The canvas itself keeps the picture, so that whoever
// asks for it gets that.

import type { Color } from "three";
import type { AsciiRendererProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";

const CHARACTERS = " .:-+*=%@#";
/** More are too small to be letters, and too many to be written with every frame. */
const MOST_PER_PIXEL = 0.5;
/** A letter is so much higher than wide. */
const SLENDERNESS = 2;
/** Pixels in which letters are measured. */
const MEASURE_PX = 100;

interface Look {
  readonly background: Color;
  readonly ink: Color;
  /** From what is dark to what is bright. */
  readonly letters: readonly string[];
  readonly colored: boolean;
  /** Letters per CSS pixel, across. */
  readonly density: number;
}

function context2d(canvas: HTMLCanvasElement, options?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", options);
  if (!context) throw new Error("The browser has no 2D canvas.");
  return context;
}

/** Letters on a canvas over another one. */
class Letters {
  readonly element = document.createElement("canvas");
  readonly #context = context2d(this.element);
  /** One pixel for each letter. */
  readonly #small = context2d(document.createElement("canvas"), { willReadFrequently: true });
  readonly #widthAtMeasure: number;

  constructor() {
    const { style } = this.element;
    Object.assign(style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
    this.element.setAttribute("aria-hidden", "true");
    this.#context.font = `${MEASURE_PX}px monospace`;
    this.#widthAtMeasure = this.#context.measureText("#").width || MEASURE_PX / SLENDERNESS;
  }

  /** Write what `picture` shows now, which fills so many CSS pixels. */
  write(picture: HTMLCanvasElement, size: { readonly x: number; readonly y: number }, look: Look): void {
    const small = this.#small;
    const [columns, rows] = [Math.max(Math.floor(size.x * look.density), 1), Math.max(Math.floor((size.y * look.density) / SLENDERNESS), 1)];
    if (small.canvas.width !== columns || small.canvas.height !== rows) Object.assign(small.canvas, { width: columns, height: rows });
    small.drawImage(picture, 0, 0, columns, rows);
    const { data } = small.getImageData(0, 0, columns, rows);

    const { element } = this;
    const context = this.#context;
    const [width, height] = [Math.round(size.x * devicePixelRatio), Math.round(size.y * devicePixelRatio)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    const [across, down] = [width / columns, height / rows];
    context.fillStyle = look.background.getStyle();
    context.fillRect(0, 0, width, height);
    context.fillStyle = look.ink.getStyle();
    context.font = `${(MEASURE_PX * across) / this.#widthAtMeasure}px monospace`;
    context.textBaseline = "middle";
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = 4 * (row * columns + column);
        const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
        const brightness = (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
        const letter = look.letters[Math.round(brightness * (look.letters.length - 1))];
        if (letter === undefined || letter === " ") continue;
        if (look.colored) context.fillStyle = `rgb(${red} ${green} ${blue})`;
        context.fillText(letter, column * across, (row + 0.5) * down);
      }
    }
  }
}

export const asciiRenderer: NodeType<AsciiRendererProps & { hide?: boolean; visible?: boolean }> = {
  create(ctx, props) {
    const { stage } = ctx;
    const letters = new Letters();
    letters.element.hidden = true;
    stage.canvas.after(letters.element);
    let order = 1;
    let shown = true;
    let look: Look;
    const apply = (): void => {
      const read = new Reader(ctx, props);
      const characters = Array.from(new Intl.Segmenter().segment(read.string("characters", CHARACTERS)), ({ segment }) => segment);
      // As written they begin with what is bright.
      look = {
        background: read.color("bgColor", "black"),
        ink: read.color("fgColor", "white"),
        letters: read.boolean("invert", true) ? characters : characters.reverse(),
        colored: read.boolean("color", false),
        density: read.clamped("resolution", 0.15, 0.005, MOST_PER_PIXEL),
      };
      order = read.number("renderIndex", 1);
      shown = props.visible !== false && props.hide !== true;
    };
    apply();
    const withdraw = stage.finishes.add({
      get order() {
        return order;
      },
      get ready() {
        return shown;
      },
      draw(scene, camera) {
        stage.renderer.render(scene, camera);
        letters.write(stage.canvas, stage.size, look);
        letters.element.hidden = false;
      },
      failed(reason) {
        withdraw();
        ctx.fail(reason);
      },
    });
    // Somebody else may draw this frame.
    ctx.onFrame(() => {
      letters.element.hidden = true;
      return undefined;
    });
    return {
      update(_changed, now) {
        props = now;
        apply();
        return undefined;
      },
      dispose() {
        withdraw();
        letters.element.remove();
      },
    };
  },
};
