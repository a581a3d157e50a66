/** Frustums and helpers of cameras: each prop, changed live, with what it does. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { setUp } from "../harness/set-up.js";
import { View } from "../harness/view.js";

const { browser, stage } = await setUp();
const view = await View.open(browser, stage);

afterEach(() => assert.deepEqual(view.watched.errors, []));

/** Rounded, for comparisons. @param {number[]} numbers */
const rounded = (numbers) => numbers.map((number) => Math.round(number * 1000) / 1000 + 0);

/** Corners of the lines of a frustum, by colour as `#rrggbb`. @param {string} key @returns {Promise<Record<string, number[][]>>} */
async function wires(key) {
  const found = await view.of(
    key,
    `(object) => {
      const { position, color } = object.children[0].geometry.attributes;
      const byColor = {};
      for (let i = 0; i < position.count; i++) {
        const part = (x) => Math.round((x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055) * 255).toString(16).padStart(2, "0");
        const name = "#" + part(color.getX(i)) + part(color.getY(i)) + part(color.getZ(i));
        (byColor[name] ??= []).push([position.getX(i), position.getY(i), position.getZ(i)]);
      }
      return byColor;
    }`,
  );
  return Object.fromEntries(Object.entries(found).map(([color, points]) => [color, points.map(rounded)]));
}

/** The lowest and the highest of some points along an axis. @param {number[][] | undefined} points @param {number} axis */
function extent(points, axis) {
  const along = (points ?? []).map((point) => point[axis] ?? NaN);
  return [Math.min(...along), Math.max(...along)];
}

test("a Frustum has the lens of its camera", async () => {
  await view.from(3, { tag: "Frustum", key: "f", fov: 90, aspect: 2, near: 0.5, far: 1, focus: 2, rotation: [0, 0.6, 0] });
  let found = await wires("f");
  assert.deepEqual(extent(found["#ffaa00"], 0), [-2, 2]);
  assert.deepEqual(extent(found["#ffaa00"], 1), [-1, 1]);
  assert.deepEqual(extent(found["#ffaa00"], 2), [-1, -0.5]);
  assert.deepEqual(extent(found["#ff0000"], 2), [-2, 0]);
  assert.deepEqual(extent(found["#ffffff"], 0), [-4, 4]);
  assert.deepEqual(extent(found["#008000"], 1), [-2, 2]);
  assert.ok(found["#00aaff"]?.every(([, y = 0, z]) => y > 0.5 && z === -0.5));
  const drawn = await view.pixels();
  assert.ok(drawn.count("yellow") > 50 && drawn.count("red") > 20 && drawn.count("white") > 20);

  await view.update({ key: "f", fov: 53.1301 });
  found = await wires("f");
  assert.deepEqual(extent(found["#ffaa00"], 1), [-0.5, 0.5]);
  await view.update({ key: "f", near: 0.25, far: 4, focus: 8, aspect: 1 });
  found = await wires("f");
  assert.deepEqual(extent(found["#ffaa00"], 2), [-4, -0.25]);
  assert.deepEqual(extent(found["#ffffff"], 0), [-4, 4]);
  const roof = extent(found["#00aaff"], 1)[1] ?? 0;
  await view.update({ key: "f", upScale: 2 });
  assert.ok((extent((await wires("f"))["#00aaff"], 1)[1] ?? 0) > roof + 0.02);

  const colors = { colorFrustum: "#000001", colorCone: "#000002", colorFocalPlane: "#000003", colorUp: "#000004", colorTarget: "#000005", colorX: "#000006", colorY: "#000007" };
  await view.update({ key: "f", ...colors });
  assert.deepEqual(Object.keys(await wires("f")).sort(), Object.values(colors));
  await view.update({ key: "f", colorX: null, colorY: null, colorCross: "#000008" });
  assert.ok("#000008" in (await wires("f")));
  await view.update({ key: "f", showFrustum: false });
  found = await wires("f");
  assert.ok(!("#000001" in found) && !("#000002" in found));
  await view.update({ key: "f", showFocalPlane: false });
  assert.deepEqual(Object.keys(await wires("f")), ["#000004"]);
  await view.update({ key: "f", showImagePlane: true, colorOrigin: "#000009", focalLength: 2 });
  assert.deepEqual(extent((await wires("f"))["#000009"], 2), [-2, -2]);
  await view.update({ key: "f", showUp: false, showImagePlane: false });
  assert.deepEqual(await wires("f"), {});
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "f", showFrustum: true, fov: "wide" });
  assert.match((await view.warnings()).join(), /fov should be a number/);
});

const RED =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";

test("a Frustum shows its picture on the image plane", async () => {
  await view.from(3, { tag: "Frustum", key: "f", fov: 90, aspect: 1, showFrustum: false, showUp: false, showFocalPlane: false, src: RED, focalLength: 1 });
  // Two metres wide, four metres away.
  const shown = (await view.pixels()).find("red");
  assert.ok(Math.abs(shown.right - 0.25) < 0.03 && Math.abs(shown.top - 0.25) < 0.03, JSON.stringify(shown));
  await view.update({ key: "f", focalLength: 2 });
  assert.ok(Math.abs((await view.pixels()).find("red").right - 0.4) < 0.03);
  await view.update({ key: "f", showImagePlane: false });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "f", showImagePlane: true });
  assert.ok((await view.pixels()).count("red") > 500);
  await view.update({ key: "f", src: null });
  assert.equal((await view.pixels()).count("red"), 0);
  assert.deepEqual(await view.warnings(), []);
});

test("the frustums of 0.1.6", async () => {
  await view.from(
    3,
    { tag: "PerspectiveFrustum", key: "p", fov: 90, aspect: 1, near: 0.5, far: 1 },
    { tag: "OrthographicFrustum", key: "o", far: 2 },
    { tag: "FisheyeFrustum", key: "e", near: 0.5, far: 1, segments: 8 },
  );
  assert.deepEqual(extent((await wires("p"))["#ffaa00"], 0), [-1, 1]);
  assert.ok("#ff0000" in (await wires("p")) && "#00aaff" in (await wires("p")));
  await view.update({ key: "p", zoom: 2, near: 0.25, far: 2 });
  assert.deepEqual(extent((await wires("p"))["#ffaa00"], 0), [-1, 1]);
  assert.deepEqual(extent((await wires("p"))["#ffaa00"], 2), [-2, -0.25]);
  await view.update({ key: "p", colorFrustum: "#000001", colorCone: "#000002", colorUp: "#000003", aspect: 2 });
  assert.deepEqual(Object.keys(await wires("p")).sort(), ["#000001", "#000002", "#000003"]);
  assert.deepEqual(extent((await wires("p"))["#000001"], 0), [-2, 2]);
  await view.update({ key: "p", showUp: false, fov: 53.1301 });
  assert.deepEqual(Object.keys(await wires("p")).sort(), ["#000001", "#000002"]);
  assert.deepEqual(extent((await wires("p"))["#000001"], 1), [-0.5, 0.5]);
  await view.update({ key: "p", showFrustum: false });
  assert.deepEqual(await wires("p"), {});

  assert.deepEqual(extent((await wires("o"))["#00aaff"], 2), [-2, -0.1]);
  assert.deepEqual(extent((await wires("o"))["#4444ff"], 2), [-2, -2]);
  await view.update({ key: "o", left: -3, right: 2, top: 5, bottom: -4, near: 1, far: 3 });
  const box = (await wires("o"))["#44ff44"];
  assert.deepEqual([extent(box, 0), extent(box, 1), extent(box, 2)], [[-3, 2], [-4, 5], [-1, -1]]);
  await view.update({ key: "o", width: 2, height: 6, zoom: 2 });
  const narrow = (await wires("o"))["#4444ff"];
  assert.deepEqual([extent(narrow, 0), extent(narrow, 1), extent(narrow, 2)], [[-0.5, 0.5], [-1.5, 1.5], [-3, -3]]);
  await view.update({ key: "o", colorFrustum: "#000001", colorUp: "#000002", colorNearPlane: "#000003", colorFarPlane: "#000004" });
  assert.deepEqual(Object.keys(await wires("o")).sort(), ["#000001", "#000002", "#000003", "#000004"]);
  await view.update({ key: "o", showFrustum: false });
  assert.deepEqual(Object.keys(await wires("o")), ["#000002"]);
  await view.update({ key: "o", showUp: false });
  assert.deepEqual(await wires("o"), {});

  const ball = await wires("e");
  assert.deepEqual([extent(ball["#aa44ff"], 0), extent(ball["#aa44ff"], 2)], [[-1, 1], [-1, 0]]);
  assert.deepEqual(extent(ball["#ff9900"], 0), [-0.5, 0.5]);
  await view.update({ key: "e", fov: 360 });
  assert.deepEqual(extent((await wires("e"))["#aa44ff"], 2), [-1, 1]);
  await view.update({ key: "e", fov: 180, aspect: 0.5 });
  assert.deepEqual(extent((await wires("e"))["#ff9900"], 0), [-0.354, 0.354]);
  const few = (await wires("e"))["#ff9900"]?.length ?? 0;
  await view.update({ key: "e", segments: 16, near: 0.25, far: 2, aspect: 1 });
  assert.deepEqual(extent((await wires("e"))["#ff9900"], 0), [-0.25, 0.25]);
  assert.ok(((await wires("e"))["#ff9900"]?.length ?? 0) > 1.5 * few);
  await view.update({ key: "e", colorFrustum: "#000001", colorUp: "#000002", colorNear: "#000003", colorCone: "#000004" });
  assert.deepEqual(Object.keys(await wires("e")).sort(), ["#000001", "#000002", "#000003", "#000004"]);
  await view.update({ key: "e", colorOrigin: "#000005", showUp: false });
  assert.deepEqual(Object.keys(await wires("e")).sort(), ["#000001", "#000003", "#000005"]);
  await view.update({ key: "e", showFrustum: false, showUp: true });
  assert.deepEqual(Object.keys(await wires("e")), ["#000002"]);
  assert.deepEqual(await view.warnings(), []);
});

test("frustums of cameras are on a layer of their own, and pass clicks unless told otherwise", async () => {
  // Its lower edge goes through the middle of the view.
  await view.from(2, { tag: "OrthographicFrustum", key: "o", bottom: 0, near: 0, far: 1, showUp: false });
  assert.equal(await view.of("o", "(object) => object.children[0].layers.mask >>> 0"), 2 ** 30);
  assert.equal(await view.hit(0, 0), undefined);
  await view.update({ key: "o", enableRaycast: true, layer: 0 });
  assert.equal(await view.hit(0, 0), "o");
  assert.equal(await view.of("o", "(object) => object.children[0].layers.mask"), 1);
  await view.from(2, { tag: "Frustum", key: "f", fov: 90, focus: 1, showFrustum: false, showUp: false });
  assert.equal(await view.hit(0, 0), "f");
  assert.equal(await view.hit(0.1, 0.1), undefined);
});

test("a CameraHelper follows a camera", async () => {
  const camera = { tag: "PerspectiveCamera", key: "cam", position: [-1, 0, 0], rotation: [0, -Math.PI / 2, 0], useViewpoint: false, far: 2 };
  await view.from(3, { ...camera, children: [{ tag: "CameraHelper", key: "h" }] });
  const left = (await view.pixels()).find("any");
  assert.ok(left.count > 100, JSON.stringify(left));
  await view.update({ key: "cam", position: [-1, 1, 0] });
  assert.ok((await view.pixels()).find("any").y > left.y + 0.2);
  await view.update({ key: "cam", fov: 20 });
  assert.ok((await view.pixels()).find("any").top < 0.6);
  await view.update({ key: "h", color: "blue" });
  const blue = await view.pixels();
  assert.ok(blue.count("blue") > 50 && blue.count("blue") === blue.count("any"));
  await view.update({ key: "h", hide: true });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.from(3, { tag: "CameraHelper", key: "h", camera: "cam" });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.inject({ etype: "ADD", data: { nodes: [camera] } });
  assert.ok((await view.pixels()).count("any") > 100);
  await view.remove("cam");
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
  await view.from(3, { tag: "CameraView", key: "ego", showCamera: false, monitor: false, movable: false }, { tag: "CameraHelper", key: "h", camera: "ego" });
  assert.ok((await view.pixels()).count("any") > 100, "a CameraView is one as well");
  await view.from(3, { tag: "VuerGroup", key: "g", children: [{ ...camera, key: "beside" }, { tag: "CameraHelper", key: "h" }] });
  // The marker of its failure is seen, and nothing of the camera beside it.
  const helpers = await view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.children.filter((/** @type {any} */ { type }) => type === "CameraHelper").length);
  assert.equal(helpers, 0);
  assert.match((await view.warnings()).join(), /not the child of a camera/);
});
