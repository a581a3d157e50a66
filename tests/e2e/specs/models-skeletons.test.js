/** Models with bones show their skeletons. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { buff, setUpModels } from "../harness/model-page.js";
import * as models from "../harness/models.js";

const { served, page, facts, change, testThatNothingWentWrong } = await setUpModels();

test("a Bvh shows its skeleton", async () => {
  await served.show({ tag: "Bvh", key: "m", src: "static/walk.bvh", playAnimation: false, onLoad: "there" });
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

  const extent = () => page.evaluate(() => {
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
  assert.deepEqual(await served.warnings(), []);
});

test("an Fbx shows its skeleton", async () => {
  await served.show({ tag: "Fbx", key: "m", src: "static/square.fbx" });
  const plain = await facts();
  assert.deepEqual(plain.bones.map((/** @type {any} */ { name }) => name), ["hips", "chest"]);
  assert.deepEqual(plain.meshes.map((/** @type {any} */ { instanced, color }) => [instanced, color]), [[false, "ff0000"], [true, "5eead4"], [true, "ffda23"]]);
  assert.deepEqual([plain.lines[1].visible, plain.sprites], [false, 0]);
  await change({ jointColor: "#0000ff", frame: true, label: true, boneRadius: 0.1, color: "#00ff00" });
  const styled = await facts();
  assert.deepEqual(styled.meshes.map((/** @type {any} */ { color }) => color), ["00ff00", "5eead4", "0000ff"]);
  assert.deepEqual([styled.lines[1].visible, styled.sprites], [true, 2]);
  assert.deepEqual(await served.warnings(), []);
});

testThatNothingWentWrong();
