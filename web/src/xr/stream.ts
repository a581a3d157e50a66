// A node that sends what a headset tracks: as often as its `fps` says, while its `stream` is not false.

import type { EventValues } from "../protocol/events.gen";
import type { NodeContext, XrFrame } from "../scene/node-type";
import { Reader } from "../scene/read";
import { Pace } from "./pace";

const DEFAULT_FPS = 30;

export interface StreamProps {
  readonly fps?: number | null;
  readonly stream?: boolean | null;
}

export interface Stream<P> {
  /** The node has other props. */
  set(props: Readonly<P>): void;
  end(): void;
}

/**
 * Send `etype` with what `read` makes of a frame; undefined sends nothing. `read` may return the same object each
 * time: it is written to the wire at once.
 */
export function stream<E extends keyof EventValues, P extends StreamProps>(
  ctx: NodeContext,
  etype: E,
  first: Readonly<P>,
  read: (frame: XrFrame, props: Readonly<P>) => EventValues[E] | undefined,
): Stream<P> {
  const pace = new Pace();
  let props = first;
  let [fps, streams] = [0, false];
  const set = (next: Readonly<P>): void => {
    props = next;
    const reader = new Reader<StreamProps>(ctx, next);
    fps = reader.number("fps", DEFAULT_FPS);
    streams = reader.boolean("stream", true);
  };
  set(first);
  const end = ctx.stage.xr.onXrFrame((frame) => {
    if (!streams || !pace.takes(frame.time, fps)) return;
    const value = read(frame, props);
    if (value !== undefined) ctx.sendLatest(etype, value);
  }, (reason) => {
    ctx.fail(reason);
  });
  return { set, end };
}

/** Numbers kept from frame to frame, in the type of a list: the encoder writes either. */
export function asList(numbers: Float32Array): readonly number[] {
  return numbers as unknown as readonly number[];
}
