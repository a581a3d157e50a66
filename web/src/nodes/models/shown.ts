// A model on show: loaded, copied, and dressed as the props of its node say.

import { type Object3D } from "three";
import { clone } from "three/addons/utils/SkeletonUtils.js";
import type { BvhProps, DaeProps, FbxProps, GlbProps, ObjProps, PcdProps, PlyProps, StlProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { Bones, type BoneStyle } from "./bones";
import type { Content } from "./content";
import { loadModel, modelOfBytes, type Model, type Reading } from "./files";
import { applyMeshProps, disposeCopy } from "./meshes";
import { Paint } from "./paint";
import { Clouds } from "./points";

/** The props of each format's node. */
export interface Formats {
  Bvh: BvhProps;
  Dae: DaeProps;
  Fbx: FbxProps;
  Glb: GlbProps;
  Obj: ObjProps;
  Pcd: PcdProps;
  Ply: PlyProps;
  Stl: StlProps;
}

/** The props of all of them: which of them a node has is up to its tag. */
export type ModelNodeProps = Partial<BvhProps & DaeProps & FbxProps & GlbProps & ObjProps & PcdProps & PlyProps & StlProps>;

/** What there is to know about a format. */
export interface Kind {
  readonly format: string;
  /** Diameter of points in metres, if the props name none. */
  readonly pointSize?: number;
  /** How its bones are drawn. */
  readonly bones?: (ctx: NodeContext, props: Readonly<ModelNodeProps>) => BoneStyle;
  /** Its size, if the props say nothing. */
  readonly scale?: number;
  /** Its `color` is that of the bones. */
  readonly unpainted?: true;
}

/** A model, and a copy of it for one node: several may show one file. */
export interface Copied {
  readonly model: Model;
  readonly copy: Object3D;
}

/** Load what the props name; in use until the signal aborts. */
export async function copyOf(ctx: NodeContext, content: Content, reading: Reading, signal: AbortSignal): Promise<Copied> {
  const model = await ("url" in content ? loadModel(ctx, content.url, reading, signal) : modelOfBytes(ctx, content.bytes, reading, "", signal));
  const copy = clone(model.object);
  if (model.clips.length > 0) copyIdentities(model.object, copy);
  return { model, copy };
}

/** Tracks of some formats name what they move by its identity, which a copy has not. */
function copyIdentities(from: Object3D, to: Object3D): void {
  to.uuid = from.uuid;
  from.children.forEach((child, index) => {
    const copied = to.children[index];
    if (copied) copyIdentities(child, copied);
  });
}

export class Shown {
  readonly #kind: Kind;
  readonly #ctx: NodeContext;
  readonly #object: Object3D;
  readonly #paint: Paint | undefined;
  readonly #clouds: Clouds;
  readonly #bones: Bones | undefined;
  readonly #end: () => void;

  /** `end` ends the use of the file. */
  constructor(ctx: NodeContext, kind: Kind, object: Object3D, props: Readonly<ModelNodeProps>, end: () => void) {
    this.#ctx = ctx;
    this.#kind = kind;
    this.#object = object;
    this.#end = end;
    if (!kind.unpainted) {
      this.#paint = new Paint(ctx, props, () => undefined);
      this.#paint.add(object);
    }
    this.#clouds = new Clouds(ctx, object, kind.pointSize ?? 0.01, props);
    const bones = kind.bones && new Bones(ctx, object, kind.bones(ctx, props));
    if (bones?.empty === false) this.#bones = bones;
    else bones?.dispose();
    applyMeshProps(object, props);
  }

  addTo(place: Object3D): void {
    place.add(this.#object);
    if (this.#bones) place.add(this.#bones);
  }

  update(props: Readonly<ModelNodeProps>): void {
    applyMeshProps(this.#object, props);
    this.#paint?.update(props);
    this.#clouds.update(props);
    if (this.#kind.bones) this.#bones?.update(this.#kind.bones(this.#ctx, props));
  }

  dispose(): void {
    this.#object.removeFromParent();
    disposeCopy(this.#object);
    this.#bones?.dispose();
    this.#clouds.dispose();
    this.#paint?.dispose();
    this.#end();
  }
}

