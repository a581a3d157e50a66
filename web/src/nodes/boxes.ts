// BBox, BoundingBox, BoundingBoxProvider: boxes around things.

import { Box3, BoxGeometry, EdgesGeometry, Group, LineSegments, Mesh, Vector3, type BufferGeometry, type Material, type Object3D } from "three";
import type { BBoxProps, BoundingBoxProps, BoundingBoxProviderProps } from "../protocol/components.gen";
import type { MaterialSpec } from "../scene/materials";
import type { NodeType } from "../scene/node-type";
import { isMove, updatePose } from "../scene/object3d";
import { hitLines } from "../scene/raycast";
import { brief, isNumber, isNumbers, Reader } from "../scene/read";
import { Provided, type Use } from "./provided";

/** So that edges clear what is in the box. */
const BBOX_SCALE = 1.01;
const EDGE_WIDTH = 0.02;
const PROVIDED_EDGE_WIDTH = 0.05;
/** A flat box still has two sides. */
const LEAST_SIZE = 1e-6;

const _size = new Vector3();

function cube(): BufferGeometry {
  return new BoxGeometry(1, 1, 1);
}

function cubeEdges(): BufferGeometry {
  const solid = cube();
  const edges = new EdgesGeometry(solid);
  solid.dispose();
  return edges;
}

/** Put an object that is a cube of side 1 where the box is; what is highest may be given as what is lowest. */
function fill(object: Object3D, a: Vector3, b: Vector3): void {
  const box = new Box3().expandByPoint(a).expandByPoint(b);
  box.getCenter(object.position);
  object.scale.copy(box.getSize(_size).clampScalar(LEAST_SIZE, Infinity));
}

/** A corner: three numbers, or a map of them. */
function corner(value: unknown, fallback: number): Vector3 {
  if (value === undefined || value === null) return new Vector3().setScalar(fallback);
  if (isNumbers(value, 3)) return new Vector3().fromArray(value);
  const { x, y, z } = value as Record<string, unknown>;
  if (isNumber(x) && isNumber(y) && isNumber(z)) return new Vector3(x, y, z);
  throw new Error(`a corner should be {x, y, z}, not ${brief(value)}`);
}

export const bBox: NodeType<BBoxProps> = {
  placement: "own",
  create(ctx, props) {
    const { geometries, materials } = ctx.assets;
    const object = new Group();
    const spec = (): MaterialSpec => ({ type: "line", values: { color: new Reader(ctx, props).color("color", "white").toArray() } });
    const lines = new LineSegments<BufferGeometry, Material>(geometries.acquire("edges of a cube", cubeEdges), materials.acquire(spec()));
    hitLines(lines);
    const shown = new Group().add(lines);
    object.add(shown);

    const apply = (): void => {
      const { scale, ...place } = props;
      // The scale is that of the edges, about the middle of the box.
      updatePose(object, { matrix: true }, place);
      shown.visible = !props.hide;
      lines.renderOrder = new Reader(ctx, props).number("renderOrder", 0);
      fill(lines, corner(props.min, -1), corner(props.max, 1));
      const factor = scale ?? BBOX_SCALE;
      if (isNumbers(factor, 3)) lines.scale.multiply(_size.fromArray(factor));
      else if (isNumber(factor)) lines.scale.multiplyScalar(factor);
      lines.material = materials.exchange(lines.material, spec());
    };
    apply();
    return {
      object,
      slot: shown,
      update(_changed, now) {
        props = now;
        apply();
        return undefined;
      },
      dispose() {
        geometries.release(lines.geometry);
        materials.release(lines.material);
      },
    };
  },
};

/** The width of edges that a provider gives to its boxes. */
const edgeWidths = new Provided<number>();

export const boundingBoxProvider: NodeType<BoundingBoxProviderProps> = {
  create(ctx, props) {
    const object = new Group();
    const widthOf = (props: Readonly<BoundingBoxProviderProps>): number => new Reader(ctx, props).clamped("edgeWidth", PROVIDED_EDGE_WIDTH, 0, 0.5);
    const provide = edgeWidths.provide(object, widthOf(props));
    return {
      object,
      update(changed, props) {
        if (!isMove(changed)) provide(widthOf(props));
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};

export const boundingBox: NodeType<BoundingBoxProps> = {
  create(ctx, props) {
    const { geometries, materials } = ctx.assets;
    let provided: Use<number> | undefined;
    const spec = (): MaterialSpec => {
      const read = new Reader(ctx, props);
      return {
        type: "glass",
        values: {
          color: read.color("color", "#00ff00").toArray(),
          edgeOpacity: read.clamped("edgeOpacity", 0.9, 0, 1),
          wallOpacity: read.clamped("wallOpacity", 0.1, 0, 1),
          edgeWidth: read.clamped("edgeWidth", provided?.value ?? EDGE_WIDTH, 0, 0.5),
        },
      };
    };
    const mesh = new Mesh(geometries.acquire("cube", cube));
    const painter = ctx.world.instances.join(mesh, materials);
    // Children of the node are not scaled with the box.
    const object = new Group().add(mesh);
    let isPlaced = false;
    const apply = (): void => {
      const size = new Reader(ctx, props).vector("size");
      const half = size && new Vector3().fromArray(size).multiplyScalar(0.5);
      if (half) fill(mesh, half.clone().negate(), half);
      else fill(mesh, corner(props.min, -0.5), corner(props.max, 0.5));
      // As the original has it: a position is that of the middle, and three numbers of a scale are the size itself.
      isPlaced = props.position != null;
      if (isPlaced) mesh.position.setScalar(0);
      const { scale } = props;
      if (isNumbers(scale, 3) && !size) {
        mesh.scale.setScalar(1);
        mesh.position.divide(_size.fromArray(scale).clampScalar(LEAST_SIZE, Infinity));
      }
      painter.paint(spec());
    };
    apply();
    return {
      object,
      attached(parent) {
        provided?.leave();
        provided = edgeWidths.use(parent, apply);
        apply();
      },
      update(changed, now) {
        props = now;
        if (!isMove(changed) || "scale" in changed || isPlaced !== (props.position != null)) apply();
        return undefined;
      },
      dispose() {
        provided?.leave();
        painter.dispose();
        geometries.release(mesh.geometry);
      },
    };
  },
};
