// glTF, binary or as text. The decoders of its compressions are chunks of their own again: most files use none.

import { LoadingManager } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { Parsed, Source } from "../formats";

/** The four bytes that a binary file begins with, and the type of its first chunk. */
const MAGIC = 0x4654_6c67;
const JSON_CHUNK = 0x4e4f_534a;

/** The JSON of a file, in which its extensions are named. */
function jsonOf(bytes: ArrayBuffer): string {
  const view = new DataView(bytes);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC) return new TextDecoder().decode(bytes);
  if (view.getUint32(16, true) !== JSON_CHUNK) throw new Error("it begins with no JSON");
  return new TextDecoder().decode(bytes.slice(20, 20 + view.getUint32(12, true)));
}

export async function parse({ bytes, folder, manager, renderer }: Source): Promise<Parsed> {
  const json = jsonOf(bytes);
  const uses = (...extensions: readonly string[]): boolean => extensions.some((extension) => json.includes(extension));
  const loader = new GLTFLoader(manager);
  const ends: (() => void)[] = [];
  try {
    if (uses("KHR_draco_mesh_compression")) {
      const { DRACOLoader, DRACO_GLTF_CONFIG } = await import("three/addons/loaders/DRACOLoader.js");
      // The decoder is a file of this page: its URL is not one of the scene's.
      const draco = new DRACOLoader(new LoadingManager()).setDecoderPath(DRACO_GLTF_CONFIG);
      loader.setDRACOLoader(draco);
      ends.push(() => { draco.dispose(); });
    }
    if (uses("KHR_texture_basisu")) {
      const { ktx2Loader } = await import("../../../scene/ktx2");
      const ktx2 = ktx2Loader(renderer, manager);
      loader.setKTX2Loader(ktx2);
      ends.push(() => { ktx2.dispose(); });
    }
    if (uses("EXT_meshopt_compression", "KHR_meshopt_compression")) {
      const { MeshoptDecoder } = await import("three/addons/libs/meshopt_decoder.module.js");
      loader.setMeshoptDecoder(MeshoptDecoder);
    }
    const gltf = await loader.parseAsync(bytes, folder);
    return { object: gltf.scene, painted: true, clips: gltf.animations };
  } finally {
    for (const end of ends) end();
  }
}
