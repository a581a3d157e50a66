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

const app = new App(view, panels, readOptions(new URL(location.href)));
window.vuer = app;
await app.start();
