// Pointer: a ball on the point of a cloud that is under the pointer. PointerControls: the same, and events for
// clicks on points and beside them.

import { Color } from "three";
import type { PointerControlsProps, PointerProps } from "../protocol/components.gen";
import type { MouseClick } from "../protocol/events.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { PointBall } from "./point-ball";

/** Radius of the ball, in metres, and of the marker that ADD_MARKER asks for. */
const RADIUS = 0.01;
const COLOR = "red";

export const pointer: NodeType<PointerProps> = {
  create(ctx, props) {
    const ball = new PointBall(ctx);
    const style = (props: Readonly<PointerProps>): void => {
      const read = new Reader(ctx, props);
      ball.set(Math.max(read.number("thres", RADIUS), 0), read.color("color", COLOR));
      ball.parent = read.string("parent", "");
      ball.average = read.boolean("average", false);
      ball.enabled = !read.boolean("disable", false);
    };
    style(props);
    return {
      object: ball.object,
      update(_changed, props) {
        style(props);
        return undefined;
      },
      dispose() {
        ball.dispose();
      },
    };
  },
};

export const pointerControls: NodeType<PointerControlsProps> = {
  create(ctx, props) {
    const { stage } = ctx;
    const ball = new PointBall(ctx);
    ball.set(RADIUS, new Color(COLOR));
    let read = new Reader(ctx, props);
    ball.parent = read.string("parent", "");

    const stopClicks = stage.onClick(({ clientX, clientY }) => {
      const box = stage.canvas.getBoundingClientRect();
      const offsetX = clientX - box.left;
      const offsetY = clientY - box.top;
      const click: MouseClick = {
        pointerX: offsetX / box.width,
        pointerY: offsetY / box.height,
        offsetX,
        offsetY,
        offsetWidth: box.width,
        offsetHeight: box.height,
      };
      const point = ball.pointAt(clientX, clientY);
      const key = read.string("parentKey", ctx.key);
      if (point) ctx.send("ADD_MARKER", { ...click, position: { x: point.x, y: point.y, z: point.z }, radius: RADIUS }, key);
      else ctx.send("MOUSE_CLICK", click, key);
    });

    return {
      object: ball.object,
      update(_changed, props) {
        read = new Reader(ctx, props);
        ball.parent = read.string("parent", "");
        return undefined;
      },
      dispose() {
        stopClicks();
        ball.dispose();
      },
    };
  },
};
