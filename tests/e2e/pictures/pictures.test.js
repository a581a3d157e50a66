/**
 * Every component as it is drawn, against the committed pictures; and each of them without any one of its
 * nodes, which must show. A picture that has changed for good: see README.md.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { launch } from "../harness/browser.js";
import { Gallery, THRESHOLD } from "./gallery.js";

const browser = await launch();
const gallery = await Gallery.start(browser);

test.after(async () => {
  await gallery.stop();
  await browser.close();
});

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`;

for (const entry of gallery.entries) {
  test(entry.name, async () => {
    await gallery.show(entry);
    assert(await gallery.keepReference(entry), `no reference of ${entry.name}: cargo xtask pictures ${entry.name}`);
    const share = await gallery.difference(entry);
    assert(share <= THRESHOLD, `${percent(share)} of the pixels differ: look at \`cargo xtask pictures ${entry.name}\``);
    assert.deepEqual(gallery.errors.splice(0), []);

    const unseen = [];
    for (const [index, node] of entry.nodes.entries()) {
      await gallery.show(entry, index);
      const share = await gallery.difference(entry);
      if (share <= THRESHOLD) unseen.push(`${node}: ${percent(share)}`);
    }
    assert.deepEqual(unseen, [], "the picture is the same without these nodes");
  });
}
