// GradientTexture: colours that go over into each other, as a picture of the material above.

import { CanvasTexture, SRGBColorSpace } from "three";
import type { GradientTextureProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { brief, isNumber, isNumbers, parseColor, Reader } from "../../scene/read";
import { PlacedPart } from "../materials/part";

const MAX_PIXELS = 4096;

function draw(ctx: NodeContext, canvas: HTMLCanvasElement, props: Readonly<GradientTextureProps>): void {
  const read = new Reader(ctx, props);
  const stops = isNumbers(props.stops, 1) ? props.stops : [0, 1];
  const colors = Array.isArray(props.colors) ? (props.colors as readonly unknown[]) : ["black", "white"];
  canvas.height = Math.round(read.clamped("size", 1024, 1, MAX_PIXELS));
  canvas.width = Math.round(read.clamped("width", 16, 1, MAX_PIXELS));
  const radial = read.oneOf("type", ["linear", "radial"], "linear") === "radial";
  if (radial) canvas.width = canvas.height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  const [x, y] = [canvas.width / 2, canvas.height / 2];
  const outer = props.outerCircleRadius;
  const gradient = radial
    ? context.createRadialGradient(x, y, Math.max(read.number("innerCircleRadius", 0), 0), x, y, isNumber(outer) ? Math.max(outer, 0) : Math.hypot(x, y))
    : context.createLinearGradient(0, 0, 0, canvas.height);
  stops.forEach((stop, i) => {
    const color = parseColor(colors[i]);
    if (!color) ctx.warn(`colors should have a colour for each stop, not ${brief(colors[i])}; ignored`);
    else gradient.addColorStop(Math.min(Math.max(stop, 0), 1), color.getStyle());
  });
  context.fillStyle = gradient;
  context.fillRect(0, 0, canvas.width, canvas.height);
}

export const gradientTexture: NodeType<GradientTextureProps> = {
  create(ctx, props) {
    const place = new PlacedPart(ctx, "map", props);
    const canvas = document.createElement("canvas");
    draw(ctx, canvas, props);
    const make = (): CanvasTexture => {
      const texture = new CanvasTexture(canvas);
      texture.colorSpace = SRGBColorSpace;
      return texture;
    };
    let texture = make();
    place.part = texture;
    return place.node({
      update(_changed, props) {
        draw(ctx, canvas, props);
        // Another size needs another texture on the GPU.
        const before = texture;
        texture = make();
        place.part = texture;
        before.dispose();
      },
      dispose() {
        texture.dispose();
      },
    });
  },
};
