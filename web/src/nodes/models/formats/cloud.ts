// What the formats of point clouds have in common.

import { BufferAttribute, type BufferGeometry } from "three";

/** Leave out points that are nowhere: sensors send NaN for directions from which nothing came back. */
export function dropUnknown(geometry: BufferGeometry): void {
  const positions = geometry.getAttribute("position");
  const known: number[] = [];
  for (let i = 0; i < positions.count; i++) {
    if (Number.isFinite(positions.getX(i) + positions.getY(i) + positions.getZ(i))) known.push(i);
  }
  if (known.length < positions.count) {
    for (const [name, attribute] of Object.entries(geometry.attributes)) {
      const { array, itemSize, normalized } = attribute as BufferAttribute;
      const kept = new (array.constructor as new (length: number) => BufferAttribute["array"])(known.length * itemSize);
      known.forEach((from, to) => {
        for (let column = 0; column < itemSize; column++) kept[to * itemSize + column] = array[from * itemSize + column] ?? 0;
      });
      geometry.setAttribute(name, new BufferAttribute(kept, itemSize, normalized));
    }
  }
  geometry.boundingBox = null;
  geometry.computeBoundingSphere();
}
