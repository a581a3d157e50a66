// Files of three-dimensional models: fetched, parsed by the loader of their format, shared between all nodes
// that show them.

import { LoadingManager, type AnimationClip, type Object3D } from "three";
import type { Assets } from "../../scene/assets";
import { isBytes } from "../../scene/read";
import type { NodeContext } from "../../scene/node-type";
import { decodeText, type FileMap } from "./content";
import { parserOf, type Companion, type Parsed } from "./formats";
import { disposeModel } from "./meshes";
import { folderOf, locate } from "./paths";

/** A model and what the user should know about it. */
export interface Model {
  /** Never put this into the scene: clone it. */
  readonly object: Object3D;
  /** Whether its materials are the file's own; false where the format has none. */
  readonly painted: boolean;
  readonly clips: readonly AnimationClip[];
  /** Files it names that could not be loaded. */
  readonly missing: readonly string[];
  /** What else there is to say. */
  readonly notes: readonly string[];
}

/** How a file is to be read. */
export interface Reading {
  readonly format: string;
  /** Of formats that are text. */
  readonly encoding?: string | undefined;
  /** Where the files are that it names; others are beside it. */
  readonly assets?: FileMap | undefined;
  /** OBJ only: its material libraries, in place of those that it names. */
  readonly libraries?: readonly string[] | undefined;
}

/** What loading needs of a node. */
type Host = Pick<NodeContext, "assets" | "stage">;

/** What a loader throws, with the name of the file. */
function readable(error: unknown, name: string): Error {
  const text = error instanceof Error ? error.message : String(error);
  const short = error instanceof RangeError && text.includes("bounds of the DataView");
  return new Error(`${name} could not be read: ${short ? "it ends before it should" : text.replace(/^THREE\.\w+: /, "")}`, { cause: error });
}

/** The places of what a model names, and when all that its loader has begun to load is there, or failed. */
class Surroundings {
  readonly manager = new LoadingManager();
  readonly missing: string[] = [];
  readonly #assets: Assets;
  readonly #folder: string;
  readonly #files: FileMap;
  readonly #signal: AbortSignal;
  readonly #blobs: string[] = [];
  #settle: (() => void) | undefined;
  #busy = false;

  constructor(assets: Assets, folder: string, files: FileMap, signal: AbortSignal) {
    this.#assets = assets;
    this.#folder = folder;
    this.#files = files;
    this.#signal = signal;
    const { manager } = this;
    manager.setURLModifier((url) => this.#modify(url));
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

  /** A file that the model names. */
  async file(path: string): Promise<Companion> {
    const place = locate(path, { base: this.#folder, packages: undefined, assets: this.#files });
    if (isBytes(place)) return { bytes: place.slice().buffer, folder: this.#folder };
    const url = this.#assets.resolve(place);
    return { bytes: await this.#assets.bytes(url, this.#signal), folder: folderOf(url) };
  }

  async settled(): Promise<void> {
    const signal = this.#signal;
    if (this.#busy) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
        signal.addEventListener("abort", () => { resolve(); }, { once: true });
      });
    }
    signal.throwIfAborted();
  }

  dispose(): void {
    for (const url of this.#blobs) URL.revokeObjectURL(url);
  }

  /** A URL that a loader asks for; what the page may not fetch becomes one that fails. */
  #modify(url: string): string {
    if (/^(data|blob):/.test(url)) return url;
    const path = url.startsWith(this.#folder) ? url.slice(this.#folder.length) : url;
    try {
      const place = locate(path, { base: this.#folder, packages: undefined, assets: this.#files });
      if (typeof place === "string") return this.#assets.resolve(place);
      const blob = URL.createObjectURL(new Blob([place as Uint8Array<ArrayBuffer>]));
      this.#blobs.push(blob);
      return blob;
    } catch {
      return "data:,refused";
    }
  }
}

async function parse(host: Host, bytes: ArrayBuffer, name: string, reading: Reading, folder: string, signal: AbortSignal): Promise<Model> {
  const run = await parserOf(reading.format, name);
  const around = new Surroundings(host.assets, folder, reading.assets ?? {}, signal);
  const notes: string[] = [];
  let parsed: Parsed | undefined;
  try {
    parsed = await run({
      bytes,
      text: () => decodeText(bytes, reading.encoding),
      name,
      folder,
      libraries: reading.libraries ?? [],
      manager: around.manager,
      file: (path) => around.file(path),
      note: (text) => {
        notes.push(text);
      },
      renderer: host.stage.renderer,
    });
    await around.settled();
  } catch (error) {
    if (parsed) disposeModel(parsed.object);
    signal.throwIfAborted();
    throw readable(error, name);
  } finally {
    around.dispose();
  }
  const { object, painted, clips = [] } = parsed;
  return { object, painted, clips, missing: around.missing, notes };
}

const identities = new WeakMap<Uint8Array, number>();
let nextIdentity = 0;

/** What tells bytes apart without looking at all of them. */
function identityOf(bytes: Uint8Array): number {
  const known = identities.get(bytes) ?? nextIdentity++;
  identities.set(bytes, known);
  return known;
}

/** Two readings of one file with the same key give the same model. */
function keyOf({ format, encoding, assets, libraries }: Reading): string {
  const files = Object.entries(assets ?? {}).map(([path, file]) => [path, typeof file === "string" ? file : identityOf(file)]);
  return JSON.stringify([format, encoding, files, libraries]);
}

/** The model behind a URL of the scene, in use until the signal aborts. */
export function loadModel(host: Host, url: string, reading: Reading, signal: AbortSignal, init?: RequestInit): Promise<Model> {
  const { assets } = host;
  const resolved = assets.resolve(url);
  const name = url.startsWith("data:") ? "The model in a data: URL" : url;
  return assets.share(
    `model ${resolved} ${keyOf(reading)}`,
    signal,
    async (signal) => parse(host, await assets.bytes(resolved, signal, init), name, reading, folderOf(resolved), signal),
    ({ object }) => {
      disposeModel(object);
    },
  );
}

/** A model that came over the wire, in use until the signal aborts. `folder`: where its references start. */
export async function modelOfBytes(host: Host, bytes: Uint8Array, reading: Reading, folder: string, signal: AbortSignal): Promise<Model> {
  // A view of the message, which parsers need at the beginning of its buffer.
  const copy = bytes.slice().buffer;
  const model = await parse(host, copy, "The model sent", reading, host.assets.resolve(folder), signal);
  const free = (): void => {
    disposeModel(model.object);
  };
  if (signal.aborted) free();
  else signal.addEventListener("abort", free, { once: true });
  signal.throwIfAborted();
  return model;
}
