/**
 * Props that go straight into an object of three.js, or into a shader: each changes it live, and without it the default
 * is back. What more a prop does is asserted where its component is.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

/**
 * What a function makes of the object below the node that passes the test. Numbers are rounded to thousandths.
 * @param {string} is @param {string} read
 */
const within = (is, read) => `(object, vuer) => {
  let found;
  object.traverse((part) => { if (!found && (${is})(part)) found = part; });
  const value = (${read})(found, vuer);
  const round = (x) => (typeof x === "number" ? Math.round(x * 1000) / 1000 : x);
  return Array.isArray(value) ? value.map(round) : round(value);
}`;
/** @param {string} flag @param {string} read */
const light = (flag, read) => within(`(part) => part.${flag}`, `(light) => light.${read}`);
/** @param {string} name @param {string} [read] */
const uniform = (name, read = "") => within("(part) => part.material?.uniforms", `({ material }) => material.uniforms.${name}.value${read}`);
/** @param {string} read */
const scene = (read) => `(_object, { viewer }) => { const value = viewer.scene.${read}; return Math.round(value * 1000) / 1000; }`;

/** The node, and of each prop a value, where it is to be found, what is found then, and what is found without it. */
const TABLE = /** @type {const} */ ([
  [
    { tag: "HemisphereLightStage" },
    ["skyColor", "#ff0000", light("isHemisphereLight", "color.getHexString()"), "ff0000", "ffffff"],
    ["groundColor", "#00ff00", light("isHemisphereLight", "groundColor.getHexString()"), "00ff00", "000000"],
    ["hemiIntensity", 0.5, light("isHemisphereLight", "intensity"), 0.5, 1],
    ["dirColor", "#0000ff", light("isDirectionalLight", "color.getHexString()"), "0000ff", "ffffff"],
    ["dirIntensity", 2, light("isDirectionalLight", "intensity"), 2, 1],
    ["dirPosition", [1, 2, 3], light("isDirectionalLight", "position.toArray()"), [1, 2, 3], [4, 10, 1]],
    ["castShadow", true, light("isDirectionalLight", "castShadow"), true, false],
  ],
  [
    { tag: "SpotLight" },
    ["penumbra", 0.5, light("isSpotLight", "penumbra"), 0.5, 0],
    ["decay", 1, light("isSpotLight", "decay"), 1, 2],
  ],
  [{ tag: "PointLight" }, ["decay", 1, light("isPointLight", "decay"), 1, 2]],
  [
    { tag: "Grid" },
    ["cellSize", 0.25, uniform("cellSize"), 0.25, 0.2],
    ["cellThickness", 2, uniform("cellThickness"), 2, 0.6],
    ["cellColor", "#ff0000", uniform("cellColor", ".getHexString()"), "ff0000", "6f6f6f"],
    ["sectionSize", 5, uniform("sectionSize"), 5, 1],
    ["sectionThickness", 3, uniform("sectionThickness"), 3, 1.5],
    ["fadeDistance", 7, uniform("fadeDistance"), 7, 40],
    ["fadeStrength", 2, uniform("fadeStrength"), 2, 1],
  ],
  [
    { tag: "Sky" },
    ["mieCoefficient", 0.01, uniform("mieCoefficient"), 0.01, 0.005],
    ["mieDirectionalG", 0.5, uniform("mieDirectionalG"), 0.5, 0.8],
    ["rayleigh", 2, uniform("rayleigh"), 2, 0.5],
    ["inclination", 0.5, uniform("sunPosition", ".y"), 0, 0.309],
    ["azimuth", 0.5, uniform("sunPosition", ".x"), 1, -0.809],
  ],
  [
    { tag: "Environment", preset: "studio", background: true },
    ["environmentIntensity", 0.5, scene("environmentIntensity"), 0.5, 1],
    ["backgroundIntensity", 0.5, scene("backgroundIntensity"), 0.5, 1],
    ["backgroundBlurriness", 0.25, scene("backgroundBlurriness"), 0.25, 0],
    ["environmentRotation", [0, 1, 0], scene("environmentRotation.y"), 1, 0],
    ["backgroundRotation", [0, 1, 0], scene("backgroundRotation.y"), 1, 0],
  ],
]);

for (const [node, ...props] of TABLE) {
  test(`${node.tag}: ${props.map(([name]) => name).join(", ")}`, async () => {
    await page.set({ ...node, key: "n" });
    for (const [name, value, look, then, without] of props) {
      assert.deepEqual(await page.of("n", look), without, `${name} by default`);
      await page.update({ key: "n", [name]: value });
      assert.deepEqual(await page.of("n", look), then, name);
      await page.update({ key: "n", [name]: null });
      assert.deepEqual(await page.of("n", look), without, `${name} when it is gone`);
    }
    assert.deepEqual(await page.warnings(), []);
  });
}

/** Of the material of a box: what is set, and what three.js has without it. */
const MATERIAL = {
  clearcoat: [1, 0],
  clearcoatRoughness: [0.5, 0],
  reflectivity: [0.25, 0.5],
  sheen: [0.5, 0],
  iridescence: [0.5, 0],
  bumpScale: [2, 1],
  displacementScale: [2, 1],
  displacementBias: [0.5, 0],
  envMapIntensity: [0.5, 1],
  alphaTest: [0.25, 0],
  flatShading: [true, false],
};
const COLORS = { emissive: "000000", sheenColor: "000000", attenuationColor: "ffffff", specularColor: "ffffff" };

test(`Box: its material's ${[...Object.keys(MATERIAL), ...Object.keys(COLORS)].join(", ")}`, async () => {
  await page.set({ tag: "Box", key: "n", materialType: "physical", castShadow: false });
  const read = (/** @type {string} */ what) => page.of("n", `({ material }) => material.${what}`);
  const rounded = async (/** @type {string} */ what) => {
    const value = await read(what);
    return typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
  };
  for (const [name, [value, without]] of Object.entries(MATERIAL)) {
    await page.update({ key: "n", material: { [name]: value } });
    assert.deepEqual(await rounded(name), value, name);
    await page.update({ key: "n", material: null });
    assert.deepEqual(await rounded(name), without, `${name} when it is gone`);
  }
  for (const [name, without] of Object.entries(COLORS)) {
    await page.update({ key: "n", material: { [name]: "#ff0000" } });
    assert.equal(await read(`${name}.getHexString()`), "ff0000", name);
    await page.update({ key: "n", material: null });
    assert.equal(await read(`${name}.getHexString()`), without, `${name} when it is gone`);
  }
  assert.deepEqual(await page.warnings(), []);
});

test("nothing was written to the console, nor fetched", () => {
  assert.deepEqual(page.watched.errors, []);
  assert.deepEqual(page.watched.foreign, []);
});
