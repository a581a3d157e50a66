/** What a spec begins with: it is awaited at the top of the file, and taken down after its tests. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { launch } from "./browser.js";
import { Stage } from "./stage.js";

/** A browser, and a stage of ours. @param {string[]} [flags] of the stage's program, see `programs/src/stage.rs` */
export async function setUp(flags = []) {
  const browser = await launch();
  after(() => browser.close());
  const stage = await Stage.start("ours", "ours", flags);
  after(() => stage.stop());
  return { browser, stage };
}

/** A folder of these files, by name, to be served under /static: `setUp(["--root", folder])`. @param {Record<string, string | Uint8Array>} files */
export function folderOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "vuer-e2e-"));
  after(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
