// Which URLs HTML of a program may lead to: http and https, also relative ones; for what is fetched to be
// shown, `blob:` and pictures in `data:` that cannot hold a script.

/** The part of a node's context that knows where relative URLs lead and what may be fetched. */
export interface UrlHost {
  resolve(url: string): string;
}

/** Kinds of picture that are pixels and nothing else: SVG is a document. */
const PIXELS = /^data:image\/(png|jpeg|jpg|gif|webp|avif|bmp|x-icon)[;,]/i;

const WEB: ReadonlySet<string> = new Set(["http:", "https:"]);

/** The absolute form of a link. It is followed by a click only, so it may lead anywhere on the web. Throws otherwise. */
export function linkUrl(url: string, host: UrlHost): string {
  const resolved = new URL(url, host.resolve("/"));
  if (!WEB.has(resolved.protocol)) throw new Error(`a link to ${resolved.protocol} is not allowed`);
  return resolved.href;
}

/** The absolute URL of a picture. Throws if it may not be fetched. */
export function pictureUrl(url: string, host: UrlHost): string {
  const resolved = host.resolve(url);
  if (resolved.startsWith("data:") && !PIXELS.test(resolved)) {
    throw new Error("of data: URLs only pictures made of pixels are allowed");
  }
  return resolved;
}

/** The absolute URL of a film or sound. Throws if it may not be fetched. */
export function mediaUrl(url: string, host: UrlHost): string {
  const resolved = host.resolve(url);
  if (resolved.startsWith("data:")) throw new Error("of data: URLs only pictures made of pixels are allowed");
  return resolved;
}

/** The absolute URL of a page to be shown in a frame. Throws if it may not be fetched. */
export function frameUrl(url: string, host: UrlHost): string {
  const resolved = host.resolve(url);
  if (!WEB.has(new URL(resolved).protocol)) throw new Error("a frame shows http and https pages only");
  return resolved;
}
