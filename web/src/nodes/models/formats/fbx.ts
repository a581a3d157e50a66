// FBX, binary or as text.

import { FBXLoader } from "three/addons/loaders/FBXLoader.js";
import type { Parsed, Source } from "../formats";

export function parse({ bytes, folder, manager }: Source): Parsed {
  const object = new FBXLoader(manager).parse(bytes, folder);
  return { object, painted: true, clips: object.animations };
}
