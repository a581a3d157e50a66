/** A page that shows models of every format from files, texts and bytes, and tells what became of them. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { PNG } from "pngjs";

import * as models from "./models.js";
import { Served } from "./served.js";
import { folderOf, setUp } from "./set-up.js";

export const RED = [255, 0, 0];

/** A picture of one colour. @param {number[]} color */
export function png(color) {
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

/** Bytes, as a prop. @param {string | Uint8Array} bytes */
export const buff = (bytes) => ({ base64: Buffer.from(bytes).toString("base64") });

/** What browser and loaders say on the console of files that are not there, or broken, and of a point that is nowhere. */
const SAID = /^Failed to load resource|^THREE\.(BVHLoader|ColladaLoader|GLTFLoader: Couldn't load|BufferGeometry\.computeBoundingSphere)/;

/** What a spec about models begins with: awaited at the top of the file, like `setUp`. */
export async function setUpModels() {
  const { browser, stage } = await setUp(["--root", folderOf(FILES)]);
  const served = await Served.open(browser, stage);
  const { watched, page } = served;
  afterEach(() => served.clear());

  /**
   * What a node has in the scene, in the order of drawing.
   * @param {string} [key]
   * @returns {Promise<any>}
   */
  const facts = (key = "m") =>
    page.evaluate((key) => {
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

  return {
    stage,
    served,
    watched,
    page,
    facts,
    mesh,
    cloud,
    /** Changes props of the node "m". @param {Record<string, any>} props */
    change: (props) => served.change({ key: "m", ...props }),
    /** The last test of a file. */
    testThatNothingWentWrong() {
      test("nothing went wrong on the page", () => {
        assert.deepEqual(watched.errors.filter((error) => !SAID.test(error)), []);
        assert.deepEqual(watched.violations, []);
        assert.deepEqual(watched.foreign, []);
      });
    },
  };
}
