// XML from files and from the wire. Document type declarations are refused: their entities can be made to
// grow without bound, or to fetch what the page may not.

/** Larger documents are refused. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Throws if the text must not be given to an XML parser. */
export function checkXml(text: string, name: string): void {
  if (isLonger(text, MAX_BYTES)) throw new Error(`${name} is larger than 64 MiB`);
  if (/<!DOCTYPE/i.test(text)) throw new Error(`${name} has a DOCTYPE, which is refused`);
}

/** Whether a text has more bytes, as UTF-8. */
function isLonger(text: string, bytes: number): boolean {
  // No unit of UTF-16 takes more than three bytes: most texts need not be looked at.
  if (3 * text.length <= bytes) return false;
  return text.length > bytes || new TextEncoder().encode(text).length > bytes;
}

/** Parse a document. Throws, with the parser's reason, if it is not well-formed. */
export function parseXml(text: string, name: string): Document {
  checkXml(text, name);
  const parsed = new DOMParser().parseFromString(text.trim(), "text/xml");
  const error = parsed.querySelector("parsererror");
  if (error) throw new Error(`${name} is not well-formed XML: ${(error.textContent || "").replace(/\s+/g, " ").trim().slice(0, 120)}`);
  return parsed;
}
