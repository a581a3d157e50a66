/** Files of models: compressed ones, those that models name, those that are missing or broken. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "../harness/child.js";
import { buff, png, RED, setUpModels } from "../harness/model-page.js";
import * as models from "../harness/models.js";
import { scene } from "../harness/scenes.js";

const { stage, served, watched, page, facts, mesh, change, testThatNothingWentWrong } = await setUpModels();

test("models that are compressed are decoded within the page's policy", async () => {
  const nodes = ["draco", "meshopt", "ktx2"].map((name, index) => ({ tag: "Glb", key: name, src: `static/${name}.glb`, position: [2.2 * index - 2.2, 0, 0] }));
  await served.show(...nodes);
  assert.deepEqual([(await mesh("draco")).triangles, (await mesh("meshopt")).triangles, (await mesh("ktx2")).map], [128, 128, true]);
  await watched.untilPicture("the picture in KTX2 is on the square", (picture) => picture.find("blue") && picture.find("yellow"));
  await watched.untilPicture("the squares are red", (picture) => picture.find("red"));
  assert.deepEqual(await served.warnings(), []);
  assert.deepEqual(watched.violations, []);
});

test("a picture in KTX2 is a material's map", async () => {
  await served.show({ tag: "Plane", key: "m", args: [2, 2], materialType: "basic", material: { map: "static/picture.ktx2" } });
  assert.equal((await mesh()).map, true);
  const { x: blue } = await watched.untilPicture("its left half is blue", (picture) => picture.find("blue"));
  const { x: yellow } = await watched.untilPicture("its right half is yellow", (picture) => picture.find("yellow"));
  assert.ok(blue < yellow);
  await change({ material: { map: "static/blue.png", alphaMap: "static/walk.ktx2" } });
  assert.match((await served.warnings()).join(), /alphaMap: .*walk\.ktx2 answered 404/);
  assert.deepEqual(watched.violations, []);
});

test("files that a model names are found beside it, or where assets say", async () => {
  await served.show({ tag: "Glb", key: "m", src: "static/textured.glb" });
  await watched.untilPicture("its picture is blue", (picture) => picture.find("blue"));
  await change({ assets: { "blue.png": buff(png([0, 255, 0])) } });
  await watched.untilPicture("its picture is green", (picture) => picture.find("green"));
  assert.deepEqual(await served.warnings(), []);
  await change({ src: "static/lost.glb" });
  assert.equal((await mesh()).triangles, 2);
  assert.match((await served.warnings()).join(), /nowhere\.png could not be loaded/);
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
    await served.show({ key: "m", ...node });
    const error = await stage.event("LOAD_ERROR", from);
    assert.equal(error.key, "m");
    assert.deepEqual([error.value.tag, error.value.src], [node.tag, node.src]);
    assert.match(error.value.reason, reason);
    const { meshes, sprites } = await facts();
    assert.deepEqual([meshes.length, sprites], [0, 1], "nothing but a marker");
    assert.match((await served.warnings()).join(), new RegExp(reason.source.replace("^", "")));
  });
}

test("after a failure the next file is shown, and moves do not try again", async () => {
  const before = stage.child.reports.length;
  await served.show({ tag: "Glb", key: "m", src: "static/nowhere.glb" });
  await stage.event("LOAD_ERROR", before);
  const from = stage.child.reports.length;
  await change({ position: [1, 0, 0] });
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("m").position.x), 1);
  assert.deepEqual(await served.heard("LOAD_ERROR", from), []);
  await change({ src: "static/square.glb", playAnimation: false });
  assert.deepEqual([(await mesh()).color, (await facts()).sprites], ["ff0000", 0]);
});

test("one file is fetched once for all who show it, and given up when nobody does", async () => {
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const nodes = ["a", "b", "c"].map((key, index) => ({ tag: "Stl", key, src: "static/square.stl", color: "#ff0000", position: [index, 0, 0] }));
  await served.show(...nodes);
  assert.equal(requests.filter((path) => path === "/static/square.stl").length, 1);

  /** @type {Promise<void>[]} */
  const held = [];
  let release = () => {};
  await page.route("**/slow.stl", (route) => {
    const wait = new Promise((/** @type {(value: void) => void} */ resolve) => (release = resolve));
    held.push(wait.then(() => route.fulfill({ body: models.stl() }).catch(() => {})));
  });
  const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/slow.stl"));
  await stage.do({ op: "set", scene: scene({ tag: "Stl", key: "slow", src: "static/slow.stl" }) });
  await eventually("it is asked for", () => held.length > 0);
  await eventually("the panels list it", () => page.evaluate(() => /slow\.stl/.test(document.querySelector(".loads")?.textContent ?? "")));
  await stage.do({ op: "set", scene: scene() });
  await failed;
  await eventually("it is listed no more", () => page.evaluate(() => /** @type {any} */ (document.querySelector(".loads")).hidden));
  release();
  await Promise.all(held);
  await watched.loaded();
  assert.deepEqual(await served.warnings(), []);
});

testThatNothingWentWrong();
