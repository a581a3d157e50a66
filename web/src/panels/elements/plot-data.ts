// The data of a plot as they came over the wire, checked and in the form that uPlot draws.

import type { AlignedData } from "uplot";
import { brief, isBytes } from "../../scene/read";

/** More than a screen has columns, many times over; beyond it the page would stand still. */
const MAX_VALUES = 2_000_000;

/** Throws, with the reason, what cannot be drawn. */
export function plotColumns(data: unknown): AlignedData {
  if (data === undefined || data === null) return [[]];
  if (!Array.isArray(data) || data.length === 0) throw new Error(`data should be a list of columns, not ${brief(data)}`);
  const columns = data.map(columnOf);
  const [axis = [], ...curves] = columns;
  if (axis.length * columns.length > MAX_VALUES) throw new Error(`data has more than ${MAX_VALUES} values`);
  for (let index = 0; index < axis.length; index++) {
    const at = axis[index] ?? NaN;
    if (!Number.isFinite(at)) throw new Error("the first column of data has a value that is no number");
    if (index > 0 && at < (axis[index - 1] ?? NaN)) throw new Error("the first column of data should ascend");
  }
  for (const curve of curves) {
    if (curve.length !== axis.length) {
      throw new Error(`a column of data has ${curve.length} values, the first has ${axis.length}`);
    }
  }
  return [Array.from(axis), ...curves.map((curve) => Array.from(curve, (value) => (Number.isFinite(value) ? value : null)))];
}

function columnOf(column: unknown): ArrayLike<number> {
  if (isBytes(column)) return doubles(column);
  if (ArrayBuffer.isView(column) && "length" in column) return column as unknown as ArrayLike<number>;
  if (Array.isArray(column)) return column.map((value: unknown) => (typeof value === "number" ? value : NaN));
  throw new Error(`a column of data should be numbers, not ${brief(column)}`);
}

/** Little-endian doubles, which need not begin where a typed array could. */
function doubles(bytes: Uint8Array): Float64Array {
  if (bytes.byteLength % 8 !== 0) throw new Error(`a column of data has ${bytes.byteLength} bytes, which is not a multiple of 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.byteLength / 8 }, (_, index) => view.getFloat64(index * 8, true));
}
