// Where the handles of Movable sit: at the anchor, a place in the box around what it holds, and the offset
// from there.

import { Box3, Matrix4, Mesh, Vector3, type Object3D } from "three";

/** How often the box is measured again: what is in it may load late, or move. */
const MEASURE_EVERY_MS = 500;

const _bounds = new Box3();
const _matrix = new Matrix4();
const _inverse = new Matrix4();
const _half = new Vector3();
const _anchor = new Vector3();

export class Seat {
  readonly #content: Object3D;
  readonly #handles: Object3D;
  readonly #box = new Box3();
  readonly #offset = new Vector3();
  #anchor: readonly [number, number, number] | undefined;
  #nextMeasure = 0;

  /** `content` and `handles` have one parent. */
  constructor(content: Object3D, handles: Object3D) {
    this.#content = content;
    this.#handles = handles;
  }

  /** `anchor`: from -1 to 1 along each axis of the box; absent, the origin. `offset` in metres. */
  set(anchor: readonly [number, number, number] | undefined, offset: readonly [number, number, number]): void {
    this.#anchor = anchor;
    this.#offset.fromArray(offset);
    this.#handles.position.copy(this.#offset);
    this.#nextMeasure = 0;
  }

  /** Follow the box; `now` in milliseconds. */
  update(now: number): void {
    if (!this.#anchor || now < this.#nextMeasure) return;
    this.#nextMeasure = now + MEASURE_EVERY_MS;
    this.#measure();
    if (this.#box.isEmpty()) return;
    const { position } = this.#handles;
    this.#box.getCenter(position);
    this.#box.getSize(_half).multiplyScalar(0.5);
    position.add(_anchor.fromArray(this.#anchor).multiply(_half)).add(this.#offset);
  }

  /** The box around the content, in its own frame. */
  #measure(): void {
    const content = this.#content;
    content.updateWorldMatrix(true, true);
    _inverse.copy(content.matrixWorld).invert();
    this.#box.makeEmpty();
    content.traverse((child) => {
      if (!(child instanceof Mesh)) return;
      const { geometry } = child as Mesh;
      if (!geometry.boundingBox) geometry.computeBoundingBox();
      if (!geometry.boundingBox) return;
      this.#box.union(_bounds.copy(geometry.boundingBox).applyMatrix4(_matrix.multiplyMatrices(_inverse, child.matrixWorld)));
    });
  }
}
