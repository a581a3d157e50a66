// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { arrange } from "../../src/panels/elements/content";
import { lookupElement } from "../../src/panels/elements/registry";
import type { NodeContext } from "../../src/scene/node-type";

/** The text elements need nothing of their context. */
const context = {} as NodeContext;

test("content is brought in order without touching what is in place", () => {
  const parent = document.createElement("div");
  const [a, b] = [document.createElement("b"), document.createElement("i")];
  arrange(parent, ["one", a, "two", b]);
  const texts = [...parent.childNodes];
  arrange(parent, ["one", a, "three", b]);
  expect(parent.textContent).toBe("onethree");
  expect([...parent.childNodes]).toEqual(texts);
  arrange(parent, [b, "end", a]);
  expect([...parent.childNodes].map((node) => node.nodeName)).toEqual(["I", "#text", "B"]);
  arrange(parent, []);
  expect(parent.childNodes.length).toBe(0);
});

test("a paragraph shows its children, a span its text", () => {
  const paragraph = lookupElement("p")?.create(context, {});
  paragraph?.setContent?.(["Reached <b>", "!"]);
  expect(paragraph?.element?.tagName).toBe("P");
  expect(paragraph?.element?.innerHTML).toBe("Reached &lt;b&gt;!");

  const props = { text: "limit", style: { fontWeight: "bold", background: "url(http://x)" } };
  const span = lookupElement("Span")?.create(context, props);
  expect(span?.element?.outerHTML).toBe('<span class="bold">limit</span>');
  span?.update?.(props, { ...props, text: "free" });
  expect(span?.element?.textContent).toBe("free");
});

test("only tags of the table are html nodes", () => {
  for (const tag of ["script", "iframe", "constructor", "__proto__", "Box"]) expect(lookupElement(tag)).toBeUndefined();
});
