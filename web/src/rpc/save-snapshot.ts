// SAVE_SNAPSHOT: download a PNG of the canvas, and tell the server in a SNAPSHOT event.

import { dataUrlOf } from "../data-url";
import { grabCanvas } from "../viewer/grab";
import type { Viewer } from "../viewer/viewer";
import type { RpcHandler } from "./rpc";

export const saveSnapshot: RpcHandler = async (_message, context) => {
  const blob = await downloadSnapshot(context.viewer);
  context.send("SNAPSHOT", undefined, { screen: await dataUrlOf(blob, "The picture") });
  return undefined;
};

/** For how long a saved picture stays readable. */
const REVOKE_MS = 60_000;

/** Have the browser save a picture of the canvas; gives it back as well. */
export async function downloadSnapshot(viewer: Viewer): Promise<Blob> {
  const { blob } = await grabCanvas(viewer, { type: "image/png", quality: 1, downsample: 1 });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `vuer-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.png`;
  link.click();
  // Some browsers begin to read it only after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, REVOKE_MS);
  return blob;
}
