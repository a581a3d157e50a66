import { expect, test } from "vitest";
import { readOptions } from "../src/protocol/options";

test.each([
  ["http://localhost:8012/", "ws://localhost:8012"],
  ["http://robot/", "ws://robot"],
  ["http://[::1]:9000/", "ws://[::1]:9000"],
  ["https://robot:8443/", "wss://robot:8443"],
  ["https://robot/", "wss://robot"],
  ["https://vuer.ai/", "ws://localhost:8012"],
  ["http://robot:8012/?ws=wss://other:1/path", "wss://other:1/path"],
  ["http://robot:8012/?ws=other:99", "ws://other:99"],
  ["http://robot:8012/?ws=https://other:99", "wss://other:99"],
  ["http://robot:8012/?token=a%26b", "ws://robot:8012/?token=a%26b"],
])("%s connects to %s", (page, server) => {
  expect(readOptions(new URL(page)).server).toBe(server);
});

test.each([
  ["", { reconnect: undefined, interval: undefined, hideUI: false, debug: false, gizmo: "axes", offline: false, antialias: true }],
  ["?reconnect=0&interval=500", { reconnect: 0, interval: 500 }],
  ["?interval=1e12", { interval: 2 ** 31 - 1 }],
  ["?reconnect=often&interval=-1", { reconnect: undefined, interval: undefined }],
  ["?hideUI", { hideUI: true }],
  ["?hideUI=True", { hideUI: true }],
  ["?hideUI=false", { hideUI: false }],
  ["?perf&gizmo=cube&offline", { debug: true, gizmo: "cube", offline: true }],
  ["?gizmo=false&antialias=false", { gizmo: "none", antialias: false }],
])("%s", (query, options) => {
  expect(readOptions(new URL(`http://localhost/${query}`))).toMatchObject(options);
});
