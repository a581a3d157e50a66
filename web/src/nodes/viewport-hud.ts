// ViewportHud and Hud: a scene of its own over a rectangle of the page, or over all of it.

import { Scene, type Vector2 } from "three";
import type { HudProps, ViewportHudProps } from "../protocol/components.gen";
import type { NodeType, PixelRectangle } from "../scene/node-type";
import { Reader } from "../scene/read";

/** WebGL takes 32-bit numbers; no page is as large. */
const MOST_PX = 1e5;

/** Where it begins and how long it is, of a page so long: by the near edge, the far edge, or both. */
function span(near: number | undefined, far: number | undefined, length: number | undefined, page: number): readonly [number, number] {
  const size = Math.max(length ?? page - (near ?? 0) - (far ?? 0), 0);
  return [near ?? (far === undefined ? 0 : page - far - size), size];
}

/** A scene over that rectangle, which is asked for with every frame. */
function hud<P extends HudProps>(rectangle: (read: Reader<P>, page: Vector2) => PixelRectangle): NodeType<P> {
  return {
    create(ctx, props) {
      const scene = new Scene();
      let read = new Reader(ctx, props);
      const withdraw = ctx.stage.huds.add({
        scene,
        get order() {
          return read.number("renderPriority", 1);
        },
        rectangle: (page) => rectangle(read, page),
      });
      const show = (props: Readonly<HudProps>): void => {
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
}

export const wholeHud = hud<HudProps>((_read, { x: width, y: height }) => ({ x: 0, y: 0, width, height }));

export const viewportHud = hud<ViewportHudProps>((read, page) => {
  const pixels = (name: "top" | "right" | "bottom" | "left" | "width" | "height"): number | undefined =>
    read.raw(name) === undefined ? undefined : read.clamped(name, 0, -MOST_PX, MOST_PX);
  const [x, width] = span(pixels("left"), pixels("right"), pixels("width"), page.x);
  const [y, height] = span(pixels("bottom"), pixels("top"), pixels("height"), page.y);
  return { x, y, width, height };
});
