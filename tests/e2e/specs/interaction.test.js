/** What the user does to the scene, and what the program hears of it: clicks, handles, keys, the timeline. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { eventually } from "../harness/child.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await stage.open(browser);
const { mouse } = page.page;

const CENTER = { x: 320, y: 180 };

let scenes = 0;

/** Shows nodes before a camera that looks along −z, and waits until they are there. @param {import("../harness/stage.js").Node[]} nodes */
async function show(nodes, { background = /** @type {import("../harness/stage.js").Node[]} */ ([]), distance = 3 } = {}) {
  // A new one each time: the old one may have been turned.
  const camera = { tag: "PerspectiveCamera", key: `eye-${scenes++}`, position: [0, 0, distance], rotation: [0, 0, 0], fov: 50 };
  const light = { tag: "AmbientLight", key: "light", intensity: 3 };
  const bgChildren = [camera, light, ...background];
  await stage.do({ op: "set", scene: { tag: "Scene", children: nodes, bgChildren, rawChildren: [], htmlChildren: [] } }, page);
  await page.draw();
}

/** Changes props of a node and waits until the page has them. @param {string} key @param {Record<string, unknown>} props */
async function update(key, props) {
  await stage.do({ op: "update", nodes: [{ key, ...props }] }, page);
}

/** What is told from here on: `events("ON_CLICK")` are all of that type. */
async function listen() {
  await stage.hears(page);
  const from = stage.child.reports.length;
  const events = (/** @type {string} */ etype) => stage.child.reports.slice(from).filter(({ event }) => event === etype);
  return { from, events, next: (/** @type {string} */ etype) => stage.event(etype, from) };
}

/** @param {any} value @param {number[]} wanted @param {number} [tolerance] */
function near(value, wanted, tolerance = 0.02) {
  assert.equal(value.length, wanted.length);
  for (const [i, part] of wanted.entries()) assert.ok(Math.abs(value[i] - part) <= tolerance, `${value} is not ${wanted}`);
}

const box = { tag: "Box", key: "box", args: [1, 1, 1] };

beforeEach(() => mouse.move(5, 5));

test("a click tells where a node was met, and which way it faces there", async () => {
  await show([{ tag: "group", key: "group", position: [0.1, 0, 0], children: [{ tag: "group", children: [box] }] }]);
  const heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  const { key, value } = await heard.next("ON_CLICK");
  assert.deepEqual([key, value.key, value.index, value.instanceId], ["box", "box", undefined, undefined]);
  near(value.point, [0, 0, 0.5]);
  near(value.normal, [0, 0, 1]);
});

test("a click on a cloud tells which of its points was met", async () => {
  const vertices = { base64: Buffer.from(new Uint16Array([0xbc00, 0, 0, 0, 0, 0, 0x3c00, 0, 0]).buffer).toString("base64") };
  await show([{ tag: "PointCloud", key: "cloud", vertices, size: 0.2 }]);
  const heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  const { key, value } = await heard.next("ON_CLICK");
  assert.deepEqual([key, value.key, value.index], ["cloud", "cloud", 1]);
});

test("clicks in a Clickable carry its key", async () => {
  await show([{ tag: "Clickable", key: "shelf", children: [box] }]);
  const heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  const { key, value } = await heard.next("ON_CLICK");
  assert.deepEqual([key, value.key], ["shelf", "box"]);
});

test("Select tells what is selected, by clicks and by a rectangle", async () => {
  const small = { tag: "Box", args: [0.4, 0.4, 0.4] };
  const nodes = [-1, 0, 1].map((x) => ({ ...small, key: `at${x}`, position: [x, 0, 0] }));
  await show([{ tag: "Select", key: "picks", children: nodes }, { ...small, key: "outside", position: [0, 0.9, 0] }]);
  const heard = await listen();
  /** What was selected last, when that is so. @param {string[]} keys */
  const selected = (...keys) => eventually(`selected: ${keys.join()}`, () => `${heard.events("ON_SELECT").at(-1)?.value.keys}` === `${keys}`);
  // A metre is 360 of 2 · 3 m · tan 25° pixels.
  const metre = 360 / (6 * Math.tan((25 * Math.PI) / 180));
  const { keyboard } = page.page;
  await mouse.click(CENTER.x, CENTER.y);
  await selected("at0");
  assert.equal(heard.events("ON_SELECT")[0]?.key, "picks");
  await keyboard.down("Shift");
  await mouse.click(CENTER.x + metre, CENTER.y);
  await keyboard.up("Shift");
  await selected("at1");
  await update("picks", { multiple: true });
  await keyboard.down("Shift");
  await mouse.click(CENTER.x - metre, CENTER.y);
  await selected("at1", "at-1");
  await mouse.click(CENTER.x + metre, CENTER.y);
  await selected("at-1");
  await keyboard.up("Shift");
  await mouse.click(CENTER.x, CENTER.y - 0.9 * metre);
  await selected();

  await update("picks", { box: true });
  await keyboard.down("Shift");
  await mouse.move(CENTER.x - 1.5 * metre, CENTER.y - 60);
  await mouse.down();
  await mouse.move(CENTER.x + 0.5 * metre, CENTER.y + 60, { steps: 4 });
  const border = await page.page.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector("div[style*='position: fixed']"))?.style.border);
  assert.equal(border, "1px solid rgb(85, 170, 255)");
  await mouse.up();
  await keyboard.up("Shift");
  await selected("at-1", "at0");
  assert.equal(await page.page.locator("div[style*='position: fixed']").count(), 0);
});

test("hovering is told if it is asked for, once for each thing", async () => {
  const other = { ...box, key: "other", position: [1.2, 0, 0] };
  await show([{ tag: "Clickable", key: "shelf", hover: true, children: [box, other] }]);
  const heard = await listen();
  await mouse.move(CENTER.x, CENTER.y);
  await mouse.move(CENTER.x + 5, CENTER.y);
  await mouse.move(CENTER.x + 150, CENTER.y);
  await mouse.move(CENTER.x + 150, 10);
  await stage.hears(page);
  assert.deepEqual(
    heard.events("ON_HOVER").map(({ key, value }) => [key, value.key, value.over]),
    [
      ["shelf", "box", true],
      ["shelf", "box", false],
      ["shelf", "other", true],
      ["shelf", "other", false],
    ],
  );
  near(heard.events("ON_HOVER")[0]?.value.point, [0, 0, 0.5]);

  await update("shelf", { hover: false });
  const later = await listen();
  await mouse.move(CENTER.x, CENTER.y);
  await stage.hears(page);
  assert.deepEqual(later.events("ON_HOVER"), []);
});

test("what stands before a Clickable keeps the pointer from it", async () => {
  await show([{ tag: "Clickable", key: "shelf", hover: true, children: [box] }, { ...box, key: "wall", position: [0, 0, 1] }]);
  const heard = await listen();
  await mouse.move(CENTER.x, CENTER.y);
  await stage.hears(page);
  assert.deepEqual(heard.events("ON_HOVER"), []);
});

test("dragging is told from start to end if it is asked for, and turns the camera otherwise", async () => {
  const eye = () => page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.camera.position.toArray());
  const drag = async () => {
    await mouse.move(CENTER.x, CENTER.y);
    await mouse.down();
    await mouse.move(CENTER.x + 60, CENTER.y, { steps: 6 });
    await mouse.up();
  };
  await show([{ tag: "Clickable", key: "shelf", drag: true, children: [box] }], {
    background: [{ tag: "OrbitControls", key: "orbit", enableDamping: false }],
  });
  const before = await eye();
  const heard = await listen();
  await drag();
  const first = await heard.next("ON_DRAG");
  await eventually("the end", () => heard.events("ON_DRAG").some(({ value }) => value.phase === "end"));
  const phases = heard.events("ON_DRAG").map(({ value }) => value.phase);
  assert.deepEqual([phases[0], phases.at(-1), phases.slice(1, -1).every((phase) => phase === "move")], ["start", "end", true]);
  assert.deepEqual([first.key, first.value.key], ["shelf", "box"]);
  const { start, point } = heard.events("ON_DRAG").at(-1)?.value;
  near(start, [0, 0, 0.5]);
  // 60 of 360 pixels, of what 50° show at 2.5 m.
  near(point, [(60 / 360) * 2 * 2.5 * Math.tan((25 * Math.PI) / 180), 0, 0.5]);
  assert.deepEqual(await eye(), before);
  await stage.hears(page);
  assert.deepEqual(heard.events("ON_CLICK"), []);

  await update("shelf", { drag: false });
  const later = await listen();
  await drag();
  await page.until("the camera has turned", async () => Math.abs((await eye())[0] - before[0]) > 0.1);
  await stage.hears(page);
  assert.deepEqual(later.events("ON_DRAG"), []);
});

for (const [tag, length] of /** @type {const} */ ([["Movable", 0.1], ["Pivot", 1]])) {
  const handles = () =>
    page.page.evaluate(() => {
      const { store, live, viewer } = /** @type {any} */ (window).vuer;
      viewer.draw();
      const { object } = live.mountFor(store.find("held"));
      const [, seat] = object.children;
      let lineWidth;
      seat.traverse((/** @type {any} */ part) => (lineWidth ??= part.material?.linewidth));
      return { visible: seat.visible, length: seat.scale.x, at: seat.position.toArray(), lineWidth };
    });

  test(`the handles of ${tag} are as its props say`, async () => {
    await show([{ tag, key: "held", scale: 20, children: [box] }]);
    assert.ok(Math.abs((await handles()).length - 20 * length) < 1e-6);
    await update("held", { scale: 30 });
    assert.ok(Math.abs((await handles()).length - 30 * length) < 1e-6);
    await update("held", { lineWidth: 7 });
    assert.equal((await handles()).lineWidth, 7);
    await update("held", { offset: [0, 0.25, 0] });
    near((await handles()).at, [0, 0.25, 0]);
    await update("held", { anchor: [1, 0, 0] });
    near((await handles()).at, [0.5, 0.25, 0]);
    await update("held", { hide: true });
    assert.equal((await handles()).visible, false);
  });

  test(`dragging ${tag} sends its pose, the last one whatever happens`, async () => {
    await show([{ tag, key: "held", scale: 1, position: [0.2, 0, 0], children: [{ ...box, args: [0.1, 0.1, 0.1] }] }]);
    const at = await page.page.evaluate(() => {
      const { store, live, viewer } = /** @type {any} */ (window).vuer;
      const { object } = live.mountFor(store.find("held"));
      const arrow = object.getObjectByName("move-x");
      // Near its tip, where no other handle is.
      const place = arrow.localToWorld(arrow.position.clone().setZ(0.98));
      place.project(viewer.camera);
      return { x: ((place.x + 1) / 2) * innerWidth, y: ((1 - place.y) / 2) * innerHeight };
    });
    const heard = await listen();
    await mouse.move(at.x, at.y);
    await mouse.down();
    await mouse.move(at.x + 50, at.y, { steps: 20 });
    await mouse.up();
    const end = await heard.next("OBJECT_MOVE_END");
    assert.equal(end.key, "held");
    const { matrix, matrixWorld, position, rotation, quaternion } = end.value;
    assert.ok(position[0] > 0.3, `${position}`);
    assert.deepEqual([matrix[12], matrixWorld[12], rotation[3], quaternion.length], [position[0], position[0], "XYZ", 4]);
    const moves = heard.events("OBJECT_MOVE");
    assert.deepEqual(moves.at(-1)?.value, end.value);
    assert.ok(moves.length >= 1 && moves.length <= 21);
  });
}

/** Where a handle of the node of the key "held" is on the page, near its tip. @param {string} name @param {number} [z] */
const handleAt = (name, z = 0.98) =>
  page.page.evaluate(
    ([name, z]) => {
      const { store, live, viewer } = /** @type {any} */ (window).vuer;
      viewer.draw();
      const handle = live.mountFor(store.find("held")).object.getObjectByName(name);
      const place = handle.localToWorld(handle.position.clone().setZ(z));
      place.project(viewer.camera);
      return { x: ((place.x + 1) / 2) * innerWidth, y: ((1 - place.y) / 2) * innerHeight };
    },
    /** @type {const} */ ([name, z]),
  );

test("which handles there are, and how they look, is as their props say", async () => {
  const handles = () =>
    page.page.evaluate(() => {
      const { store, live, viewer } = /** @type {any} */ (window).vuer;
      viewer.draw();
      /** @type {string[]} */
      const names = [];
      const { object } = live.mountFor(store.find("held"));
      object.traverse((/** @type {any} */ part) => {
        if (/^(move|turn)-/.test(part.name) && part.parent.children[0].visible) names.push(part.name);
      });
      const [, seat] = object.children;
      const arrow = object.getObjectByName("move-x").parent.children[0].children[0];
      const { color, opacity, depthTest } = arrow.material;
      return { names: names.sort().join(" "), shown: seat.visible, length: seat.scale.x, color: color.getHexString(), opacity, depthTest };
    });
  await show([{ tag: "Pivot", key: "held", scale: 20 }]);
  const all = "move-view move-x move-xy move-xz move-y move-yz move-z turn-x turn-y turn-z";
  assert.equal((await handles()).names, all);
  await update("held", { activeAxes: [true, false, true] });
  assert.equal((await handles()).names, "move-x move-xz move-z turn-y");
  await update("held", { disableRotations: true });
  await update("held", { disableAxes: true });
  assert.equal((await handles()).names, "move-xz");
  await update("held", { disableSliders: true });
  assert.equal((await handles()).names, "");
  await show([{ tag: "Pivot", key: "held", scale: 20, axisColors: ["#0000ff", "red", "red"], opacity: 0.5, depthTest: true }]);
  const { names, shown, color, opacity, depthTest } = await handles();
  assert.deepEqual({ names, shown, color, opacity, depthTest }, { names: all, shown: true, color: "0000ff", opacity: 0.5, depthTest: true });
  const wide = (await handles()).length;
  await update("held", { fixed: true });
  // 20 of 360 pixels, of what 50° show at 3 m.
  const fixed = (await handles()).length;
  assert.ok(Math.abs(fixed - (20 / 360) * 2 * 3 * Math.tan((25 * Math.PI) / 180)) < 1e-3 && fixed < wide, `${fixed}`);
  await update("held", { enabled: false });
  assert.equal((await handles()).shown, false);
  await show([{ tag: "PivotXR", key: "held" }]);
  const place = await page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.scene.getObjectByName("held").position.toArray());
  assert.deepEqual(place, [0, 1, -1]);
});

test("handles that are left out cannot be taken, and limits hold", async () => {
  await show([{ tag: "Movable", key: "held", scale: 1, position: [0.2, 0, 0], translationLimits: [[-0.1, 0.05], null, null], children: [{ ...box, args: [0.1, 0.1, 0.1] }] }]);
  const drag = async () => {
    const { x, y } = await handleAt("move-x");
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + 60, y, { steps: 6 });
    await mouse.up();
  };
  let heard = await listen();
  await drag();
  near((await heard.next("OBJECT_MOVE_END")).value.position, [0.25, 0, 0], 1e-6);
  await update("held", { activeAxes: [false, true, true] });
  heard = await listen();
  await drag();
  await stage.hears(page);
  assert.deepEqual(heard.events("OBJECT_MOVE_END"), []);
});

test("AnnotatedPivotControls shows the pose while it is dragged", async () => {
  await show([{ tag: "AnnotatedPivotControls", key: "held", scale: 0.5, fontSize: 9, position: [0.2, 0, 0] }]);
  const note = page.page.locator(".pose-note");
  assert.equal(await note.isVisible(), false);
  const { x, y } = await handleAt("move-x");
  await mouse.move(x, y);
  await mouse.down();
  const heard = await listen();
  await mouse.move(x + 50, y, { steps: 5 });
  await note.waitFor();
  await mouse.up();
  const { position } = (await heard.next("OBJECT_MOVE_END")).value;
  assert.ok(position[0] > 0.3, `${position}`);
  const text = (await note.locator("pre").textContent()) ?? "";
  assert.ok(text.startsWith(`position: [${position[0].toFixed(4)}, `) && text.includes("quaternion: [0.0000, 0.0000, 0.0000, 1.0000]"), text);
  assert.equal(await note.locator("pre").evaluate((pre) => getComputedStyle(pre).fontSize), "9px");
  await update("held", { annotations: false });
  await note.waitFor({ state: "hidden" });
  await stage.do({ op: "remove", keys: ["held"] });
  await note.waitFor({ state: "detached" });
});

test("KeyboardControls shifts the camera, and what it turns about", async () => {
  await show([{ tag: "KeyboardControls", key: "keys", panSpeed: 0.1, viewHeight: 2 }], { background: [{ tag: "OrbitControls", key: "orbit", enableDamping: false }] });
  const where = () =>
    page.page.evaluate(() => {
      const { camera, cameras } = /** @type {any} */ (window).vuer.viewer;
      const round = (/** @type {any} */ { x, y, z }) => [x, y, z].map((part) => Math.round(part * 1e3) / 1e3);
      return [round(camera.position), round(cameras.controls.target(camera.position.clone()))];
    });
  /** @param {string} key @param {number[]} shift */
  const moves = async (key, shift) => {
    const [eye = [], target = []] = await where();
    await page.page.keyboard.press(key);
    const wanted = [eye, target].map((place) => place.map((part, axis) => Math.round((part + (shift[axis] ?? 0)) * 1e3) / 1e3));
    await eventually(`${key}: ${JSON.stringify(wanted)}`, async () => JSON.stringify(await where()) === JSON.stringify(wanted));
  };
  await moves("w", [0, 0, -0.2]);
  await moves("s", [0, 0, 0.2]);
  await moves("d", [0.2, 0, 0]);
  await moves("a", [-0.2, 0, 0]);
  await moves("e", [0, 0.2, 0]);
  await moves("q", [0, -0.2, 0]);
  await moves("Shift+D", [2, 0, 0]);
  await update("keys", { panSpeed: 0.5 });
  await moves("d", [1, 0, 0]);
});

test("keys are told as they were asked for, except those typed into a field", async () => {
  const { keyboard } = page.page;
  await show([{ tag: "KeyboardMonitor", key: "keys", enableKeyDown: true }]);
  await page.page.evaluate(() => {
    const input = document.createElement("input");
    input.id = "field";
    document.body.append(input);
  });
  const etypes = ["KeyDown", "KeyUp", "KeyPress"];
  /** Types a letter and returns the types of the events. */
  const typed = async () => {
    const heard = await listen();
    await keyboard.press("Shift+A");
    await stage.hears(page);
    return { heard, etypes: etypes.filter((etype) => heard.events(etype).length > 0) };
  };
  const { heard, etypes: first } = await typed();
  assert.deepEqual(first, ["KeyDown"]);
  const down = heard.events("KeyDown").at(-1);
  assert.equal(down?.key, "keys");
  assert.deepEqual(down?.value, { key: "A", code: "KeyA", shiftKey: true, ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false });

  await update("keys", { enableKeyUp: true });
  assert.deepEqual((await typed()).etypes, ["KeyDown", "KeyUp"]);
  await update("keys", { enableKeyDown: false });
  assert.deepEqual((await typed()).etypes, ["KeyUp"]);
  await update("keys", { enableKeyPress: true });
  assert.deepEqual((await typed()).etypes, ["KeyUp", "KeyPress"]);

  await page.page.focus("#field");
  assert.deepEqual((await typed()).etypes, []);
  await page.page.evaluate(() => document.querySelector("#field")?.remove());

  await stage.do({ op: "remove", keys: ["keys"] }, page);
  assert.deepEqual((await typed()).etypes, []);
});

test("the timeline steps, plays to its end and stops, and goes", async () => {
  await show([{ tag: "TimelineControls", key: "time", start: 2, end: 8, stepSize: 2 }]);
  const timeline = page.page.locator(".timeline");
  const figures = timeline.locator("output");
  assert.equal(await figures.textContent(), "2 / 8");

  let heard = await listen();
  await timeline.getByLabel("One step on").click();
  const { key, value } = await heard.next("TIMELINE_STEP");
  assert.deepEqual([key, value.step], ["time", 4]);
  assert.ok(value.elapsedTime > 0 && value.delta > 0);
  await timeline.getByLabel("One step back").click();
  await timeline.getByLabel("One step back").click();
  await stage.hears(page);
  assert.deepEqual(heard.events("TIMELINE_STEP").map(({ value }) => value.step), [4, 2]);

  heard = await listen();
  await timeline.getByLabel("Play").click();
  await eventually("the end", () => heard.events("TIMELINE_STEP").some(({ value }) => value.step === 8));
  await stage.hears(page);
  assert.deepEqual(heard.events("TIMELINE_STEP").map(({ value }) => value.step), [4, 6, 8]);
  assert.equal(await figures.textContent(), "8 / 8");
  assert.equal(await timeline.getByLabel("Play").count(), 1);

  await timeline.getByLabel("Step", { exact: true }).fill("6");
  assert.equal(await figures.textContent(), "6 / 8");

  heard = await listen();
  await update("time", { end: 5 });
  assert.equal((await heard.next("TIMELINE_STEP")).value.step, 5);
  await update("time", { start: 100, end: 200 });
  assert.equal(await figures.textContent(), "100 / 200");
  await update("time", { stepSize: 0.5 });
  heard = await listen();
  await timeline.getByLabel("One step on").click();
  assert.equal((await heard.next("TIMELINE_STEP")).value.step, 100.5);
  await update("time", { play: true });
  await timeline.getByLabel("Pause").waitFor();
  await update("time", { play: false });
  await timeline.getByLabel("Play").waitFor();

  await stage.do({ op: "remove", keys: ["time"] });
  await timeline.waitFor({ state: "detached" });
});

test("PointerControls tells of clicks on points, and beside them", async () => {
  const vertices = { base64: Buffer.from(new Uint16Array([0, 0, 0, 0x3800, 0, 0]).buffer).toString("base64") };
  const cloud = { tag: "PointCloud", key: "cloud", vertices, size: 0.02 };
  await show([cloud, { tag: "PointerControls", key: "pointer" }], { distance: 0.5 });
  let heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  const marker = await heard.next("ADD_MARKER");
  assert.equal(marker.key, "pointer");
  const { position, radius, pointerX, pointerY, offsetX, offsetY, offsetWidth, offsetHeight } = marker.value;
  near([position.x, position.y, position.z], [0, 0, 0]);
  assert.deepEqual([radius, pointerX, pointerY, offsetX, offsetY, offsetWidth, offsetHeight], [0.01, 0.5, 0.5, 320, 180, 640, 360]);

  heard = await listen();
  await mouse.click(CENTER.x, 50);
  const beside = await heard.next("MOUSE_CLICK");
  assert.deepEqual([beside.key, beside.value.offsetX, beside.value.offsetY, "position" in beside.value], ["pointer", 320, 50, false]);

  await mouse.move(CENTER.x, CENTER.y);
  await page.untilPicture("the ball is on the point", (picture) => picture.find("red"));

  await update("pointer", { parentKey: "asked" });
  heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  assert.equal((await heard.next("ADD_MARKER")).key, "asked");

  await update("pointer", { parent: "another" });
  heard = await listen();
  await mouse.click(CENTER.x, CENTER.y);
  assert.equal((await heard.next("MOUSE_CLICK")).key, "asked");
});

test("Pointer puts a ball on the point under the pointer, as its props say", async () => {
  // Two points before one another, half a metre apart, and one beside them.
  const vertices = { base64: Buffer.from(new Uint16Array([0, 0, 0, 0, 0, 0xb400, 0x3000, 0, 0]).buffer).toString("base64") };
  const cloud = { tag: "PointCloud", key: "cloud", vertices, size: 0.02, color: "#222222" };
  await show([cloud, { tag: "Pointer", key: "pointer", thres: 0.02 }], { distance: 0.5 });
  const ball = () =>
    page.page.evaluate(() => {
      const { store, live } = /** @type {any} */ (window).vuer;
      const [ball] = live.mountFor(store.find("pointer")).object.children;
      return { visible: ball.visible, at: ball.position.toArray(), radius: ball.scale.x };
    });
  const point = async () => {
    await mouse.move(CENTER.x, 20);
    await mouse.move(CENTER.x, CENTER.y);
    return ball();
  };
  const first = await point();
  assert.equal(first.visible, true);
  near([...first.at, first.radius], [0, 0, 0, 0.02]);
  const { count: small } = await page.untilPicture("the ball is there", (picture) => picture.find("red"));
  await update("pointer", { thres: 0.0625 });
  await page.untilPicture("the ball is larger", (picture) => (picture.find("red")?.count ?? 0) > 2 * small);
  await update("pointer", { color: "#0000ff" });
  await page.untilPicture("the ball is blue", (picture) => picture.find("blue"));
  await update("pointer", { average: true });
  near((await point()).at, [0, 0, -0.125]);
  await update("pointer", { parent: "another" });
  assert.equal((await point()).visible, false);
  await update("pointer", { parent: "cloud" });
  assert.equal((await point()).visible, true);
  await update("pointer", { disable: true });
  assert.equal((await point()).visible, false);
});

test("nothing went wrong on the way", async () => {
  assert.deepEqual([page.errors, page.violations, page.foreign], [[], [], []]);
  assert.deepEqual((await page.state()).warnings, []);
});
