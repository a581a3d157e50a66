import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { compress } from "./build/compress.ts";
import { decoders } from "./build/decoders.ts";
import { licences } from "./build/licences.ts";

/** The server that `npm run dev` talks to: a running `vuer serve`. */
const DEV_SERVER = process.env.VUER_DEV_SERVER ?? "http://localhost:8012";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

export default defineConfig({
  // The original servers mount a client build at the root and its files under /assets.
  base: "/",
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    // `vite build --outDir DIR` overrides it; that is how crates/vuer-web builds into its own folder.
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  resolve: {
    alias: [
      {
        // Text asks a CDN for letters that its fonts do not have; the page asks nobody.
        find: /^\.\.\/libs\/unicode-font-resolver-client\.factory\.js$/,
        replacement: fileURLToPath(new URL("src/nodes/text/no-fallback-fonts.ts", import.meta.url)),
      },
    ],
  },
  plugins: [decoders(), licences(), compress()],
  server: { proxy: { "/static": DEV_SERVER, "/workspace": DEV_SERVER } },
  test: { environment: "node", include: ["test/**/*.test.ts", "src/**/*.test.ts"] },
});
