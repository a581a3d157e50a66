/**
 * Makes the models of this folder, one in each format: `node make.mjs`. They are committed, so that nobody
 * has to. Metres, y up; the motion is in centimetres, as such files are.
 */

import { writeFileSync } from "node:fs";

const write = (name, content) => writeFileSync(new URL(name, import.meta.url), content);
const round = (x) => Math.round(x * 1e4) / 1e4 + 0;

/** Triangles and quads of several colours. */
class Shape {
  points = [];
  /** Colour to faces, each a list of indices, anticlockwise from outside. */
  parts = new Map();

  face(color, corners) {
    const from = this.points.length;
    this.points.push(...corners.map((corner) => corner.map(round)));
    if (!this.parts.has(color)) this.parts.set(color, []);
    this.parts.get(color).push(corners.map((_, index) => from + index));
  }

  box(color, [x, y, z], [width, height, depth]) {
    const at = (i, j, k) => [x + (i * width) / 2, y + (j * height) / 2, z + (k * depth) / 2];
    this.face(color, [at(-1, -1, 1), at(1, -1, 1), at(1, 1, 1), at(-1, 1, 1)]);
    this.face(color, [at(1, -1, -1), at(-1, -1, -1), at(-1, 1, -1), at(1, 1, -1)]);
    this.face(color, [at(1, -1, 1), at(1, -1, -1), at(1, 1, -1), at(1, 1, 1)]);
    this.face(color, [at(-1, -1, -1), at(-1, -1, 1), at(-1, 1, 1), at(-1, 1, -1)]);
    this.face(color, [at(-1, 1, 1), at(1, 1, 1), at(1, 1, -1), at(-1, 1, -1)]);
    this.face(color, [at(-1, -1, -1), at(1, -1, -1), at(1, -1, 1), at(-1, -1, 1)]);
  }

  /** Around y, through pairs of radius and height from below to above. */
  turned(color, profile, sides) {
    const at = ([radius, height], side) => [radius * Math.sin((2 * Math.PI * side) / sides), height, radius * Math.cos((2 * Math.PI * side) / sides)];
    for (let i = 0; i + 1 < profile.length; i++) {
      for (let side = 0; side < sides; side++) {
        this.face(color, [at(profile[i], side), at(profile[i], side + 1), at(profile[i + 1], side + 1), at(profile[i + 1], side)]);
      }
    }
  }
}

const hex = (color) => [1, 3, 5].map((at) => round(parseInt(color.slice(at, at + 2), 16) / 255));

function chair() {
  const shape = new Shape();
  const [wood, cloth] = ["#a8703c", "#3f7d8c"];
  for (const x of [-0.2, 0.2]) {
    shape.box(wood, [x, 0.22, 0.2], [0.05, 0.44, 0.05]);
    shape.box(wood, [x, 0.45, -0.2], [0.05, 0.9, 0.05]);
  }
  shape.box(cloth, [0, 0.46, 0], [0.48, 0.06, 0.46]);
  shape.box(cloth, [0, 0.75, -0.2], [0.36, 0.24, 0.04]);
  const names = new Map([[wood, "wood"], [cloth, "cloth"]]);
  const lines = ["mtllib chair.mtl", ...shape.points.map((point) => `v ${point.join(" ")}`)];
  for (const [color, faces] of shape.parts) {
    lines.push(`usemtl ${names.get(color)}`, ...faces.map((face) => `f ${face.map((index) => index + 1).join(" ")}`));
  }
  write("chair.obj", `${lines.join("\n")}\n`);
  write("chair.mtl", [...names].map(([color, name]) => `newmtl ${name}\nKd ${hex(color).join(" ")}\nKs 0.1 0.1 0.1\nNs 20\n`).join("\n"));
}

function gear() {
  const [teeth, thickness, hole, root, tip] = [10, 0.16, 0.14, 0.34, 0.44];
  const rim = [];
  for (let i = 0; i < teeth; i++) {
    for (const [part, radius] of [[0, root], [0.25, root], [0.35, tip], [0.65, tip], [0.75, root]]) rim.push([((i + part) / teeth) * 2 * Math.PI, radius]);
  }
  const triangles = [];
  const at = ([angle, radius], y) => [radius * Math.cos(angle), y, -radius * Math.sin(angle)];
  const quad = (a, b, c, d) => triangles.push([a, b, c], [a, c, d]);
  rim.forEach((corner, index) => {
    const next = rim[(index + 1) % rim.length];
    const [inner, innerNext] = [[corner[0], hole], [next[0], hole]];
    quad(at(corner, 0), at(next, 0), at(next, thickness), at(corner, thickness));
    quad(at(innerNext, 0), at(inner, 0), at(inner, thickness), at(innerNext, thickness));
    quad(at(inner, thickness), at(corner, thickness), at(next, thickness), at(innerNext, thickness));
    quad(at(corner, 0), at(inner, 0), at(innerNext, 0), at(next, 0));
  });
  const bytes = Buffer.alloc(84 + 50 * triangles.length);
  bytes.writeUInt32LE(triangles.length, 80);
  triangles.forEach((triangle, index) => triangle.flat().forEach((x, i) => bytes.writeFloatLE(x, 84 + 50 * index + 12 + 4 * i)));
  write("gear.stl", bytes);
}

/** From deep water to snow. */
function ground(height) {
  const steps = [[0, [40, 90, 160]], [0.25, [90, 170, 190]], [0.3, [220, 200, 140]], [0.45, [90, 150, 70]], [0.75, [130, 110, 90]], [1, [250, 250, 250]]];
  const above = Math.max(1, steps.findIndex(([level]) => level >= height));
  const [[low, a], [high, b]] = [steps[above - 1], steps[above]];
  const part = Math.min(Math.max((height - low) / (high - low), 0), 1);
  return a.map((value, index) => Math.round(value + part * (b[index] - value)));
}

function island() {
  const side = 17;
  const vertices = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, z] = [column / (side - 1) - 0.5, row / (side - 1) - 0.5];
      const height = Math.min(Math.max(0.2 + Math.exp(-9 * ((x - 0.05) ** 2 + (z + 0.08) ** 2)) * 0.8 - 0.5 * (x * x + z * z) + 0.07 * Math.sin(9 * x) * Math.cos(8 * z), 0), 1);
      const vertex = Buffer.alloc(15);
      [1.4 * x, 0.5 * height, 1.4 * z].forEach((value, axis) => vertex.writeFloatLE(value, 4 * axis));
      vertex.set(ground(height), 12);
      vertices.push(vertex);
    }
  }
  const faces = [];
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const at = row * side + column;
      const face = Buffer.alloc(17, 4);
      [at, at + side, at + side + 1, at + 1].forEach((index, place) => face.writeInt32LE(index, 1 + 4 * place));
      faces.push(face);
    }
  }
  const header = `ply\nformat binary_little_endian 1.0\nelement vertex ${vertices.length}\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face ${faces.length}\nproperty list uchar int vertex_indices\nend_header\n`;
  write("island.ply", Buffer.concat([Buffer.from(header), ...vertices, ...faces]));
}

function scan() {
  const count = 1600;
  const points = [];
  for (let i = 0; i < count; i++) {
    // Evenly over a knot's tube.
    const along = (2 * Math.PI * i) / count;
    const around = i * 2.399963;
    const radius = 0.34 + 0.13 * Math.cos(3 * along);
    const [x, y, z] = [radius * Math.cos(2 * along), 0.42 + 0.16 * Math.sin(3 * along), radius * Math.sin(2 * along)];
    points.push([x + 0.07 * Math.cos(around) * Math.cos(2 * along), y + 0.07 * Math.sin(around), z + 0.07 * Math.cos(around) * Math.sin(2 * along), along]);
  }
  const header = `# .PCD v0.7\nVERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F U\nCOUNT 1 1 1 1\nWIDTH ${count}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS ${count}\nDATA binary\n`;
  const rows = points.map(([x, y, z, along]) => {
    const row = Buffer.alloc(16);
    [x, y, z].forEach((value, axis) => row.writeFloatLE(value, 4 * axis));
    const channel = (shift) => Math.round(127 + 110 * Math.cos(along + shift));
    row.writeUInt32LE((channel(0) << 16) | (channel(2.1) << 8) | channel(4.2), 12);
    return row;
  });
  write("scan.pcd", Buffer.concat([Buffer.from(header), ...rows]));
}

function lamp() {
  const shape = new Shape();
  shape.turned("#4a5568", [[0, 0], [0.22, 0], [0.2, 0.04], [0.03, 0.07], [0.025, 0.62]], 20);
  shape.turned("#f3b95f", [[0.3, 0.52], [0.16, 0.86]], 20);
  const parts = [...shape.parts].map(([color, faces], index) => {
    const used = faces.flat();
    const positions = used.flatMap((at) => shape.points[at]);
    const normals = faces.flatMap((face) => {
      const [a, b, c, d] = face.map((at) => shape.points[at]);
      // Of the diagonals: one side of a face may have no length.
      const [u, v] = [c.map((x, i) => x - a[i]), d.map((x, i) => x - b[i])];
      const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
      const length = Math.hypot(...n) || 1;
      return face.flatMap(() => n.map((x) => round(x / length)));
    });
    const source = (id, values) =>
      `<source id="${id}"><float_array id="${id}a" count="${values.length}">${values.join(" ")}</float_array><technique_common><accessor source="#${id}a" count="${values.length / 3}" stride="3"><param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common></source>`;
    const geometry = `<geometry id="g${index}"><mesh>${source(`p${index}`, positions)}${source(`n${index}`, normals)}<vertices id="v${index}"><input semantic="POSITION" source="#p${index}"/></vertices><polylist count="${faces.length}" material="m"><input semantic="VERTEX" source="#v${index}" offset="0"/><input semantic="NORMAL" source="#n${index}" offset="0"/><vcount>${faces.map(() => 4).join(" ")}</vcount><p>${used.map((_, at) => at).join(" ")}</p></polylist></mesh></geometry>`;
    const effect = `<effect id="e${index}"><profile_COMMON><technique sid="t"><lambert><diffuse><color>${hex(color).join(" ")} 1</color></diffuse></lambert></technique></profile_COMMON><extra><technique profile="GOOGLEEARTH"><double_sided>1</double_sided></technique></extra></effect>`;
    const node = `<instance_geometry url="#g${index}"><bind_material><technique_common><instance_material symbol="m" target="#m${index}"/></technique_common></bind_material></instance_geometry>`;
    return { geometry, effect, material: `<material id="m${index}"><instance_effect url="#e${index}"/></material>`, node };
  });
  const all = (name) => parts.map((part) => part[name]).join("");
  write(
    "lamp.dae",
    `<?xml version="1.0"?>\n<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset><unit name="meter" meter="1"/><up_axis>Y_UP</up_axis></asset>\n<library_effects>${all("effect")}</library_effects>\n<library_materials>${all("material")}</library_materials>\n<library_geometries>${all("geometry")}</library_geometries>\n<library_visual_scenes><visual_scene id="s"><node id="lamp">${all("node")}</node></visual_scene></library_visual_scenes>\n<scene><instance_visual_scene url="#s"/></scene></COLLADA>\n`,
  );
}

/** A bent arm of three bones, their joints 0.3 m apart. */
function arm() {
  const [rings, sides, length] = [9, 12, 0.9];
  const points = [];
  for (let ring = 0; ring <= rings; ring++) {
    for (let side = 0; side < sides; side++) {
      const angle = (2 * Math.PI * side) / sides;
      const radius = 0.13 - 0.08 * (ring / rings) ** 2 * (ring === rings ? 2 : 1);
      points.push([Math.max(radius, 0.005) * Math.sin(angle), (length * ring) / rings, Math.max(radius, 0.005) * Math.cos(angle)].map(round));
    }
  }
  const polygons = [];
  for (let ring = 0; ring < rings; ring++) {
    for (let side = 0; side < sides; side++) {
      const next = (side + 1) % sides;
      polygons.push([ring * sides + side, ring * sides + next, (ring + 1) * sides + next, (ring + 1) * sides + side]);
    }
  }
  const bend = 35 / (180 / Math.PI);
  const bones = [0, 0.3, 0.6].map((height, index) => {
    const weights = points.map(([, y]) => Math.max(0, 1 - Math.abs(y - height - 0.15) / 0.3) || (index === 0 && y <= 0.15) || (index === 2 && y >= 0.75 ? 1 : 0));
    const used = weights.map((weight, at) => [at, Number(weight)]).filter(([, weight]) => weight > 0);
    return { height, used };
  });
  // Readers of the text form count the tabs.
  const list = (name, values, tabs = "\t\t") => `${tabs}${name}: *${values.length} {\n${tabs}\ta: ${values.join(",")}\n${tabs}}\n`;
  const identity = (y) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, y, 0, 1];
  const models = bones.map(
    ({ height }, index) =>
      `\tModel: ${400 + index}, "Model::bone${index}", "LimbNode" {\n\t\tVersion: 232\n\t\tProperties70:  {\n\t\t\tP: "Lcl Translation", "Lcl Translation", "", "A",0,${index ? 0.3 : 0},0\n\t\t\tP: "Lcl Rotation", "Lcl Rotation", "", "A",0,0,${index ? round(bend * (180 / Math.PI)) : 0}\n\t\t}\n\t}\n`,
  );
  const clusters = bones.map(
    ({ height, used }, index) =>
      `\tDeformer: ${501 + index}, "SubDeformer::", "Cluster" {\n\t\tVersion: 100\n${list("Indexes", used.map(([at]) => at))}${list("Weights", used.map(([, weight]) => round(weight)))}${list("Transform", identity(-height))}${list("TransformLink", identity(height))}\t}\n`,
  );
  const normals = polygons.flatMap((polygon) => polygon.flatMap((at) => [round(points[at][0] * 8), 0, round(points[at][2] * 8)]));
  const connections = ['"OO",200,0', '"OO",100,200', '"OO",300,200', '"OO",400,0', '"OO",401,400', '"OO",402,401', '"OO",500,100', ...bones.flatMap((_, index) => [`"OO",${501 + index},500`, `"OO",${400 + index},${501 + index}`])];
  write(
    "arm.fbx",
    `; FBX 7.4.0 project file\nFBXHeaderExtension:  {\n\tFBXHeaderVersion: 1003\n\tFBXVersion: 7400\n}\nGlobalSettings:  {\n\tVersion: 1000\n\tProperties70:  {\n\t\tP: "UpAxis", "int", "Integer", "",1\n\t\tP: "UnitScaleFactor", "double", "Number", "",1\n\t}\n}\nObjects:  {\n\tGeometry: 100, "Geometry::arm", "Mesh" {\n${list("Vertices", points.flat())}${list("PolygonVertexIndex", polygons.flatMap(([a, b, c, d]) => [a, b, c, -d - 1]))}\t\tGeometryVersion: 124\n\t\tLayerElementNormal: 0 {\n\t\t\tVersion: 101\n\t\t\tName: ""\n\t\t\tMappingInformationType: "ByPolygonVertex"\n\t\t\tReferenceInformationType: "Direct"\n${list("Normals", normals, "\t\t\t")}\t\t}\n\t\tLayerElementMaterial: 0 {\n\t\t\tVersion: 101\n\t\t\tName: ""\n\t\t\tMappingInformationType: "AllSame"\n\t\t\tReferenceInformationType: "IndexToDirect"\n${list("Materials", [0], "\t\t\t")}\t\t}\n\t}\n\tModel: 200, "Model::arm", "Mesh" {\n\t\tVersion: 232\n\t}\n\tMaterial: 300, "Material::skin", "" {\n\t\tVersion: 102\n\t\tShadingModel: "lambert"\n\t\tProperties70:  {\n\t\t\tP: "DiffuseColor", "Color", "", "A",0.55,0.75,0.45\n\t\t\tP: "DiffuseFactor", "Number", "", "A",1\n\t\t}\n\t}\n${models.join("")}\tDeformer: 500, "Deformer::", "Skin" {\n\t\tVersion: 101\n\t\tLink_DeformAcuracy: 50\n\t}\n${clusters.join("")}}\nConnections:  {\n${connections.map((line) => `\tC: ${line}\n`).join("")}}\n`,
  );
}

/** Somebody walking, in one moment. */
function walk() {
  const limb = (name, offset, end, child) => ({ name, offset, end, child });
  const leg = (side, x) => limb(`${side}UpLeg`, [x, -5, 0], null, [limb(`${side}Leg`, [0, -42, 0], null, [limb(`${side}Foot`, [0, -40, 0], [0, -6, 16], [])])]);
  const hand = (side, x) => limb(`${side}Shoulder`, [x / 3, 20, 0], null, [limb(`${side}Arm`, [(2 * x) / 3, 2, 0], null, [limb(`${side}ForeArm`, [0, -29, 0], [0, -26, 0], [])])]);
  const hips = limb("Hips", [0, 0, 0], null, [leg("Left", 9), leg("Right", -9), limb("Spine", [0, 12, 0], null, [limb("Chest", [0, 16, 0], null, [limb("Head", [0, 28, 0], [0, 20, 0], []), hand("Left", 18), hand("Right", -18)])])]);
  /** Degrees about z, x and y. */
  const pose = { LeftUpLeg: [0, -28, 0], LeftLeg: [0, 12, 0], LeftFoot: [0, 4, 0], RightUpLeg: [0, 20, 0], RightLeg: [0, 32, 0], RightFoot: [0, 8, 0], Spine: [0, 3, 0], LeftArm: [6, 28, 0], LeftForeArm: [0, -22, 0], RightArm: [-6, -30, 0], RightForeArm: [0, -32, 0], Head: [0, -4, 0] };
  const lines = ["HIERARCHY"];
  const values = [];
  const visit = ({ name, offset, end, child }, depth) => {
    const tab = "  ".repeat(depth);
    lines.push(`${tab}${depth ? "JOINT" : "ROOT"} ${name}`, `${tab}{`, `${tab}  OFFSET ${offset.join(" ")}`, `${tab}  CHANNELS ${depth ? 3 : "6 Xposition Yposition Zposition"} Zrotation Xrotation Yrotation`);
    values.push(...(depth ? [] : [0, 92, 0]), ...(pose[name] ?? [0, 0, 0]));
    for (const each of child) visit(each, depth + 1);
    if (end) lines.push(`${tab}  End Site`, `${tab}  {`, `${tab}    OFFSET ${end.join(" ")}`, `${tab}  }`);
    lines.push(`${tab}}`);
  };
  visit(hips, 0);
  lines.push("MOTION", "Frames: 2", "Frame Time: 0.5", values.join(" "), values.join(" "), "");
  write("walk.bvh", lines.join("\n"));
}

chair();
gear();
island();
scan();
lamp();
arm();
walk();
