// Classes of three.js by name: the objects, geometries and lights that a scene may name. Nothing else of the
// library can be reached.

import {
  intrinsicAmbientLight,
  intrinsicDirectionalLight,
  intrinsicHemisphereLight,
  intrinsicPointLight,
  intrinsicSpotLight,
} from "../lights";
import { intrinsicRectAreaLight } from "../rect-area-light";
import { bufferAttribute, bufferGeometry } from "./buffer-geometry";
import { fog, fogExp2 } from "./fog";
import { edgesGeometry, solidGeometry, wireframeGeometry } from "./geometry";
import { line, lineLoop, lineSegments, mesh, object3D, points, screenQuad, sprite } from "./objects";
import { mask } from "./mask";
import { pointsBuffer } from "./points-buffer";

export const INTRINSICS = {
  mesh,
  object3D,
  points,
  Points: pointsBuffer,
  ScreenQuad: screenQuad,
  Mask: mask,
  line,
  lineSegments,
  lineLoop,
  sprite,
  fog,
  fogExp2,
  ambientLight: intrinsicAmbientLight,
  directionalLight: intrinsicDirectionalLight,
  pointLight: intrinsicPointLight,
  spotLight: intrinsicSpotLight,
  hemisphereLight: intrinsicHemisphereLight,
  rectAreaLight: intrinsicRectAreaLight,
  boxGeometry: solidGeometry("boxGeometry"),
  capsuleGeometry: solidGeometry("capsuleGeometry"),
  circleGeometry: solidGeometry("circleGeometry"),
  coneGeometry: solidGeometry("coneGeometry"),
  cylinderGeometry: solidGeometry("cylinderGeometry"),
  dodecahedronGeometry: solidGeometry("dodecahedronGeometry"),
  icosahedronGeometry: solidGeometry("icosahedronGeometry"),
  octahedronGeometry: solidGeometry("octahedronGeometry"),
  tetrahedronGeometry: solidGeometry("tetrahedronGeometry"),
  planeGeometry: solidGeometry("planeGeometry"),
  ringGeometry: solidGeometry("ringGeometry"),
  sphereGeometry: solidGeometry("sphereGeometry"),
  torusGeometry: solidGeometry("torusGeometry"),
  torusKnotGeometry: solidGeometry("torusKnotGeometry"),
  tubeGeometry: solidGeometry("tubeGeometry"),
  latheGeometry: solidGeometry("latheGeometry"),
  polyhedronGeometry: solidGeometry("polyhedronGeometry"),
  shapeGeometry: solidGeometry("shapeGeometry"),
  extrudeGeometry: solidGeometry("extrudeGeometry"),
  edgesGeometry,
  wireframeGeometry,
  bufferGeometry,
  bufferAttribute,
};
