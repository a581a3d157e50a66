/** Robots: their meshes, joints, looks, where their files are, and what is refused. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import * as models from "../harness/models.js";
import { Served } from "../harness/served.js";
import { folderOf, setUp } from "../harness/set-up.js";

const FILES = {
  "square.stl": models.stl(),
  "square.obj": models.obj("paint.mtl"),
  "paint.mtl": models.mtl([0, 1, 0]),
  "square.dae": models.dae([0, 1, 0]),
  "square.glb": models.glb({ color: [0, 1, 0, 1] }),
  "square.ply": models.plyMesh([0, 255, 0]),
  "cloud.pcd": models.pcdText([0, 255, 0]),
};

/** A link that shows a file. @param {string} file */
const link = (file) => `<link name="${file}"><visual><geometry><mesh filename="${file}"/></geometry></visual></link>`;

/** Every kind of mesh, each beside the last. */
const MESHES = `<?xml version="1.0"?><robot name="meshes"><link name="base"/>${Object.keys(FILES)
  .filter((file) => !file.endsWith(".mtl"))
  .map((file) => `${link(file)}<joint name="to ${file}" type="fixed"><parent link="base"/><child link="${file}"/></joint>`)
  .join("")}</robot>`;

/** A red base and an arm that turns about z, which a finger follows at half the angle, and a drawer. */
const ARM = `<?xml version="1.0"?><robot name="arm">
  <material name="red"><color rgba="1 0 0 1"/></material>
  <link name="base">
    <visual><geometry><box size="0.2 0.2 0.2"/></geometry><material name="red"/></visual>
    <collision><geometry><sphere radius="0.4"/></geometry></collision>
  </link>
  <link name="arm"><visual><origin xyz="1 0 0"/><geometry><box size="2 0.3 0.3"/></geometry></visual></link>
  <link name="finger"><visual><geometry><box size="0.1 0.1 0.1"/></geometry></visual></link>
  <link name="drawer"><visual><geometry><box size="0.1 0.1 0.1"/></geometry></visual></link>
  <joint name="turn" type="revolute"><parent link="base"/><child link="arm"/><axis xyz="0 0 1"/><limit lower="-1" upper="1" effort="1" velocity="1"/></joint>
  <joint name="bend" type="continuous"><parent link="arm"/><child link="finger"/><axis xyz="0 0 1"/><mimic joint="turn" multiplier="0.5" offset="0.1"/></joint>
  <joint name="slide" type="prismatic"><parent link="base"/><child link="drawer"/><axis xyz="1 0 0"/><limit lower="0" upper="0.5" effort="1" velocity="1"/></joint>
</robot>`;

const { browser, stage } = await setUp(["--root", folderOf({ ...FILES, "meshes.urdf": MESHES, "arm.urdf": ARM })]);
const served = await Served.open(browser, stage);
const { page } = served;

afterEach(() => served.clear());

/** @param {Record<string, any>} props */
const show = (props) => served.show({ tag: "Urdf", key: "robot", ...props });

/** @param {Record<string, any>} props */
const change = (props) => served.change({ key: "robot", ...props });

/** @param {string | Uint8Array} bytes */
const buff = (bytes) => ({ base64: Buffer.from(bytes).toString("base64") });

/** What the robot shows and where its joints are. @returns {Promise<any>} */
const facts = () =>
  page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    /** @type {any} */
    const found = { meshes: [], points: 0, joints: {}, sprites: 0 };
    vuer.viewer.scene.getObjectByName("robot")?.traverse((/** @type {any} */ object) => {
      if (object.isURDFJoint) found.joints[object.urdfName] = object.jointValue.map((/** @type {number} */ x) => Math.round(x * 1000) / 1000)[0];
      if (object.isPoints) found.points++;
      if (object.isSprite) found.sprites++;
      if (!object.isMesh) return;
      const { type, color, opacity, wireframe } = object.material;
      let collision = false;
      for (let at = object; at; at = at.parent) collision ||= Boolean(at.isURDFCollider);
      found.meshes.push({ shape: object.geometry.type, type, color: color.getHexString(), opacity, wireframe, collision, castShadow: object.castShadow });
    });
    return found;
  });

test("meshes of every kind, and LOAD when all are there", async () => {
  const from = stage.child.reports.length;
  await show({ src: "static/meshes.urdf" });
  const { meshes, points } = await facts();
  assert.deepEqual([meshes.length, points], [5, 1]);
  assert.ok(meshes.every((/** @type {any} */ { type }) => type === "MeshPhysicalMaterial" || type.startsWith("Mesh")));
  const load = await stage.event("LOAD", from);
  assert.deepEqual([load.key, load.value], ["robot", null]);
  const next = stage.child.reports.length;
  await served.show();
  await show({ src: "static/meshes.urdf", onLoad: "ready" });
  assert.equal((await stage.event("LOAD", next)).value, "ready");
  assert.deepEqual(await served.warnings(), []);
});

test("as text and as bytes, with meshes where workingPath, packages and assets say", async () => {
  const text = `<robot name="r">${link("square.stl")}</robot>`;
  await show({ text, workingPath: "static" });
  assert.equal((await facts()).meshes.length, 1);
  await show({ buff: buff(text), encoding: "ascii", workingPath: "/static/" });
  assert.equal((await facts()).meshes.length, 1);
  const packaged = text.replace("square.stl\"/>", "package://shapes/square.stl\"/>");
  await show({ text: packaged, packages: { shapes: "static" } });
  assert.equal((await facts()).meshes.length, 1);
  await change({ packages: "static", assets: { "package://shapes/square.stl": "static/square.glb" } });
  assert.equal((await facts()).meshes.length, 0, "what it is called says what it is");
  await change({ assets: { "package://shapes/square.stl": "static/square.stl" } });
  assert.equal((await facts()).meshes.length, 1);
  await served.watched.clearLog();
  await change({ assets: { "shapes/square.stl": buff(models.stl()) } });
  assert.equal((await facts()).meshes.length, 1);
  assert.deepEqual(await served.warnings(), []);
});

test("fetchOptions reach the request", async () => {
  const asked = page.waitForRequest("**/arm.urdf");
  await show({ src: "static/arm.urdf", fetchOptions: { headers: { "x-robot": "seven" }, method: "DELETE" } });
  const request = await asked;
  assert.deepEqual([request.headers()["x-robot"], request.method()], ["seven", "GET"]);
});

test("visuals and collision shapes are switched on and off", async () => {
  await show({ text: ARM });
  const shapes = async () => (await facts()).meshes.map((/** @type {any} */ { shape, collision }) => `${shape}${collision ? " collision" : ""}`);
  assert.deepEqual(await shapes(), ["BoxGeometry", "BoxGeometry", "BoxGeometry", "BoxGeometry"]);
  await change({ parseCollision: true, parseVisual: false });
  assert.deepEqual(await shapes(), ["SphereGeometry collision"]);
  await change({ parseVisual: true });
  assert.equal((await shapes()).length, 5);
});

test("joints go where they are told, within their limits, and some follow others", async () => {
  await show({ text: ARM, jointValues: { turn: 0.4 } });
  assert.deepEqual((await facts()).joints, { turn: 0.4, bend: 0.3, slide: 0 });
  await change({ jointValues: { turn: 7, slide: 0.25 } });
  assert.deepEqual((await facts()).joints, { turn: 1, bend: 0.6, slide: 0.25 });
  await change({ jointValues: { slide: -3 } });
  assert.deepEqual((await facts()).joints, { turn: 1, bend: 0.6, slide: 0 });
  assert.deepEqual(await served.warnings(), []);
  await change({ jointValues: { wing: 1, turn: "left" } });
  assert.deepEqual((await served.warnings()).length, 2);
});

test("a look is painted over the robot's", async () => {
  await show({ text: ARM });
  const base = async () => (await facts()).meshes[0];
  assert.deepEqual([(await base()).type, (await base()).color], ["MeshPhysicalMaterial", "ff0000"]);
  await change({ color: "#00ff00", opacity: 0.5, wireframe: true, materialType: "phong", castShadow: false });
  assert.deepEqual(await base(), { shape: "BoxGeometry", type: "MeshPhongMaterial", color: "00ff00", opacity: 0.5, wireframe: true, collision: false, castShadow: false });
  await change({ color: null, opacity: null, wireframe: null, materialType: null, material: { color: "#0000ff" } });
  assert.equal((await base()).color, "0000ff");
  await change({ material: null });
  assert.deepEqual([(await base()).type, (await base()).color], ["MeshPhysicalMaterial", "ff0000"]);
  assert.deepEqual(await served.warnings(), []);
});

test("a joint is pulled, highlighted before, and the program is told", async () => {
  await show({ text: ARM, jointHighlightColor: "#ff00ff" });
  const highlights = () =>
    page.evaluate(() => {
      /** @type {string[]} */
      const found = [];
      /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("robot").traverse((/** @type {any} */ object) => {
        if (object.material?.type === "MeshBasicMaterial") found.push(object.material.color.getHexString());
      });
      return found;
    });
  /** Where a place of the arm is on the page. */
  const place = () =>
    page.evaluate(() => {
      const { vuer } = /** @type {any} */ (window);
      vuer.viewer.draw();
      const robot = vuer.viewer.scene.getObjectByName("robot");
      /** @type {any} */
      let arm;
      robot.traverse((/** @type {any} */ object) => object.urdfName === "arm" && object.isURDFLink && (arm = object));
      const point = arm.position.clone().set(1.4, 0, 0.15).applyMatrix4(arm.matrixWorld).project(vuer.viewer.camera);
      return { x: ((point.x + 1) / 2) * innerWidth, y: ((1 - point.y) / 2) * innerHeight };
    });
  const { x, y } = await place();
  const { mouse } = page;
  await mouse.move(x, y);
  await eventually("the arm is highlighted", async () => (await highlights()).includes("ff00ff"));
  const from = stage.child.reports.length;
  await mouse.down();
  await mouse.move(x, y - 40, { steps: 4 });
  await mouse.up();
  const { joints } = await facts();
  assert.ok(joints.turn > 0.05, `${joints.turn}`);
  const events = () => stage.child.reports.slice(from).filter(({ event }) => event === "JOINT_MOVE");
  await eventually("the program knows", () => Math.abs((events().at(-1)?.value.value ?? 0) - joints.turn) < 0.001);
  const { key, value } = /** @type {any} */ (events().at(-1));
  assert.deepEqual([key, value.joint, Object.keys(value.jointValues).sort()], ["robot", "turn", ["bend", "slide", "turn"]]);
  assert.ok(Math.abs(value.jointValues.bend - joints.bend) < 0.001);

  await change({ enableJointDrag: false });
  await mouse.move(5, 5);
  const next = await place();
  await mouse.move(next.x, next.y);
  await mouse.down();
  await mouse.move(next.x, next.y + 40, { steps: 4 });
  await mouse.up();
  assert.equal((await facts()).joints.turn, joints.turn);
  assert.deepEqual(await highlights(), []);
});

/** What is no robot, and what is said of it. */
const REFUSED = [
  [{ text: `<robot xmlns:xacro="x"><xacro:include filename="a"/></robot>` }, /This is a xacro file; turn it into URDF first/],
  [{ text: "<!DOCTYPE robot><robot/>" }, /The URDF has a DOCTYPE, which is refused/],
  [{ text: "<robot" }, /The URDF is not well-formed XML/],
  [{ text: "<html/>" }, /The URDF has no <robot> at its root/],
  [{ text: `<robot><joint name="j" type="fixed"><parent link="a"/><child link="b"/></joint></robot>` }, /The URDF has no link "a", the parent of joint "j"/],
  [{ src: "static/nowhere.urdf" }, /nowhere\.urdf answered 404/],
];

for (const [props, reason] of /** @type {[any, RegExp][]} */ (REFUSED)) {
  test(`a marker and LOAD_ERROR: ${reason.source}`, async () => {
    const from = stage.child.reports.length;
    await show(props);
    const error = await stage.event("LOAD_ERROR", from);
    assert.deepEqual([error.key, error.value.tag, error.value.src], ["robot", "Urdf", props.src]);
    assert.match(error.value.reason, reason);
    assert.deepEqual([(await facts()).meshes.length, (await facts()).sprites], [0, 1]);
    assert.match((await served.warnings()).join(), reason);
  });
}

test("a robot stands without the meshes that are missing, and the program is told which", async () => {
  const from = stage.child.reports.length;
  await show({ text: ARM.replace("<link name=\"finger\">", `<link name="finger"><visual><geometry><mesh filename="static/lost.stl"/></geometry></visual>`) });
  assert.equal((await facts()).meshes.length, 4);
  const error = await stage.event("LOAD_ERROR", from);
  assert.deepEqual([error.value.tag, error.value.src], ["Urdf", "static/lost.stl"]);
  assert.match(error.value.reason, /lost\.stl answered 404/);
  assert.match((await served.warnings()).join(), /lost\.stl answered 404/);
});

test("nothing went wrong on the page", () => {
  assert.deepEqual(served.watched.errors.filter((error) => !/^Failed to load resource|computeBoundingSphere/.test(error)), []);
  assert.deepEqual(served.watched.violations, []);
});
