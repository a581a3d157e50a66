// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { arrange } from "../../src/panels/elements/content";
import { lookupElement } from "../../src/panels/elements/registry";
import type { NodeContext } from "../../src/scene/node-type";

const warnings: string[] = [];
/** The text elements need no more of their context. */
const context = {
  resolve: (url: string) => new URL(url, "http://robot.local/").href,
  warn: (text: string) => void warnings.push(text),
} as unknown as NodeContext;

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
  expect(span?.element?.outerHTML).toBe('<span style="font-weight: bold;">limit</span>');
  expect(warnings).toEqual(["style.background is not allowed here; ignored"]);
  span?.update?.({ text: "free" }, { ...props, text: "free" });
  expect(span?.element?.textContent).toBe("free");
});

test("a link has its URL in `src`, and attributes go by their names in React", () => {
  const link = lookupElement("a")?.create(context, { text: "docs", src: "/docs", onClick: "alert(1)", id: "vuer" });
  expect(link?.element?.outerHTML).toBe('<a href="http://robot.local/docs" target="_blank" rel="noopener noreferrer">docs</a>');
  expect(() => lookupElement("a")?.create(context, { src: "javascript:alert(1)" })).toThrow("not allowed");
  const cell = lookupElement("td")?.create(context, { colSpan: 2, text: "x" });
  expect(cell?.element?.outerHTML).toBe('<td colspan="2">x</td>');
});

test("only tags of the table and elements of the list are html nodes", () => {
  for (const tag of ["script", "style", "object", "svg", "constructor", "__proto__", "Box", "DIV"]) {
    expect(lookupElement(tag), tag).toBeUndefined();
  }
  for (const tag of ["article", "div", "Div", "h1", "ul", "table"]) expect(lookupElement(tag), tag).toBeDefined();
});

test("a picture that was given up does not keep the next waiting", () => {
  const loading = {
    ...context,
    run: (work: (signal: AbortSignal) => Promise<void>) => {
      void work(new AbortController().signal);
      return () => undefined;
    },
    recover: () => undefined,
  } as unknown as NodeContext;
  const img = lookupElement("Img")?.create(loading, { src: "/first.png" });
  const source = (): string | null | undefined => img?.element?.querySelector("img")?.getAttribute("src");
  const set = (src: string | null): void => void img?.update?.({ src }, { src });
  expect(source()).toBe("http://robot.local/first.png");
  set("/second.png");
  expect(source()).toBe("http://robot.local/first.png");
  set(null);
  expect(source()).toBeNull();
  set("/third.png");
  expect(source()).toBe("http://robot.local/third.png");
});
