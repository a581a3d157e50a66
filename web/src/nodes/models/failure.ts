// Telling the program that a file could not be had or read.

import type { NodeContext } from "../../scene/node-type";
import type { Content } from "./content";

/** Send LOAD_ERROR for a file. The user sees the reason elsewhere, as a marker or a line in the log. */
export function reportFailure(ctx: Pick<NodeContext, "send">, tag: string, content: Content | undefined, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  ctx.send("LOAD_ERROR", { ...(content && "url" in content ? { src: content.url } : {}), tag, reason });
}
