// The scene that a page's address brings along (`scene=`): a URL of a JSON file, or base64 of a msgpack map.

import { decode } from "../protocol/decode";
import { isMap } from "../protocol/codec";
import type { Props } from "./store-node";

/** Whether the parameter is an address rather than the scene itself. */
export function isSceneUrl(scene: string): boolean {
  return /^(https?:\/\/|\/|\.\.?\/)/.test(scene);
}

/** Load the scene from a URL. Rejects with a message for people. */
export async function fetchScene(url: URL): Promise<Props> {
  const extension = /\.(\w+)$/.exec(url.pathname)?.[1]?.toLowerCase();
  if (extension !== "json") throw new Error(`scene= reads .json files, not .${extension ?? "?"}: ${url.href}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}`);
  return checked(await response.json());
}

/** Read the scene from the parameter itself. Throws with a message for people. */
export function parseScene(base64: string): Props {
  // Spaces are pluses that were not escaped; the URL-safe alphabet is as good.
  const text = atob(base64.replace(/[ -]/g, "+").replaceAll("_", "/"));
  return checked(decode(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer));
}

function checked(scene: unknown): Props {
  if (!isMap(scene)) throw new Error("scene= holds no scene.");
  return { ...scene, tag: "Scene" };
}
