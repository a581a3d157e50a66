// A skeleton made visible: rods from joint to joint, a ball at each joint, its axes, its name. All rods are
// one instanced mesh, and all balls, which follow the bones whenever the scene is brought up to date.

import {
  Bone,
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  DynamicDrawUsage,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  Object3D,
  Quaternion,
  SphereGeometry,
  Vector3,
} from "three";
import type { SurfaceProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { hitLines, passRays } from "../../scene/raycast";
import { Surface } from "../../scene/surface";
import { Labels } from "./labels";

export interface BoneStyle {
  readonly shape: "capsule" | "bone";
  /** In the model's unit; undefined: a tenth of the bone's length, at most 2. */
  readonly radius: number | undefined;
  readonly color: NonNullable<SurfaceProps["color"]>;
  readonly jointColor: NonNullable<SurfaceProps["color"]>;
  readonly materialType: SurfaceProps["materialType"];
  readonly axes: boolean;
  readonly axesScale: number;
  readonly labels: boolean;
  readonly shadows: { readonly cast: boolean; readonly receive: boolean };
}

/** Joints are thicker than rods, axes longer than both. */
const JOINT = 1.5;
const AXES = 5;

/** Radius of a bone without one, by its length; and at most. */
const SLENDER = 0.1;
const THICKEST = 2;

const UP = new Vector3(0, 1, 0);
const NOWHERE = new Matrix4().makeScale(0, 0, 0);
const AXIS_COLORS = [1, 0.2, 0.2, 0.2, 1, 0.2, 0.3, 0.5, 1];

const _inverse = new Matrix4();
const _matrix = new Matrix4();
const _from = new Vector3();
const _to = new Vector3();
const _scale = new Vector3();
const _turn = new Quaternion();

/** The bones of a model, and for each of them the place in the list of the bone that it hangs on, or −1. */
function bonesIn(root: Object3D): { bones: Bone[]; parents: number[] } {
  const bones: Bone[] = [];
  root.traverse((object) => {
    if (object instanceof Bone) bones.push(object as Bone);
  });
  return { bones, parents: bones.map(({ parent }) => bones.indexOf(parent as Bone)) };
}

function lines(vertices: number): LineSegments<BufferGeometry, LineBasicMaterial> {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * vertices), 3).setUsage(DynamicDrawUsage));
  const object = new LineSegments(geometry, new LineBasicMaterial());
  object.frustumCulled = false;
  return object;
}

export class Bones extends Object3D {
  readonly #bones: readonly Bone[];
  readonly #parents: readonly number[];
  readonly #rods: InstancedMesh;
  readonly #balls: InstancedMesh;
  readonly #rodSurface: Surface;
  readonly #ballSurface: Surface;
  readonly #lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #axes: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #labels = new Labels();
  #labelled = false;
  #style: BoneStyle;

  /** Put it beside or below `root`, after it in the order of children. */
  constructor(ctx: NodeContext, root: Object3D, style: BoneStyle) {
    super();
    const { bones, parents } = bonesIn(root);
    this.#bones = bones;
    this.#parents = parents;
    this.#style = style;
    this.#rods = new InstancedMesh(new CylinderGeometry(0.5, 1, 1, 10).translate(0, 0.5, 0), undefined, bones.length);
    this.#balls = new InstancedMesh(new SphereGeometry(1, 14, 10), undefined, bones.length);
    this.#lines = lines(2 * bones.length);
    hitLines(this.#lines);
    this.#axes = lines(6 * bones.length);
    passRays(this.#axes);
    const colors = bones.flatMap(() => [0, 3, 6].flatMap((axis) => [...AXIS_COLORS.slice(axis, axis + 3), ...AXIS_COLORS.slice(axis, axis + 3)]));
    this.#axes.geometry.setAttribute("color", new BufferAttribute(new Float32Array(colors), 3));
    this.#axes.material.vertexColors = true;
    for (const mesh of [this.#rods, this.#balls]) {
      mesh.instanceMatrix.setUsage(DynamicDrawUsage);
      mesh.frustumCulled = false;
    }
    const defaults = { type: "physical", values: { roughness: 0.3 } } as const;
    this.#rodSurface = new Surface(ctx, this.#rods, this.#paint(style.color), defaults);
    this.#ballSurface = new Surface(ctx, this.#balls, this.#paint(style.jointColor), defaults);
    this.add(this.#rods, this.#balls, this.#lines, this.#axes);
    this.update(style);
  }

  /** Whether the model has no bones. */
  get empty(): boolean {
    return this.#bones.length === 0;
  }

  update(style: BoneStyle): void {
    this.#style = style;
    this.#rodSurface.update(this.#paint(style.color));
    this.#ballSurface.update(this.#paint(style.jointColor));
    this.#lines.material.color.set(style.jointColor as string);
    this.#rods.visible = this.#balls.visible = style.shape === "capsule";
    this.#lines.visible = style.shape === "bone";
    this.#axes.visible = style.axes;
    for (const mesh of [this.#rods, this.#balls]) {
      mesh.castShadow = style.shadows.cast;
      mesh.receiveShadow = style.shadows.receive;
    }
    if (style.labels !== this.#labelled) {
      this.#labels.dispose();
      if (style.labels) for (const bone of this.#bones) if (nameOf(bone)) this.#labels.add(bone, nameOf(bone));
      this.#labelled = style.labels;
    }
  }

  override updateMatrixWorld(force?: boolean): void {
    super.updateMatrixWorld(force);
    _inverse.copy(this.matrixWorld).invert();
    this.#bones.forEach((bone, index) => {
      const parent = this.#bones[this.#parents[index] ?? -1];
      _matrix.multiplyMatrices(_inverse, bone.matrixWorld);
      _to.setFromMatrixPosition(_matrix);
      if (parent) _from.setFromMatrixPosition(parent.matrixWorld).applyMatrix4(_inverse);
      else _from.copy(_to);
      const length = _from.distanceTo(_to);
      // The root has no rod of its own, and ends as thick as its neighbours.
      const radius = this.#style.radius ?? Math.min(SLENDER * (length || (bone.children[0]?.position.length() ?? 0)), THICKEST);
      this.#placeAxes(index, radius);
      this.#placeLine(index);
      this.#balls.setMatrixAt(index, _matrix.makeScale(radius * JOINT, radius * JOINT, radius * JOINT).setPosition(_to));
      if (parent && length > 0) {
        _turn.setFromUnitVectors(UP, _to.sub(_from).divideScalar(length));
        this.#rods.setMatrixAt(index, _matrix.compose(_from, _turn, _scale.set(radius, length, radius)));
      } else this.#rods.setMatrixAt(index, NOWHERE);
    });
    for (const mesh of [this.#rods, this.#balls]) {
      mesh.instanceMatrix.needsUpdate = true;
      mesh.boundingBox = null;
      mesh.boundingSphere = null;
    }
    for (const { geometry } of [this.#lines, this.#axes]) {
      geometry.getAttribute("position").needsUpdate = true;
      geometry.boundingBox = null;
      geometry.boundingSphere = null;
    }
  }

  override dispose(): void {
    this.removeFromParent();
    this.#labels.dispose();
    this.#rodSurface.dispose();
    this.#ballSurface.dispose();
    for (const mesh of [this.#rods, this.#balls]) {
      mesh.geometry.dispose();
      mesh.dispose();
    }
    for (const { geometry, material } of [this.#lines, this.#axes]) {
      geometry.dispose();
      material.dispose();
    }
  }

  #paint(color: BoneStyle["color"]): SurfaceProps {
    const { materialType } = this.#style;
    return materialType === undefined ? { color } : { color, materialType };
  }

  /** `_matrix` is the bone's. */
  #placeAxes(index: number, radius: number): void {
    const positions = this.#axes.geometry.getAttribute("position");
    const size = radius * AXES * this.#style.axesScale;
    for (let axis = 0; axis < 3; axis++) {
      const tip = _scale.setFromMatrixColumn(_matrix, axis).setLength(size).add(_to);
      positions.setXYZ(6 * index + 2 * axis, _to.x, _to.y, _to.z);
      positions.setXYZ(6 * index + 2 * axis + 1, tip.x, tip.y, tip.z);
    }
  }

  #placeLine(index: number): void {
    const positions = this.#lines.geometry.getAttribute("position");
    positions.setXYZ(2 * index, _from.x, _from.y, _from.z);
    positions.setXYZ(2 * index + 1, _to.x, _to.y, _to.z);
  }
}

/** As the file has it; ends of limbs have none. */
function nameOf({ name, userData }: Bone): string {
  const label: unknown = userData.label;
  const text = typeof label === "string" ? label : name;
  return text === "ENDSITE" ? "" : text;
}
