// A node that is drawn from data and sends what the headset tracks.

import type { EventValues } from "../../protocol/events.gen";
import type { LiveNode, NodeContext, XrFeature, XrFrame } from "../../scene/node-type";
import { stream, type StreamProps } from "../../xr/stream";

/** `read` gives the value of the event for a frame; `feature` is what the headset must be asked for. */
export function told<E extends keyof EventValues, P extends StreamProps>(
  ctx: NodeContext,
  live: LiveNode<P>,
  first: Readonly<P>,
  etype: E,
  read: (frame: XrFrame, props: Readonly<P>) => EventValues[E] | undefined,
  feature?: XrFeature,
): LiveNode<P> {
  const moves = stream(ctx, etype, first, read);
  const forget = feature && ctx.stage.xr.want(feature);
  return {
    ...live,
    update(changed, next) {
      moves.set(next);
      return live.update?.(changed, next);
    },
    dispose() {
      moves.end();
      forget?.();
      live.dispose();
    },
  };
}
