// TimelineControls: a timeline at the lower edge of the page. Each step that it comes to is told by
// TIMELINE_STEP, once, whoever moved it; what plays on the page in step with it follows.

import { Timeline } from "../panels/timeline";
import type { TimelineControlsProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

/** Steps a second while it plays, as in the original. */
const RATE = 30;

/** How far the slider goes if there is no end, in steps; it grows as playing comes there. */
const OPEN_STEPS = 100;

export const timelineControls: NodeType<TimelineControlsProps> = {
  create(ctx, props) {
    const began = performance.now();
    let toldAt = began;
    let clock: ReturnType<typeof setInterval> | undefined;
    let start = 0;
    let end: number | undefined;
    let size = 1;
    let step = 0;

    const last = (): number => end ?? Math.max(start + OPEN_STEPS * size, step);
    const show = (): void => {
      timeline.show({ start, end: last(), size, step, open: end === undefined, playing: clock !== undefined });
    };
    const go = (to: number): void => {
      const within = Math.min(Math.max(to, start), end ?? Infinity);
      const before = step;
      step = within;
      if (step !== before) {
        const now = performance.now();
        ctx.send("TIMELINE_STEP", { step, elapsedTime: (now - began) / 1000, delta: (now - toldAt) / 1000 });
        toldAt = now;
        ctx.invalidate();
      }
      show();
    };
    const play = (playing: boolean): void => {
      if (playing === (clock !== undefined)) return;
      clearInterval(clock);
      clock = undefined;
      if (playing) {
        // From the end it starts over.
        if (end !== undefined && step >= end) go(start);
        clock = setInterval(() => {
          go(step + size);
          if (end !== undefined && step >= end) play(false);
        }, 1000 / RATE);
      }
      show();
    };
    const timeline = new Timeline({
      play: () => {
        play(clock === undefined);
      },
      move: (steps) => {
        play(false);
        go(step + steps * size);
      },
      set: (to) => {
        go(to);
      },
    });

    const read = (props: Readonly<TimelineControlsProps>): void => {
      const reader = new Reader(ctx, props);
      start = reader.number("start", 0);
      end = props.end == null ? undefined : Math.max(reader.number("end", start), start);
      size = reader.number("stepSize", 1);
      if (size > 0) return;
      ctx.warn(`stepSize should be more than 0, not ${size}; 1 is taken`);
      size = 1;
    };
    read(props);
    step = start;
    show();
    play(new Reader(ctx, props).boolean("play", false));
    ctx.stage.canvas.parentElement?.append(timeline.element);
    const withdraw = ctx.stage.timelines.add({
      get seconds() {
        return (step - start) / size / RATE;
      },
    });

    return {
      update(changed, props) {
        read(props);
        // Where the new limits leave it.
        go(step);
        if ("play" in changed) play(new Reader(ctx, props).boolean("play", false));
        return undefined;
      },
      dispose() {
        clearInterval(clock);
        withdraw();
        ctx.invalidate();
        timeline.element.remove();
      },
    };
  },
};
