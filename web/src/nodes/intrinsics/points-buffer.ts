// Points: a point for each row of buffers that the node has, drawn with the material that is its child.

import { BufferAttribute, BufferGeometry, Points, PointsMaterial } from "three";
import type { PointsBufferProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { brief, isNumbers, Reader } from "../../scene/read";
import { singles } from "../buffers";

/** The rows of a prop; bytes are single precision here, as they are in the drei component that is meant. */
function rowsOf(name: "positions" | "colors" | "sizes", value: unknown, columns: number): Float32Array {
  const numbers = value instanceof Uint8Array ? singles(name, value, columns, value.byteLength / (4 * columns)) : value;
  const flat = numbers instanceof Float32Array || ArrayBuffer.isView(numbers) ? Float32Array.from(numbers as Float32Array) : undefined;
  if (!flat && !isNumbers(value, 0)) throw new Error(`${name} should be numbers, not ${brief(value)}`);
  const result = flat ?? Float32Array.from(value as number[]);
  if (result.length % columns !== 0) throw new Error(`${name} should be rows of ${columns}; ${result.length} numbers are not`);
  if (!result.every(Number.isFinite)) throw new Error(`${name} should be finite numbers`);
  return result;
}

function fill(geometry: BufferGeometry, props: Readonly<PointsBufferProps>, stride: number): void {
  const { positions, colors, sizes } = props;
  if (positions == null) throw new Error("positions are missing");
  const places = rowsOf("positions", positions, stride);
  const count = places.length / stride;
  const flat = stride === 3 ? places : Float32Array.from({ length: count * 3 }, (_, i) => (i % 3 === 2 ? 0 : (places[2 * Math.floor(i / 3) + (i % 3)] ?? 0)));
  const extra = { color: [colors, 3], size: [sizes, 1] } as const;
  // Buffers of another size are others on the GPU.
  geometry.dispose();
  geometry.setAttribute("position", new BufferAttribute(flat, 3));
  for (const [name, [value, columns]] of Object.entries(extra)) {
    geometry.deleteAttribute(name);
    if (value == null) continue;
    const rows = rowsOf(name === "color" ? "colors" : "sizes", value, columns);
    if (rows.length !== count * columns) throw new Error(`${name}s should be ${count} rows of ${columns}; there are ${rows.length} numbers`);
    geometry.setAttribute(name, new BufferAttribute(rows, columns));
  }
  geometry.computeBoundingSphere();
}

export const pointsBuffer: NodeType<PointsBufferProps> = {
  create(ctx, props) {
    const geometry = new BufferGeometry();
    const material = new PointsMaterial();
    const object = new Points(geometry, material);
    const apply = (props: Readonly<PointsBufferProps>): void => {
      fill(geometry, props, new Reader(ctx, props).number("stride", 3) === 2 ? 2 : 3);
    };
    apply(props);
    return {
      object,
      parts: new DrawnParts(object),
      update(changed, props) {
        if ("positions" in changed || "colors" in changed || "sizes" in changed || "stride" in changed) apply(props);
        return undefined;
      },
      dispose() {
        geometry.dispose();
        material.dispose();
      },
    };
  },
};
