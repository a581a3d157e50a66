/** Whatever a program puts into the panel, nothing of it runs, and the page goes on. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { becomes } from "../harness/child.js";
import { setUpPanel } from "../harness/panel.js";
import { PAYLOADS } from "../harness/payloads.js";

const { stage, watched, page, show } = await setUpPanel();

test("props of every kind break nothing", async () => {
  const tags = await page.evaluate(async () => {
    const { vuer } = /** @type {any} */ (window);
    return vuer.elementTags();
  });
  const odd = [null, true, -1, 1e300, NaN, "", "javascript:1", [], ["a", {}], { a: 1 }, { base64: "AAEC" }];
  const names = ["value", "text", "label", "src", "style", "options", "data", "names", "min", "max", "step", "open", "ttl", "level", "children", "width", "height", "disabled", "title", "colors", "yRange", "textareaStyle"];
  for (const tag of tags) {
    for (const value of odd) {
      const props = Object.fromEntries(names.map((name) => [name, name === "children" && !Array.isArray(value) ? [] : value]));
      await stage.do({ op: "set", scene: { tag: "Scene", htmlChildren: [{ tag, key: "odd", ...props }, { tag: "p", key: "after", children: ["after"] }] } }).catch(() => undefined);
    }
  }
  await stage.reaches(watched);
  assert.equal(await page.locator(".program-body > p").textContent(), "after", "the page goes on");
  assert.deepEqual(watched.errors.filter((text) => !/Failed to load resource|sandboxed/.test(text)), []);
});

test("no payload runs, and no report of the policy is needed to stop it", async () => {
  watched.foreign.length = 0;
  for (const [index, payload] of PAYLOADS.entries()) {
    const children = [payload, `text\n\n${payload}\n\n[x](${payload})`];
    await stage.do({
      op: "set",
      scene: {
        tag: "Scene",
        htmlChildren: [
          { tag: "Markdown", key: "md", children },
          { tag: "p", key: "p", text: payload, title: payload, style: { background: payload }, onClick: payload, dangerouslySetInnerHTML: { __html: payload }, innerHTML: payload, srcdoc: payload },
          { tag: "iframe", key: "f", srcDoc: payload, srcdoc: payload },
          { tag: "Notification", key: "n", text: payload, title: payload },
          { tag: "Markdown", key: "end", children: [`**payload ${index}**`] },
        ],
      },
    });
    // Or the next scene would take the place of one that the page has not seen.
    await becomes(payload, () => page.locator(".program-body > .markdown").last().locator("strong").textContent(), `payload ${index}`);
  }
  for (const tag of ["script", "style", "object", "embed", "form", "link", "meta", "base", "svg", "template"]) {
    await show(tag, { children: ["window.pwned = 1"], src: "/x.js", href: "javascript:1", action: "javascript:1", data: "javascript:1" });
  }
  // Pictures that fail and frames that load take their time, of which nothing tells the end.
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined);
  assert.deepEqual(watched.violations, []);
  assert.deepEqual(watched.foreign, []);
});
