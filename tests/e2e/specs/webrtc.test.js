/** Live video by WebRTC: a second peer in the page plays the robot, and the test its HTTP server. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Canvas } from "../harness/canvas.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
const canvas = await Canvas.open(browser, stage);
/** @type {{method: string, body: any}[]} What the page asked the robot. */
let asked = [];

await canvas.page.route("**/robot", async (route) => {
  const request = route.request();
  const body = request.method() === "POST" ? request.postDataJSON() : undefined;
  asked.push({ method: request.method(), body });
  const reply = await canvas.page.evaluate(robot, { method: request.method(), body });
  await route.fulfill({ json: reply });
});

/**
 * The robot's side, in the page: red on the left, blue on the right.
 * @param {{method: string, body: any}} request
 */
async function robot({ method, body }) {
  const world = /** @type {any} */ (window);
  const gathered = (/** @type {RTCPeerConnection} */ peer) =>
    new Promise((resolve) => {
      if (peer.iceGatheringState === "complete") resolve(undefined);
      peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && resolve(undefined);
    });
  if (method === "POST" && body.type === "answer") {
    await world.robot.setRemoteDescription({ sdp: body.sdp, type: "answer" });
    return {};
  }
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [64, 32];
  const context = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  clearInterval(world.painting);
  world.painting = setInterval(() => {
    for (const [at, color] of ["#f00", "#00f"].entries()) {
      context.fillStyle = color;
      context.fillRect(at * 32, 0, 32, 32);
    }
  }, 50);
  const peer = new RTCPeerConnection();
  world.robot = peer;
  const stream = picture.captureStream(20);
  for (const track of stream.getTracks()) peer.addTrack(track, stream);
  if (method === "POST") {
    await peer.setRemoteDescription(body);
    await peer.setLocalDescription(await peer.createAnswer());
  } else await peer.setLocalDescription(await peer.createOffer());
  await gathered(peer);
  return { sdp: peer.localDescription?.sdp, type: peer.localDescription?.type, ...(method === "GET" ? { id: "seven" } : {}) };
}

const BACKGROUND = { tag: "BackgroundColor", key: "background", color: "black" };
/** @type {[number, number]} */
const LEFT = [-0.4, 0];
/** @type {[number, number]} */
const RIGHT = [0.4, 0];

test("the page offers, and shows what comes", async () => {
  asked = [];
  await canvas.set(BACKGROUND, { tag: "WebRTCVideoPlane", key: "v", src: "/robot" });
  await canvas.shows("the robot's picture", [LEFT, "red"], [RIGHT, "blue"]);
  assert.deepEqual(asked.map(({ method, body }) => [method, body.type]), [["POST", "offer"]]);
  // No server was asked for a way.
  assert.doesNotMatch(asked[0]?.body.sdp, /typ srflx/);
  await canvas.remove("v");
  await canvas.shows("nothing", [LEFT, "black"]);
  assert.deepEqual(await canvas.warnings(), []);
});

test("the server offers, and gets its id back", async () => {
  asked = [];
  await canvas.set(BACKGROUND, { tag: "WebRTCStereoVideoPlane", key: "v", src: "/robot", offer: "server" });
  await canvas.shows("the left half", [LEFT, "red"], [RIGHT, "red"]);
  assert.deepEqual(asked.map(({ method, body }) => [method, body?.type, body?.id]), [["GET", undefined, undefined], ["POST", "answer", "seven"]]);
});
