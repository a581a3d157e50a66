// Tag to node type: the one table of what this client draws.
//
// `satisfies` ties it to the generated component list: a component without a row here, or a row for a
// component that does not exist, does not compile. Tags that are known but not drawn yet say so by
// `pending`, which makes the gap countable.

import type { ComponentProps, Tag } from "../protocol/components.gen";
import { box } from "../nodes/box";
import { group } from "../nodes/group";
import { orbitControls } from "../nodes/orbit-controls";
import { perspectiveCamera } from "../nodes/perspective-camera";
import { silent } from "../nodes/silent";
import { pending, type NodeType, type Pending } from "./node-type";

const soon = pending("not drawn yet");

export const registry = {
  // Structure. The Scene is the root of the store and its props are the viewer's; it is never a node.
  Scene: pending("a Scene can only be the root"),
  VuerGroup: group,
  Group: group,
  group,

  // Primitives
  Box: box,
  Capsule: soon,
  Circle: soon,
  Cone: soon,
  Cylinder: soon,
  Dodecahedron: soon,
  Icosahedron: soon,
  Octahedron: soon,
  Tetrahedron: soon,
  Plane: soon,
  Ring: soon,
  Sphere: soon,
  Torus: soon,
  TorusKnot: soon,
  Tube: soon,
  Extrude: soon,
  Lathe: soon,
  Polyhedron: soon,
  Shape: soon,
  Edges: soon,
  Wireframe: soon,

  // Lights
  AmbientLight: soon,
  DirectionalLight: soon,
  PointLight: soon,
  SpotLight: soon,
  HemisphereLight: soon,
  RectAreaLight: soon,
  HemisphereLightStage: soon,

  // Cameras and controls
  OrbitControls: orbitControls,
  PerspectiveCamera: perspectiveCamera,
  Movable: soon,

  // Markers, lines, text
  Grid: soon,
  CoordsMarker: soon,
  Arrow: soon,
  Line: soon,
  Text: soon,

  // Data and models
  PointCloud: soon,
  TriMesh: soon,
  Image: soon,
  ImageBackground: soon,
  Glb: soon,
  Urdf: soon,

  // Nodes that draw nothing
  GrabRender: silent,
  Gamepad: silent,
  Hands: silent,
  MotionControllers: silent,
} satisfies { [T in Tag]: NodeType<ComponentProps[T]> | Pending };

/** The row of a tag that came over the wire. */
export function lookup(tag: string): NodeType<object> | Pending | undefined {
  return Object.hasOwn(registry, tag) ? (registry as Readonly<Record<string, NodeType<object> | Pending>>)[tag] : undefined;
}
