/** Small models and a picture, as files for a robot and a scene. */

import { PNG } from "pngjs";

/** The corners of a tetrahedron with edges of about a metre, and its faces. */
const CORNERS = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const FACES = [
  [0, 2, 1],
  [0, 1, 3],
  [0, 3, 2],
  [1, 2, 3],
];

/** The files, by name. */
export const assets = () => ({
  "solid.stl": stl(),
  "solid.obj": obj(),
  "solid.dae": dae(),
  "solid.glb": glb(),
  "robot.urdf": urdf(),
  "checks.png": png(),
});

/** One link for each kind of mesh, in a row, the first two joined by a hinge. */
function urdf() {
  const kinds = ["stl", "obj", "dae", "glb"];
  const links = kinds.map(
    (kind) =>
      `<link name="${kind}"><visual><geometry><mesh filename="package://solids/solid.${kind}" scale="0.3 0.3 0.3"/>` +
      `</geometry></visual></link>`,
  );
  const joints = kinds.slice(1).map((kind, index) => {
    const parent = `<parent link="${kinds[index]}"/><child link="${kind}"/><origin xyz="0.5 0 0"/>`;
    return index === 0
      ? `<joint name="hinge" type="revolute">${parent}<axis xyz="0 0 1"/>` +
          `<limit lower="-2" upper="2" effort="1" velocity="1"/></joint>`
      : `<joint name="to-${kind}" type="fixed">${parent}</joint>`;
  });
  return `<?xml version="1.0"?><robot name="row">${links.join("")}${joints.join("")}</robot>`;
}

function stl() {
  const facet = (/** @type {number[]} */ face) =>
    `facet normal 0 0 0 outer loop ${face.map((corner) => `vertex ${CORNERS[corner]?.join(" ")}`).join(" ")} endloop endfacet`;
  return `solid s\n${FACES.map(facet).join("\n")}\nendsolid s\n`;
}

function obj() {
  const corners = CORNERS.map((corner) => `v ${corner.join(" ")}`);
  const faces = FACES.map((face) => `f ${face.map((corner) => corner + 1).join(" ")}`);
  return [...corners, ...faces, ""].join("\n");
}

function dae() {
  return `<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
  <asset><unit name="meter" meter="1"/><up_axis>Z_UP</up_axis></asset>
  <library_geometries><geometry id="g"><mesh>
    <source id="p"><float_array id="pa" count="12">${CORNERS.flat().join(" ")}</float_array>
      <technique_common><accessor source="#pa" count="4" stride="3">
        <param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/>
      </accessor></technique_common></source>
    <vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
    <triangles count="4"><input semantic="VERTEX" source="#v" offset="0"/><p>${FACES.flat().join(" ")}</p></triangles>
  </mesh></geometry></library_geometries>
  <library_visual_scenes><visual_scene id="s"><node id="n"><instance_geometry url="#g"/></node></visual_scene></library_visual_scenes>
  <scene><instance_visual_scene url="#s"/></scene>
</COLLADA>`;
}

/** Binary glTF: a JSON chunk and a binary one, each a multiple of four bytes long. */
function glb() {
  const bin = Buffer.concat([
    Buffer.from(new Float32Array(CORNERS.flat()).buffer),
    Buffer.from(new Uint16Array(FACES.flat()).buffer),
  ]);
  const json = JSON.stringify({
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: "solid" }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [1, 0.5, 0, 1] } }],
    buffers: [{ byteLength: bin.length }],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 48, target: 34962 },
      { buffer: 0, byteOffset: 48, byteLength: 24, target: 34963 },
    ],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 4, type: "VEC3", min: [0, 0, 0], max: [1, 1, 1] },
      { bufferView: 1, componentType: 5123, count: 12, type: "SCALAR" },
    ],
  });
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const header = Buffer.alloc(20);
  header.write("glTF");
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(20 + text.length + 8 + bin.length, 8);
  header.writeUInt32LE(text.length, 12);
  header.write("JSON", 16);
  const binHeader = Buffer.alloc(8);
  binHeader.writeUInt32LE(bin.length);
  binHeader.write("BIN\0", 4);
  return Buffer.concat([header, text, binHeader, bin]);
}

/** 8 × 8 pixels, red and white. */
function png() {
  const image = new PNG({ width: 8, height: 8 });
  for (let pixel = 0; pixel < 64; pixel++) {
    const white = (pixel + (pixel >> 3)) % 2 ? 255 : 0;
    image.data.set([255, white, white, 255], 4 * pixel);
  }
  return PNG.sync.write(image);
}
