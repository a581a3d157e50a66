// Where a node's video comes from: a file that its `src` names, or a live connection that `src` arranges.

import type { LiveVideoProps, VideoPlaybackProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import type { Player } from "./player";
import { receive } from "./webrtc";

/** Follow the props of a node, given which of them have changed; `changed` is undefined at first. */
export type FollowSource<P> = (changed: Readonly<Partial<P>> | undefined, props: Readonly<P>) => void;

export interface FileProps extends VideoPlaybackProps {
  readonly src?: unknown;
}

export type LiveProps = LiveVideoProps & VideoPlaybackProps;

/** How the video of a node gets into its player. */
export type VideoSource<P> = (ctx: NodeContext, player: Player) => FollowSource<P>;

export const fromFile: VideoSource<FileProps> = (_ctx, player) => (_changed, props) => {
  player.set(props);
  player.setSource(props.src);
};

const CONNECTION = ["src", "offer", "iceServer", "iceServers", "webRTCOptions", "rtcOptions"] as const;

export const fromPeer: VideoSource<LiveProps> = (ctx, player) => {
  let task: AbortController | undefined;
  return (changed, props) => {
    player.set(props);
    if (changed && !CONNECTION.some((name) => name in changed)) return;
    task?.abort();
    ctx.recover();
    task = new AbortController();
    // Not `ctx.run`: it has no end, and would count as loading for as long as it works.
    const signal = AbortSignal.any([ctx.signal, task.signal]);
    receive({ ctx, props, onStream: (stream) => { if (!signal.aborted) player.setStream(stream); } }, signal).catch((error: unknown) => {
      ctx.fail(error);
    });
  };
};
