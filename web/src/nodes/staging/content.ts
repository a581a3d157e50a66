// What stands below a node: whether it has changed, and the box around it.

import type { Mesh} from "three";
import { Box3, Matrix4, Vector3, type BufferGeometry, type Object3D } from "three";

let _sum = 0;

function mix(value: number): void {
  _sum = (_sum * 31 + (Number.isFinite(value) ? value : 0)) % 1_000_003;
}

function add(object: Object3D): void {
  mix(object.id);
  mix(object.visible ? 1 : 0);
  const { elements } = object.matrix;
  for (const element of elements) mix(element);
  addShape(object);
}

function addShape(object: Object3D): void {
  const { geometry } = object as Partial<Mesh>;
  if (!geometry) return;
  mix(geometry.id);
  const { position } = geometry.attributes;
  if (position && "version" in position) mix(position.version);
}

function addCaster(object: Object3D): void {
  if (!object.castShadow || !("geometry" in object)) return;
  mix(object.id);
  for (const element of object.matrixWorld.elements) mix(element);
  addShape(object);
}

/** Tells whether the objects below one have come, gone, moved or changed their shape. Cheap enough for every frame. */
export class ContentWatch {
  readonly #root: Object3D;
  readonly #casters: boolean;
  #sum = NaN;

  /** `root` itself may move. `casters`: whether only what throws shadows counts. */
  constructor(root: Object3D, casters = false) {
    this.#root = root;
    this.#casters = casters;
  }

  /** Whether anything has changed since the last call; true at the first. */
  changed(): boolean {
    _sum = 17;
    for (const child of this.#root.children) {
      child.updateMatrixWorld();
      if (this.#casters) child.traverseVisible(addCaster);
      else child.traverse(add);
    }
    if (_sum === this.#sum) return false;
    this.#sum = _sum;
    return true;
  }

  /** Have the next call say yes. */
  reset(): void {
    this.#sum = NaN;
  }
}

const _inverse = new Matrix4();
const _relative = new Matrix4();
const _part = new Box3();
const _point = new Vector3();

/**
 * The box around all that is drawn below `root`, in its own frame; empty if there is nothing. `precise`:
 * around every vertex, not around the boxes of the geometries.
 */
export function boxBelow(root: Object3D, out: Box3, precise: boolean): Box3 {
  out.makeEmpty();
  root.updateWorldMatrix(true, true);
  _inverse.copy(root.matrixWorld).invert();
  root.traverseVisible((object) => {
    const { geometry } = object as { geometry?: BufferGeometry };
    const position = geometry?.attributes.position;
    if (!geometry || !position || position.count === 0) return;
    _relative.multiplyMatrices(_inverse, object.matrixWorld);
    // Long lists are not worth it: a frame must stay a frame.
    if (precise && position.count <= 200_000) {
      for (let i = 0; i < position.count; i++) out.expandByPoint(_point.fromBufferAttribute(position, i).applyMatrix4(_relative));
      return;
    }
    if (!geometry.boundingBox) geometry.computeBoundingBox();
    if (geometry.boundingBox) out.union(_part.copy(geometry.boundingBox).applyMatrix4(_relative));
  });
  const { min, max } = out;
  if (![min.x, min.y, min.z, max.x, max.y, max.z].every(Number.isFinite)) out.makeEmpty();
  return out;
}
