// COLLADA.

import type { Group } from "three";
import { ColladaLoader } from "three/addons/loaders/ColladaLoader.js";
import type { Parsed, Source } from "../formats";
import { parseXml } from "../xml";

export function parse({ text: read, name, folder, manager }: Source): Parsed {
  const text = read();
  // The loader writes to the console, and gives nothing, where this throws a reason.
  parseXml(text, name);
  const collada = new ColladaLoader(manager).parse(text, folder) as { readonly scene: Group } | null;
  if (!collada) throw new Error("it is not a COLLADA file");
  return { object: collada.scene, painted: true, clips: collada.scene.animations };
}
