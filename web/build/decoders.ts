// Three's loaders name all variants of their decoders, and the build takes along every file that is named.
// The page asks for one variant of Draco, the one for glTF, and brings the KTX2 decoder in a worker of its
// own (`src/scene/ktx2.ts`); the others would be a megabyte that nobody fetches.

import type { Plugin } from "vite";

/** By the ends of the modules' names: what is written there, and what is put in its place. */
const REPLACEMENTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "/three/examples/jsm/loaders/DRACOLoader.js": [
    ["new URL( '../libs/draco/draco_decoder.wasm', import.meta.url ).toString()", "''"],
    ["new URL( '../libs/draco/draco_wasm_wrapper.js', import.meta.url ).toString()", "''"],
    ["new URL( '../libs/draco/draco_decoder.js', import.meta.url ).toString()", "''"],
  ],
  "/three/examples/jsm/loaders/KTX2Loader.js": [
    ["new URL( '../libs/basis/basis_transcoder.wasm', import.meta.url ).toString()", "''"],
    ["new URL( '../libs/basis/basis_transcoder.js', import.meta.url ).toString()", "''"],
  ],
};

export function decoders(): Plugin {
  return {
    name: "decoders",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const path = id.split("?", 1)[0]?.replaceAll("\\", "/") ?? "";
      const replacements = Object.entries(REPLACEMENTS).find(([end]) => path.endsWith(end))?.[1];
      if (!replacements) return null;
      let changed = code;
      for (const [from, to] of replacements) {
        if (!changed.includes(from)) throw new Error(`${path} does not name ${from} any more: see build/decoders.ts`);
        changed = changed.replace(from, to);
      }
      return { code: changed, map: null };
    },
  };
}
