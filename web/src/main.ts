// The page's entry: read the address, start the app.

import { App } from "./app";
import { readOptions } from "./protocol/options";

declare global {
  interface Window {
    /** For tests and for a look from the console. */
    vuer?: App;
  }
}

const view = document.getElementById("view");
const panels = document.getElementById("panels");
if (!view || !panels) throw new Error("index.html lacks #view or #panels.");

try {
  const app = new App(view, panels, readOptions(new URL(location.href)));
  window.vuer = app;
  await app.start();
} catch (error) {
  // Without WebGL there is nothing to show but this.
  const reason = error instanceof Error ? error.message : String(error);
  view.textContent = `The scene cannot be shown: ${reason}`;
  throw error;
}
