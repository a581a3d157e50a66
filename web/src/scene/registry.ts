// Tag to node type: the one table of what this client draws.
//
// `satisfies` ties it to the generated component list: a component without a row here, or a row for a
// component that does not exist, does not compile. Tags that are known but not drawn yet say so by
// `pending`, which makes the gap countable.

import { UNSUPPORTED, type ComponentProps, type Tag } from "../protocol/components.gen";
import { animationClip, playbackAnimate, quaternionTrack, threeAnimate, vectorTrack } from "../nodes/animation";
import { arrow, coordsMarker } from "../nodes/arrows";
import { bodies, body } from "../nodes/bodies/body";
import { motionControllers } from "../nodes/bodies/controllers";
import { hands, handsView } from "../nodes/bodies/hands";
import { head } from "../nodes/bodies/head";
import { bBox, boundingBox, boundingBoxProvider } from "../nodes/boxes";
import { cameraHelper } from "../nodes/camera-helper";
import { catmullRomLine, cubicBezierLine, quadraticBezierLine } from "../nodes/curves";
import { depthPointCloud, depthPointCloudProvider, inPlaceDepthPointCloud } from "../nodes/depth-point-cloud";
import { edges, wireframe } from "../nodes/edges";
import { EFFECTS } from "../nodes/effects/table";
import { fisheyeFrustum, frustum, orthographicFrustum, perspectiveFrustum } from "../nodes/frustums";
import { clickable } from "../nodes/clickable";
import { gamepad } from "../nodes/gamepad";
import { grid } from "../nodes/grid";
import { gripper, skeletalGripper } from "../nodes/grippers";
import { group } from "../nodes/group";
import { hemisphereLightStage } from "../nodes/light-stages";
import { backgroundColor } from "../nodes/background-color";
import { hudPlane } from "../nodes/hud-plane";
import { image } from "../nodes/image";
import { imageBackground } from "../nodes/image-background";
import { imagePlane } from "../nodes/image-plane";
import { sceneBackground } from "../nodes/scene-background";
import { ambientLight, directionalLight, hemisphereLight, pointLight, spotLight } from "../nodes/lights";
import { INTRINSICS } from "../nodes/intrinsics/table";
import { keyboardControls } from "../nodes/keyboard-controls";
import { keyboardMonitor } from "../nodes/keyboard-monitor";
import { line } from "../nodes/line";
import { MATERIALS } from "../nodes/materials/table";
import { model } from "../nodes/model";
import { annotatedPivotControls, movable, pivot, pivotXR } from "../nodes/movable";
import { orbitControls } from "../nodes/orbit-controls";
import { camera, smoothCamera } from "../nodes/camera";
import { cameraPreviewOverlay, cameraPreviewThumbs } from "../nodes/camera-previews";
import { cameraView } from "../nodes/camera-view";
import { fisheyeCamera } from "../nodes/fisheye-camera";
import { orthographicCamera, perspectiveCamera, sceneCamera, simpleOrthographicCamera, simplePerspectiveCamera } from "../nodes/perspective-camera";
import { sceneCameraControl } from "../nodes/scene-camera-control";
import { pointCloud } from "../nodes/point-cloud";
import { pointer, pointerControls } from "../nodes/pointer-controls";
import { primitive } from "../nodes/primitives";
import { rectAreaLight } from "../nodes/rect-area-light";
import { select } from "../nodes/select";
import { silent } from "../nodes/silent";
import { STAGING } from "../nodes/staging/table";
import { sparkRenderer, sparkSplats, splat } from "../nodes/splats";
import { text } from "../nodes/text";
import { timelineControls } from "../nodes/timeline-controls";
import { triMesh } from "../nodes/tri-mesh";
import { urdf } from "../nodes/urdf";
import { urdfDialControls } from "../nodes/urdf-dial-controls";
import { videoMaterial, webRtcVideoMaterial } from "../nodes/video/material";
import { webXRMesh } from "../nodes/webxr-mesh";
import { facemesh } from "../nodes/face/facemesh";
import { positionalAudio } from "../nodes/positional-audio";
import { sceneOffset } from "../nodes/scene-offset";
import { stereoVideoPlane, videoPlane, webRtcStereoVideoPlane, webRtcVideoPlane } from "../nodes/video/plane";
import { viewportHud, wholeHud } from "../nodes/viewport-hud";
import { WORLDS } from "../nodes/worlds/table";
import { pending, type NodeType, type Pending } from "./node-type";

const NO_PHYSICS = "simulations of MuJoCo are not drawn yet";

export const registry = {
  // Structure. The Scene is the root of the store and its props are the viewer's; it is never a node.
  Scene: pending("a Scene can only be the root"),
  VuerGroup: group,
  Group: group,
  group,

  // Primitives
  Box: primitive("Box"),
  Capsule: primitive("Capsule"),
  Circle: primitive("Circle"),
  Cone: primitive("Cone"),
  Cylinder: primitive("Cylinder"),
  Dodecahedron: primitive("Dodecahedron"),
  Icosahedron: primitive("Icosahedron"),
  Octahedron: primitive("Octahedron"),
  Tetrahedron: primitive("Tetrahedron"),
  Plane: primitive("Plane"),
  Ring: primitive("Ring"),
  Sphere: primitive("Sphere"),
  Torus: primitive("Torus"),
  TorusKnot: primitive("TorusKnot"),
  Tube: primitive("Tube"),
  Extrude: primitive("Extrude"),
  Lathe: primitive("Lathe"),
  Polyhedron: primitive("Polyhedron"),
  Shape: primitive("Shape"),
  Edges: edges,
  Wireframe: wireframe,

  // Lights
  AmbientLight: ambientLight,
  DirectionalLight: directionalLight,
  PointLight: pointLight,
  SpotLight: spotLight,
  HemisphereLight: hemisphereLight,
  RectAreaLight: rectAreaLight,
  HemisphereLightStage: hemisphereLightStage,

  // Cameras and controls
  OrbitControls: orbitControls,
  PerspectiveCamera: perspectiveCamera,
  OrthographicCamera: orthographicCamera,
  SimplePerspectiveCamera: simplePerspectiveCamera,
  SimpleOrthographicCamera: simpleOrthographicCamera,
  Camera: camera,
  SmoothCamera: smoothCamera,
  FisheyeCamera: fisheyeCamera,
  SceneCamera: sceneCamera,
  SceneCameraControl: sceneCameraControl,
  CameraView: cameraView,
  CameraPreviewThumbs: cameraPreviewThumbs,
  CameraPreviewOverlay: cameraPreviewOverlay,
  ViewportHud: viewportHud,
  Hud: wholeHud,
  SceneOffset: sceneOffset,
  Movable: movable,
  Pivot: pivot,
  PivotXR: pivotXR,
  AnnotatedPivotControls: annotatedPivotControls,
  Clickable: clickable,
  Select: select,
  Pointer: pointer,
  PointerControls: pointerControls,
  KeyboardMonitor: keyboardMonitor,
  KeyboardControls: keyboardControls,
  TimelineControls: timelineControls,
  UrdfDialControls: urdfDialControls,

  // Markers, lines, text
  Grid: grid,
  CoordsMarker: coordsMarker,
  Arrow: arrow,
  Line: line,
  CatmullRomLine: catmullRomLine,
  CubicBezierLine: cubicBezierLine,
  QuadraticBezierLine: quadraticBezierLine,
  Frustum: frustum,
  PerspectiveFrustum: perspectiveFrustum,
  OrthographicFrustum: orthographicFrustum,
  FisheyeFrustum: fisheyeFrustum,
  CameraHelper: cameraHelper,
  BBox: bBox,
  BoundingBox: boundingBox,
  BoundingBoxProvider: boundingBoxProvider,
  Gripper: gripper,
  SkeletalGripper: skeletalGripper,
  Text: text,

  // Data and models
  PointCloud: pointCloud,
  DepthPointCloud: depthPointCloud,
  InPlaceDepthPointCloud: inPlaceDepthPointCloud,
  DepthPointCloudProvider: depthPointCloudProvider,
  TriMesh: triMesh,
  Splat: splat,
  VuerSplat: splat,
  SparkSplats: sparkSplats,
  Splats: sparkSplats,
  LumaSplats: sparkSplats,
  SparkRenderer: sparkRenderer,
  Image: image,
  ImageBackground: imageBackground,
  Glb: model("Glb"),
  Obj: model("Obj"),
  Stl: model("Stl"),
  Ply: model("Ply"),
  Pcd: model("Pcd"),
  Dae: model("Dae"),
  Fbx: model("Fbx"),
  Bvh: model("Bvh"),
  ImagePlane: imagePlane,
  HUDPlane: hudPlane,
  SceneBackground: sceneBackground,
  BackgroundColor: backgroundColor,
  VideoPlane: videoPlane,
  StereoVideoPlane: stereoVideoPlane,
  VideoMaterial: videoMaterial,
  WebRTCVideoPlane: webRtcVideoPlane,
  WebRTCStereoVideoPlane: webRtcStereoVideoPlane,
  WebRTCVideoMaterial: webRtcVideoMaterial,
  Urdf: urdf,
  div: group,
  AnimationClip: animationClip,
  VectorTrack: vectorTrack,
  QuaternionTrack: quaternionTrack,
  ThreeAnimate: threeAnimate,
  PlaybackAnimate: playbackAnimate,

  // Classes of three.js by name, and materials as nodes
  ...INTRINSICS,
  ...MATERIALS,

  // Surroundings, shadows, skies, and what arranges or moves its children
  ...STAGING,

  // Pictures of scenes of their own
  ...WORLDS,

  // Passes over the picture
  ...EFFECTS,

  // What a headset tracks, drawn from data
  Hands: hands,
  HandsView: handsView,
  MotionControllers: motionControllers,
  Body: body,
  Bodies: bodies,
  Head: head,
  WebXRMesh: webXRMesh,
  Facemesh: facemesh,

  // Simulations of physics
  MuJoCoProvider: pending(NO_PHYSICS),
  MuJoCo: pending(NO_PHYSICS),
  MjCameraView: pending(NO_PHYSICS),
  HandActuator: pending(NO_PHYSICS),
  MotionControllerActuator: pending(NO_PHYSICS),

  // Nodes that draw nothing
  GrabRender: silent,
  Gamepad: gamepad,
  ContribLoader: silent,
  PositionalAudio: positionalAudio,
} satisfies { [T in Tag]: NodeType<ComponentProps[T]> | Pending };

/** The row of a tag that came over the wire. */
export function lookup(tag: string): NodeType<object> | Pending | undefined {
  if (Object.hasOwn(registry, tag)) return (registry as Readonly<Record<string, NodeType<object> | Pending>>)[tag];
  if (Object.hasOwn(UNSUPPORTED, tag)) return pending(`not supported: ${UNSUPPORTED[tag] ?? ""}`);
  return undefined;
}
