// Joints as balls, the bones between them as rods that become thinner, and the axes of the joints.

import { Color, CylinderGeometry, InstancedMesh, Matrix4, Quaternion, SphereGeometry, Vector3, type BufferGeometry, type Object3D } from "three";
import type { MaterialSpec } from "../../scene/materials";
import type { NodeContext } from "../../scene/node-type";
import { OwnMaterial } from "../../scene/painter";
import type { Joint } from "./joints";
import type { Pose } from "./poses";

export interface Look {
  readonly color: string;
  /** Radius of the balls in metres. */
  readonly radius: number;
  /** Length of the axes in metres; none are drawn if undefined. */
  readonly frame: number | undefined;
}

const SHAPES = {
  ball: () => new SphereGeometry(1, 16, 12),
  /** Along y, from 0 to 1. */
  rod: () => new CylinderGeometry(0.5, 0.8, 1, 12).translate(0, 0.5, 0),
} satisfies Record<string, () => BufferGeometry>;

const AXES = [new Color("#ff3b30"), new Color("#34c759"), new Color("#0a7aff")] as const;
/** Of a frame's length. */
const AXIS_RADIUS = 0.06;

const _up = new Vector3(0, 1, 0);
const _from = new Vector3();
const _to = new Vector3();
const _size = new Vector3();
const _turn = new Quaternion();
const _matrix = new Matrix4();
const _axis = new Matrix4();
const _direction = new Vector3();

/** Many of one shape, in one drawing. */
class Pieces {
  readonly #ctx: NodeContext;
  readonly #mesh: InstancedMesh;
  readonly #painter: OwnMaterial;

  constructor(ctx: NodeContext, object: Object3D, shape: keyof typeof SHAPES, most: number) {
    this.#ctx = ctx;
    const mesh = new InstancedMesh(ctx.assets.geometries.acquire(`skeleton ${shape}`, SHAPES[shape]), undefined, most);
    mesh.castShadow = mesh.receiveShadow = true;
    // The pieces move with every frame; where they are is not worth finding out for so few.
    mesh.frustumCulled = false;
    mesh.count = 0;
    this.#mesh = mesh;
    this.#painter = new OwnMaterial(mesh, ctx.assets.materials);
    object.add(mesh);
  }

  paint(spec: MaterialSpec): void {
    this.#painter.paint(spec);
  }

  clear(): void {
    this.#mesh.count = 0;
  }

  add(matrix: Matrix4, color?: Color): void {
    const mesh = this.#mesh;
    mesh.setMatrixAt(mesh.count, matrix);
    if (color) mesh.setColorAt(mesh.count, color);
    mesh.count++;
  }

  done(): void {
    const mesh = this.#mesh;
    mesh.instanceMatrix.needsUpdate = true;
    if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
    mesh.boundingSphere = mesh.boundingBox = null;
  }

  dispose(): void {
    this.#mesh.removeFromParent();
    this.#mesh.dispose();
    this.#painter.dispose();
    this.#ctx.assets.geometries.release(this.#mesh.geometry);
  }
}

/** A rod from the joint at `from` in this direction. */
function rod(from: Vector3, direction: Vector3, radius: number): Matrix4 {
  const length = direction.length();
  _turn.setFromUnitVectors(_up, direction.divideScalar(length || 1));
  return _matrix.compose(from, _turn, _size.set(radius, length, radius));
}

export class Skeleton {
  readonly #joints: readonly Joint[];
  readonly #balls: Pieces;
  readonly #bones: Pieces;
  readonly #axes: Pieces;

  /** Draws these joints below the object. */
  constructor(ctx: NodeContext, object: Object3D, joints: readonly Joint[]) {
    this.#joints = joints;
    this.#balls = new Pieces(ctx, object, "ball", joints.length);
    this.#bones = new Pieces(ctx, object, "rod", joints.length);
    this.#axes = new Pieces(ctx, object, "rod", 3 * joints.length);
    this.#axes.paint({ type: "basic", values: {} });
  }

  /** The joints where they are now; those that are not tracked are left out. Undefined: nothing is drawn. */
  set(poses: readonly Pose[] | undefined, { color, radius, frame }: Look): void {
    const spec: MaterialSpec = { type: "standard", values: { color: new Color(color).toArray(), roughness: 0.5 } };
    const pieces = [this.#balls, this.#bones, this.#axes];
    this.#balls.paint(spec);
    this.#bones.paint(spec);
    for (const some of pieces) some.clear();
    this.#joints.forEach((_, i) => {
      const pose = poses?.[i];
      if (!poses || !pose) return;
      _from.setFromMatrixPosition(pose);
      this.#balls.add(_matrix.makeScale(radius, radius, radius).setPosition(_from));
      const parent = this.#parentPose(poses, i);
      if (parent) {
        _to.copy(_from);
        _from.setFromMatrixPosition(parent);
        this.#bones.add(rod(_from, _to.sub(_from), radius));
      }
      if (frame !== undefined) this.#addAxes(pose, frame);
    });
    for (const some of pieces) some.done();
  }

  dispose(): void {
    this.#balls.dispose();
    this.#bones.dispose();
    this.#axes.dispose();
  }

  /** The nearest joint towards the root that is tracked. */
  #parentPose(poses: readonly Pose[], index: number): Pose {
    for (let at = this.#joints[index]?.parent; at !== undefined; at = this.#joints[at]?.parent) if (poses[at]) return poses[at];
    return undefined;
  }

  #addAxes(pose: Matrix4, length: number): void {
    _from.setFromMatrixPosition(pose);
    AXES.forEach((color, axis) => {
      _direction.setFromMatrixColumn(_axis.copy(pose), axis).setLength(length);
      this.#axes.add(rod(_from, _direction, length * AXIS_RADIUS), color);
    });
  }
}
