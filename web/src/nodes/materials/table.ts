// The materials by tag: those of three.js by their names, and 0.1.6's components. Nothing else of the
// library can be named by a scene.

import { meshDistanceMaterial } from "./distance";
import { material } from "./material";
import { meshDiscardMaterial, meshDistortMaterial, meshWobbleMaterial } from "./moving";
import { meshReflectorMaterial } from "./reflector";
import { rawShaderMaterial, shaderMaterial } from "./shader";
import { meshTransmissionMaterial } from "./transmission";

/** What 0.1.6's components set where three.js would not. */
const DARK = { emissiveIntensity: 0 };

export const MATERIALS = {
  material: material("basic"),
  meshBasicMaterial: material("basic"),
  meshLambertMaterial: material("lambert"),
  meshPhongMaterial: material("phong"),
  meshToonMaterial: material("toon"),
  meshStandardMaterial: material("standard"),
  meshPhysicalMaterial: material("physical"),
  meshMatcapMaterial: material("matcap"),
  meshNormalMaterial: material("normal"),
  meshDepthMaterial: material("depth"),
  meshDistanceMaterial,
  shadowMaterial: material("shadow"),
  lineBasicMaterial: material("line"),
  lineDashedMaterial: material("dashed"),
  pointsMaterial: material("points"),
  PointMaterial: material("roundPoints"),
  spriteMaterial: material("sprite"),
  shaderMaterial,
  rawShaderMaterial,
  MeshWobbleMaterial: meshWobbleMaterial,
  MeshDistortMaterial: meshDistortMaterial,
  MeshDiscardMaterial: meshDiscardMaterial,
  MeshReflectorMaterial: meshReflectorMaterial,
  MeshTransmissionMaterial: meshTransmissionMaterial,
  BasicMaterial: material("basic"),
  LambertMaterial: material("lambert", DARK),
  PhongMaterial: material("phong", DARK),
  StandardMaterial: material("standard", DARK),
  PhysicalMaterial: material("physical", DARK),
  Material: material("physical", DARK),
  TransmissionMaterial: material("physical", {
    ...DARK,
    transparent: true,
    roughness: 0,
    transmission: 1,
    thickness: 0.5,
    attenuationDistance: 1,
  }),
};
