// OBJ with its materials in MTL.

import type { Material } from "three";
import { MTLLoader } from "three/addons/loaders/MTLLoader.js";
import { OBJLoader } from "three/addons/loaders/OBJLoader.js";
import type { Parsed, Source } from "../formats";

type Library = MTLLoader.MaterialCreator;

/** The files that an OBJ names for its materials: each line may name several. */
function namedIn(text: string): string[] {
  return [...text.matchAll(/^\s*mtllib\s+(.+?)\s*$/gm)].flatMap(([, names = ""]) =>
    // Programs write names with spaces as they are: only names that all end like files are several.
    names.split(/\s+/).every((name) => /\.mtl$/i.test(name)) ? names.split(/\s+/) : [names],
  );
}

async function libraryOf(path: string, { file, manager, name, note }: Source): Promise<Library | undefined> {
  try {
    // Pictures lie where the library lies.
    const { bytes, folder } = await file(path);
    const library = new MTLLoader(manager).parse(new TextDecoder().decode(bytes), folder);
    library.preload();
    return library;
  } catch (error) {
    // The shape is worth showing without its colours.
    note(`${name} has no materials: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** What the loader asks for materials: of several libraries, the first that has one of the name. */
class Libraries implements Pick<Library, "create"> {
  readonly #libraries: readonly Library[];

  constructor(libraries: readonly Library[]) {
    this.#libraries = libraries;
  }

  create(name: string): Material {
    const library = this.#libraries.find(({ materialsInfo }) => Object.hasOwn(materialsInfo, name)) ?? this.#libraries[0];
    if (!library) throw new Error("there are no materials");
    return library.create(name);
  }
}

export async function parse(source: Source): Promise<Parsed> {
  const text = source.text();
  const names = source.libraries.length > 0 ? source.libraries : namedIn(text);
  const libraries = (await Promise.all(names.map((name) => libraryOf(name, source)))).filter((library) => library !== undefined);
  const loader = new OBJLoader(source.manager);
  // The loader calls `create` and nothing else.
  if (libraries.length > 0) loader.setMaterials(new Libraries(libraries) as unknown as Library);
  const object = loader.parse(text);
  if (object.children.length === 0) throw new Error("it is not an OBJ file, or has nothing to draw");
  return { object, painted: libraries.length > 0 };
}
