// Writes `licences/packages.txt` into the build: the licence of every package that is in it, as its terms ask.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** The folder of the package that a module is in; undefined for modules of our own. */
function packageFolder(moduleId: string): string | undefined {
  const path = moduleId.replace(/^\0/, "").split("?", 1)[0] ?? "";
  if (!path.includes("/node_modules/")) return undefined;
  for (let folder = dirname(path); !folder.endsWith("/node_modules"); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    // Some packages have manifests without a name inside, to say how their modules are written.
    if (existsSync(manifest) && "name" in (JSON.parse(readFileSync(manifest, "utf8")) as object)) return folder;
  }
  return undefined;
}

function readPackage(folder: string): Package {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return { name: manifest.name, version: manifest.version, licence: manifest.license ?? "", text };
}

export function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        for (const id of output.type === "chunk" ? output.moduleIds : []) {
          const folder = packageFolder(id);
          if (folder !== undefined) folders.add(folder);
        }
      }
      const packages = [...folders].map(readPackage).sort((a, b) => a.name.localeCompare(b.name));
      const texts = packages.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`);
      const source = texts.join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences/packages.txt", source });
    },
  };
}
