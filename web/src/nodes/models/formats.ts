// The formats of model files, and what each of their parsers is given and gives. A parser is a chunk of its
// own with the loader it needs, fetched with the first file of its kind.

import type { AnimationClip, LoadingManager, Object3D, WebGLRenderer } from "three";

/** What a format's parser is given. */
export interface Source {
  readonly bytes: ArrayBuffer;
  /** The same as text, in the encoding that the node names. */
  readonly text: () => string;
  /** How the file is called in messages. */
  readonly name: string;
  /** URL of the folder that the file's own references start from. */
  readonly folder: string;
  /** OBJ only: URLs of material libraries, in place of those that the file names. */
  readonly libraries: readonly string[];
  /** For loaders that fetch: its requests go to the places that the scene allows. */
  readonly manager: LoadingManager;
  /** Fetch a file that the model names. */
  readonly file: (path: string) => Promise<Companion>;
  /** Tell the user something that does not stop the model from being shown. */
  readonly note: (text: string) => void;
  readonly renderer: WebGLRenderer;
}

/** A file that a model names. */
export interface Companion {
  readonly bytes: ArrayBuffer;
  /** URL of the folder that its own references start from. */
  readonly folder: string;
}

/** What a parser makes of it. */
export interface Parsed {
  readonly object: Object3D;
  /** Whether its materials are the file's own; false where the format has none. */
  readonly painted: boolean;
  readonly clips?: readonly AnimationClip[];
}

export type Parse = (source: Source) => Parsed | Promise<Parsed>;

/** By the extensions of their files. */
const FORMATS: Readonly<Record<string, () => Promise<{ readonly parse: Parse }>>> = {
  bvh: () => import("./formats/bvh"),
  dae: () => import("./formats/dae"),
  fbx: () => import("./formats/fbx"),
  glb: () => import("./formats/gltf"),
  gltf: () => import("./formats/gltf"),
  obj: () => import("./formats/obj"),
  pcd: () => import("./formats/pcd"),
  ply: () => import("./formats/ply"),
  stl: () => import("./formats/stl"),
};

/** The parser of a format. Throws, naming the file, if there is none. */
export async function parserOf(format: string, name: string): Promise<Parse> {
  const load = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!load) throw new Error(`${name}: models of the format "${format}" are not read; use ${Object.keys(FORMATS).join(", ")}`);
  return (await load()).parse;
}
