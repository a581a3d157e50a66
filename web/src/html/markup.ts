// Markup from the wire as elements that may stand on the page.
//
// The text is read without the browser's parser, which would apply the page's policy to what it reads and report
// handlers and `<base>` that never get anywhere. What the list of `allowed.ts` has of it is built element by
// element; no markup ever comes into the page. So it does not matter how a browser would read the same text, nor
// that this reading is a little simpler than a browser's. Not small, so it is loaded when it is needed.

import { Parser } from "htmlparser2";
import { attributesOf, goesWithContent, isAllowedElement } from "./allowed";
import { setAllowedAttribute } from "./attributes";
import { setStyleText } from "./style";
import type { UrlHost } from "./urls";

export interface MarkupHost extends UrlHost {
  /** Tell the user what was left out. */
  warn(message: string): void;
}

/**
 * More elements in each other than any text has. The parser takes ever longer for the next of ever more open ones,
 * and a few kilobytes of `<b>` would otherwise make what no browser can lay out.
 */
const MAX_DEPTH = 100;

type Place = DocumentFragment | Element | undefined;

/** The allowed part of some HTML, as nodes of this page. */
export function fromMarkup(html: string, host: MarkupHost): DocumentFragment {
  const out = document.createDocumentFragment();
  /** Where the content of each open element goes; undefined where it is left out. */
  const places: Place[] = [out];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (places.length > MAX_DEPTH) parser.pause();
      else places.push(placeOf(name, attributes, places.at(-1), host));
    },
    ontext(text) {
      appendText(places.at(-1), text);
    },
    onclosetag() {
      places.pop();
    },
  });
  parser.write(html);
  if (places.length > MAX_DEPTH) host.warn(`the rest of a text is left out: more than ${MAX_DEPTH} elements in each other`);
  else parser.end();
  return out;
}

/** Put an element into its parent if it may stand there, and say where what is in it goes. */
function placeOf(name: string, attributes: Readonly<Record<string, string>>, parent: Place, host: MarkupHost): Place {
  if (!parent) return undefined;
  if (!isAllowedElement(name)) {
    host.warn(`<${name}> is left out of a text`);
    return goesWithContent(name) ? undefined : parent;
  }
  const element = document.createElement(name);
  for (const attribute of attributesOf(name)) {
    if (!Object.hasOwn(attributes, attribute)) continue;
    try {
      setAllowedAttribute(element, attribute, attributes[attribute], host);
    } catch (error) {
      host.warn(`${attribute} of <${name}> is left out of a text: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (Object.hasOwn(attributes, "style")) setStyleText(element, attributes["style"] ?? "");
  parent.append(element);
  return element;
}

/** The first line break in a `<pre>` is there for the writer only. */
function appendText(place: Place, text: string): void {
  const isFirst = place instanceof HTMLPreElement && !place.hasChildNodes();
  place?.append(isFirst ? text.replace(/^\r?\n/, "") : text);
}
