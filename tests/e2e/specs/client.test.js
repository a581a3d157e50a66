/** Our client before a server that says what the test wants, right or wrong. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { encode } from "@msgpack/msgpack";

import { open } from "../harness/browser.js";
import { eventually } from "../harness/child.js";
import { RawServer } from "../harness/raw-server.js";
import { setUp } from "../harness/set-up.js";

/** @typedef {import("../harness/browser.js").WatchedPage} WatchedPage */

/** The stage only serves the page. */
const { browser, stage } = await setUp();

/** @type {RawServer} */
let server;
/** @type {WatchedPage | undefined} */
let page;

beforeEach(async () => {
  server = await RawServer.start();
});

afterEach(async () => {
  await page?.close();
  page = undefined;
  server.stop();
});

/** Opens the page on the raw server and waits for INIT. @param {string} [query] @param {Parameters<typeof open>[2]} [options] */
async function connected(query = "", options = {}) {
  page = await open(browser, `${stage.url}?hideUI&ws=${encodeURIComponent(server.url)}${query}`, options);
  await server.event("INIT");
  return page;
}

const HELLO = { etype: "HELLO", data: { version: "test", session: "test", features: [] } };

/** @param {Record<string, any>} fields */
const scene = (fields) => ({ etype: "SET", data: { tag: "Scene", ...fields } });

/** @param {Record<string, any>} state */
const paths = (state) => state.nodes.map((/** @type {{path: string}} */ node) => node.path);

test("the page shows its built-in scene until the program says something", async () => {
  const page = await connected();
  const state = await page.until("the built-in scene is there", (state) => state.frames > 0);
  assert.deepEqual(
    state.nodes.map((/** @type {{key: string, tag: string}} */ { key, tag }) => `${tag} ${key}`),
    [
      "Grid grid",
      "HemisphereLightStage light-stage",
      "Gamepad gamepad-0",
      "Hands hands",
      "MotionControllers motion-controllers",
      "OrbitControls orb-control",
      "PerspectiveCamera perspective-camera",
    ],
  );
  server.send(scene({ children: [{ tag: "Box", key: "b" }] }));
  await page.until("the SET is merged over it", (state) => state.nodes.length === 8);
  server.send(scene({ bgChildren: [] }));
  await page.until("the container is replaced", (state) => `${paths(state)}` === "children/b");
});

test("INIT and CAMERA_MOVE come without being asked for", async () => {
  await connected();
  const init = await server.event("INIT");
  assert.equal(server.events[0], init);
  assert.equal(init.key, null);
  assert.ok(Number.isInteger(init.ts) && init.ts > 1e12);
  assert.deepEqual(init.value.features, ["ping", "link", "resume", "poses", "roles"]);
  const move = await server.event("CAMERA_MOVE");
  assert.equal(move.key, "defaultCamera");
  assert.equal(move.value.matrix.length, 16);
  assert.deepEqual(move.value.matrix, move.value.camera.matrix);
  assert.deepEqual(move.value.camera.position.map((/** @type {number} */ x) => Math.round(x)), [0, 2, 2]);
  assert.equal(move.value.camera.fov, 75);
});

test("the camera is silent when its controls say so", async () => {
  const page = await connected();
  await server.event("CAMERA_MOVE");
  await server.tell(page, scene({ bgChildren: [{ tag: "OrbitControls", key: "orb-control", stream: false }] }));
  await server.hears(page);
  const from = server.events.length;
  await page.page.mouse.move(300, 200);
  await page.page.mouse.down();
  await page.page.mouse.move(400, 220, { steps: 5 });
  await page.page.mouse.up();
  server.send(scene({ bgChildren: [{ tag: "OrbitControls", key: "orb-control" }] }));
  await server.event("CAMERA_MOVE", from);
  await server.hears(page);
  assert.equal(server.events.slice(from).filter(({ etype }) => etype === "CAMERA_MOVE").length, 1);
});

test("a click names the node, a drag does not", async () => {
  const page = await connected();
  await server.tell(page, scene({ children: [{ tag: "VuerGroup", key: "g", children: [{ tag: "Box", args: [9, 9, 0.1] }] }] }));
  await page.draw();
  await page.page.mouse.click(320, 180);
  const click = await server.event("ON_CLICK");
  assert.deepEqual([click.key, click.value.key], ["g", "g"]);
  const from = server.events.length;
  await page.page.mouse.move(320, 180);
  await page.page.mouse.down();
  await page.page.mouse.move(360, 180, { steps: 3 });
  await page.page.mouse.up();
  await server.hears(page);
  const heard = new Set(server.events.slice(from).map(({ etype }) => etype));
  assert.deepEqual([heard.has("CAMERA_MOVE"), heard.has("ON_CLICK")], [true, false]);
});

test("renders are answered and messages applied while no animation frame comes", async () => {
  const context = await browser.newContext();
  const still = await context.newPage();
  await still.addInitScript(() => {
    window.requestAnimationFrame = () => 1;
  });
  await still.goto(`${stage.url}?hideUI&ws=${encodeURIComponent(server.url)}`);
  await server.event("INIT");
  const wall = { tag: "Box", key: "wall", args: [90, 90, 0.1], materialType: "basic", material: { color: "#ff0000" } };
  server.send(scene({ children: [wall], bgChildren: [{ tag: "GrabRender", key: "mine" }] }));
  for (const key of ["DEFAULT", "mine"]) {
    const rtype = `GRAB_RENDER_RESPONSE@${key}`;
    server.send({ etype: "GRAB_RENDER", uuid: key, key, rtype, data: { quality: 0.5, downsample: 2 } });
    const { key: answered, value } = await server.event(rtype);
    assert.equal(answered, key);
    assert.deepEqual([...value.frame.slice(0, 3)], [0xff, 0xd8, 0xff]);
    assert.equal(value.dpr, 1);
    assert.ok(value.width > 0 && value.height > 0);
  }
  await context.close();
});

test("nobody answers for a key that is not there", async () => {
  await connected();
  server.send({ etype: "GRAB_RENDER", uuid: "u", key: "nobody", rtype: "no", data: {} });
  server.send({ etype: "GRAB_RENDER", uuid: "v", key: "DEFAULT", rtype: "yes", data: {} });
  await server.event("yes");
  assert.equal(server.events.find(({ etype }) => etype === "no"), undefined);
});

test("props of the Scene are the view's", async () => {
  const page = await connected();
  server.send(scene({ background: "#ff0000", toneMapping: "none", up: [0, 0, 1], bgChildren: [] }));
  await page.untilPicture("a red background", (picture) => {
    const red = picture.find("red");
    return red && red.count === picture.image.width * picture.image.height;
  });
  const up = () => page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.up.toArray());
  assert.deepEqual(await up(), [0, 0, 1]);
  server.send({ etype: "UPDATE", data: { nodes: [{ background: "#0000ff", up: [0, 2, 0] }] } });
  await page.untilPicture("a blue background", (picture) => picture.find("blue") && !picture.find("red"));
  assert.deepEqual(await up(), [0, 1, 0]);
});

test("frames come when something changes, and all the time only if the scene wants that", async () => {
  const page = await connected();
  const frames = async () => (await page.state()).frames;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 500));
  /** Waits until no more frames come; how many there were. */
  const settled = async () => {
    const { count } = await eventually("no more frames come", async () => {
      const count = await frames();
      await pause();
      return (await frames()) === count ? { count } : undefined;
    });
    return count;
  };
  await server.tell(page, scene({ bgChildren: [] }));
  const before = await settled();
  await server.tell(page, { etype: "UPDATE", data: { nodes: [{ frameloop: "always" }] } });
  await eventually("frames come", async () => (await frames()) > before + 5);
  await server.tell(page, { etype: "UPDATE", data: { nodes: [{ frameloop: "never" }] } });
  const last = await settled();
  await server.tell(page, { etype: "ADD", data: { nodes: [{ tag: "Box", key: "b" }] } });
  await pause();
  assert.equal(await frames(), last);
});

test("a node can be hidden and framed from the page", async () => {
  const page = await connected();
  const material = { materialType: "basic", material: { color: "#00ff00" } };
  const box = { tag: "Box", key: "b", position: [3, 0, 0], args: [0.2, 0.2, 0.2], ...material };
  await server.tell(page, scene({ toneMapping: "none", bgChildren: [{ tag: "OrbitControls", key: "o" }], children: [box] }));
  /** @param {string} action @param {unknown[]} args */
  const act = (action, ...args) =>
    page.page.evaluate(
      ([action, args]) => {
        const { vuer } = /** @type {any} */ (window);
        vuer[/** @type {string} */ (action)](vuer.store.find("b").id, .../** @type {unknown[]} */ (args));
      },
      /** @type {const} */ ([action, args]),
    );
  await act("frame");
  await page.untilPicture("the box in the middle", (picture) => {
    const green = picture.find("green");
    return green && green.count > 2000 && Math.abs(green.x - picture.image.width / 2) < 5;
  });
  await act("setHidden", true);
  await page.untilPicture("no box", (picture) => !picture.find("green"));
  await act("setHidden", false);
  await page.untilPicture("the box again", (picture) => picture.find("green"));
  await server.hears(page);
  const from = server.events.length;
  await page.page.evaluate(() => /** @type {any} */ (window).vuer.viewFrom(1, 0, 0));
  const { value } = await server.event("CAMERA_MOVE", from);
  const [x, y, z] = value.camera.position;
  assert.ok(x > 3 && Math.abs(y) < 1e-3 && Math.abs(z) < 1e-3, `looks along x from ${x}, ${y}, ${z}`);
});

test("a camera shows where it looks and what it sees, until the page is seen through it", async () => {
  const page = await connected();
  const material = { materialType: "basic", material: { color: "#ff0000" } };
  // Behind the camera of the page, where only the other one sees it.
  const behind = { tag: "Box", key: "behind", position: [0, 0, 30], args: [8, 8, 1], ...material };
  const wall = { ...behind, key: "wall", position: [0, 0, 3], args: [9, 9, 0.1], material: { color: "#0000ff" } };
  const other = { tag: "PerspectiveCamera", key: "other", rotation: [0, Math.PI, 0], renderSizeH: 128 };
  const main = { tag: "PerspectiveCamera", key: "main", position: [0, 0, 4], makeDefault: true };
  await server.tell(page, scene({ toneMapping: "none", background: "#000000", bgChildren: [main], children: [behind, other] }));
  await page.draw();
  /** @param {Record<string, unknown>} props */
  const update = (props) => server.send({ etype: "UPDATE", data: { nodes: [{ key: "other", ...props }] } });
  await page.untilPicture("nothing of a camera that says nothing", (picture) => !picture.find("red") && !picture.find("yellow"));

  update({ showFrustum: true });
  await page.untilPicture("lines, no picture", (picture) => picture.find("yellow") && !picture.find("red"));
  update({ showFrustum: false, previewInScene: true });
  await page.untilPicture("a picture in the middle", (picture) => {
    const red = picture.find("red");
    return red && Math.abs(red.x - 320) < 20 && Math.abs(red.y - 180) < 20 && !picture.find("yellow");
  });
  update({ previewInScene: false, previewInOverlay: true });
  const corner = await page.untilPicture("a picture in the corner", (picture) => {
    const red = picture.find("red");
    return red && red.x > 380 && red.y > 260 ? red : undefined;
  });
  update({ cy: 0.25 });
  await page.untilPicture("a shifted picture in the corner", (picture) => (picture.find("red")?.y ?? 360) < corner.y - 20);
  server.send({ etype: "ADD", data: { nodes: [wall] } });
  await page.untilPicture("what it sees is live", (picture) => picture.find("blue") && !picture.find("red"));
  server.send({ etype: "REMOVE", data: { keys: ["wall"] } });
  update({ cy: 0, showFrustum: true, previewInScene: true, makeDefault: true });
  await page.untilPicture("the page through it, without its lines", (picture) => {
    const red = picture.find("red");
    return red && Math.abs(red.x - 320) < 5 && Math.abs(red.y - 180) < 5 && !picture.find("yellow");
  });
});

test("the round trip is measured where the server offers it", async () => {
  const page = await connected();
  server.send({ ...HELLO, data: { ...HELLO.data, features: ["ping"] } });
  const ping = await server.event("PING");
  assert.ok((await page.state()).rtt >= 0);
  server.send({ etype: "PONG", data: ping.value });
  const next = await server.event("PING", server.events.indexOf(ping) + 1);
  assert.equal(next.value, ping.value + 1);
});

test("CAMERA_VIEW_UPDATE moves the camera", async () => {
  const page = await connected();
  await server.event("CAMERA_MOVE");
  await server.hears(page);
  const from = server.events.length;
  server.send({ etype: "CAMERA_VIEW_UPDATE", data: { position: [1, 2, 3], rotation: [0, 0, 0] } });
  const { value } = await server.event("CAMERA_MOVE", from);
  assert.deepEqual(value.camera.position.map((/** @type {number} */ x) => Math.round(x * 1e4) / 1e4), [1, 2, 3]);
});

test("the Scene says where the camera begins, and whether it can be moved by hand", async () => {
  const page = await connected();
  await server.event("CAMERA_MOVE");
  await server.hears(page);
  let from = server.events.length;
  const round = (/** @type {number[]} */ numbers) => numbers.map((x) => Math.round(x * 1e4) / 1e4);
  server.send(scene({ camPosition: [1, 2, 3], camRotation: [0, 0.5, 0], enableOrbitControl: false }));
  const { value } = await server.event("CAMERA_MOVE", from);
  assert.deepEqual(round(value.camera.position), [1, 2, 3]);
  assert.deepEqual(round(value.camera.rotation.slice(0, 3)), [0, 0.5, 0]);
  const place = () => page.page.evaluate(() => /** @type {any} */ (window).vuer.viewer.camera.position.toArray());
  await page.dragView();
  await server.hears(page);
  assert.deepEqual(round(await place()), [1, 2, 3]);
  // What is said again moves nothing; controls that are back do.
  server.send(scene({ camPosition: [1, 2, 3], camRotation: [0, 0.5, 0], enableOrbitControl: true }));
  await server.hears(page);
  from = server.events.length;
  await page.dragView();
  await server.event("CAMERA_MOVE", from);
  const moved = round(await place());
  assert.notDeepEqual(moved, [1, 2, 3]);
  server.send(scene({ camPosition: [1, 2, 3], camRotation: [0, 0.5, 0], children: [{ tag: "Box", key: "b" }] }));
  await page.until("the box is there", (state) => paths(state).includes("children/b"));
  assert.notDeepEqual(round(await place()), [1, 2, 3]);
});

test("bad frames and bad messages are dropped, each kind is said once, the session lives", async () => {
  const page = await connected();
  for (let i = 0; i < 3; i++) {
    server.sendText("text");
    server.sendBytes(new Uint8Array([0xc1]));
    server.sendBytes(encode([1, 2]));
    server.sendBytes(encode({ data: 1 }));
    server.send({ etype: "SOMETHING_NEW", data: 1 });
    server.send({ etype: "UPDATE", data: 5 });
    server.send({ etype: "TIMEOUT", data: { timeout: 0, fn: "document.title = 'owned'" } });
  }
  server.send(scene({ children: [{ tag: "Box", key: "b" }, { tag: "Unheard", key: "u" }, { tag: "Box", key: "c", position: "left" }] }));
  const state = await page.until("the scene is set", (state) => paths(state).includes("children/b"));
  assert.deepEqual(state.warnings, [
    "A frame from the server was dropped: a text frame.",
    "A frame from the server was dropped: 0xc1 begins no value.",
    "A message of unknown type SOMETHING_NEW was dropped.",
    "UPDATE could not be applied: UPDATE: data is no map",
    "A TIMEOUT message was refused: it would run code from the server.",
    "children/u: unknown tag",
    "children/c: position needs 3 numbers",
  ]);
  assert.notEqual(await page.page.title(), "owned");
  assert.equal(server.sessions, 1);
});

test("an error of the scene goes to the server as well, but not without end", async () => {
  const page = await connected();
  const add = (/** @type {string} */ key) => ({ etype: "ADD", data: { nodes: [{ tag: "Box", key }], to: "nowhere" } });
  server.send(add("b"));
  const { value } = await server.event("WARNING");
  assert.equal(value.message, 'ADD: there is no "nowhere" to put Box "b" under; it was not added.');
  await server.tell(page, ...Array.from({ length: 100 }, (_, i) => add(`b${i % 50}`)));
  await server.hears(page);
  const messages = server.events.filter(({ etype }) => etype === "WARNING").map(({ value }) => value.message);
  assert.equal(messages.length, 30);
  assert.equal(new Set(messages).size, 30);
});

test("what an empty list means depends on whose server it is", async () => {
  const group = { tag: "VuerGroup", key: "g", children: [{ tag: "Box", key: "b" }] };
  const messages = [scene({ bgChildren: [], children: [group] }), { etype: "UPDATE", data: { nodes: [{ key: "g", children: [] }] } }];
  const foreign = await connected();
  await server.tell(foreign, ...messages);
  assert.deepEqual(paths(await foreign.state()), ["children/g", "children/g/children/b"]);
  await foreign.close();

  // HELLO may come after the first messages. The page waits for it, but not for long: all come at once.
  server.events.length = 0;
  server.greeting = [...messages, HELLO];
  const own = await connected("", { prompt: true });
  await server.tell(own);
  assert.deepEqual(paths(await own.state()), ["children/g"]);
});

test("a new session keeps the picture until it says something, and then starts from the built-in scene", async () => {
  const page = await connected();
  server.send(scene({ children: [{ tag: "Box", key: "old" }], bgChildren: [] }));
  await page.until("the scene is set", (state) => `${paths(state)}` === "children/old");
  server.close(1011);
  await page.until("the page is back", (state) => state.sessions === 2 && state.connection === "open");
  assert.deepEqual(paths(await page.state()), ["children/old"]);
  server.send({ etype: "ADD", data: { nodes: [{ tag: "Box", key: "new" }] } });
  const state = await page.until("the new scene is there", (state) => paths(state).includes("children/new"));
  assert.equal(state.nodes.length, 8);
  assert.ok(!paths(state).includes("children/old"));
});

test("a scene in the address is merged over the built-in one, and stays after a reconnect", async () => {
  const inline = Buffer.from(encode({ children: [{ tag: "Box", key: "linked" }] })).toString("base64");
  const page = await connected(`&scene=${encodeURIComponent(inline)}`);
  await page.until("the scene is there", (state) => state.nodes.length === 8 && paths(state).includes("children/linked"));
  server.close(1011);
  await page.until("the page is back", (state) => state.sessions === 2);
  server.send({ etype: "ADD", data: { nodes: [{ tag: "Box", key: "new" }] } });
  const state = await page.until("the new scene is there", (state) => paths(state).includes("children/new"));
  assert.ok(paths(state).includes("children/linked"));
});

test("another host in the address is asked about, once", async () => {
  const foreign = "ws://vuer-test.invalid:1";
  page = await open(browser, `${stage.url}?ws=${foreign}`);
  await page.until("nothing happens yet", (state) => state.connection === "idle");
  const host = () => page?.page.evaluate(() => /** @type {any} */ (window).vuer.consent.get()?.host);
  assert.equal(await host(), "vuer-test.invalid");
  await page.page.evaluate(() => /** @type {any} */ (window).vuer.consent.get().answer(true));
  await page.until("it is tried", (state) => state.connection !== "idle");
  await page.page.reload();
  await page.until("it is tried without a question", (state) => state.connection !== undefined && state.connection !== "idle");
  assert.equal(await host(), undefined);
});
