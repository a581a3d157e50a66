// Markup from the wire as elements that may stand on the page.
//
// The text is parsed into a document of its own that runs and fetches nothing. What the list of `allowed.ts`
// has of it is then built anew, element by element; nothing of the parsed document, and no markup, ever comes
// into the page. So it does not matter how a browser would read the same text a second time.

import { attributesOf, goesWithContent, isAllowedElement } from "./allowed";
import { setAllowedAttribute } from "./attributes";
import { copyStyle } from "./style";
import type { UrlHost } from "./urls";

export interface MarkupHost extends UrlHost {
  /** Tell the user what was left out. */
  warn(message: string): void;
}

/** Deeper than any text; without a limit a few kilobytes of `<b>` would exhaust the stack. */
const MAX_DEPTH = 100;

/** The allowed part of some HTML, as nodes of this page. */
export function fromMarkup(html: string, host: MarkupHost): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const out = document.createDocumentFragment();
  copyChildren(parsed.body, out, host, 0);
  return out;
}

function copyChildren(from: ParentNode, to: ParentNode, host: MarkupHost, depth: number): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent ?? "");
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node as Element, to, host, depth);
  }
}

function copyElement(from: Element, to: ParentNode, host: MarkupHost, depth: number): void {
  const name = from.localName.toLowerCase();
  // Elements of SVG and MathML have names of HTML's at times; they are others.
  const html = from.namespaceURI === "http://www.w3.org/1999/xhtml";
  if (!html || !isAllowedElement(name) || depth > MAX_DEPTH) {
    host.warn(`<${name}> is left out of a text`);
    if (html && !goesWithContent(name) && depth <= MAX_DEPTH) copyChildren(from, to, host, depth + 1);
    return;
  }
  const element = document.createElement(name);
  for (const attribute of attributesOf(name)) {
    const value = from.getAttribute(attribute);
    if (value === null) continue;
    try {
      setAllowedAttribute(element, attribute, value, host);
    } catch (error) {
      host.warn(`${attribute} of <${name}> is left out of a text: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (from.hasAttribute("style")) copyStyle(element, from as HTMLElement);
  copyChildren(from, element, host, depth + 1);
  to.append(element);
}
