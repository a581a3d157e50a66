// PositionalAudio: sound at a place. The browser plays none before the user has done something on the page.

import { AudioListener, PositionalAudio } from "three";
import type { PositionalAudioProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

/** What counts as having done something. */
const GESTURES = ["pointerdown", "keydown"] as const;

export const positionalAudio: NodeType<PositionalAudioProps> = {
  create(ctx, props) {
    const listener = new AudioListener();
    const sound = new PositionalAudio(listener);
    const context = listener.context;
    let stop: (() => void) | undefined;
    let loaded = false;

    const play = (): void => {
      const wanted = new Reader(ctx, props).boolean("autoplay", false);
      if (!loaded || wanted === sound.isPlaying) return;
      if (wanted) sound.play();
      else sound.stop();
    };
    const tune = (): void => {
      const read = new Reader(ctx, props);
      sound.setRefDistance(read.clamped("distance", 1, 1e-3, 1e6));
      sound.setLoop(read.boolean("loop", true));
      play();
    };
    const load = (): void => {
      stop?.();
      if (sound.isPlaying) sound.stop();
      loaded = false;
      const url = new Reader(ctx, props).string("url");
      if (url === undefined || url === "") return;
      stop = ctx.run(async (signal) => {
        const bytes = await ctx.assets.bytes(url, signal);
        const buffer = await context.decodeAudioData(bytes).catch((error: unknown) => {
          throw new Error(`${url.slice(0, 80)} is no sound that the browser can play`, { cause: error });
        });
        signal.throwIfAborted();
        sound.setBuffer(buffer);
        loaded = true;
        play();
      });
    };
    const wake = (): void => {
      if (context.state === "suspended") void context.resume();
    };
    for (const gesture of GESTURES) addEventListener(gesture, wake, { signal: ctx.signal });

    load();
    tune();
    ctx.onFrame(({ camera }) => {
      // It hears where the camera is, whichever that is by now.
      if (listener.parent !== camera) camera.add(listener);
      return undefined;
    });
    return {
      object: sound,
      update(changed, now) {
        props = now;
        if ("url" in changed) load();
        tune();
        return undefined;
      },
      dispose() {
        if (sound.isPlaying) sound.stop();
        sound.disconnect();
        listener.removeFromParent();
        listener.gain.disconnect();
      },
    };
  },
};
