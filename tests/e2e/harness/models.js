/** Small models in every format that is read, made here so that their bytes can be read. Metres unless said. */

import { readFileSync } from "node:fs";

export * from "./models/clouds.js";
export * from "./models/glb.js";
export * from "./models/meshes.js";
export * from "./models/rigs.js";

/** Compressed models; `fixtures/make.mjs` made them. @param {string} name */
export const fixture = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

/** @param {Uint8Array | string} bytes @param {string} type */
export const dataUrl = (bytes, type = "application/octet-stream") => `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
