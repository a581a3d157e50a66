/** Windows into another scene, shapes that cut out others, and the page as letters. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Direct } from "../harness/direct.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const page = await Direct.open(browser, stage);

const flat = (/** @type {string} */ color) => ({ materialType: "basic", material: { color, toneMapped: false } });
const GREEN = { tag: "BackgroundColor", key: "inner-background", color: "#00ff00" };
const BALL = { tag: "Sphere", key: "ball", args: [0.3], position: [0, 0, -1], ...flat("#ff0000") };
const portal = (/** @type {Record<string, any>} */ props, /** @type {import("../harness/stage.js").Node[]} */ ...nodes) => ({
  tag: "Plane", key: "window", args: [1, 1], children: [{ tag: "MeshPortalMaterial", key: "portal", toneMapped: false, ...props, children: nodes }],
});

test("a mesh is a window into a scene of its own", async () => {
  await page.set(portal({}, GREEN, BALL));
  const first = await page.pixels();
  assert.equal(first.nameAt(0, 0, ["red"]), "red");
  const { left, right } = first.find("green");
  assert.ok(left > -0.4 && right < 0.4 && right > 0.2, `${left} ${right}`);
  // From the side the ball is seen elsewhere in the window, which a picture would not show.
  const ball = first.find("red");
  await page.update({ key: "eye", position: [0.6, 0, 2] });
  const aside = await page.pixels();
  const shift = (aside.find("red").x - aside.find("green").x) - (ball.x - first.find("green").x);
  assert.ok(shift > 0.05, `${shift}`);
  await page.update({ key: "eye", position: [0, 0, 2] });
  // What is in it stands in the frame of the mesh, or of the scene.
  await page.update({ key: "window", position: [0.4, 0, 0] });
  const along = (await page.pixels()).find("red");
  assert.ok(along.x > ball.x + 0.1, `${along.x}`);
  await page.update({ key: "portal", worldUnits: true });
  assert.ok((await page.pixels()).find("red").x < along.x - 0.05);
  await page.update({ key: "portal", worldUnits: false });
  await page.update({ key: "window", position: [0, 0, 0] });
  await page.update({ key: "ball", ...flat("#0000ff") });
  assert.equal((await page.pixels()).nameAt(0, 0, ["blue"]), "blue");
  assert.deepEqual(await page.warnings(), []);
});

test("a window fades at its edge, opens over the page, and has sides", async () => {
  await page.set(portal({}, GREEN));
  const sharp = (await page.pixels()).count("green");
  await page.update({ key: "portal", blur: 0.8 });
  const soft = await page.pixels();
  assert.ok(soft.count("green") < sharp * 0.8, `${soft.count("green")} ${sharp}`);
  assert.equal(soft.nameAt(0, 0, ["green"]), "green");
  await page.update({ key: "portal", resolution: 8 });
  assert.ok((await page.pixels()).difference(soft) > 50);
  // Another shape fades at its own edge.
  await page.update({ key: "portal", blur: 0.8, resolution: 128 });
  await page.add({ tag: "circleGeometry", key: "circle", args: [0.5, 64] }, "window");
  assert.ok((await page.pixels()).count("green") < soft.count("green"));
  await page.remove("circle");
  await page.update({ key: "portal", blur: 0 });
  assert.equal((await page.pixels()).count("green"), sharp);
  await page.update({ key: "portal", blend: 0.5 });
  const half = (await page.pixels()).at(-0.9, 0.9);
  assert.ok(half[1] > half[0] + 40 && half[1] < 250, `${half}`);
  await page.update({ key: "portal", blend: 1 });
  const whole = await page.pixels();
  assert.equal(whole.count("green"), whole.width * whole.height);
  await page.update({ key: "portal", blend: 0, opacity: 0.5 });
  const clear = (await page.pixels()).at(0, 0);
  assert.ok(clear[1] > clear[0] + 40 && clear[1] < 250, `${clear}`);
  await page.update({ key: "portal", opacity: 1 });
  await page.update({ key: "window", rotation: [0, Math.PI, 0] });
  assert.equal((await page.pixels()).count("green"), 0);
  await page.update({ key: "portal", side: "double" });
  assert.equal((await page.pixels()).count("green"), sharp);
  // Tone mapping takes some of the colour out of it.
  await page.update({ key: "portal", toneMapped: true });
  assert.notDeepEqual((await page.pixels()).at(0, 0), [0, 255, 0]);
  assert.deepEqual(await page.warnings(), []);
});

test("a mask cuts out what asks for it", async () => {
  const circle = { tag: "circleGeometry", key: "circle", args: [0.3, 32] };
  const wall = (/** @type {Record<string, any>} */ stencil) => ({ tag: "Plane", key: "wall", position: [0, 0, -1], args: [9, 9], materialType: "basic", material: { color: "#ff0000", toneMapped: false, ...stencil } });
  await page.set({ tag: "Mask", key: "mask", children: [circle] }, wall({ stencilWrite: true, stencilRef: 1, stencilFunc: "equal" }));
  const inside = await page.pixels();
  assert.equal(inside.nameAt(0, 0, ["red"]), "red");
  assert.ok(inside.find("red").right < 0.25, `${inside.find("red").right}`);
  await page.update({ key: "wall", material: { color: "#ff0000", toneMapped: false, stencilWrite: true, stencilRef: 1, stencilFunc: "notEqual" } });
  const around = await page.pixels();
  assert.notEqual(around.nameAt(0, 0, ["red"]), "red");
  // But for its edge, where both are smooth.
  assert.ok(Math.abs(inside.count("red") + around.count("red") - inside.width * inside.height) < 150);
  // It is another's mask.
  await page.update({ key: "mask", id: 2 });
  assert.equal((await page.pixels()).nameAt(0, 0, ["red"]), "red");
  await page.update({ key: "mask", id: 1, depthWrite: true });
  await page.update({ key: "wall", material: { color: "#ff0000", toneMapped: false } });
  assert.notEqual((await page.pixels()).nameAt(0, 0, ["red"]), "red");
  await page.update({ key: "mask", colorWrite: true });
  assert.deepEqual(await page.middle(), [255, 255, 255]);
  await page.update({ key: "mask", colorWrite: false, depthWrite: false, position: [0.5, 0, 0] });
  await page.update({ key: "wall", material: { color: "#ff0000", toneMapped: false, stencilWrite: true, stencilRef: 1, stencilFunc: 514 } });
  assert.ok((await page.pixels()).find("red").x > 0.2);
  await page.remove("mask");
  assert.equal((await page.pixels()).count("red"), 0);
  assert.deepEqual(await page.warnings(), []);
  await page.update({ key: "wall", material: { stencilFunc: "sometimes" } });
  assert.match((await page.warnings()).join("\n"), /stencilFunc/);
});

/** What is written over the canvas: its middle colour and how many of its pixels are not the background. */
const letters = () =>
  page.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.viewer.draw();
    const { canvas } = vuer.viewer;
    const over = canvas.nextElementSibling;
    if (!(over instanceof HTMLCanvasElement)) return undefined;
    const { width, height } = over;
    const data = over.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(4);
    let ink = 0;
    let [red, green] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === data[0] && data[at + 1] === data[1] && data[at + 2] === data[2]) continue;
      ink++;
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
    }
    const { pointerEvents } = getComputedStyle(over);
    return { ink, red, green, hidden: over.hidden, background: [...data.subarray(0, 3)], width, pointerEvents };
  });

test("the page as letters, and the picture behind them as it was", async () => {
  const ball = { tag: "Sphere", key: "ball", args: [0.6], ...flat("#ff8080") };
  await page.show(page.camera, { background: "#000000" }, [ball]);
  const plain = await page.pixels();
  assert.equal(await letters(), undefined);
  await page.add({ tag: "AsciiRenderer", key: "ascii" });
  const first = await letters();
  assert.ok(first && !first.hidden && first.ink > 200 && first.pointerEvents === "none", JSON.stringify(first));
  assert.deepEqual(first.background, [0, 0, 0]);
  assert.ok(Math.abs(first.red / first.green - 1) < 0.01, "white on black");
  // Whoever asks for the picture gets the picture.
  assert.equal((await page.pixels()).difference(plain), 0);
  await page.update({ key: "ascii", color: true });
  const colored = await letters();
  assert.ok(colored && colored.red > 1.5 * colored.green);
  await page.update({ key: "ascii", color: false, bgColor: "#0000ff", fgColor: "#00ff00" });
  const tinted = await letters();
  assert.ok(tinted && tinted.green > tinted.red * 5);
  assert.deepEqual(tinted.background, [0, 0, 255]);
  await page.update({ key: "ascii", characters: " @" });
  const dense = await letters();
  await page.update({ key: "ascii", characters: " ." });
  const thin = await letters();
  assert.ok(dense && thin && thin.ink < dense.ink / 2, `${thin?.ink} ${dense?.ink}`);
  await page.update({ key: "ascii", characters: " @", invert: false });
  const inverted = await letters();
  assert.ok(inverted && inverted.ink > dense.ink * 1.5, `${inverted?.ink} ${dense?.ink}`);
  await page.update({ key: "ascii", invert: true, resolution: 0.05 });
  const coarse = await letters();
  assert.ok(coarse && Math.abs(coarse.ink - dense.ink) > 50, `${coarse?.ink} ${dense?.ink}`);
  // Another that comes later draws the picture in its place.
  await page.add({ tag: "Effects", key: "effects", renderIndex: 5 });
  assert.equal((await letters())?.hidden, true);
  await page.update({ key: "ascii", renderIndex: 9 });
  assert.equal((await letters())?.hidden, false);
  await page.update({ key: "ascii", visible: false });
  assert.equal((await letters())?.hidden, true);
  await page.remove("ascii", "effects");
  assert.equal(await letters(), undefined);
  assert.equal((await page.pixels()).difference(plain), 0);
  assert.deepEqual(await page.warnings(), []);
});
