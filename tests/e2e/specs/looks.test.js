/**
 * The demo as people see it, on a desk and on a phone. The pictures are left in `test-results/` to be
 * looked at; with VUER_SCREENSHOT set the one of the README is taken anew.
 */

import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { devices } from "playwright-core";

import { launch, open } from "../harness/browser.js";
import { Child } from "../harness/child.js";
import { ROOT, TARGET } from "../harness/paths.js";

/** What the README shows, and how many bytes it may have. */
const SCREENSHOT = join(ROOT, "docs/screenshot.png");
const SCREENSHOT_LIMIT = 300_000;

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Child} */
let demo;
/** @type {string} */
let url;

before(async () => {
  browser = await launch();
  demo = new Child(join(TARGET, "vuer"), ["demo", "--port", "0", "--json"]);
  ({ url } = /** @type {{url: string}} */ (await demo.report((report) => report.url)));
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const { defaultBrowserType: _, ...phone } = devices["iPhone 14"] ?? {};

/** @type {[string, import("playwright-core").BrowserContextOptions][]} */
const SCREENS = [
  ["desktop-light", { viewport: { width: 1200, height: 675 }, colorScheme: "light" }],
  ["desktop-dark", { viewport: { width: 1200, height: 675 }, colorScheme: "dark" }],
  ["phone", phone],
];

for (const [name, options] of SCREENS) {
  test(name, async () => {
    const page = await open(browser, url, options);
    try {
      await page.until("the arm is loaded", (state) => state.loading === 0 && state.frames > 10 && state.rtt);
      // Long enough for the first cloud and the first picture.
      await page.page.waitForTimeout(2_000);
      const picture = await page.picture();
      picture.keep(name);
      const { overflow, canvas } = await page.page.evaluate(() => {
        const { width, height } = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas")).getBoundingClientRect();
        return { overflow: document.documentElement.scrollWidth - innerWidth, canvas: width * height };
      });
      assert(overflow <= 0, `the page is ${overflow} px too wide`);
      assert(canvas > 0.25 * picture.image.width * picture.image.height / (await page.page.evaluate(() => devicePixelRatio ** 2)));
      assert.deepEqual(page.errors, []);
      if (name === "desktop-dark" && process.env.VUER_SCREENSHOT) writeFileSync(SCREENSHOT, picture.small());
    } finally {
      await page.close();
    }
  });
}

test("the README's picture is there and small", () => {
  assert(statSync(SCREENSHOT).size < SCREENSHOT_LIMIT);
});
