/** Elements of the panel that hold words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { becomes } from "../harness/child.js";
import { css, setUpPanel } from "../harness/panel.js";

const { stage, show, update, unmounts } = await setUpPanel();

for (const [tag, name] of /** @type {const} */ ([
  ["article", "ARTICLE"],
  ["Div", "DIV"],
  ["div", "DIV"],
  ["h1", "H1"],
  ["h2", "H2"],
  ["h3", "H3"],
  ["p", "P"],
  ["Span", "SPAN"],
  ["ul", "UL"],
  ["a", "A"],
])) {
  test(`${tag} shows text, children and style`, async () => {
    const element = await show(tag, { children: ["one ", { tag: "Span", key: "in", text: "two" }] });
    assert.equal(await element.evaluate((it) => it.nodeName), name);
    await becomes("the children", () => element.textContent(), "one two");
    await update({ text: "zero ", style: { color: "rgb(1, 2, 3)", fontSize: 21 }, title: "tip" });
    await becomes("the text", () => element.textContent(), "zero one two");
    assert.equal(await css(element, "color"), "rgb(1, 2, 3)");
    assert.equal(await css(element, "font-size"), "21px");
    assert.equal(await element.getAttribute("title"), "tip");
    await update({ style: {}, visible: false });
    await becomes("it is hidden", () => element.isVisible(), false);
    assert.notEqual(await css(element, "color"), "rgb(1, 2, 3)");
    await unmounts();
  });
}

test("a link leads out, knowing nothing of this page", async () => {
  const link = await show("a", { text: "docs", src: "/static/docs.html" });
  assert.equal(await link.getAttribute("href"), new URL("/static/docs.html", stage.url).href);
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  await update({ src: "https://example.org/" });
  await becomes("the link", () => link.getAttribute("href"), "https://example.org/");
  await update({ src: "javascript:alert(1)" });
  await becomes("the failure", () => link.getAttribute("data-failure"), "a: a link to javascript: is not allowed");
  await unmounts();
});

test("Markdown is translated, and other nodes stand in it", async () => {
  const text = "# Title\n\nSome **bold** text, `code`, a [link](/static/x).\n\n- [x] done\n\n| a |\n|---|\n| 1 |";
  const element = await show("Markdown", { children: [text, { tag: "Button", key: "inner", value: "Go" }, "*after*"] });
  await becomes("the heading", () => element.locator("h1").allTextContents(), ["Title"]);
  assert.equal(await element.locator("strong").textContent(), "bold");
  assert.equal(await element.locator("code").textContent(), "code");
  assert.equal(await element.locator("a").getAttribute("href"), new URL("/static/x", stage.url).href);
  assert.equal(await element.locator("li").textContent(), "☑ done");
  assert.equal(await element.locator("td").textContent(), "1");
  assert.deepEqual(
    await element.evaluate((it) => [...it.children].map((child) => child.nodeName)),
    ["DIV", "BUTTON", "DIV"],
  );
  await update({ children: ["## Other\n\n<b>kept</b><script>window.pwned = 1</script>"] });
  await becomes("the new text", () => element.locator("h2").allTextContents(), ["Other"]);
  assert.equal(await element.locator("b").textContent(), "kept");
  assert.equal(await element.locator("script").count(), 0);
  await unmounts();
});

test("AutoScroll stays at its end until it is scrolled up", async () => {
  const lines = (/** @type {number} */ count) => Array.from({ length: count }, (_, line) => ({ tag: "p", key: `l${line}`, children: [`line ${line}`] }));
  const element = await show("AutoScroll", { children: lines(40), style: { height: 100 } });
  const fromEnd = () => element.evaluate((it) => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight) < 8);
  await becomes("at the end", fromEnd, true);
  await stage.do({ op: "add", to: "subject", nodes: [{ tag: "p", key: "new", children: ["the newest"] }] });
  await becomes("the line", () => element.locator("p").last().textContent(), "the newest");
  await becomes("still at the end", fromEnd, true);
  await element.evaluate((it) => {
    const scrolled = new Promise((resolve) => it.addEventListener("scroll", resolve, { once: true }));
    it.scrollTop = 0;
    return scrolled.then(() => undefined);
  });
  await stage.do({ op: "add", to: "subject", nodes: [{ tag: "p", key: "newer", children: ["newer"] }] });
  await becomes("the next line", () => element.locator("p").last().textContent(), "newer");
  assert.equal(await element.evaluate((it) => it.scrollTop), 0);
  await unmounts();
});
