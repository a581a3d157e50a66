/** Whatever is mounted and removed leaves nothing on the GPU: each tag of the client once, alone. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { hosted, SAMPLES } from "../harness/samples.js";
import { setUp } from "../harness/set-up.js";

const { browser, stage } = await setUp();
// Hardly any pixels: what is drawn is not looked at.
const page = await stage.open(browser, "?hideUI", { viewport: { width: 64, height: 64 } });

/**
 * Shows a node beside a box, so that lights have something to light, and takes both away again.
 * @param {string} tag
 * @param {Record<string, any>} props
 */
function mountAndRemove(tag, props) {
  return page.page.evaluate(
    async (subject) => {
      const { vuer } = /** @type {any} */ (window);
      const settle = async () => {
        do {
          await new Promise((resolve) => setTimeout(resolve, 20));
          vuer.viewer.draw();
        } while (vuer.state().loading > 0);
      };
      vuer.inject([{ etype: "SET", data: { tag: "Scene", children: [], rawChildren: [], bgChildren: [], htmlChildren: [] } }]);
      vuer.clearLog();
      await settle();
      const before = vuer.gpu();
      vuer.inject([{ etype: "ADD", data: { nodes: [{ tag: "group", key: "place", children: [{ tag: "Box", key: "box" }, subject] }] } }]);
      await settle();
      const between = vuer.gpu();
      vuer.inject([{ etype: "REMOVE", data: { keys: ["place"] } }]);
      await settle();
      return { before, between, after: vuer.gpu(), warnings: vuer.state().warnings };
    },
    hosted({ tag, key: "subject", ...props }),
  );
}

test("every tag that is drawn has a sample", async () => {
  const tags = await page.page.evaluate(() => /** @type {any} */ (window).vuer.tags());
  assert.deepEqual(tags.filter((/** @type {string} */ tag) => !(tag in SAMPLES)), []);
});

for (const [tag, props] of Object.entries(SAMPLES)) {
  test(`${tag} leaves nothing behind`, async (context) => {
    const drawn = await page.page.evaluate((tag) => /** @type {any} */ (window).vuer.tags().includes(tag), tag);
    if (!drawn) return context.skip("not drawn yet");
    // The first time three.js makes things that it keeps for good: a lookup texture, materials for shadows.
    await mountAndRemove(tag, props);
    const { before, between, after, warnings } = await mountAndRemove(tag, props);
    assert.deepEqual(warnings, []);
    assert.ok(between.geometries > before.geometries, "nothing was drawn in between");
    assert.deepEqual(after, before);
  });
}

test("the app itself leaves nothing behind", async () => {
  const gpu = await page.page.evaluate(() => {
    const { vuer } = /** @type {any} */ (window);
    vuer.inject([{ etype: "SET", data: { tag: "Scene", children: [{ tag: "Box", key: "b" }] } }]);
    vuer.dispose();
    return vuer.gpu();
  });
  assert.equal(gpu.geometries, 0);
  assert.equal(await page.page.locator("canvas").count(), 0);
});
