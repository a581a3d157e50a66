/** Models: every format by URL, as text and as bytes, and their looks. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { buff, png, RED, setUpModels } from "../harness/model-page.js";
import * as models from "../harness/models.js";

const { stage, served, watched, page, facts, mesh, cloud, change, testThatNothingWentWrong } = await setUpModels();

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
      await served.show({ tag, key: "m", playAnimation: false, onLoad: `${way} is there`, [way]: content, ...more });
      const [first] = (await facts()).meshes;
      for (const [name, value] of Object.entries(see)) assert.deepEqual(first?.[name], value, `${way}: ${name}`);
      const load = await stage.event("LOAD", from);
      assert.deepEqual([load.key, load.value], ["m", `${way} is there`]);
    }
    assert.deepEqual(await served.warnings(), []);
    const from = stage.child.reports.length;
    await served.show({ tag, key: "m", [bytes === undefined ? "src" : "buff"]: buff(bytes) });
    assert.deepEqual(await served.heard("LOAD", from), []);
  });
}

test("a look is painted over a model's own, and taken off again", async () => {
  await served.show({ tag: "Obj", key: "m", src: "static/square.obj" });
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
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("m").visible), false);
  assert.deepEqual(await served.warnings(), []);
});

test("an Obj's materials: named in it, given beside it, several, none", async () => {
  await served.show({ tag: "Obj", key: "m", src: "static/square.obj" });
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
  assert.deepEqual(await served.warnings(), []);
  await change({ assets: { "paint.mtl": "static/nowhere.mtl" } });
  assert.equal((await mesh()).triangles, 2);
  assert.match((await served.warnings()).join(), /static\/square\.obj has no materials: .*nowhere\.mtl answered 404/);
});

test("a Ply is a mesh, with a picture, or a cloud", async () => {
  await served.show({ tag: "Ply", key: "m", src: "static/textured.ply" });
  assert.deepEqual([(await mesh()).map, (await mesh()).triangles], [true, 2]);
  await change({ assets: { "blue.png": buff(png([0, 255, 0])) } });
  assert.equal((await mesh()).map, true);
  assert.deepEqual(await served.warnings(), []);
  await served.show({ tag: "Ply", key: "m", buff: buff(models.plyCloud(RED)) });
  assert.deepEqual([(await cloud()).count, (await cloud()).size, (await cloud()).vertexColor], [25, 0.005, [1, 0, 0]]);
  await change({ size: 0.25, color: "#808080", opacity: 0.5 });
  const styled = await cloud();
  assert.deepEqual([styled.size, styled.color, styled.opacity, styled.transparent], [0.25, "808080", 0.5, true]);
  await served.show({ tag: "Ply", key: "m", text: models.plySplats([1, 0, 0]) });
  assert.deepEqual((await cloud()).vertexColor, [1, 0, 0]);
  assert.match((await served.warnings()).join(), /Gaussian splats/);
});

test("a Pcd as text, binary and compressed", async () => {
  const from = stage.child.reports.length;
  await served.show({ tag: "Pcd", key: "m", src: "static/cloud.pcd", onLoad: "there" });
  assert.equal((await stage.event("LOAD", from)).value, "there");
  // One of its points is nowhere.
  assert.deepEqual([(await cloud()).count, (await cloud()).size, (await cloud()).vertexColor], [25, 0.0015, [1, 0, 0]]);
  const contents = [{ text: models.pcdText([0, 255, 0]) }, { buff: buff(models.pcdBinary([0, 0, 255])) }, { buff: buff(models.pcdCompressed(RED)) }];
  const colors = [[0, 1, 0], [0, 0, 1], [1, 0, 0]];
  for (const [index, content] of contents.entries()) {
    await served.show({ tag: "Pcd", key: "m", ...content });
    const { count, vertexColor } = await cloud();
    assert.deepEqual([count, vertexColor], [25, colors[index]]);
  }
  await change({ size: 0.25 });
  await watched.untilPicture("the points are drawn", (picture) => picture.find("red"));
  await change({ color: "#808080", opacity: 0.5 });
  const styled = await cloud();
  assert.deepEqual([styled.size, styled.color, styled.opacity, styled.transparent], [0.25, "808080", 0.5, true]);
  assert.deepEqual(await served.warnings(), []);
});

test("an Stl keeps the colours of its faces", async () => {
  await served.show({ tag: "Stl", key: "m", buff: buff(models.coloredStl([31, 0, 0])) });
  assert.deepEqual((await mesh()).vertexColor, [1, 0, 0]);
});

testThatNothingWentWrong();
