/** Small models in every format that is read, made here so that their bytes can be read. Metres unless said. */

import { readFileSync } from "node:fs";

/** Corners of a square of 2 × 2 m in the plane of x and y, anticlockwise, and its two triangles. */
const SQUARE = [
  [-1, -1, 0],
  [1, -1, 0],
  [1, 1, 0],
  [-1, 1, 0],
];
const TRIANGLES = [
  [0, 1, 2],
  [0, 2, 3],
];

/** Compressed models; `fixtures/make.mjs` made them. @param {string} name */
export const fixture = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

/** @param {Uint8Array | string} bytes @param {string} type */
export const dataUrl = (bytes, type = "application/octet-stream") => `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

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

/** A square of one colour, which its animation moves by 4 m along x within a second. @param {number[]} color from 0 to 1 */
export const dae = (color) => `<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
  <asset><unit name="meter" meter="1"/><up_axis>Y_UP</up_axis></asset>
  <library_effects><effect id="e"><profile_COMMON><technique sid="t"><lambert>
    <diffuse><color>${color.join(" ")} 1</color></diffuse></lambert></technique></profile_COMMON></effect></library_effects>
  <library_materials><material id="m"><instance_effect url="#e"/></material></library_materials>
  <library_geometries><geometry id="g"><mesh>
    <source id="p"><float_array id="pa" count="12">${SQUARE.flat().join(" ")}</float_array>
      <technique_common><accessor source="#pa" count="4" stride="3">
        <param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/>
      </accessor></technique_common></source>
    <source id="n"><float_array id="na" count="3">0 0 1</float_array>
      <technique_common><accessor source="#na" count="1" stride="3">
        <param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/>
      </accessor></technique_common></source>
    <vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
    <triangles count="2" material="paint"><input semantic="VERTEX" source="#v" offset="0"/><input semantic="NORMAL" source="#n" offset="1"/>
      <p>${TRIANGLES.flat().map((corner) => `${corner} 0`).join(" ")}</p></triangles>
  </mesh></geometry></library_geometries>
  <library_animations><animation id="a">
    <source id="at"><float_array id="ata" count="2">0 1</float_array>
      <technique_common><accessor source="#ata" count="2" stride="1"><param name="TIME" type="float"/></accessor></technique_common></source>
    <source id="av"><float_array id="ava" count="2">0 4</float_array>
      <technique_common><accessor source="#ava" count="2" stride="1"><param name="X" type="float"/></accessor></technique_common></source>
    <source id="ai"><Name_array id="aia" count="2">LINEAR LINEAR</Name_array>
      <technique_common><accessor source="#aia" count="2" stride="1"><param name="INTERPOLATION" type="name"/></accessor></technique_common></source>
    <sampler id="as"><input semantic="INPUT" source="#at"/><input semantic="OUTPUT" source="#av"/><input semantic="INTERPOLATION" source="#ai"/></sampler>
    <channel source="#as" target="n1/place.X"/></animation></library_animations>
  <library_visual_scenes><visual_scene id="s"><node id="n1" name="slider">
    <translate sid="place">0 0 0</translate>
    <instance_geometry url="#g"><bind_material><technique_common><instance_material symbol="paint" target="#m"/></technique_common></bind_material></instance_geometry>
  </node></visual_scene></library_visual_scenes>
  <scene><instance_visual_scene url="#s"/></scene>
</COLLADA>`;

/** A skeleton of a hip and a chest, in centimetres; within a second its hip goes from x = 0 to x = 100. */
export const BVH = `HIERARCHY
ROOT hips
{
  OFFSET 0.0 0.0 0.0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT upper.chest
  {
    OFFSET 0.0 60.0 0.0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0.0 40.0 0.0
    }
  }
}
MOTION
Frames: 2
Frame Time: 1.0
0 0 0 0 0 0 0 0 0
100 0 0 0 0 0 0 0 0
`;

/** A text FBX: a square of one colour, bound to two bones in a row. @param {number[]} color from 0 to 1 */
export const fbx = (color) => `; FBX 7.4.0 project file
FBXHeaderExtension:  {
	FBXHeaderVersion: 1003
	FBXVersion: 7400
}
GlobalSettings:  {
	Version: 1000
	Properties70:  {
		P: "UpAxis", "int", "Integer", "",1
		P: "UnitScaleFactor", "double", "Number", "",1
	}
}
Objects:  {
	Geometry: 100, "Geometry::square", "Mesh" {
		Vertices: *12 {
			a: ${SQUARE.flat().join(",")}
		}
		PolygonVertexIndex: *4 {
			a: 0,1,2,-4
		}
		GeometryVersion: 124
		LayerElementNormal: 0 {
			Version: 101
			Name: ""
			MappingInformationType: "ByPolygonVertex"
			ReferenceInformationType: "Direct"
			Normals: *12 {
				a: 0,0,1,0,0,1,0,0,1,0,0,1
			}
		}
		LayerElementMaterial: 0 {
			Version: 101
			Name: ""
			MappingInformationType: "AllSame"
			ReferenceInformationType: "IndexToDirect"
			Materials: *1 {
				a: 0
			}
		}
	}
	Model: 200, "Model::square", "Mesh" {
		Version: 232
	}
	Material: 300, "Material::paint", "" {
		Version: 102
		ShadingModel: "lambert"
		Properties70:  {
			P: "DiffuseColor", "Color", "", "A",${color.join(",")}
			P: "DiffuseFactor", "Number", "", "A",1
		}
	}
	Model: 400, "Model::hips", "LimbNode" {
		Version: 232
	}
	Model: 401, "Model::chest", "LimbNode" {
		Version: 232
		Properties70:  {
			P: "Lcl Translation", "Lcl Translation", "", "A",0,0.5,0
		}
	}
	Deformer: 500, "Deformer::", "Skin" {
		Version: 101
		Link_DeformAcuracy: 50
	}
	Deformer: 501, "SubDeformer::", "Cluster" {
		Version: 100
		Indexes: *2 {
			a: 0,1
		}
		Weights: *2 {
			a: 1,1
		}
		Transform: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1
		}
		TransformLink: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1
		}
	}
	Deformer: 502, "SubDeformer::", "Cluster" {
		Version: 100
		Indexes: *2 {
			a: 2,3
		}
		Weights: *2 {
			a: 1,1
		}
		Transform: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,-0.5,0,1
		}
		TransformLink: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0.5,0,1
		}
	}
}
Connections:  {
	C: "OO",200,0
	C: "OO",100,200
	C: "OO",300,200
	C: "OO",400,0
	C: "OO",401,400
	C: "OO",500,100
	C: "OO",501,500
	C: "OO",502,500
	C: "OO",400,501
	C: "OO",401,502
}
`;

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
