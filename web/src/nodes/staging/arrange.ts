// Center, Resize and BBAnchor: children are moved, or scaled, by the box around them or around their parent.

import { Box3, Group, Vector3 } from "three";
import type { BBAnchorProps, CenterProps, ResizeProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { boxBelow, ContentWatch } from "./content";

const _box = new Box3();
const _center = new Vector3();
const _size = new Vector3();

/** A node whose children hang in an inner group that is arranged anew when they or the props have changed. */
function arranged<P extends object>(arrange: (inner: Group, read: Reader<P>) => void): NodeType<P> {
  return {
    create(ctx: NodeContext, props) {
      const object = new Group();
      const inner = new Group();
      object.add(inner);
      const watch = new ContentWatch(inner);
      ctx.onFrame(() => {
        if (watch.changed()) arrange(inner, new Reader(ctx, props));
        return undefined;
      });
      return {
        object,
        slot: inner,
        update(_changed, now) {
          props = now;
          watch.reset();
          return undefined;
        },
        dispose: () => undefined,
      };
    },
  };
}

/** How far the box has to go along one axis: its middle to 0, or one of its sides. */
function shift(min: number, max: number, lower: boolean, upper: boolean): number {
  // `top` means that the children are above the position: their lower side is at it.
  if (upper) return -min;
  return lower ? -max : -(min + max) / 2;
}

export const center = arranged<CenterProps>((inner, read) => {
  inner.position.set(0, 0, 0);
  if (read.boolean("disable", false)) return;
  const { min, max } = boxBelow(inner, _box, read.boolean("precise", true));
  if (_box.isEmpty()) return;
  const flag = (name: "top" | "bottom" | "left" | "right" | "front" | "back" | "disableX" | "disableY" | "disableZ"): boolean => read.boolean(name, false);
  if (!flag("disableX")) inner.position.x = shift(min.x, max.x, flag("left"), flag("right"));
  if (!flag("disableY")) inner.position.y = shift(min.y, max.y, flag("bottom"), flag("top"));
  if (!flag("disableZ")) inner.position.z = shift(min.z, max.z, flag("back"), flag("front"));
});

export const resize = arranged<ResizeProps>((inner, read) => {
  inner.scale.setScalar(1);
  inner.position.set(0, 0, 0);
  boxBelow(inner, _box, read.boolean("precise", true));
  if (_box.isEmpty()) return;
  _box.getSize(_size);
  _box.getCenter(_center);
  const sides = [read.boolean("width", false) && _size.x, read.boolean("height", false) && _size.y, read.boolean("depth", false) && _size.z];
  const wanted = sides.filter((side) => side !== false);
  const longest = Math.max(...(wanted.length ? wanted : _size.toArray()));
  if (!(longest > 0)) return;
  inner.scale.setScalar(1 / longest);
});

export const bbAnchor: NodeType<BBAnchorProps> = {
  create(ctx, props) {
    const object = new Group();
    const inner = new Group();
    object.add(inner);
    ctx.onFrame(() => {
      const { parent } = object;
      if (!parent) return undefined;
      // What hangs here is not part of the box that it hangs on.
      const { visible } = object;
      object.visible = false;
      boxBelow(parent, _box, false);
      object.visible = visible;
      if (_box.isEmpty()) return undefined;
      const anchor = new Reader(ctx, props).vector("anchor", [0, 0, 0]);
      _box.getCenter(inner.position).add(_box.getSize(_size).multiplyScalar(0.5).multiply(_center.fromArray(anchor)));
      return undefined;
    });
    return {
      object,
      slot: inner,
      update(_changed, now) {
        props = now;
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};
