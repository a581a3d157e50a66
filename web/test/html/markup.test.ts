// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { attributeKind, isAllowedElement } from "../../src/html/allowed";
import { fromMarkup } from "../../src/html/markup";
import { applyStyle } from "../../src/html/style";
import { frameUrl, linkUrl, pictureUrl } from "../../src/html/urls";
import { UrlPolicy } from "../../src/scene/urls";
import { PAYLOADS } from "../../../tests/e2e/harness/payloads.js";

const host = (offline = false, warnings: string[] = []) => {
  const policy = new UrlPolicy("http://robot.local:8012", offline);
  return { resolve: (url: string) => policy.resolve(url), warn: (text: string) => void warnings.push(text) };
};

function clean(html: string, offline = false): string {
  const out = document.createElement("div");
  out.append(fromMarkup(html, host(offline)));
  return out.innerHTML;
}

test("what a text needs comes through", () => {
  const html =
    '<h2>Arm</h2><p title="t">A <b>bold</b> <em>word</em>, H<sub>2</sub>O.</p><ul><li>one</li></ul>' +
    '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table><pre><code>x &lt; y</code></pre>';
  expect(clean(html)).toBe(html);
});

test("a link opens a page that knows nothing of this one", () => {
  const link = document.createElement("div");
  link.append(fromMarkup('<a href="/docs" target="_self" rel="opener">docs</a>', host()));
  const anchor = link.querySelector("a");
  expect(anchor?.getAttribute("href")).toBe("http://robot.local:8012/docs");
  expect(anchor?.getAttribute("target")).toBe("_blank");
  expect(anchor?.getAttribute("rel")).toBe("noopener noreferrer");
});

test("what is not allowed goes, and what it holds stays where that is only text", () => {
  expect(clean("<center>middle</center>")).toBe("middle");
  expect(clean("<textarea>typed</textarea><p>next</p>")).toBe("<p>next</p>");
});

test("the user is told what was left out", () => {
  const warnings: string[] = [];
  fromMarkup('<script>1</script><a href="javascript:1">x</a>', host(false, warnings));
  expect(warnings).toEqual([
    "<script> is left out of a text",
    "href of <a> is left out of a text: a link to javascript: is not allowed",
  ]);
});

test("offline, a picture of another host is left out and a link to it stays", () => {
  expect(clean('<img src="http://elsewhere.example/x.png" alt="x">', true)).toBe('<img alt="x">');
  expect(clean('<img src="/static/x.png">', true)).toContain("http://robot.local:8012/static/x.png");
  expect(clean('<a href="http://elsewhere.example/">x</a>', true)).toContain("elsewhere.example");
});

test("text is read as browsers read it", () => {
  expect(clean("<p>a<p>b<ul><li>1<li>2</ul>")).toBe("<p>a</p><p>b</p><ul><li>1</li><li>2</li></ul>");
  expect(clean("<table><tr><td>1<td>2<tr><td>3</table>")).toBe("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>");
  expect(clean("<P TITLE=a&amp;b&#33;>&lt;x&gt; &auml;&nosuch;<BR>")).toBe('<p title="a&amp;b!">&lt;x&gt; ä&amp;nosuch;<br></p>');
  expect(clean("<pre>\n one\n</pre>a<!-- b --><![CDATA[c]]>d")).toBe("<pre> one\n</pre>ad");
  expect(clean("1 < 2 and <b")).toBe("1 < 2 and ".replace("<", "&lt;"));
});

test("of a style what is allowed stays", () => {
  const html = '<p style="color: red; position: fixed; background-image: url(/x); margin-top: 2px; --x: 1; behavior: url(x)">x</p>';
  expect(clean(html)).toBe('<p style="color: red; margin-top: 2px;">x</p>');
});

test("nesting without end is read as far as anything can be shown of it", () => {
  const warnings: string[] = [];
  const out = document.createElement("div");
  out.append(fromMarkup(`kept${"<b>".repeat(1_000_000)}<p>lost</p>`, host(false, warnings)));
  expect([out.querySelectorAll("b").length, out.querySelector("p"), out.textContent]).toEqual([100, null, "kept"]);
  expect(warnings).toEqual(["the rest of a text is left out: more than 100 elements in each other"]);
});

describe("no payload comes through", () => {
  test.each(PAYLOADS)("%s", (payload) => {
    const out = document.createElement("div");
    out.append(fromMarkup(payload, host()));
    for (const element of out.querySelectorAll("*")) {
      expect(isAllowedElement(element.localName), element.localName).toBe(true);
      for (const { name, value } of element.attributes) {
        const known = attributeKind(element.localName, name) !== undefined;
        expect(known || ["style", "target", "rel"].includes(name), `${name}=${value}`).toBe(true);
        expect(value).not.toMatch(/script:|data:(?!image\/png)|url\(|var\(|position/i);
      }
    }
  });
});

describe("URLs", () => {
  test.each(["http://a.example/", "https://a.example/", "/static/a.png", "a.png"])("%s is one", (url) => {
    for (const check of [linkUrl, pictureUrl, frameUrl]) expect(check(url, host())).toMatch(/^https?:/);
  });
  test.each(["data:image/png;base64,AA==", "data:image/JPEG;base64,AA==", "blob:http://robot.local:8012/1"])("%s is a picture", (url) => {
    expect(pictureUrl(url, host())).toBe(url);
    for (const check of [linkUrl, frameUrl]) expect(() => check(url, host())).toThrow();
  });
  test.each([
    "javascript:alert(1)",
    " \tjava\nscript:alert(1)",
    "vbscript:x",
    "file:///etc/passwd",
    "data:text/html,x",
    "data:image/svg+xml,<svg/>",
    "data:image/svg+xml;base64,AA==",
    "filesystem:http://a/x",
  ])("%s is none", (url) => {
    for (const check of [linkUrl, pictureUrl, frameUrl]) expect(() => check(url, host())).toThrow();
  });
});

describe("style", () => {
  const styled = (style: unknown) => {
    const element = document.createElement("p");
    const refused = applyStyle(element, style);
    return { element, refused };
  };

  test("numbers are pixels where CSS has lengths", () => {
    const { element } = styled({ fontSize: 20, fontWeight: 700, marginTop: "1em", opacity: 0.5 });
    expect(element.style.fontSize).toBe("20px");
    expect(element.style.fontWeight).toBe("700");
    expect(element.style.marginTop).toBe("1em");
    expect(element.style.opacity).toBe("0.5");
  });

  test("a property that is gone from the object is gone from the element", () => {
    const { element } = styled({ color: "red", width: 5 });
    applyStyle(element, { color: "blue" });
    expect(element.style.width).toBe("");
    expect(element.style.color).toBe("blue");
    applyStyle(element, undefined);
    expect(element.getAttribute("style") ?? "").toBe("");
  });

  test.each([
    { position: "fixed" },
    { zIndex: 9 },
    { background: "url(http://evil.example/)" },
    { backgroundImage: "none" },
    { background: "u\\72l(http://evil.example/)" },
    { color: "red; position: fixed" },
    { "--x": "1" },
    { width: {} },
    { cssText: "color: red" },
    { color: "x".repeat(1000) },
  ])("%o is refused", (style) => {
    const { element, refused } = styled(style);
    expect(refused).toEqual(Object.keys(style));
    expect(element.getAttribute("style") ?? "").toBe("");
  });

  test.each(["color: red", 5, null, ["a"], undefined])("%o is no style", (style) => {
    expect(styled(style).refused).toEqual([]);
  });
});
