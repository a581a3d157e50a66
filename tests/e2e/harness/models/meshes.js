/** Models without bones: OBJ with its materials, STL, PLY. */

import { SQUARE, TRIANGLES } from "./square.js";

/** A square of the material `paint`. @param {string} [library] the MTL file it names */
export const obj = (library) =>
  [
    ...(library ? [`mtllib ${library}`] : []),
    ...SQUARE.map((corner) => `v ${corner.join(" ")}`),
    "usemtl paint",
    "f 1 2 3 4",
    "",
  ].join("\n");

/** A library with the material `paint`, which shines not at all. @param {number[]} color from 0 to 1 */
export const mtl = (color) => `newmtl paint\nKd ${color.join(" ")}\nKs 0 0 0\nKa 0 0 0\n`;

export function stl() {
  const facets = TRIANGLES.map(
    (triangle) => `facet normal 0 0 1\nouter loop\n${triangle.map((at) => `vertex ${SQUARE[at]?.join(" ")}`).join("\n")}\nendloop\nendfacet`,
  );
  return `solid square\n${facets.join("\n")}\nendsolid square\n`;
}

/** Binary, with colours as VisCAM and SolidView write them. @param {number[]} color from 0 to 31 */
export function coloredStl([r = 0, g = 0, b = 0]) {
  const bytes = Buffer.alloc(84 + 50 * TRIANGLES.length);
  // What makes the loader read colours: a default in the header, from 0 to 255, with its opacity.
  bytes.write("COLOR=", 0, "latin1");
  bytes.set([255, 255, 255, 255], 6);
  bytes.writeUInt32LE(TRIANGLES.length, 80);
  TRIANGLES.forEach((triangle, index) => {
    const at = 84 + 50 * index;
    triangle.forEach((corner, place) => (SQUARE[corner] ?? []).forEach((x, axis) => bytes.writeFloatLE(x, at + 12 + 12 * place + 4 * axis)));
    bytes.writeUInt16LE(r | (g << 5) | (b << 10), at + 48);
  });
  return bytes;
}

/** A square with a colour at each corner. @param {number[]} color from 0 to 255 */
export const plyMesh = (color) =>
  [
    "ply",
    "format ascii 1.0",
    `element vertex ${SQUARE.length}`,
    ...["x", "y", "z"].map((axis) => `property float ${axis}`),
    ...["red", "green", "blue"].map((channel) => `property uchar ${channel}`),
    "element face 1",
    "property list uchar int vertex_indices",
    "end_header",
    ...SQUARE.map((corner) => [...corner, ...color].join(" ")),
    "4 0 1 2 3",
    "",
  ].join("\n");

/** A square with a picture on it. @param {string} file the picture's name */
export const plyTextured = (file) =>
  [
    "ply",
    "format ascii 1.0",
    `comment TextureFile ${file}`,
    `element vertex ${SQUARE.length}`,
    ...["x", "y", "z", "s", "t"].map((name) => `property float ${name}`),
    "element face 1",
    "property list uchar int vertex_indices",
    "end_header",
    ...SQUARE.map(([x = 0, y = 0, z = 0]) => [x, y, z, (x + 1) / 2, (y + 1) / 2].join(" ")),
    "4 0 1 2 3",
    "",
  ].join("\n");
