// Whether something can be seen: three.js asks only about the object itself.

import type { Object3D } from "three";

/** Whether an object and all that it is in are visible. */
export function isShown(object: Object3D): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (!at.visible) return false;
  return true;
}
