/** Lines, frustums, boxes and grippers: each prop, changed live, with what it does. */

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { launch } from "../harness/browser.js";
import { Stage } from "../harness/stage.js";
import { View } from "../harness/view.js";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Stage} */
let stage;
/** @type {View} */
let view;

before(async () => {
  browser = await launch();
  stage = await Stage.start("ours");
  view = await View.open(browser, stage.url);
});

after(async () => {
  await browser?.close();
  await stage?.stop();
});

afterEach(() => assert.deepEqual(view.watched.errors, []));

/** Rounded, for comparisons. @param {number[]} numbers */
const rounded = (numbers) => numbers.map((number) => Math.round(number * 1000) / 1000 + 0);

/** The points of a line's segments. @param {string} key */
async function segments(key) {
  return rounded(await view.of(key, "(line) => [...line.geometry.getAttribute('instanceStart').data.array]"));
}

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

test("a curve follows its points", async () => {
  await view.set(2, { tag: "CatmullRomLine", key: "c", points: [[-1, 0, 0], [0, 1, 0], [1, 0, 0]], segments: 2, color: "red", lineWidth: 3 });
  assert.deepEqual(await segments("c"), [-1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]);
  const open = (await view.pixels()).find("red");
  assert.ok(open.count > 100 && open.bottom > -0.1, JSON.stringify(open));

  await view.update({ key: "c", segments: 40 });
  assert.equal((await segments("c")).length, 240);
  await view.update({ key: "c", closed: true });
  const closed = (await view.pixels()).find("red");
  assert.ok(closed.count > open.count + 50 && closed.bottom < -0.05, JSON.stringify(closed));
  const centripetal = await segments("c");
  await view.update({ key: "c", curveType: "catmullrom" });
  const catmullrom = await segments("c");
  assert.notDeepEqual(catmullrom, centripetal);
  await view.update({ key: "c", tension: 0 });
  assert.notDeepEqual(await segments("c"), catmullrom);
  await view.update({ key: "c", curveType: "chordal" });
  assert.notDeepEqual(await segments("c"), catmullrom);
  await view.update({ key: "c", points: [[-1, -1, 0], [1, -1, 0]], closed: false });
  const moved = (await view.pixels()).find("red");
  assert.ok(moved.top < -0.4, JSON.stringify(moved));
  await view.update({ key: "c", lineWidth: 12 });
  assert.ok((await view.pixels()).count("red") > 3 * moved.count);
  await view.update({ key: "c", color: "blue" });
  assert.ok((await view.pixels()).count("blue") > moved.count);
  await view.update({ key: "c", color: "white", vertexColors: ["red", "red", "blue", "blue"] });
  const blended = await view.pixels();
  assert.ok(blended.find("red").x < 0 && blended.find("blue").x > 0);
  await view.update({ key: "c", color: "blue", vertexColors: null, dashed: true, dashSize: 0.2, gapSize: 0.2 });
  const dashed = (await view.pixels()).count("blue");
  await view.update({ key: "c", dashed: false });
  assert.ok((await view.pixels()).count("blue") > 1.5 * dashed && dashed > 0);
  await view.update({ key: "c", points: [[0, 0, 0]] });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "c", points: "round" });
  assert.match((await view.warnings()).join(), /points should be a list/);
  assert.deepEqual(await view.remove("c"), undefined);
});

test("Bézier curves go from start to end, and bend towards what lies between", async () => {
  await view.set(
    2,
    { tag: "CubicBezierLine", key: "c", start: [-1, 0, 0], midA: [-1, 1, 0], midB: [1, 1, 0], end: [1, 0, 0], segments: 2 },
    { tag: "QuadraticBezierLine", key: "q", start: [-1, 0, 0], mid: [0, -2, 0], end: [1, 0, 0], segments: 2 },
  );
  assert.deepEqual(await segments("c"), [-1, 0, 0, 0, 0.75, 0, 0, 0.75, 0, 1, 0, 0]);
  assert.deepEqual(await segments("q"), [-1, 0, 0, 0, -1, 0, 0, -1, 0, 1, 0, 0]);
  await view.update({ key: "c", midA: [-1, 0, 1] });
  assert.deepEqual((await segments("c")).slice(3, 6), [0, 0.375, 0.375]);
  await view.update({ key: "c", midB: null, end: [1, 0, 2] });
  assert.deepEqual((await segments("c")).slice(3, 6), [0, 0, 1.375]);
  await view.update({ key: "c", start: [0, 0, 0] });
  assert.deepEqual((await segments("c")).slice(0, 3), [0, 0, 0]);
  await view.update({ key: "q", start: [-1, 1, 0], mid: null });
  assert.deepEqual((await segments("q")).slice(3, 6), [0.5, 0.75, 0]);
  await view.update({ key: "q", end: [3, 1, 0], segments: 1 });
  assert.deepEqual(await segments("q"), [-1, 1, 0, 3, 1, 0]);
  assert.deepEqual(await view.warnings(), []);
});

test("a Frustum has the lens of its camera", async () => {
  await view.set(3, { tag: "Frustum", key: "f", fov: 90, aspect: 2, near: 0.5, far: 1, focus: 2, rotation: [0, 0.6, 0] });
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
  await view.set(3, { tag: "Frustum", key: "f", fov: 90, aspect: 1, showFrustum: false, showUp: false, showFocalPlane: false, src: RED, focalLength: 1 });
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
  await view.set(
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
  await view.set(2, { tag: "OrthographicFrustum", key: "o", bottom: 0, near: 0, far: 1, showUp: false });
  assert.equal(await view.of("o", "(object) => object.children[0].layers.mask >>> 0"), 2 ** 30);
  assert.equal(await view.hit(0, 0), undefined);
  await view.update({ key: "o", enableRaycast: true, layer: 0 });
  assert.equal(await view.hit(0, 0), "o");
  assert.equal(await view.of("o", "(object) => object.children[0].layers.mask"), 1);
  await view.set(2, { tag: "Frustum", key: "f", fov: 90, focus: 1, showFrustum: false, showUp: false });
  assert.equal(await view.hit(0, 0), "f");
  assert.equal(await view.hit(0.1, 0.1), undefined);
});

test("a CameraHelper follows a camera", async () => {
  const camera = { tag: "PerspectiveCamera", key: "cam", position: [-1, 0, 0], rotation: [0, -Math.PI / 2, 0], useViewpoint: false, far: 2 };
  await view.set(3, { ...camera, children: [{ tag: "CameraHelper", key: "h" }] });
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
  await view.set(3, { tag: "CameraHelper", key: "h", camera: "cam" });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.inject({ etype: "ADD", data: { nodes: [camera] } });
  assert.ok((await view.pixels()).count("any") > 100);
  await view.remove("cam");
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
  await view.set(3, { tag: "CameraHelper", key: "h" });
  assert.match((await view.warnings()).join(), /not the child of a camera/);
});

test("a BBox has its corners", async () => {
  await view.set(4, { tag: "BBox", key: "b", min: { x: -1, y: -1, z: 0 }, max: { x: 1, y: 1, z: 0 }, color: "0xff0000" });
  let red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.2525) < 0.02 && Math.abs(red.left + 0.2525) < 0.02, JSON.stringify(red));
  await view.update({ key: "b", max: { x: 3, y: 1, z: 0 }, scale: 1 });
  red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.75) < 0.02 && Math.abs(red.left + 0.25) < 0.02, JSON.stringify(red));
  // About the middle of the box.
  await view.update({ key: "b", scale: 0.5 });
  red = (await view.pixels()).find("red");
  assert.ok(Math.abs(red.right - 0.5) < 0.02 && Math.abs(red.left) < 0.02, JSON.stringify(red));
  await view.update({ key: "b", min: [-3, 0, 0], color: "blue", scale: 1, position: [0, 1, 0] });
  const blue = (await view.pixels()).find("blue");
  assert.ok(Math.abs(blue.left + 0.75) < 0.02 && Math.abs(blue.bottom - 0.25) < 0.02, JSON.stringify(blue));
  await view.update({ key: "b", hide: true });
  assert.equal((await view.pixels()).count("any"), 0);
  await view.update({ key: "b", hide: false, min: "low" });
  assert.match((await view.warnings()).join(), /a corner should be/);
});

test("a BoundingBox has edges and walls", async () => {
  await view.set(2, { tag: "BoundingBox", key: "b", color: "red", min: [-1, -1, -0.01], max: [1, 1, 0.01], edgeWidth: 0.1, wallOpacity: 0.1, edgeOpacity: 0.5 });
  let pixels = await view.pixels();
  const [wall = 0] = pixels.at(0, 0);
  const [edge = 0] = pixels.at(0.47, 0);
  assert.ok(wall > 20 && edge > wall + 40, `${wall} ${edge}`);
  await view.update({ key: "b", wallOpacity: 0 });
  assert.deepEqual((await view.pixels()).at(0, 0), [0, 0, 0]);
  await view.update({ key: "b", edgeOpacity: 1 });
  assert.ok(((await view.pixels()).at(0.47, 0)[0] ?? 0) > edge + 30);
  await view.update({ key: "b", edgeWidth: 0.3 });
  assert.ok(((await view.pixels()).at(0.25, 0)[0] ?? 0) > 200);
  await view.update({ key: "b", color: "#0000ff" });
  assert.ok((await view.pixels()).count("blue") > 500);
  await view.update({ key: "b", size: [4, 1, 0.02] });
  pixels = await view.pixels();
  assert.ok(Math.abs(pixels.find("blue").right - 1) < 0.02 && Math.abs(pixels.find("blue").top - 0.25) < 0.02);
  await view.update({ key: "b", size: null, max: [0, 1, 0.01] });
  assert.ok(Math.abs((await view.pixels()).find("blue").right) < 0.02);
  await view.update({ key: "b", min: [-2, -1, -0.01], edgeOpacity: 0 });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.equal(await view.hit(-0.5, 0), "b");
});

test("boxes take the width of their edges from their provider", async () => {
  const boxes = [-1, 1].map((x, i) => ({ tag: "BoundingBox", key: `b${i}`, color: "red", position: [x, 0, 0], size: [1, 1, 0.01], wallOpacity: 0, edgeOpacity: 1 }));
  await view.set(2, { tag: "BoundingBoxProvider", key: "p", edgeWidth: 0.01, maxInstances: 1, children: [{ tag: "VuerGroup", key: "g", children: boxes }] });
  const thin = (await view.pixels()).count("red");
  await view.update({ key: "p", edgeWidth: 0.2 });
  const thick = (await view.pixels()).count("red");
  assert.ok(thick > 3 * thin, `${thin} ${thick}`);
  await view.update({ key: "b0", edgeWidth: 0.01 });
  const mixed = (await view.pixels()).count("red");
  assert.ok(mixed < 0.7 * thick && mixed > thin);
  await view.update({ key: "p", position: [0, 1, 0] });
  assert.ok((await view.pixels()).find("red").y > 0.3);
  assert.deepEqual(await view.warnings(), []);
});

test("a Gripper opens and closes", async () => {
  /** The jaws have several shades. @type {import("../harness/view.js").Test} */
  const bluish = (r, _g, b) => b > r + 40;
  /** @type {import("../harness/view.js").Test} */
  const reddish = (r, _g, b) => r > b + 40;
  const light = { tag: "AmbientLight", key: "light", intensity: 3 };
  await view.set(0.2, light, { tag: "Gripper", key: "g", pinchWidth: 0.05 });
  let pixels = await view.pixels();
  assert.ok(pixels.find(bluish).x < -0.2 && pixels.find(reddish).x > 0.2);
  assert.ok(Math.abs(pixels.find("green").x) < 0.05 && Math.abs(pixels.find("green").y) < 0.05);
  const open = pixels.find(reddish).x;
  await view.update({ key: "g", pinchWidth: 0.01 });
  assert.ok((await view.pixels()).find(reddish).x < open - 0.1);
  await view.update({ key: "g", showOrigin: false });
  assert.equal((await view.pixels()).count("green"), 0);
  await view.update({ key: "g", color: "#00ff00" });
  assert.ok((await view.pixels()).count("green") > 200);
  await view.update({ key: "g", axes: true });
  assert.equal(await view.of("g", "(g) => g.children.some((part) => part.type === 'AxesHelper' && part.visible)"), true);
  await view.update({ key: "g", axes: false });
  assert.equal(await view.of("g", "(g) => g.children.some((part) => part.type === 'AxesHelper' && part.visible)"), false);
  await view.update({ key: "g", skeleton: true });
  pixels = await view.pixels();
  assert.ok(pixels.count("green") > 100 && pixels.count(reddish) === 0);

  await view.set(0.2, light, { tag: "SkeletalGripper", key: "s", color: "#0000ff" });
  const wide = (await view.pixels()).find("blue");
  assert.ok(wide.count > 100);
  await view.update({ key: "s", pinchWidth: 0.02 });
  assert.ok((await view.pixels()).find("blue").right < wide.right - 0.1);
  await view.update({ key: "s", color: "red" });
  const [bright = 0] = (await view.pixels()).at(0, 0.2);
  await view.update({ key: "s", opacity: 0.2 });
  const [dim = 0] = (await view.pixels()).at(0, 0.2);
  assert.ok(bright > 1.3 * dim && dim > 0, `${bright} ${dim}`);
  await view.update({ key: "s", hide: true });
  assert.equal((await view.pixels()).count("any"), 0);
  assert.deepEqual(await view.warnings(), []);
});

test("thousands of one kind are drawn together", async () => {
  /** @param {string} tag @param {Record<string, any>} props */
  const many = (tag, props) => Array.from({ length: 200 }, (_, i) => ({ tag, key: `n${i}`, position: [(i % 20) / 5 - 2, Math.floor(i / 20) / 5 - 1, 0], ...props }));
  const batches = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.instances.drawn);
  const calls = () => view.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.renderer.info.render.calls);
  const kinds = {
    Arrow: { scale: 0.1 },
    CoordsMarker: { scale: 0.1 },
    Frustum: { showFocalPlane: false },
    BoundingBox: { size: [0.1, 0.1, 0.1] },
  };
  for (const [tag, props] of Object.entries(kinds)) {
    await view.set(3, ...many(tag, props));
    assert.deepEqual(await batches(), { meshes: 200, batches: 1 }, tag);
    assert.ok((await calls()) < 10, tag);
    const together = (await view.pixels()).find("any");
    assert.ok(together.left < -0.5 && together.right > 0.5 && together.count > 500, `${tag} ${JSON.stringify(together)}`);
    await view.update({ key: "n0", position: [0, 2, 0] });
    const moved = (await view.pixels()).find("any");
    assert.ok(moved.top > 0.6 && together.top < 0.5, `${tag} ${JSON.stringify([together, moved])}`);
    // As they look alone.
    await view.set(3, ...many(tag, props).slice(100, 101));
    const one = (await view.pixels()).count("any");
    assert.ok(one > 3, tag);
  }
  assert.deepEqual(await view.warnings(), []);
});
