/**
 * Every client with every server but the originals among themselves: the scene is shown, changes
 * are applied, an RPC is answered. Asserted in pixels, which is all that the three clients share.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { box, scene } from "../harness/scenes.js";
import { Stage } from "../harness/stage.js";

/** @typedef {import("../harness/stage.js").Kind} Kind */
/** @type {{client: Kind, server: Kind}[]} */
const PAIRS = [
  { client: "ours", server: "ours" },
  { client: "0.0.71", server: "ours" },
  { client: "0.1.6", server: "ours" },
  { client: "ours", server: "0.0.71" },
  { client: "ours", server: "0.1.6" },
];

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const { client, server } of PAIRS) {
  describe(`client ${client}, server ${server}`, () => {
    /** @type {Stage} */
    let stage;
    /** @type {Stage | undefined} Serves our page where the original's server cannot. */
    let host;
    /** @type {import("../harness/browser.js").WatchedPage} */
    let page;

    before(async () => {
      stage = await Stage.start(server, client);
      if (client === "ours" && server !== "ours") host = await Stage.start("ours");
      const url = new URL(host?.url ?? stage.url);
      if (host) url.searchParams.set("ws", stage.url.replace("http", "ws"));
      url.searchParams.set("hideUI", "true");
      url.searchParams.set("gizmo", "false");
      page = await open(browser, url.href);
      await stage.session();
    });
    after(async () => {
      await page?.close();
      await stage?.stop();
      await host?.stop();
    });

    test("a scene is shown", async () => {
      const grab = { tag: "GrabRender", key: "DEFAULT" };
      await stage.do({ op: "set", scene: scene(box("a", "red"), grab) });
      await page.untilPicture(`${client}-${server} red box`, (picture) => picture.find("red"));
    });

    test("an update moves it", async () => {
      // With patience: right after its first picture the 0.1.6 client was seen to draw one without the box.
      const before = await page.untilPicture(`${client}-${server} to be moved`, (picture) => picture.find("red"));
      await stage.do({ op: "update", nodes: [box("a", "red", [0.8, 0, 0])] });
      await page.untilPicture(`${client}-${server} moved`, (picture) => {
        const now = picture.find("red");
        return now && now.x > before.x + 20;
      });
    });

    test("nodes are added, upserted and removed", async () => {
      await stage.do({ op: "add", nodes: [box("b", "blue", [-0.8, 0, 0])] });
      await page.untilPicture(`${client}-${server} added`, (picture) => picture.find("blue"));
      await stage.do({ op: "upsert", nodes: [box("b", "green", [-0.8, 0, 0])] });
      await page.untilPicture(
        `${client}-${server} upserted`,
        (picture) => picture.find("green") && !picture.find("blue"),
      );
      await stage.do({ op: "remove", keys: ["b"] });
      await page.untilPicture(`${client}-${server} removed`, (picture) => !picture.find("green"));
    });

    // The originals' own clients say it under a name that no handler can be given, or not at all.
    if (client === "ours") {
      test("a click is heard", async () => {
        const red = await page.untilPicture(`${client}-${server} to be clicked`, (picture) => picture.find("red"));
        await page.page.mouse.click(red.x, red.y);
        const { value } = await stage.event("ON_CLICK");
        assert.equal(value.key, "a");
      });
    }

    test("a render is grabbed", async () => {
      const { frame, width, height } = await stage.grab();
      assert.deepEqual([...frame.subarray(0, 3)], [0xff, 0xd8, 0xff], "a JPEG");
      assert(width > 0 && height > 0);
    });
  });
}
