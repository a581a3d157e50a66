/** Binary glTF. */

import { SQUARE, TRIANGLES } from "./square.js";

/**
 * A glb: a square of one colour; its only animation moves it by 4 m along x within a second. With `skin` it
 * is bound to a bone, which the animation moves in its place.
 * @param {{color?: number[], skin?: boolean, texture?: string}} [options] colour from 0 to 1, linear; URI of a picture
 */
export function glb({ color = [1, 0.5, 0, 1], skin = false, texture } = {}) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Record<string, unknown>[]} */
  const accessors = [];
  /** @type {Record<string, unknown>[]} */
  const bufferViews = [];
  let length = 0;
  /** @param {ArrayBufferView} array @param {number} componentType @param {string} type @param {number} columns @param {object} [more] */
  const accessor = (array, componentType, type, columns, more = {}) => {
    const bytes = Buffer.from(array.buffer);
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    bufferViews.push({ buffer: 0, byteOffset: length, byteLength: bytes.length });
    parts.push(padded);
    length += padded.length;
    const count = /** @type {any} */ (array).length / columns;
    return accessors.push({ bufferView: bufferViews.length - 1, componentType, count, type, ...more }) - 1;
  };
  /** @param {number[]} values @param {string} type @param {number} columns @param {object} [more] */
  const floats = (values, type, columns, more) => accessor(new Float32Array(values), 5126, type, columns, more);
  const attributes = {
    POSITION: floats(SQUARE.flat(), "VEC3", 3, { min: [-1, -1, 0], max: [1, 1, 0] }),
    NORMAL: floats(SQUARE.flatMap(() => [0, 0, 1]), "VEC3", 3),
    TEXCOORD_0: floats(SQUARE.flatMap(([x = 0, y = 0]) => [(x + 1) / 2, (1 - y) / 2]), "VEC2", 2),
    ...(skin ? { JOINTS_0: accessor(new Uint8Array(16), 5121, "VEC4", 4), WEIGHTS_0: floats(SQUARE.flatMap(() => [1, 0, 0, 0]), "VEC4", 4) } : {}),
  };
  const indices = accessor(new Uint16Array(TRIANGLES.flat()), 5123, "SCALAR", 1);
  const times = floats([0, 1], "SCALAR", 1, { min: [0], max: [1] });
  const places = floats([0, 0, 0, 4, 0, 0], "VEC3", 3);
  const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const json = {
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: skin ? [0, 1] : [0] }],
    nodes: [{ mesh: 0, ...(skin ? { skin: 0 } : {}) }, ...(skin ? [{ name: "bone" }] : [])],
    meshes: [{ primitives: [{ attributes, indices, material: 0 }] }],
    materials: [
      {
        doubleSided: true,
        pbrMetallicRoughness: { baseColorFactor: color, roughnessFactor: 1, metallicFactor: 0, ...(texture ? { baseColorTexture: { index: 0 } } : {}) },
      },
    ],
    ...(texture ? { textures: [{ source: 0 }], images: [{ uri: texture }] } : {}),
    ...(skin ? { skins: [{ joints: [1], inverseBindMatrices: floats(identity, "MAT4", 16) }] } : {}),
    animations: [{ name: "slide", channels: [{ sampler: 0, target: { node: skin ? 1 : 0, path: "translation" } }], samplers: [{ input: times, output: places }] }],
    accessors,
    bufferViews,
    buffers: [{ byteLength: length }],
  };
  const text = Buffer.from(JSON.stringify(json));
  const chunk = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, " ")]);
  const header = Buffer.alloc(20);
  header.write("glTF", 0, "latin1");
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(28 + chunk.length + length, 8);
  header.writeUInt32LE(chunk.length, 12);
  header.write("JSON", 16, "latin1");
  const binary = Buffer.alloc(8);
  binary.writeUInt32LE(length, 0);
  binary.write("BIN\0", 4, "latin1");
  return Buffer.concat([header, chunk, binary, ...parts]);
}
