// Give an element an attribute, if the list of `allowed.ts` has it and its value passes.

import { attributeKind, type AttributeKind } from "./allowed";
import { linkUrl, mediaUrl, pictureUrl, type UrlHost } from "./urls";

const MAX_LENGTH = 2000;

/**
 * Set one attribute, or remove it for a value that is null, undefined or false. False if the attribute is not
 * allowed there or the value is none for it. Throws, with the reason, on a URL that is refused.
 */
export function setAllowedAttribute(element: Element, name: string, value: unknown, host: UrlHost): boolean {
  const kind = attributeKind(element.localName, name);
  if (kind === undefined) return false;
  if (value === null || value === undefined || (kind === "flag" && value === false)) {
    element.removeAttribute(name);
    return true;
  }
  const text = checked(kind, value, host);
  if (text === undefined) return false;
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  if (kind === "link") {
    // A page that a link opens must not reach back, nor learn which robot it was opened from.
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  }
  return true;
}

function checked(kind: AttributeKind, value: unknown, host: UrlHost): string | undefined {
  switch (kind) {
    case "flag":
      return "";
    case "number": {
      const number = typeof value === "string" ? Number.parseFloat(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? String(number) : undefined;
    }
    case "text":
      return typeof value === "string" && value.length <= MAX_LENGTH ? value : undefined;
    case "link":
      return typeof value === "string" ? linkUrl(value, host) : undefined;
    case "picture":
      return typeof value === "string" ? pictureUrl(value, host) : undefined;
    case "media":
      return typeof value === "string" ? mediaUrl(value, host) : undefined;
  }
}
