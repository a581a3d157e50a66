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
  const options = readOptions(new URL(location.href));
  // A server may ask for it as well: it marks its page.
  const offline = options.offline || document.querySelector("meta[name=vuer-offline]") !== null;
  const app = new App(view, panels, { ...options, offline });
  window.vuer = app;
  await app.start();
} catch (error) {
  // Without WebGL there is nothing to show but this.
  const reason = error instanceof Error ? error.message : String(error);
  view.textContent = `The scene cannot be shown: ${reason}`;
  throw error;
}
