/**
 * One node of each tag that the client draws, with enough props to have something on the GPU. Files are
 * in `data:` URLs or in the node, so that nothing is fetched.
 */

import { BVH, coloredStl, dae, dataUrl, fbx, glb, mtl, obj, pcdCompressed, plyCloud } from "./models.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./paths.js";

const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** @param {number[]} values half-precision numbers by their bits */
const halves = (values) => new Uint8Array(new Uint16Array(values).buffer);

/** Three corners: (0,0,0), (1,0,0), (0,1,0). */
const CORNERS = halves([0, 0, 0, 0x3c00, 0, 0, 0, 0x3c00, 0]);

const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAF0lEQVR4nGNk4BKRk5OTk5NjiYqKgrAAFrwCmocus4wAAAAASUVORK5CYII=";

/** A video of two seconds. */
const CLIP = new Uint8Array(readFileSync(join(ROOT, "tests/e2e/assets/clip.webm")));

const URDF = `<?xml version="1.0"?>
<robot name="two_links">
  <link name="base"><visual><geometry><box size="0.2 0.2 0.2"/></geometry></visual></link>
  <link name="arm"><visual><origin xyz="0 0 0.5"/><geometry><cylinder radius="0.05" length="1"/></geometry></visual></link>
  <joint name="turn" type="revolute">
    <parent link="base"/><child link="arm"/><axis xyz="0 1 0"/><limit lower="-1" upper="1" effort="1" velocity="1"/>
  </joint>
</robot>`;

/** A place 1.6 m above the origin. */
const AT_EYES = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1.6, 0, 1];
/** A hand of which all joints are there. */
const HAND = Array.from({ length: 25 }, () => AT_EYES).flat();

/** Keyframes that move the node of this key up and down. @param {string} key */
const bounce = (key) => ({ tag: "AnimationClip", children: [{ tag: "VectorTrack", name: `${key}.position`, times: [0, 1, 2], values: [0, 0, 0, 0, 1, 0, 0, 0, 0] }] });

/** A file with one splat: place, size, colour, rotation. */
const SPLAT = new Uint8Array(32);
SPLAT.set(new Uint8Array(new Float32Array([0, 0, 0, 0.3, 0.3, 0.3]).buffer));
SPLAT.set([255, 0, 0, 255, 255, 128, 128, 128], 24);
const SPLAT_URL = `data:application/octet-stream;base64,${Buffer.from(SPLAT).toString("base64")}`;

/** A sound of a tenth of a second in which nothing is heard. */
const WAVE = new DataView(new ArrayBuffer(44 + 1600));
"RIFF____WAVEfmt ____________________data".split("").forEach((letter, at) => { WAVE.setUint8(at, letter.charCodeAt(0)); });
for (const [at, value] of [[4, 1636], [16, 16], [24, 8000], [28, 16000], [40, 1600]]) WAVE.setUint32(at ?? 0, value ?? 0, true);
for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]]) WAVE.setUint16(at ?? 0, value ?? 0, true);
export const SILENCE = `data:audio/wav;base64,${Buffer.from(WAVE.buffer).toString("base64")}`;

/** @type {Record<string, Record<string, any>>} Tag to props, children included. */
export const SAMPLES = {
  VuerGroup: { children: [{ tag: "Box", key: "inner" }] },
  Group: { children: [{ tag: "Box", key: "inner" }] },
  group: { children: [{ tag: "Box", key: "inner" }] },
  Box: { material: { map: PIXEL }, outlines: true },
  Capsule: { materialType: "standard" },
  Circle: { materialType: "basic" },
  Cone: { materialType: "lambert" },
  Cylinder: { materialType: "phong" },
  Dodecahedron: { materialType: "toon" },
  Icosahedron: { materialType: "normal" },
  Octahedron: { materialType: "depth" },
  Tetrahedron: { materialType: "matcap" },
  Plane: { side: "double" },
  Ring: { wireframe: true },
  Sphere: { color: "red" },
  Torus: {},
  TorusKnot: {},
  Tube: { args: [[[0, 0, 0], [1, 0, 0], [1, 1, 0]], 16, 0.1, 8, false] },
  Extrude: { shapes: SQUARE },
  Lathe: { args: [SQUARE] },
  Polyhedron: { args: [[1, 1, 1, -1, -1, 1, -1, 1, -1, 1, -1, -1], [2, 1, 0, 0, 3, 2, 1, 3, 0, 2, 3, 1], 1, 0] },
  Shape: { args: [SQUARE] },
  Edges: {},
  Wireframe: {},
  AmbientLight: {},
  DirectionalLight: { castShadow: true, helper: true, position: [1, 2, 1] },
  PointLight: { castShadow: true, helper: true, showSphere: true, position: [1, 2, 1] },
  SpotLight: { castShadow: true, helper: true, position: [1, 2, 1] },
  HemisphereLight: { helper: true },
  RectAreaLight: { helper: true, position: [0, 1, 1] },
  HemisphereLightStage: { castShadow: true },
  OrbitControls: {},
  PerspectiveCamera: { useViewpoint: false, showFrustum: true, previewInScene: true, previewInOverlay: true, samples: 4, renderSizeH: 64 },
  OrthographicCamera: { useViewpoint: false, showFrustum: true, previewInScene: true, previewInOverlay: true, renderSizeH: 64 },
  SimplePerspectiveCamera: {},
  SimpleOrthographicCamera: {},
  Camera: { helper: true, label: "side" },
  SmoothCamera: {},
  FisheyeCamera: { showFrustum: true, previewInScene: true, previewInOverlay: true, renderSizeH: 64, segments: 16 },
  SceneCamera: {},
  SceneCameraControl: { showPivot: true },
  CameraView: { width: 64, height: 48, stream: "frame", renderDepth: true },
  CameraPreviewThumbs: {},
  CameraPreviewOverlay: {},
  ViewportHud: { left: 0, top: 0, width: 50, height: 50, children: [{ tag: "Box", key: "inner" }] },
  Hud: { children: [{ tag: "Box", key: "inner" }] },
  Movable: { children: [{ tag: "Box", key: "inner" }] },
  Pivot: { children: [{ tag: "Box", key: "inner" }] },
  PivotXR: { children: [{ tag: "Box", key: "inner" }] },
  AnnotatedPivotControls: { fontSize: 10, translationLimits: [[0, 1], null, null], children: [{ tag: "Box", key: "inner" }] },
  KeyboardControls: {},
  Select: { multiple: true, box: true, children: [{ tag: "Box", key: "inner" }] },
  Clickable: { hover: true, drag: true, children: [{ tag: "Box", key: "inner" }] },
  Pointer: {},
  PointerControls: {},
  KeyboardMonitor: { enableKeyDown: true },
  UrdfDialControls: { controlKey: "dialled" },
  TimelineControls: { end: 100, play: true },
  Grid: {},
  CoordsMarker: { opacity: 0.5 },
  Arrow: { direction: [0, 1, 0] },
  Line: { points: [[0, 0, 0], [1, 1, 0], [2, 0, 0]], lineWidth: 3, vertexColors: ["red", "green", "blue"] },
  CatmullRomLine: { points: [[0, 0, 0], [1, 1, 0], [2, 0, 0]], closed: true, vertexColors: ["red", "green", "blue"] },
  CubicBezierLine: { start: [0, 0, 0], midA: [0, 1, 0], midB: [1, 1, 0], end: [1, 0, 0] },
  QuadraticBezierLine: { start: [0, 1, 0], end: [1, 0, 0], dashed: true, dashSize: 0.1, gapSize: 0.1 },
  Frustum: { src: PIXEL, focus: 1, focalLength: 0.3, children: [{ tag: "Box", key: "inner" }] },
  PerspectiveFrustum: {},
  OrthographicFrustum: { far: 2 },
  FisheyeFrustum: { far: 2, enableRaycast: true },
  CameraHelper: { camera: "seen", children: [{ tag: "PerspectiveCamera", key: "seen", useViewpoint: false }] },
  BBox: { color: "red" },
  BoundingBox: { size: [1, 2, 3] },
  BoundingBoxProvider: { children: [{ tag: "BoundingBox", key: "one" }, { tag: "BoundingBox", key: "two", color: "red" }] },
  Gripper: { axes: true },
  SkeletalGripper: { color: "red" },
  Text: { children: ["Text"] },
  PointCloud: { vertices: CORNERS, colors: new Uint8Array(9), size: 0.1 },
  DepthPointCloud: { depth: PIXEL, rgb: PIXEL },
  InPlaceDepthPointCloud: { depth: PIXEL, cmap: "turbo" },
  DepthPointCloudProvider: { children: [{ tag: "DepthPointCloud", key: "cloud", depth: PIXEL }] },
  Splat: { src: SPLAT_URL },
  VuerSplat: { src: SPLAT_URL },
  SparkSplats: { src: SPLAT_URL },
  Splats: { src: SPLAT_URL },
  LumaSplats: { src: SPLAT_URL },
  SparkRenderer: { falloff: 0.5 },
  TriMesh: { vertices: CORNERS, faces: new Uint8Array(new Uint32Array([0, 1, 2]).buffer), uv: halves([0, 0, 0x3c00, 0, 0, 0x3c00]), colors: new Uint8Array(9) },
  Image: { rgb: PIXEL },
  ImageBackground: { src: PIXEL },
  Glb: { src: dataUrl(glb({ skin: true, texture: PIXEL })), children: [bounce("bone")] },
  Obj: { text: obj("paint.mtl"), assets: { "paint.mtl": dataUrl(mtl([1, 0, 0])) } },
  Stl: { src: dataUrl(coloredStl([31, 0, 0])) },
  Ply: { src: dataUrl(plyCloud([255, 0, 0])), size: 0.1 },
  Pcd: { src: dataUrl(pcdCompressed([255, 0, 0])), size: 0.1 },
  Dae: { text: dae([1, 0, 0]) },
  Fbx: { text: fbx([1, 0, 0]), label: true, frame: true },
  Bvh: { text: BVH, label: true },
  ImagePlane: { src: PIXEL, alpha: PIXEL },
  HUDPlane: { src: PIXEL },
  SceneBackground: { src: PIXEL, mapping: "equirect" },
  BackgroundColor: {},
  VideoPlane: { src: CLIP },
  StereoVideoPlane: { src: CLIP },
  VideoMaterial: { src: CLIP },
  // A connection would take longer than the test looks.
  WebRTCVideoPlane: {},
  WebRTCStereoVideoPlane: {},
  WebRTCVideoMaterial: {},
  Urdf: { text: URDF, jointValues: { turn: 0.5 } },
  mesh: { children: [{ tag: "boxGeometry", key: "g" }, { tag: "meshStandardMaterial", key: "m" }] },
  object3D: { children: [{ tag: "Box", key: "inner" }] },
  points: { children: [{ tag: "sphereGeometry", key: "g" }, { tag: "pointsMaterial", key: "m" }] },
  line: { children: [{ tag: "sphereGeometry", key: "g" }] },
  lineSegments: { children: [{ tag: "edgesGeometry", key: "g" }] },
  lineLoop: { children: [{ tag: "circleGeometry", key: "g" }] },
  sprite: { children: [{ tag: "spriteMaterial", key: "m", map: PIXEL }] },
  fog: { color: "#fff", near: 1, far: 10 },
  fogExp2: { color: "#fff" },
  ambientLight: {},
  directionalLight: { castShadow: true, position: [1, 2, 1] },
  pointLight: { castShadow: true, position: [1, 2, 1] },
  spotLight: { castShadow: true, position: [1, 2, 1] },
  hemisphereLight: {},
  rectAreaLight: { position: [0, 1, 1] },
  boxGeometry: {},
  capsuleGeometry: {},
  circleGeometry: {},
  coneGeometry: {},
  cylinderGeometry: {},
  dodecahedronGeometry: {},
  icosahedronGeometry: {},
  octahedronGeometry: {},
  tetrahedronGeometry: {},
  planeGeometry: {},
  ringGeometry: {},
  sphereGeometry: {},
  torusGeometry: {},
  torusKnotGeometry: {},
  tubeGeometry: {},
  latheGeometry: {},
  polyhedronGeometry: { args: [[1, 1, 1, -1, -1, 1, -1, 1, -1, 1, -1, -1], [2, 1, 0, 0, 3, 2, 1, 3, 0, 2, 3, 1]] },
  shapeGeometry: { args: [SQUARE] },
  extrudeGeometry: { args: [SQUARE] },
  edgesGeometry: { args: [["Torus"]] },
  wireframeGeometry: {},
  bufferGeometry: { children: [{ tag: "bufferAttribute", key: "p", array: [0, 0, 0, 1, 0, 0, 0, 1, 0] }] },
  bufferAttribute: { array: [0, 0, 0, 1, 0, 0, 0, 1, 0], itemSize: 3 },
  material: {},
  meshBasicMaterial: { map: PIXEL },
  meshLambertMaterial: {},
  meshPhongMaterial: {},
  meshToonMaterial: {},
  meshStandardMaterial: { normalMap: PIXEL },
  meshPhysicalMaterial: { clearcoat: 1 },
  meshMatcapMaterial: { matcap: PIXEL },
  meshNormalMaterial: {},
  meshDepthMaterial: {},
  meshDistanceMaterial: {},
  shadowMaterial: {},
  lineBasicMaterial: { color: "red" },
  lineDashedMaterial: { dashSize: 0.1, gapSize: 0.1 },
  pointsMaterial: { size: 0.1 },
  PointMaterial: { size: 0.1 },
  spriteMaterial: { map: PIXEL },
  shaderMaterial: { fragmentShader: "uniform sampler2D picture; void main() { gl_FragColor = texture2D(picture, vec2(0.5)); }", uniforms: { picture: PIXEL } },
  rawShaderMaterial: {
    vertexShader: "attribute vec3 position; uniform mat4 projectionMatrix, modelViewMatrix; void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }",
    fragmentShader: "precision mediump float; uniform vec3 tint; void main() { gl_FragColor = vec4(tint, 1.0); }",
    uniforms: { tint: { value: [1, 0, 0] } },
  },
  BasicMaterial: {},
  LambertMaterial: {},
  PhongMaterial: {},
  StandardMaterial: {},
  PhysicalMaterial: {},
  Material: {},
  TransmissionMaterial: {},
  div: { children: [{ tag: "Box", key: "inner" }] },
  AnimationClip: {},
  VectorTrack: {},
  QuaternionTrack: {},
  ThreeAnimate: { children: [bounce("box")] },
  PlaybackAnimate: { children: [bounce("box")] },
  MeshWobbleMaterial: { factor: 0.5 },
  MeshDistortMaterial: { distort: 0.5 },
  MeshDiscardMaterial: {},
  AmbientLightStage: {},
  Environment: { preset: "studio", background: true, resolution: 16 },
  Lightformer: { form: "ring", position: [0, 1, 1] },
  Stage: { environment: { preset: "city", resolution: 16 }, children: [{ tag: "Box", key: "on-stage" }] },
  ContactShadows: { resolution: 64 },
  AccumulativeShadows: { frames: 2, resolution: 64, children: [{ tag: "RandomizedLight", key: "lights", amount: 2, mapSize: 64, position: [1, 2, 1] }] },
  RandomizedLight: { amount: 2, mapSize: 64, position: [1, 2, 1] },
  Caustics: { resolution: 64, backside: true, debug: true, children: [{ tag: "Box", key: "inner", position: [0, 1, 0] }] },
  SoftShadows: {},
  BakeShadows: {},
  Shadow: {},
  Backdrop: {},
  Sky: {},
  Stars: { count: 100 },
  Sparkles: {},
  Cloud: { segments: 4 },
  Center: { children: [{ tag: "Box", key: "inner" }] },
  Resize: { children: [{ tag: "Box", key: "inner" }] },
  Billboard: { children: [{ tag: "Box", key: "inner" }] },
  Float: { children: [{ tag: "Box", key: "inner" }] },
  Detailed: { distances: [0, 10], children: [{ tag: "Box", key: "near" }, { tag: "Sphere", key: "far" }] },
  ScreenSpace: { children: [{ tag: "Box", key: "inner" }] },
  CameraShake: {},
  Trail: { children: [{ tag: "Box", key: "inner" }] },
  Outlines: {},
  GradientTexture: { stops: [0, 1], colors: ["red", "blue"] },
  RenderTexture: { width: 64, height: 64, samples: 4, generateMipmaps: true, children: [{ tag: "SimplePerspectiveCamera", key: "inner-eye", makeDefault: true }, { tag: "Box", key: "inner" }] },
  RenderCubeTexture: { resolution: 32, children: [{ tag: "Box", key: "inner", position: [0, 0, 2] }] },
  MeshPortalMaterial: { blur: 0.2, blend: 0.5, resolution: 32, children: [{ tag: "Box", key: "inner" }] },
  Mask: { children: [{ tag: "boxGeometry", key: "inner" }] },
  RoundedBox: {},
  Svg: { src: '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="red" stroke="blue" stroke-width="0.1"/></svg>' },
  SpriteAnimator: { textureImageURL: PIXEL, numberOfFrames: 3 },
  Facemesh: { debug: true },
  ContribLoader: { library: "@vuer-ai/mujoco-ts" },
  PositionalAudio: { url: SILENCE },
  Decal: { map: PIXEL, position: [0, 0, 0.5], scale: 0.5, debug: true },
  BBAnchor: { anchor: [1, 1, 1], children: [{ tag: "Box", key: "inner" }] },
  Bounds: { fit: true, children: [{ tag: "Box", key: "inner" }] },
  SceneOffset: { x: 5 },
  ScreenQuad: { children: [{ tag: "meshBasicMaterial", key: "m" }] },
  Points: { positions: [0, 0, 0, 1, 0, 0], colors: [1, 0, 0, 0, 1, 0], sizes: [1, 2] },
  MeshReflectorMaterial: { mirror: 1, resolution: 64 },
  MeshTransmissionMaterial: { samples: 2, distortion: 0.1 },
  Text3D: { children: ["3D"] },
  Html: { children: [{ tag: "Div", key: "inner", children: ["words"] }] },
  Effects: { children: [{ tag: "unrealBloomPass", key: "bloom" }, { tag: "shaderPass", key: "shader" }] },
  AsciiRenderer: { color: true },
  unrealBloomPass: {},
  dotScreenPass: {},
  filmPass: { grayscale: true },
  shaderPass: { uniforms: { picture: PIXEL }, fragmentShader: "uniform sampler2D picture; void main() { gl_FragColor = texture2D(picture, vec2(0.5)); }" },
  GrabRender: {},
  Gamepad: {},
  Hands: { pose: { left: HAND, leftState: {}, right: HAND, rightState: {} } },
  HandsView: { left: HAND, showFrame: true },
  MotionControllers: { pose: { left: AT_EYES, leftState: { trigger: true, triggerValue: 1, thumbstickValue: [1, 0] }, right: AT_EYES, rightState: {} } },
  Body: { pose: { body: Array.from({ length: 33 }, () => AT_EYES).flat(), leftHand: [], rightHand: HAND } },
  Bodies: { pose: { hips: { matrix: AT_EYES }, head: { matrix: AT_EYES }, chest: null } },
  Head: { pose: { matrix: AT_EYES } },
  WebXRMesh: { meshes: [{ vertices: [0, 0, 0, 1, 0, 0, 0, 1, 0], indices: [0, 1, 2], semanticLabel: "table", matrix: AT_EYES }] },
};

/** Of which objects parts are: a geometry and a material each, so that a part of either kind is drawn. */
const LINES = { tag: "lineSegments", children: [{ tag: "edgesGeometry", key: "edges" }] };
const SOLID = { tag: "mesh", children: [{ tag: "boxGeometry", key: "box" }] };

/** @type {[RegExp, Record<string, any>][]} */
const HOSTS = [
  [/^(line\w*Material)$/, LINES],
  [/^(edges|wireframe)Geometry$/, LINES],
  [/^(pointsMaterial|PointMaterial)$/, { tag: "points", children: [{ tag: "boxGeometry", key: "box" }] }],
  [/^spriteMaterial$/, { tag: "sprite", children: [] }],
  [/^(GradientTexture|RenderTexture)$/, { tag: "meshBasicMaterial", children: [] }],
  // What is rough needs it blurred, too.
  [/^RenderCubeTexture$/, { tag: "meshStandardMaterial", roughness: 0.5, metalness: 1, children: [] }],
  [/^(Outlines|Decal)$/, SOLID],
  [/Pass$/, { tag: "Effects", children: [] }],
  [/^bufferAttribute$/, { tag: "bufferGeometry", children: [] }],
  [/Material$|^material$|Geometry$/, SOLID],
];

/**
 * The node, inside of what it can be a part of if it is one.
 * @param {Record<string, any>} node
 * @returns {Record<string, any>}
 */
export function hosted(node) {
  const host = HOSTS.find(([tags]) => tags.test(node.tag))?.[1];
  return host ? hosted({ ...host, key: `${node.key}-host`, position: node.position, children: [...host.children, node] }) : node;
}
