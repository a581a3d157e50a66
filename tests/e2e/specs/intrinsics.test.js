/** Classes of three.js by name, and materials as nodes: put together, changed and taken apart again. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAF0lEQVR4nGNk4BKRk5OTk5NjiYqKgrAAFrwCmocus4wAAAAASUVORK5CYII=";

test("a mesh is its child nodes", async () => {
  await page.set({
    tag: "mesh",
    key: "m",
    children: [
      { tag: "boxGeometry", key: "g", args: [2, 1, 1] },
      { tag: "meshBasicMaterial", key: "red", color: "#ff0000", toneMapped: false },
    ],
  });
  assert.deepEqual(await page.of("m", "({geometry, material}) => [geometry.type, geometry.parameters.width, material.type, material.color.getHex()]"), [
    "BoxGeometry",
    2,
    "MeshBasicMaterial",
    0xff0000,
  ]);
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "red", color: "#0000ff" });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  await page.update({ key: "g", args: [3] });
  assert.equal(await page.of("m", "({geometry}) => geometry.parameters.width"), 3);
  await page.remove("red");
  assert.deepEqual(await page.of("m", "({material}) => material.color.getHex()"), 0xffffff);
  await page.remove("g");
  assert.equal(await page.of("m", "({geometry}) => Object.keys(geometry.attributes).length"), 0);
  assert.deepEqual(await page.warnings(), []);
});

test("a material lies over that of a primitive, the newest on top", async () => {
  await page.set({ tag: "Box", key: "b", color: "red", children: [{ tag: "StandardMaterial", key: "one", color: "#00ff00" }] });
  assert.equal(await page.of("b", "({material}) => material.type"), "MeshStandardMaterial");
  await page.add({ tag: "meshNormalMaterial", key: "two" }, "b");
  assert.equal(await page.of("b", "({material}) => material.type"), "MeshNormalMaterial");
  await page.update({ key: "b", color: "blue" });
  await page.remove("two");
  assert.equal(await page.of("b", "({material}) => material.color.getHex()"), 0x00ff00);
  await page.remove("one");
  assert.equal(await page.of("b", "({material}) => material.color.getHex()"), 0x0000ff);
});

test("a side of a box has a material of its own", async () => {
  await page.set({
    tag: "Box",
    key: "b",
    color: "red",
    children: [{ tag: "meshBasicMaterial", key: "front", attach: "material-4", color: "#00ff00", toneMapped: false }],
  });
  assert.deepEqual(await page.of("b", "({material}) => material.map(({type}) => type)"), [
    ...Array(4).fill("MeshPhysicalMaterial"),
    "MeshBasicMaterial",
    "MeshPhysicalMaterial",
  ]);
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "front", attach: "material" });
  assert.equal(await page.of("b", "({material}) => material.type"), "MeshBasicMaterial");
});

/** Tag to class, and props with what they make of the class's property. */
const MATERIALS = [
  ["material", "MeshBasicMaterial", {}],
  ["meshBasicMaterial", "MeshBasicMaterial", { wireframe: true, side: 2, depthWrite: false }],
  ["meshLambertMaterial", "MeshLambertMaterial", { emissiveIntensity: 0.5 }],
  ["meshPhongMaterial", "MeshPhongMaterial", { shininess: 80, flatShading: true }],
  ["meshToonMaterial", "MeshToonMaterial", {}],
  ["meshStandardMaterial", "MeshStandardMaterial", { roughness: 0.2, metalness: 0.9 }],
  ["meshPhysicalMaterial", "MeshPhysicalMaterial", { clearcoat: 0.7, transmission: 0.5, ior: 1.2 }],
  ["meshMatcapMaterial", "MeshMatcapMaterial", {}],
  ["meshNormalMaterial", "MeshNormalMaterial", { flatShading: true }],
  ["meshDepthMaterial", "MeshDepthMaterial", { opacity: 0.5 }],
  ["shadowMaterial", "ShadowMaterial", { opacity: 0.25 }],
  ["spriteMaterial", "SpriteMaterial", { rotation: 1 }, "sprite"],
  ["pointsMaterial", "PointsMaterial", { size: 0.3, sizeAttenuation: false }, "points"],
  ["PointMaterial", "PointsMaterial", { size: 0.3, sizeAttenuation: false }, "points"],
  ["lineBasicMaterial", "LineBasicMaterial", { toneMapped: false }, "line"],
  ["lineDashedMaterial", "LineDashedMaterial", { dashSize: 0.1, gapSize: 0.2, scale: 2 }, "lineSegments"],
  ["BasicMaterial", "MeshBasicMaterial", { opacity: 0.5, transparent: true }],
  ["LambertMaterial", "MeshLambertMaterial", { emissiveIntensity: 2 }],
  ["PhongMaterial", "MeshPhongMaterial", { shininess: 3 }],
  ["StandardMaterial", "MeshStandardMaterial", { roughness: 0.4 }],
  ["PhysicalMaterial", "MeshPhysicalMaterial", { clearcoat: 0.4 }],
  ["Material", "MeshPhysicalMaterial", { roughness: 0.4 }],
  ["TransmissionMaterial", "MeshPhysicalMaterial", { thickness: 2, attenuationDistance: 3 }],
];

for (const [tag, type, props, host = "mesh"] of /** @type {[string, string, Record<string, any>, string?][]} */ (MATERIALS)) {
  test(`${tag} has the properties of ${type}, live`, async () => {
    await page.set({ tag: host, key: "m", children: [{ tag, key: "look" }] });
    assert.equal(await page.of("m", "({material}) => material.type"), type);
    await page.update({ key: "look", ...props });
    for (const [name, value] of Object.entries(props)) {
      assert.equal(await page.of("m", `({material}) => material[${JSON.stringify(name)}]`), value, name);
    }
    assert.deepEqual(await page.warnings(), []);
  });
}

test("meshDistanceMaterial shows how far things are", async () => {
  await page.set({ tag: "Plane", key: "m", args: [9, 9], children: [{ tag: "meshDistanceMaterial", key: "look", nearDistance: 0, farDistance: 2 }] });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "look", farDistance: 8 });
  const [red = 0] = await page.middle();
  // Linear 0.25 is 137 in sRGB; the shader writes its numbers as they are.
  assert.ok(red > 50 && red < 150, `${red}`);
  await page.update({ key: "look", nearDistance: 4 });
  assert.deepEqual(await page.middle(), [0, 0, 0]);
});

test("components of 0.1.6 have its defaults", async () => {
  await page.set({ tag: "mesh", key: "m", children: [{ tag: "TransmissionMaterial", key: "glass" }] });
  assert.deepEqual(await page.of("m", "({material: m}) => [m.transmission, m.thickness, m.roughness, m.attenuationDistance, m.emissiveIntensity]"), [1, 0.5, 0, 1, 0]);
});

test("pictures go on materials", async () => {
  await page.set({ tag: "Plane", key: "m", children: [{ tag: "meshBasicMaterial", key: "look", map: PIXEL, mapRepeat: [2, 3] }] });
  await page.loaded();
  assert.deepEqual(await page.of("m", "({material}) => material.map.repeat.toArray()"), [2, 3]);
  await page.update({ key: "look", map: null });
  assert.equal(await page.of("m", "({material}) => material.map"), null);
});

test("names that are no properties are refused with a word", async () => {
  await page.set({ tag: "mesh", key: "m", children: [{ tag: "meshBasicMaterial", key: "look", onBeforeCompile: "alert(1)", color: "no colour" }] });
  const warnings = await page.warnings();
  assert.match(warnings.join("\n"), /no onBeforeCompile/);
  assert.match(warnings.join("\n"), /no color that could be/);
  await page.set({ tag: "group", key: "g", children: [{ tag: "meshBasicMaterial", key: "stray" }] });
  assert.match((await page.warnings()).join("\n"), /the node above takes no material/);
});

test("a shader is compiled, its uniforms change without compiling anew", async () => {
  await page.set({
    tag: "Plane",
    key: "m",
    args: [3, 3],
    children: [
      {
        tag: "shaderMaterial",
        key: "s",
        fragmentShader: "uniform vec3 tint; void main() { gl_FragColor = vec4(tint, 1.0); }",
        uniforms: { tint: { value: [0, 1, 0] } },
      },
    ],
  });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "s", uniforms: { tint: "#ff00ff" } });
  assert.deepEqual(await page.middle(), [255, 0, 255]);
  await page.update({ key: "s", fragmentShader: "void main() { gl_FragColor = vec4(0.0, 0.0, 1.0, 1.0); }" });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
});

test("a shader that does not compile says why and throws nothing", async () => {
  const errors = page.watched.errors.length;
  await page.set({ tag: "Plane", key: "m", children: [{ tag: "shaderMaterial", key: "s", fragmentShader: "void main() { nonsense; }" }] });
  await page.draw();
  await page.draw();
  assert.match((await page.warnings()).join("\n"), /the shader does not compile: .*nonsense/s);
  assert.deepEqual(page.watched.errors.slice(errors), []);
  await page.update({ key: "s", fragmentShader: "void main() { gl_FragColor = vec4(1.0); }" });
  assert.deepEqual(await page.middle(), [255, 255, 255]);
});

test("fog covers what is far, of whatever node it is a child", async () => {
  const wall = { tag: "Plane", key: "wall", args: [50, 50], position: [0, 0, -5], materialType: "basic", material: { color: "#ff0000", toneMapped: false } };
  await page.set(wall, { tag: "fog", key: "fog", color: "#ffffff", near: 0.1, far: 1 });
  assert.deepEqual(await page.middle(), [255, 255, 255]);
  await page.update({ key: "fog", far: 1000, near: 900 });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "fog", near: 0, far: 0.5, color: "#0000ff" });
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  await page.add({ tag: "fogExp2", key: "mist", color: "#00ff00", density: 10 });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  await page.update({ key: "mist", density: 0 });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.remove("mist");
  assert.deepEqual(await page.middle(), [0, 0, 255]);
  await page.remove("fog");
  assert.deepEqual(await page.middle(), [255, 0, 0]);
});

test("geometries of one's own", async () => {
  await page.set({
    tag: "mesh",
    key: "m",
    children: [
      { tag: "bufferGeometry", key: "g", children: [{ tag: "bufferAttribute", key: "p", array: [-9, -9, 0, 9, -9, 0, 0, 9, 0] }] },
      { tag: "meshBasicMaterial", key: "look", color: "#00ff00", toneMapped: false },
    ],
  });
  assert.deepEqual(await page.middle(), [0, 255, 0]);
  assert.deepEqual(await page.of("m", "({geometry}) => Object.keys(geometry.attributes)"), ["position", "normal"]);
  await page.update({ key: "p", array: [-9, 5, 0, 9, 5, 0, 0, 9, 0] });
  assert.notDeepEqual(await page.middle(), [0, 255, 0]);
  await page.add({ tag: "bufferAttribute", key: "i", attach: "index", array: [0, 1, 9] }, "g");
  await page.add({ tag: "bufferAttribute", key: "bad", array: [1, 2] }, "g");
  assert.match((await page.warnings()).join("\n"), /no multiple of 3/);
});

test("every geometry has three.js's defaults and takes args", async () => {
  const names = ["box", "capsule", "circle", "cone", "cylinder", "dodecahedron", "icosahedron", "octahedron", "tetrahedron", "plane", "ring", "sphere", "torus", "torusKnot"];
  for (const name of names) {
    await page.set({ tag: "mesh", key: "m", children: [{ tag: `${name}Geometry`, key: "g" }] });
    const kind = `${name[0]?.toUpperCase()}${name.slice(1)}Geometry`;
    assert.equal(await page.of("m", "({geometry}) => geometry.type"), kind);
    const before = await page.of("m", "({geometry}) => Object.values(geometry.parameters)[0]");
    await page.update({ key: "g", args: [3.5] });
    assert.deepEqual([before, await page.of("m", "({geometry}) => Object.values(geometry.parameters)[0]")], [name === "ring" ? 0.5 : 1, 3.5]);
  }
  await page.set({ tag: "mesh", key: "m", children: [{ tag: "circleGeometry", key: "g" }] });
  assert.equal(await page.of("m", "({geometry}) => geometry.parameters.segments"), 32);
});

test("points, lines and sprites", async () => {
  for (const [tag, type] of [["points", "Points"], ["line", "Line"], ["lineSegments", "LineSegments"], ["lineLoop", "LineLoop"], ["sprite", "Sprite"], ["object3D", "Object3D"]]) {
    await page.set({ tag: `${tag}`, key: "o" });
    assert.equal(await page.of("o", "(object) => object.type"), type);
  }
  await page.set({ tag: "sprite", key: "o", scale: 9, children: [{ tag: "spriteMaterial", key: "look", color: "#ff0000", toneMapped: false }] });
  assert.deepEqual(await page.middle(), [255, 0, 0]);
  await page.update({ key: "o", center: [0, 2] });
  assert.notDeepEqual(await page.middle(), [255, 0, 0]);
  await page.set({
    tag: "lineSegments",
    key: "o",
    children: [{ tag: "edgesGeometry", key: "g", args: [["Box", 2, 2, 2]] }, { tag: "lineDashedMaterial", key: "look" }],
  });
  await page.draw();
  assert.equal(await page.of("o", "({geometry}) => geometry.attributes.lineDistance !== undefined"), true);
});

test("lights by name have three.js's defaults", async () => {
  for (const name of ["ambientLight", "directionalLight", "pointLight", "spotLight", "hemisphereLight"]) {
    await page.set({ tag: name, key: "l" });
    assert.deepEqual(await page.of("l", "(light) => [light.intensity, light.castShadow]"), [1, false], name);
    await page.update({ key: "l", intensity: 4, color: "#ff0000" });
    assert.deepEqual(await page.of("l", "(light) => [light.intensity, light.color.getHex()]"), [4, 0xff0000], name);
  }
  await page.set({ tag: "rectAreaLight", key: "l" });
  await page.loaded();
  assert.deepEqual(await page.of("l", "({children: [light]}) => [light.width, light.intensity]"), [10, 1]);
  await page.update({ key: "l", width: 2 });
  assert.equal(await page.of("l", "({children: [light]}) => light.width"), 2);
});

test("nothing was written to the console", () => {
  assert.deepEqual(page.watched.errors, []);
});

test("points of PointMaterial are round, of pointsMaterial square", async () => {
  const red = { color: "#ff0000", toneMapped: false };
  for (const [tag, props, corner] of /** @type {const} */ ([
    ["pointsMaterial", {}, true],
    ["PointMaterial", {}, false],
    ["PointMaterial", { transparent: true }, false],
  ])) {
    // All its points are in the middle: a quarter of the view is one point of 60 pixels.
    await page.set({ tag: "points", key: "p", children: [{ tag: "boxGeometry", key: "g", args: [0, 0, 0] }, { tag, key: "m", ...red, ...props }] });
    const pixels = await page.pixels();
    const isRed = (/** @type {number} */ x, /** @type {number} */ y) => pixels.at(x, y).join() === "255,0,0";
    assert.deepEqual([isRed(0, 0), isRed(0.22, 0), isRed(0, -0.22)], [true, true, true], tag);
    for (const [x, y] of /** @type {const} */ ([[1, 1], [1, -1], [-1, 1], [-1, -1]])) assert.equal(isRed(0.22 * x, 0.22 * y), corner, tag);
    assert.equal(isRed(0.3, 0), false, tag);
  }
  assert.deepEqual(await page.warnings(), []);
});
