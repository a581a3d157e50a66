// Where the files named in a URDF are: relative paths, `package://` and the node's own map of assets.

import type { FileMap } from "./content";

/** What a URDF node says about the places of files. */
export interface Places {
  /** URL of the folder that relative paths start from, with a slash at its end, or empty: the server's root. */
  readonly base: string;
  /** Where `package://` leads: the URL of each package by its name, of one package, or of the folder of all. */
  readonly packages: string | Readonly<Record<string, string>> | undefined;
  /** URLs, or the bytes themselves, by the path in the URDF. */
  readonly assets: FileMap;
}

/** The URL of the folder of a file, with a slash at its end; empty if the URL has no folder. */
export function folderOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** A folder given with or without a slash at its end. */
export function asFolder(url: string): string {
  return url === "" || url.endsWith("/") ? url : `${url}/`;
}

/** A path without scheme, `.`, `..` and doubled slashes: how people write the keys of `assets`. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.replace(/^(package|file|model):\/\//, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Where a file named in a URDF is. Throws if its package is not known. */
export function locate(path: string, { base, packages, assets }: Places): string | Uint8Array {
  for (const key of [path, normalize(path)]) {
    const asset = Object.hasOwn(assets, key) ? assets[key] : undefined;
    if (asset !== undefined) return asset;
  }
  const inPackage = /^(?:package|model):\/\/([^/]+)\/(.+)$/.exec(path);
  if (inPackage) {
    const [, name = "", rest = ""] = inPackage;
    return packageFolder(name, base, packages) + rest;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("/")) return path;
  return base + path;
}

function packageFolder(name: string, base: string, packages: Places["packages"]): string {
  if (typeof packages === "object") {
    const folder = Object.hasOwn(packages, name) ? packages[name] : undefined;
    if (folder === undefined) throw new Error(`packages does not say where "${name}" is`);
    return asFolder(folder);
  }
  if (packages) {
    const folder = asFolder(packages);
    return folder.endsWith(`/${name}/`) || folder === `${name}/` ? folder : `${folder}${name}/`;
  }
  // A URDF mostly lies in its own package: the folder of that name above it.
  const inside = base.lastIndexOf(`/${name}/`);
  return inside >= 0 ? base.slice(0, inside + name.length + 2) : `/${name}/`;
}
