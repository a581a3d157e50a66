// Arrow and CoordsMarker: a shaft and a cone for each arrow, in one mesh.

import type { BufferGeometry} from "three";
import { Color, ConeGeometry, CylinderGeometry, Float32BufferAttribute, Group, Mesh, Quaternion, Vector3 } from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";
import type { ArrowProps, CoordsMarkerProps } from "../protocol/components.gen";
import type { MaterialSpec } from "../scene/materials";
import type { NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { Reader } from "../scene/read";
import { checked } from "./geometries";

/** Radius of a shaft, and radius and height of a head, in units of the node's `scale`. */
const SHAFT_RADIUS = 0.025;
const HEAD_RADIUS = 0.05;
const HEAD_HEIGHT = 0.1;

const AXES: readonly (readonly [Vector3, string])[] = [
  [new Vector3(1, 0, 0), "#ff0000"],
  [new Vector3(0, 1, 0), "#00ff00"],
  [new Vector3(0, 0, 1), "#0000ff"],
];

const _up = new Vector3(0, 1, 0);
const _direction = new Vector3();
const _turn = new Quaternion();

interface Shape {
  readonly headScale: number;
  readonly lod: number;
}

/** One arrow from the origin, its head centred on its end, in one colour. */
function arrowGeometry(along: Vector3, { headScale, lod }: Shape, color: Color): BufferGeometry {
  const length = along.length();
  const shaft = new CylinderGeometry(SHAFT_RADIUS, SHAFT_RADIUS, length, lod).translate(0, length / 2, 0);
  const head = new ConeGeometry(HEAD_RADIUS * headScale, HEAD_HEIGHT * headScale, lod).translate(0, length, 0);
  const arrow = merge([shaft, head]);
  arrow.applyQuaternion(_turn.setFromUnitVectors(_up, _direction.copy(along).normalize()));
  const colors = new Float32Array(arrow.getAttribute("position").count * 3);
  for (let i = 0; i < colors.length; i += 3) color.toArray(colors, i);
  return arrow.setAttribute("color", new Float32BufferAttribute(colors, 3));
}

/** One geometry of several, which are used up. */
function merge(parts: readonly BufferGeometry[]): BufferGeometry {
  const merged = mergeGeometries([...parts]);
  for (const part of parts) part.dispose();
  return checked(merged);
}

/** What both read in the same way. */
interface Common {
  headScale?: number;
  lod?: number;
  opacity?: number;
  wireframe?: boolean;
}

function materialOf(read: Reader<Common>): MaterialSpec {
  const opacity = read.clamped("opacity", 1, 0, 1);
  const wireframe = read.boolean("wireframe", false);
  return { type: "basic", values: { vertexColors: true, opacity, transparent: opacity < 1, wireframe } };
}

/** A node drawn as one mesh of arrows, which changes with any of its props. */
function arrows<P extends Common>(key: (read: Reader<P>) => string, make: (read: Reader<P>, shape: Shape) => BufferGeometry): NodeType<P> {
  return {
    create(ctx, props) {
      const acquire = (props: Readonly<P>): BufferGeometry => {
        const read = new Reader<P>(ctx, props);
        const common = new Reader<Common>(ctx, props);
        const shape = { headScale: common.number("headScale", 1), lod: Math.round(common.clamped("lod", 10, 3, 128)) };
        return ctx.assets.geometries.acquire(`${key(read)} ${JSON.stringify(shape)}`, () => make(read, shape));
      };
      const { materials, geometries } = ctx.assets;
      const mesh = new Mesh(acquire(props));
      const painter = ctx.world.instances.join(mesh, materials);
      painter.paint(materialOf(new Reader<Common>(ctx, props)));
      // Children stand at the origin and are not part of what is clicked as an arrow.
      const object = new Group().add(mesh);
      return {
        object,
        update(changed, props) {
          if (isMove(changed)) return undefined;
          const before = mesh.geometry;
          mesh.geometry = acquire(props);
          painter.paint(materialOf(new Reader<Common>(ctx, props)));
          geometries.release(before);
          return undefined;
        },
        dispose() {
          painter.dispose();
          geometries.release(mesh.geometry);
        },
      };
    },
  };
}

function directionOf(read: Reader<ArrowProps>): Vector3 {
  const direction = new Vector3().fromArray(read.vector("direction", [1, 0, 0]));
  return direction.lengthSq() > 0 ? direction : direction.set(1, 0, 0);
}

export const arrow: NodeType<ArrowProps> = arrows<ArrowProps>(
  (read) => `Arrow ${directionOf(read).toArray().join()} ${read.color("color", "red").getHexString()}`,
  (read, shape) => arrowGeometry(directionOf(read), shape, read.color("color", "red")),
);

export const coordsMarker: NodeType<CoordsMarkerProps> = arrows<CoordsMarkerProps>(
  (read) => `CoordsMarker ${read.color("color")?.getHexString() ?? ""}`,
  (read, shape) => merge(AXES.map(([axis, color]) => arrowGeometry(axis, shape, read.color("color") ?? new Color(color)))),
);
