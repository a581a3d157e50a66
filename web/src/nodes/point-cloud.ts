// PointCloud. Made for streams: half-precision coordinates and 8-bit colours go to the GPU as they came, and
// a cloud that fits into the buffers of the one before is written over it.

import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  Float16BufferAttribute,
  Points,
  PointsMaterial,
  Sphere,
  Vector3,
  type Intersection,
  type Raycaster,
} from "three";
import type { PointCloudProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { colorRows, colors, coordinates, type Colors } from "./buffers";

type Column = Uint8Array | Uint16Array | Float32Array;

interface Cloud {
  readonly positions: Uint16Array | Float32Array;
  readonly colors: Colors | undefined;
}

function readCloud(props: Readonly<PointCloudProps>): Cloud {
  const positions = coordinates("vertices", props.vertices ?? [], 3, colorRows(props.colors));
  const { colors: given } = props;
  return { positions, colors: given == null ? undefined : colors("colors", given, positions.length / 3) };
}

const _point = new Vector3();

/** Bounds of the points that are drawn and are numbers: depth cameras send NaN for pixels without depth. */
class CloudGeometry extends BufferGeometry {
  override computeBoundingBox(): void {
    const box = (this.boundingBox ??= new Box3()).makeEmpty();
    const positions = this.getAttribute("position");
    for (let i = 0; i < this.drawRange.count; i++) {
      _point.fromBufferAttribute(positions, i);
      if (Number.isFinite(_point.x + _point.y + _point.z)) box.expandByPoint(_point);
    }
    if (box.isEmpty()) box.expandByPoint(_point.set(0, 0, 0));
  }

  override computeBoundingSphere(): void {
    this.computeBoundingBox();
    this.boundingBox?.getBoundingSphere((this.boundingSphere ??= new Sphere()));
  }

  /** Bounds cost as much as the upload; they are computed when somebody asks, which a stream survives. */
  forgetBounds(): void {
    this.boundingBox = null;
    this.boundingSphere = null;
  }
}

function attributeOf(name: "position" | "color", column: Column, columns: number): BufferAttribute {
  const attribute =
    name === "position" && column instanceof Uint16Array
      ? new Float16BufferAttribute(column, columns)
      : new BufferAttribute(column, columns, name === "color");
  return attribute.setUsage(DynamicDrawUsage);
}

function geometryOf({ positions, colors }: Cloud): CloudGeometry {
  const geometry = new CloudGeometry();
  geometry.setAttribute("position", attributeOf("position", positions, 3));
  if (colors) geometry.setAttribute("color", attributeOf("color", colors.array, colors.columns));
  geometry.setDrawRange(0, positions.length / 3);
  return geometry;
}

/** Whether a column can be written into the buffer of an attribute. */
function fits(attribute: BufferAttribute | undefined, column: Column | undefined, columns: number): boolean {
  if (!attribute || !column) return !attribute && !column;
  return (
    attribute.itemSize === columns &&
    attribute.array.constructor === column.constructor &&
    column.length <= attribute.array.length &&
    // A buffer that is mostly unused is given up.
    column.length * 4 >= attribute.array.length
  );
}

/** Write a column into the buffer of an attribute; `own`: the attribute's array is not part of a message. */
function write(attribute: BufferAttribute, column: Column, own: WeakSet<object>): void {
  attribute.clearUpdateRanges();
  if (column.length === attribute.array.length) {
    // The whole buffer: uploaded from where the message lies.
    attribute.array = column;
  } else {
    // three.js wants the array to be as long as the buffer, and the message is not ours to write into.
    if (!own.has(attribute.array)) {
      attribute.array = new (column.constructor as new (length: number) => Column)(attribute.array.length);
      own.add(attribute.array);
    }
    (attribute.array as Column).set(column);
    attribute.addUpdateRange(0, column.length);
  }
  attribute.needsUpdate = true;
}

/** Points with colours as cameras give them: the vertex colours of three.js are linear. */
function newMaterial(): PointsMaterial {
  const material = new PointsMaterial();
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      "#include <color_fragment>",
      "#ifdef USE_COLOR\n  diffuseColor *= sRGBTransferEOTF(vColor);\n#elif defined(USE_COLOR_ALPHA)\n  diffuseColor *= sRGBTransferEOTF(vColor);\n#endif",
    );
  };
  return material;
}

export const pointCloud: NodeType<PointCloudProps> = {
  create(ctx, props) {
    const material = newMaterial();
    let geometry = geometryOf(readCloud(props));
    const own = new WeakSet<object>();
    const object = new Points(geometry, material);
    // Bounds for culling would cost more than drawing.
    object.frustumCulled = false;
    object.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
      // A ray hits a point as large as it is drawn; three's default is a metre.
      const points = raycaster.params.Points;
      const { threshold } = points;
      points.threshold = material.size / 2;
      Points.prototype.raycast.call(object, raycaster, hits);
      points.threshold = threshold;
    };

    const style = (props: Readonly<PointCloudProps>): void => {
      const read = new Reader(ctx, props);
      material.size = Math.max(read.number("size", 0.01), 0);
      material.color.copy(read.color("color", "white"));
      const color = geometry.getAttribute("color") as BufferAttribute | undefined;
      const alpha = color?.itemSize === 4;
      if (material.vertexColors === (color !== undefined) && material.transparent === alpha) return;
      material.vertexColors = color !== undefined;
      material.transparent = alpha;
      material.needsUpdate = true;
    };
    const load = (cloud: Cloud): void => {
      const position = geometry.getAttribute("position") as BufferAttribute;
      const color = geometry.getAttribute("color") as BufferAttribute | undefined;
      if (fits(position, cloud.positions, 3) && fits(color, cloud.colors?.array, cloud.colors?.columns ?? 0)) {
        write(position, cloud.positions, own);
        if (color && cloud.colors) write(color, cloud.colors.array, own);
        geometry.setDrawRange(0, cloud.positions.length / 3);
        geometry.forgetBounds();
        return;
      }
      geometry.dispose();
      geometry = geometryOf(cloud);
      object.geometry = geometry;
    };

    style(props);
    return {
      object,
      update(changed, props) {
        if ("vertices" in changed || "colors" in changed) load(readCloud(props));
        style(props);
        return undefined;
      },
      dispose() {
        geometry.dispose();
        material.dispose();
      },
    };
  },
};
