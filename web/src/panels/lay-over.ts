import type { Rectangle } from "../scene/node-type";

const percent = (part: number): string => `${(part * 50).toFixed(4)}%`;

/** Lay an element over a rectangle of the canvas that it stands beside. */
export function layOver({ style }: HTMLElement, { left, bottom, right, top }: Rectangle): void {
  style.left = percent(left + 1);
  style.right = percent(1 - right);
  style.bottom = percent(bottom + 1);
  style.top = percent(1 - top);
}
