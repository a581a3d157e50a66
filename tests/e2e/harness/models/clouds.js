/** Clouds of points: PLY and PCD, in each of their encodings. */

/** Points of a grid over the square, so many along each side. @param {number} side @returns {number[][]} */
const grid = (side) =>
  Array.from({ length: side * side }, (_, i) => [(2 * (i % side)) / (side - 1) - 1, (2 * Math.floor(i / side)) / (side - 1) - 1, 0]);

/** A cloud, binary. @param {number[]} color from 0 to 255 @param {number} [announced] points in the header */
export function plyCloud(color, announced) {
  const points = grid(5);
  const header = [
    "ply",
    "format binary_little_endian 1.0",
    `element vertex ${announced ?? points.length}`,
    ...["x", "y", "z"].map((axis) => `property float ${axis}`),
    ...["red", "green", "blue"].map((channel) => `property uchar ${channel}`),
    "end_header\n",
  ].join("\n");
  const rows = points.map((point) => Buffer.concat([Buffer.from(new Float32Array(point).buffer), Buffer.from(color)]));
  return Buffer.concat([Buffer.from(header), ...rows]);
}

/** Gaussian splats of one colour, as text. @param {number[]} color from 0 to 1 */
export function plySplats(color) {
  const names = ["x", "y", "z", "f_dc_0", "f_dc_1", "f_dc_2", "opacity", "scale_0", "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"];
  const harmonics = color.map((value) => (value - 0.5) / 0.28209479177387814);
  const points = grid(5);
  return [
    "ply",
    "format ascii 1.0",
    `element vertex ${points.length}`,
    ...names.map((name) => `property float ${name}`),
    "end_header",
    ...points.map((point) => [...point, ...harmonics, 5, -3, -3, -3, 1, 0, 0, 0].join(" ")),
    "",
  ].join("\n");
}

/** @param {string} data @param {number} points @param {string} [colors] the field of the colours */
const pcdHeader = (data, points, colors = "rgb") =>
  [
    "# .PCD v0.7",
    "VERSION 0.7",
    `FIELDS x y z ${colors}`,
    "SIZE 4 4 4 4",
    "TYPE F F F U",
    "COUNT 1 1 1 1",
    `WIDTH ${points}`,
    "HEIGHT 1",
    "VIEWPOINT 0 0 0 1 0 0 0",
    `POINTS ${points}`,
    `DATA ${data}\n`,
  ].join("\n");

/** @param {number[]} color from 0 to 255 */
const packed = ([r = 0, g = 0, b = 0]) => (r << 16) | (g << 8) | b;

/** A cloud as text; one of its points is nowhere. @param {number[]} color from 0 to 255 */
export function pcdText(color) {
  const points = [[NaN, NaN, NaN], ...grid(5)];
  const rows = points.map((point) => [...point.map((x) => (Number.isNaN(x) ? "nan" : x)), packed(color)].join(" "));
  return `${pcdHeader("ascii", points.length)}${rows.join("\n")}\n`;
}

/** A cloud, binary, its colours called `rgba`. @param {number[]} color from 0 to 255 */
export function pcdBinary(color) {
  const points = grid(5);
  const rows = points.map((point) => {
    const row = Buffer.from(new Float32Array([...point, 0]).buffer);
    row.writeUInt32LE(packed(color), 12);
    return row;
  });
  return Buffer.concat([Buffer.from(pcdHeader("binary", points.length, "rgba")), ...rows]);
}

/**
 * A cloud, compressed: fields one after the other, in an LZF stream of literals only.
 * @param {number[]} color from 0 to 255
 * @param {number} [announced] bytes of the data before they were compressed
 */
export function pcdCompressed(color, announced) {
  const points = grid(5);
  const columns = [0, 1, 2].map((axis) => Buffer.from(new Float32Array(points.map((point) => point[axis] ?? 0)).buffer));
  columns.push(Buffer.from(new Uint32Array(points.map(() => packed(color))).buffer));
  const data = Buffer.concat(columns);
  const runs = [];
  for (let at = 0; at < data.length; at += 32) {
    const run = data.subarray(at, at + 32);
    runs.push(Buffer.from([run.length - 1]), run);
  }
  const stream = Buffer.concat(runs);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(stream.length, 0);
  sizes.writeUInt32LE(announced ?? data.length, 4);
  return Buffer.concat([Buffer.from(pcdHeader("binary_compressed", points.length)), sizes, stream]);
}
