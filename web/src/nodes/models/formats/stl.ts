// STL: one mesh, sometimes with colours.

import { Mesh, MeshPhysicalMaterial } from "three";
import { STLLoader } from "three/addons/loaders/STLLoader.js";
import type { Parsed, Source } from "../formats";

export function parse({ bytes }: Source): Parsed {
  const geometry = new STLLoader().parse(bytes);
  if (geometry.getAttribute("position").count === 0) throw new Error("it has no triangles");
  // Many files carry zeros for their normals.
  geometry.computeVertexNormals();
  const colored = geometry.hasAttribute("color");
  return { object: new Mesh(geometry, new MeshPhysicalMaterial({ vertexColors: colored })), painted: colored };
}
