/** Models from files: every format by URL, as text and as bytes, their looks, and what becomes of broken ones. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";

import { PNG } from "pngjs";

import { launch, open } from "../harness/browser.js";
import { eventually } from "../harness/child.js";
import * as models from "../harness/models.js";
import { scene } from "../harness/scenes.js";
import { Stage } from "../harness/stage.js";

const RED = [255, 0, 0];

/** A picture of one colour. @param {number[]} color */
function png(color) {
  const image = new PNG({ width: 4, height: 4 });
  for (let pixel = 0; pixel < 16; pixel++) image.data.set([...color, 255], 4 * pixel);
  return PNG.sync.write(image);
}

const FILES = {
  "square.glb": models.glb({ color: [1, 0, 0, 1] }),
  "square.obj": models.obj("paint.mtl"),
  "paint.mtl": models.mtl([1, 0, 0]),
  "other.mtl": models.mtl([0, 1, 0]),
  "square.stl": models.stl(),
  "square.ply": models.plyMesh(RED),
  "cloud.pcd": models.pcdText(RED),
  "square.dae": models.dae([1, 0, 0]),
  "square.fbx": models.fbx([1, 0, 0]),
  "walk.bvh": models.BVH,
  "blue.png": png([0, 0, 255]),
  "textured.ply": models.plyTextured("blue.png"),
  "textured.glb": models.glb({ color: [1, 1, 1, 1], texture: "blue.png" }),
  "lost.glb": models.glb({ texture: "nowhere.png" }),
  "broken.glb": "glTF, it says",
  "draco.glb": models.fixture("draco.glb"),
  "meshopt.glb": models.fixture("meshopt.glb"),
  "ktx2.glb": models.fixture("ktx2.glb"),
  "picture.ktx2": models.fixture("picture.ktx2"),
};

const folder = mkdtempSync(join(tmpdir(), "vuer-e2e-"));
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Stage} */
let stage;
/** @type {import("../harness/browser.js").WatchedPage} */
let page;

before(async () => {
  browser = await launch();
  stage = await Stage.start("ours", "ours", ["--root", folder]);
  page = await open(browser, `${stage.url}?hideUI`);
  await page.until("the page is connected", (state) => state.connection === "open");
});

after(async () => {
  await browser?.close();
  await stage?.stop();
  rmSync(folder, { recursive: true });
});

afterEach(async () => {
  await stage.do({ op: "set", scene: scene() });
  await page.page.evaluate(() => /** @type {any} */ (window).vuer.clearLog());
});

/** @param {string | Uint8Array} bytes */
const buff = (bytes) => ({ base64: Buffer.from(bytes).toString("base64") });

/** Shows these nodes and waits until they are loaded. @param {import("../harness/stage.js").Node[]} nodes */
async function show(...nodes) {
  const mark = ++marks;
  shown = nodes[0]?.tag ?? "";
  await stage.do({ op: "set", scene: scene(...nodes.map((node) => ({ ...node, mark }))) });
  await applied(mark);
}

/** Changes props of the node "m" and waits for what they load. @param {Record<string, any>} props */
async function change(props) {
  const mark = ++marks;
  await stage.do({ op: "update", nodes: [{ tag: shown, key: "m", ...props, mark }] });
  await applied(mark);
}

/** The tag of the node "m". */
let shown = "";
/** What was sent last can be told from it. */
let marks = 0;

/** @param {number} mark */
async function applied(mark) {
  const seen = () =>
    page.page.evaluate((mark) => [.../** @type {any} */ (window).vuer.store.nodes()].some(({ props }) => props.mark === mark), mark);
  await eventually("the message is applied", seen);
  await loaded();
}

const loaded = () => page.until("everything is loaded", (state) => state.loading === 0);

/**
 * What a node has in the scene, in the order of drawing.
 * @param {string} [key]
 * @returns {Promise<any>}
 */
const facts = (key = "m") =>
  page.page.evaluate((key) => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    const root = vuer.viewer.scene.getObjectByName(key);
    /** @type {any} */
    const found = { meshes: [], points: [], lines: [], names: [], bones: [], sprites: 0 };
    const round = (/** @type {number} */ x) => Math.round(x * 1000) / 1000;
    root?.traverse((/** @type {any} */ object) => {
      const { geometry, material } = object;
      const { elements } = object.matrixWorld;
      const at = [12, 13, 14].map((index) => round(elements[index]));
      if (object.isBone) found.bones.push({ name: object.userData.label ?? object.name, at });
      if (object.isSprite) found.sprites++;
      if (!material || object.isSprite) return;
      if (material.color) found.names.push(object.name);
      const colors = geometry.getAttribute("color");
      const entry = {
        at,
        visible: object.visible,
        count: geometry.getAttribute("position").count,
        triangles: geometry.index ? geometry.index.count / 3 : geometry.getAttribute("position").count / 3,
        instanced: Boolean(object.isInstancedMesh),
        type: material.type,
        color: material.color?.getHexString(),
        vertexColor: colors && material.vertexColors ? [0, 1, 2].map((i) => round(colors.getComponent(0, i))) : undefined,
        map: Boolean(material.map),
        opacity: material.opacity,
        transparent: material.transparent,
        wireframe: material.wireframe,
        side: material.side,
        size: material.size,
        roughness: material.roughness,
        castShadow: object.castShadow,
        frustumCulled: object.frustumCulled,
        skinned: Boolean(object.isSkinnedMesh),
        first: object.isInstancedMesh ? undefined : [0, 1, 2].map((i) => round(geometry.getAttribute("position").getComponent(0, i))),
      };
      (object.isPoints ? found.points : object.isLineSegments ? found.lines : found.meshes).push(entry);
    });
    return found;
  }, key);

/** The only mesh of a node. @param {string} [key] */
async function mesh(key) {
  const { meshes } = await facts(key);
  assert.equal(meshes.length, 1);
  return meshes[0];
}

/** The only cloud of a node. */
async function cloud() {
  const { points } = await facts();
  assert.equal(points.length, 1);
  return points[0];
}

const warnings = async () => (await page.state()).warnings;

/** Each format: its file, its text if it is one, its bytes, and what there is to see of it. */
const FORMATS = [
  { tag: "Glb", src: "static/square.glb", bytes: models.glb({ color: [1, 0, 0, 1] }), see: { color: "ff0000", triangles: 2 } },
  { tag: "Obj", src: "static/square.obj", text: models.obj(), bytes: models.obj(), more: { mtl: "static/paint.mtl" }, see: { color: "ff0000", triangles: 2 } },
  { tag: "Stl", src: "static/square.stl", text: models.stl(), bytes: models.stl(), see: { color: "ffffff", triangles: 2 } },
  { tag: "Ply", src: "static/square.ply", text: models.plyMesh(RED), bytes: models.plyMesh(RED), see: { vertexColor: [1, 0, 0], triangles: 2, side: 2 } },
  { tag: "Dae", src: "static/square.dae", text: models.dae([1, 0, 0]), bytes: models.dae([1, 0, 0]), see: { color: "ff0000", triangles: 2 } },
  { tag: "Fbx", src: "static/square.fbx", text: models.fbx([1, 0, 0]), bytes: models.fbx([1, 0, 0]), see: { color: "ff0000", triangles: 2, skinned: true } },
];

for (const { tag, src, text, bytes, more = {}, see } of FORMATS) {
  test(`${tag} by URL, as text and as bytes, each telling when it is there`, async () => {
    for (const [way, content] of Object.entries({ src, text, buff: buff(bytes) })) {
      if (content === undefined) continue;
      const from = stage.child.reports.length;
      await show({ tag, key: "m", playAnimation: false, onLoad: `${way} is there`, [way]: content, ...more });
      const [first] = (await facts()).meshes;
      for (const [name, value] of Object.entries(see)) assert.deepEqual(first?.[name], value, `${way}: ${name}`);
      const load = await stage.event("LOAD", from);
      assert.deepEqual([load.key, load.value], ["m", `${way} is there`]);
    }
    assert.deepEqual(await warnings(), []);
    const from = stage.child.reports.length;
    await show({ tag, key: "m", [bytes === undefined ? "src" : "buff"]: buff(bytes) });
    assert.deepEqual(stage.child.reports.slice(from).filter(({ event }) => event === "LOAD"), []);
  });
}

test("a look is painted over a model's own, and taken off again", async () => {
  await show({ tag: "Obj", key: "m", src: "static/square.obj" });
  assert.deepEqual([(await mesh()).type, (await mesh()).color, (await mesh()).castShadow], ["MeshPhongMaterial", "ff0000", true]);
  await change({ color: "#00ff00" });
  assert.deepEqual([(await mesh()).type, (await mesh()).color], ["MeshPhysicalMaterial", "00ff00"]);
  await change({ color: null, materialType: "basic" });
  assert.deepEqual([(await mesh()).type, (await mesh()).color], ["MeshBasicMaterial", "ff0000"]);
  await change({ materialType: "standard", material: { roughness: 0.25 } });
  assert.equal((await mesh()).roughness, 0.25);
  await change({ wireframe: true, side: "double", opacity: 0.5 });
  const painted = await mesh();
  assert.deepEqual([painted.wireframe, painted.side, painted.opacity, painted.transparent], [true, 2, 0.5, true]);
  await change({ castShadow: false, frustumCulled: false });
  assert.deepEqual([(await mesh()).castShadow, (await mesh()).frustumCulled], [false, false]);
  await change({ materialType: null, material: null, wireframe: null, side: null, opacity: null, castShadow: null, frustumCulled: null });
  const bare = await mesh();
  assert.deepEqual([bare.type, bare.color, bare.opacity, bare.transparent, bare.frustumCulled], ["MeshPhongMaterial", "ff0000", 1, false, true]);
  await change({ hide: true });
  assert.equal(await page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("m").visible), false);
  assert.deepEqual(await warnings(), []);
});

test("an Obj's materials: named in it, given beside it, several, none", async () => {
  await show({ tag: "Obj", key: "m", src: "static/square.obj" });
  assert.equal((await mesh()).color, "ff0000");
  await change({ mtl: "static/other.mtl" });
  assert.equal((await mesh()).color, "00ff00");
  // Of one name the first counts.
  await change({ mtl: null, materials: ["static/paint.mtl", "static/other.mtl"] });
  assert.equal((await mesh()).color, "ff0000");
  await change({ materials: null, assets: { "paint.mtl": "static/other.mtl" } });
  assert.equal((await mesh()).color, "00ff00");
  await change({ assets: { "paint.mtl": buff(models.mtl([0, 0, 1])) } });
  assert.equal((await mesh()).color, "0000ff");
  assert.deepEqual(await warnings(), []);
  await change({ assets: { "paint.mtl": "static/nowhere.mtl" } });
  assert.equal((await mesh()).triangles, 2);
  assert.match((await warnings()).join(), /static\/square\.obj has no materials: .*nowhere\.mtl answered 404/);
});

test("a Ply is a mesh, with a picture, or a cloud", async () => {
  await show({ tag: "Ply", key: "m", src: "static/textured.ply" });
  assert.deepEqual([(await mesh()).map, (await mesh()).triangles], [true, 2]);
  await change({ assets: { "blue.png": buff(png([0, 255, 0])) } });
  assert.equal((await mesh()).map, true);
  assert.deepEqual(await warnings(), []);
  await show({ tag: "Ply", key: "m", buff: buff(models.plyCloud(RED)) });
  assert.deepEqual([(await cloud()).count, (await cloud()).size, (await cloud()).vertexColor], [25, 0.005, [1, 0, 0]]);
  await change({ size: 0.25, color: "#808080", opacity: 0.5 });
  const styled = await cloud();
  assert.deepEqual([styled.size, styled.color, styled.opacity, styled.transparent], [0.25, "808080", 0.5, true]);
  await show({ tag: "Ply", key: "m", text: models.plySplats([1, 0, 0]) });
  assert.deepEqual((await cloud()).vertexColor, [1, 0, 0]);
  assert.match((await warnings()).join(), /Gaussian splats/);
});

test("a Pcd as text, binary and compressed", async () => {
  const from = stage.child.reports.length;
  await show({ tag: "Pcd", key: "m", src: "static/cloud.pcd", onLoad: "there" });
  assert.equal((await stage.event("LOAD", from)).value, "there");
  // One of its points is nowhere.
  assert.deepEqual([(await cloud()).count, (await cloud()).size, (await cloud()).vertexColor], [25, 0.0015, [1, 0, 0]]);
  const contents = [{ text: models.pcdText([0, 255, 0]) }, { buff: buff(models.pcdBinary([0, 0, 255])) }, { buff: buff(models.pcdCompressed(RED)) }];
  const colors = [[0, 1, 0], [0, 0, 1], [1, 0, 0]];
  for (const [index, content] of contents.entries()) {
    await show({ tag: "Pcd", key: "m", ...content });
    const { count, vertexColor } = await cloud();
    assert.deepEqual([count, vertexColor], [25, colors[index]]);
  }
  await change({ size: 0.25 });
  await page.untilPicture("the points are drawn", (picture) => picture.find("red"));
  await change({ color: "#808080", opacity: 0.5 });
  const styled = await cloud();
  assert.deepEqual([styled.size, styled.color, styled.opacity, styled.transparent], [0.25, "808080", 0.5, true]);
  assert.deepEqual(await warnings(), []);
});

test("an Stl keeps the colours of its faces", async () => {
  await show({ tag: "Stl", key: "m", buff: buff(models.coloredStl([31, 0, 0])) });
  assert.deepEqual((await mesh()).vertexColor, [1, 0, 0]);
});

test("a Bvh shows its skeleton", async () => {
  await show({ tag: "Bvh", key: "m", src: "static/walk.bvh", playAnimation: false, onLoad: "there" });
  const plain = await facts();
  // Without a scale, centimetres.
  assert.deepEqual(plain.bones.map((/** @type {any} */ { name, at }) => [name, at[1]]), [["hips", 0], ["upper.chest", 0.6], ["ENDSITE", 1]]);
  const [rods, balls] = plain.meshes;
  assert.deepEqual([rods.instanced, rods.visible, rods.color, rods.type], [true, true, "23aaff", "MeshPhysicalMaterial"]);
  assert.deepEqual([balls.color, plain.sprites], ["ffda23", 0]);
  const [lines, axes] = plain.lines;
  assert.deepEqual([lines.visible, axes.visible], [false, true]);

  await change({ color: "#ff0000", jointColor: "#00ff00", materialType: "basic", label: true, showFrames: false });
  const styled = await facts();
  assert.deepEqual(styled.meshes.map((/** @type {any} */ { color, type }) => [color, type]), [["ff0000", "MeshBasicMaterial"], ["00ff00", "MeshBasicMaterial"]]);
  assert.deepEqual([styled.sprites, styled.lines[1].visible], [2, false]);
  await change({ jointColor: null, skeletonColor: "#0000ff", label: false, bone: "bone" });
  const thin = await facts();
  assert.deepEqual([thin.meshes[0].visible, thin.lines[0].visible, thin.lines[0].color, thin.sprites], [false, true, "0000ff", 0]);

  const extent = () => page.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    const root = vuer.viewer.scene.getObjectByName("m");
    /** @type {any[]} */
    const found = [];
    root.traverse((/** @type {any} */ object) => {
      if (object.isInstancedMesh) found.push(object.instanceMatrix.array[0]);
      if (object.isLineSegments) found.push(object.geometry.getAttribute("position").getX(1));
    });
    return found;
  });
  await change({ bone: "capsule", boneRadius: 4, showFrames: true, frameScale: 1 });
  const [, ball, , axis] = await extent();
  assert.deepEqual([ball, axis], [6, 20]);
  await change({ boneRadius: 2, frameScale: 3 });
  const [, smaller, , longer] = await extent();
  assert.deepEqual([smaller, longer], [3, 30]);
  await change({ scale: 1 });
  assert.deepEqual((await facts()).bones[2].at, [0, 100, 0]);
  await change({ scale: null, buff: buff(Buffer.from(models.BVH.replace("hips", "H\u00fcfte"), "latin1")), encoding: "latin1" });
  assert.equal((await facts()).bones[0].name, "H\u00fcfte");
  assert.deepEqual(await warnings(), []);
});

test("an Fbx shows its skeleton", async () => {
  await show({ tag: "Fbx", key: "m", src: "static/square.fbx" });
  const plain = await facts();
  assert.deepEqual(plain.bones.map((/** @type {any} */ { name }) => name), ["hips", "chest"]);
  assert.deepEqual(plain.meshes.map((/** @type {any} */ { instanced, color }) => [instanced, color]), [[false, "ff0000"], [true, "5eead4"], [true, "ffda23"]]);
  assert.deepEqual([plain.lines[1].visible, plain.sprites], [false, 0]);
  await change({ jointColor: "#0000ff", frame: true, label: true, boneRadius: 0.1, color: "#00ff00" });
  const styled = await facts();
  assert.deepEqual(styled.meshes.map((/** @type {any} */ { color }) => color), ["00ff00", "5eead4", "0000ff"]);
  assert.deepEqual([styled.lines[1].visible, styled.sprites], [true, 2]);
  assert.deepEqual(await warnings(), []);
});

test("models that are compressed are decoded within the page's policy", async () => {
  const nodes = ["draco", "meshopt", "ktx2"].map((name, index) => ({ tag: "Glb", key: name, src: `static/${name}.glb`, position: [2.2 * index - 2.2, 0, 0] }));
  await show(...nodes);
  assert.deepEqual([(await mesh("draco")).triangles, (await mesh("meshopt")).triangles, (await mesh("ktx2")).map], [128, 128, true]);
  await page.untilPicture("the picture in KTX2 is on the square", (picture) => picture.find("blue") && picture.find("yellow"));
  await page.untilPicture("the squares are red", (picture) => picture.find("red"));
  assert.deepEqual(await warnings(), []);
  assert.deepEqual(page.violations, []);
});

test("a picture in KTX2 is a material's map", async () => {
  await show({ tag: "Plane", key: "m", args: [2, 2], materialType: "basic", material: { map: "static/picture.ktx2" } });
  assert.equal((await mesh()).map, true);
  const { x: blue } = await page.untilPicture("its left half is blue", (picture) => picture.find("blue"));
  const { x: yellow } = await page.untilPicture("its right half is yellow", (picture) => picture.find("yellow"));
  assert.ok(blue < yellow);
  await change({ material: { map: "static/blue.png", alphaMap: "static/walk.ktx2" } });
  assert.match((await warnings()).join(), /alphaMap: .*walk\.ktx2 answered 404/);
  assert.deepEqual(page.violations, []);
});

test("files that a model names are found beside it, or where assets say", async () => {
  await show({ tag: "Glb", key: "m", src: "static/textured.glb" });
  await page.untilPicture("its picture is blue", (picture) => picture.find("blue"));
  await change({ assets: { "blue.png": buff(png([0, 255, 0])) } });
  await page.untilPicture("its picture is green", (picture) => picture.find("green"));
  assert.deepEqual(await warnings(), []);
  await change({ src: "static/lost.glb" });
  assert.equal((await mesh()).triangles, 2);
  assert.match((await warnings()).join(), /nowhere\.png could not be loaded/);
});

/** What cannot be had or read, and the reason that is given for it. */
const FAILURES = [
  [{ tag: "Glb", src: "static/nowhere.glb" }, /nowhere\.glb answered 404/],
  [{ tag: "Glb", src: "static/broken.glb" }, /^static\/broken\.glb could not be read: /],
  [{ tag: "Obj", text: "nothing of the kind" }, /^The model sent could not be read: it is not an OBJ file/],
  [{ tag: "Stl", buff: buff("short") }, /^The model sent could not be read: /],
  [{ tag: "Ply", text: "no ply" }, /it is not a PLY file/],
  [{ tag: "Ply", buff: buff(models.plyCloud(RED, 1e9)) }, /it ends before it should/],
  [{ tag: "Pcd", text: "no pcd" }, /it is not a PCD file/],
  [{ tag: "Pcd", buff: buff(models.pcdCompressed(RED, 4e9)) }, /cannot hold the 4000000000 that it announces/],
  [{ tag: "Dae", text: "<!DOCTYPE x><COLLADA/>" }, /DOCTYPE, which is refused/],
  [{ tag: "Dae", text: "<COLLADA" }, /^The model sent could not be read: /],
  [{ tag: "Fbx", text: "no fbx" }, /^The model sent could not be read: /],
  [{ tag: "Bvh", text: "no bvh" }, /it is not a BVH file/],
  [{ tag: "Bvh", text: models.BVH.replace("Frames: 2", "Frames: 1000000000") }, /it should have 1000000000 frames and has 2/],
  [{ tag: "Bvh", buff: buff(models.BVH), encoding: "martian" }, /martian/],
];

for (const [node, reason] of /** @type {[any, RegExp][]} */ (FAILURES)) {
  test(`a marker and LOAD_ERROR: ${reason.source}`, async () => {
    const from = stage.child.reports.length;
    await show({ key: "m", ...node });
    const error = await stage.event("LOAD_ERROR", from);
    assert.equal(error.key, "m");
    assert.deepEqual([error.value.tag, error.value.src], [node.tag, node.src]);
    assert.match(error.value.reason, reason);
    const { meshes, sprites } = await facts();
    assert.deepEqual([meshes.length, sprites], [0, 1], "nothing but a marker");
    assert.match((await warnings()).join(), new RegExp(reason.source.replace("^", "")));
  });
}

test("after a failure the next file is shown, and moves do not try again", async () => {
  const before = stage.child.reports.length;
  await show({ tag: "Glb", key: "m", src: "static/nowhere.glb" });
  await stage.event("LOAD_ERROR", before);
  const from = stage.child.reports.length;
  await stage.do({ op: "update", nodes: [{ tag: "Glb", key: "m", position: [1, 0, 0] }] });
  const moved = () => page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("m").position.x === 1);
  await eventually("it has moved", moved);
  await loaded();
  assert.deepEqual(stage.child.reports.slice(from).filter(({ event }) => event === "LOAD_ERROR"), []);
  await change({ src: "static/square.glb", playAnimation: false });
  assert.deepEqual([(await mesh()).color, (await facts()).sprites], ["ff0000", 0]);
});

test("one file is fetched once for all who show it, and given up when nobody does", async () => {
  /** @type {string[]} */
  const requests = [];
  page.page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const nodes = ["a", "b", "c"].map((key, index) => ({ tag: "Stl", key, src: "static/square.stl", color: "#ff0000", position: [index, 0, 0] }));
  await show(...nodes);
  assert.equal(requests.filter((path) => path === "/static/square.stl").length, 1);

  /** @type {Promise<void>[]} */
  const held = [];
  let release = () => {};
  await page.page.route("**/slow.stl", (route) => {
    const wait = new Promise((/** @type {(value: void) => void} */ resolve) => (release = resolve));
    held.push(wait.then(() => route.fulfill({ body: models.stl() }).catch(() => {})));
  });
  const failed = page.page.waitForEvent("requestfailed", (request) => request.url().endsWith("/slow.stl"));
  await stage.do({ op: "set", scene: scene({ tag: "Stl", key: "slow", src: "static/slow.stl" }) });
  await eventually("it is asked for", () => held.length > 0);
  await eventually("the panels list it", () => page.page.evaluate(() => /slow\.stl/.test(document.querySelector(".loads")?.textContent ?? "")));
  await stage.do({ op: "set", scene: scene() });
  await failed;
  await eventually("it is listed no more", () => page.page.evaluate(() => /** @type {any} */ (document.querySelector(".loads")).hidden));
  release();
  await Promise.all(held);
  await loaded();
  assert.deepEqual(await warnings(), []);
});

/** What browser and loaders say on the console of files that are not there, or broken, and of a point that is nowhere. */
const SAID = /^Failed to load resource|^THREE\.(BVHLoader|ColladaLoader|GLTFLoader: Couldn't load|BufferGeometry\.computeBoundingSphere)/;

test("nothing went wrong on the page", () => {
  assert.deepEqual(page.errors.filter((error) => !SAID.test(error)), []);
  assert.deepEqual(page.violations, []);
  assert.deepEqual(page.foreign, []);
});
