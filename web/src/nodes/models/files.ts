// Files of three-dimensional models: fetched, parsed by the loader of their format, shared between all nodes
// that show them. Loaders are chunks of their own, fetched with the first file of their kind.

import { LoadingManager, Mesh, type Group, type Object3D } from "three";
import type { Assets } from "../../scene/assets";
import { extensionOf } from "../../scene/textures";
import { disposeModel } from "./meshes";
import { folderOf } from "./paths";
import { checkXml } from "./xml";

/** A model and what the user should know about it. */
export interface Model {
  /** Never put this into the scene: clone it. */
  readonly object: Object3D;
  /** Whether its materials are the file's own; false where the format has none. */
  readonly painted: boolean;
  /** Files it names that could not be loaded. */
  readonly missing: readonly string[];
}

/** What a format's parser is given. */
interface Source {
  readonly bytes: ArrayBuffer;
  /** How the file is called in messages. */
  readonly name: string;
  /** URL of the folder that the file's own references start from. */
  readonly folder: string;
  readonly manager: LoadingManager;
  readonly assets: Assets;
  readonly signal: AbortSignal;
}

interface Parsed {
  readonly object: Object3D;
  readonly painted: boolean;
}

type Parse = (source: Source) => Promise<Parsed>;

const PARSERS: Readonly<Record<string, Parse>> = {
  async stl({ bytes }) {
    const { STLLoader } = await import("three/addons/loaders/STLLoader.js");
    const geometry = new STLLoader().parse(bytes);
    // Many files carry zeros for their normals.
    geometry.computeVertexNormals();
    return { object: new Mesh(geometry), painted: false };
  },
  async obj(source) {
    const { OBJLoader } = await import("three/addons/loaders/OBJLoader.js");
    const text = textOf(source.bytes);
    const loader = new OBJLoader(source.manager);
    const library = await materialsOf(text, source);
    if (library) loader.setMaterials(library);
    return { object: loader.parse(text), painted: library !== undefined };
  },
  async dae({ bytes, name, folder, manager }) {
    const { ColladaLoader } = await import("three/addons/loaders/ColladaLoader.js");
    const text = textOf(bytes);
    checkXml(text, name);
    const collada = new ColladaLoader(manager).parse(text, folder) as { readonly scene: Group } | null;
    if (!collada) throw new Error("it is not a COLLADA file");
    return { object: collada.scene, painted: true };
  },
  glb: parseGltf,
  gltf: parseGltf,
};

/** The formats that can be read, by the extensions of their files. */
export function isModelFormat(extension: string): boolean {
  return Object.hasOwn(PARSERS, extension);
}

function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}

/** The materials that an OBJ file names, if it names any and they are there. */
async function materialsOf(text: string, { name, folder, manager, assets, signal }: Source) {
  const file = /^mtllib\s+(.+?)\s*$/m.exec(text)?.[1];
  if (file === undefined) return undefined;
  const { MTLLoader } = await import("three/addons/loaders/MTLLoader.js");
  try {
    const materials = new MTLLoader(manager).parse(await assets.text(folder + file, signal), folder);
    materials.preload();
    return materials;
  } catch (error) {
    signal.throwIfAborted();
    // The shape is worth showing without its colours.
    manager.onError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function parseGltf({ bytes, folder, manager }: Source): Promise<Parsed> {
  const [{ GLTFLoader }, { DRACOLoader, DRACO_GLTF_CONFIG }, { MeshoptDecoder }] = await Promise.all([
    import("three/addons/loaders/GLTFLoader.js"),
    import("three/addons/loaders/DRACOLoader.js"),
    import("three/addons/libs/meshopt_decoder.module.js"),
  ]);
  const loader = new GLTFLoader(manager);
  // The decoder is a file of this page: its URL is not one of the scene's.
  const draco = new DRACOLoader(new LoadingManager()).setDecoderPath(DRACO_GLTF_CONFIG);
  loader.setDRACOLoader(draco);
  loader.setMeshoptDecoder(MeshoptDecoder);
  try {
    const { scene } = await loader.parseAsync(bytes, folder);
    return { object: scene, painted: true };
  } finally {
    draco.dispose();
  }
}

/** What a loader throws, with the name of the file. */
function readable(error: unknown, name: string): Error {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes("setKTX2Loader")) return new Error(`${name}: its textures are KTX2, which is not read; use png, jpeg or webp`);
  return new Error(`${name} could not be read: ${text}`, { cause: error });
}

/** Resolves when all that a loader has begun to load is there, or failed. */
class Pending {
  readonly manager = new LoadingManager();
  readonly missing: string[] = [];
  #settle: (() => void) | undefined;
  #busy = false;

  constructor(assets: Assets, folder: string) {
    const { manager } = this;
    manager.setURLModifier((url) => resolveWithin(assets, folder, url));
    manager.onStart = () => {
      this.#busy = true;
    };
    manager.onLoad = () => {
      this.#busy = false;
      this.#settle?.();
    };
    manager.onError = (url) => {
      this.missing.push(url);
    };
  }

  async settled(signal: AbortSignal): Promise<void> {
    if (!this.#busy) return;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      signal.addEventListener("abort", () => { resolve(); }, { once: true });
    });
    signal.throwIfAborted();
  }
}

/** A URL that a loader asks for; what the page may not fetch becomes one that fails. */
function resolveWithin(assets: Assets, folder: string, url: string): string {
  if (/^(data|blob):/.test(url)) return url;
  try {
    return assets.resolve(url.startsWith(folder) ? url : new URL(url, folder || location.href).href);
  } catch {
    return "data:,refused";
  }
}

async function parse(assets: Assets, bytes: ArrayBuffer, name: string, extension: string, folder: string, signal: AbortSignal): Promise<Model> {
  const parser = Object.hasOwn(PARSERS, extension) ? PARSERS[extension] : undefined;
  if (!parser) throw new Error(`${name}: models of the format "${extension}" are not read; use ${Object.keys(PARSERS).join(", ")}`);
  const pending = new Pending(assets, folder);
  let parsed: Parsed;
  try {
    parsed = await parser({ bytes, name, folder, manager: pending.manager, assets, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw readable(error, name);
  }
  const { object, painted } = parsed;
  try {
    await pending.settled(signal);
  } catch (error) {
    disposeModel(object);
    throw error;
  }
  return { object, painted, missing: pending.missing };
}

/** The model behind a URL of the scene, in use until the signal aborts. `format`: that of a URL which names none. */
export function loadModel(assets: Assets, url: string, signal: AbortSignal, format = ""): Promise<Model> {
  const resolved = assets.resolve(url);
  const extension = extensionOf(resolved) || format;
  const name = url.startsWith("data:") ? "The model in a data: URL" : url;
  return assets.share(
    `model ${resolved}`,
    signal,
    async (signal) => parse(assets, await assets.bytes(resolved, signal), name, extension, folderOf(resolved), signal),
    ({ object }) => {
      disposeModel(object);
    },
  );
}

/** A model that came over the wire, in use until the signal aborts. `folder`: where its references start. */
export async function modelOfBytes(assets: Assets, bytes: Uint8Array, extension: string, folder: string, signal: AbortSignal): Promise<Model> {
  const copy = bytes.slice().buffer;
  const model = await parse(assets, copy, "The model sent", extension, assets.resolve(folder), signal);
  const free = (): void => {
    disposeModel(model.object);
  };
  if (signal.aborted) free();
  else signal.addEventListener("abort", free, { once: true });
  signal.throwIfAborted();
  return model;
}

