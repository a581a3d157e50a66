// ViewportHud: a scene of its own over a rectangle of the page.

import { Scene, type Vector2 } from "three";
import type { ViewportHudProps } from "../protocol/components.gen";
import type { NodeType, PixelRectangle } from "../scene/node-type";
import { Reader } from "../scene/read";

/** WebGL takes 32-bit numbers; no page is as large. */
const MOST_PX = 1e5;

/** Where it begins and how long it is, of a page so long: by the near edge, the far edge, or both. */
function span(near: number | undefined, far: number | undefined, length: number | undefined, page: number): readonly [number, number] {
  const size = Math.max(length ?? page - (near ?? 0) - (far ?? 0), 0);
  return [near ?? (far === undefined ? 0 : page - far - size), size];
}

export const viewportHud: NodeType<ViewportHudProps> = {
  create(ctx, props) {
    const scene = new Scene();
    let read = new Reader(ctx, props);
    const pixels = (name: "top" | "right" | "bottom" | "left" | "width" | "height"): number | undefined =>
      read.raw(name) === undefined ? undefined : read.clamped(name, 0, -MOST_PX, MOST_PX);
    const withdraw = ctx.stage.huds.add({
      scene,
      get order() {
        return read.number("renderPriority", 1);
      },
      rectangle({ x: pageWidth, y: pageHeight }: Vector2): PixelRectangle {
        const [x, width] = span(pixels("left"), pixels("right"), pixels("width"), pageWidth);
        const [y, height] = span(pixels("bottom"), pixels("top"), pixels("height"), pageHeight);
        return { x, y, width, height };
      },
    });
    const show = (props: Readonly<ViewportHudProps>): void => {
      scene.visible = props.visible !== false && props.hide !== true;
    };
    show(props);
    return {
      slot: scene,
      update(_changed, now) {
        read = new Reader(ctx, now);
        show(now);
        ctx.invalidate();
        return undefined;
      },
      dispose() {
        withdraw();
        ctx.invalidate();
      },
    };
  },
};
