// The timeline as it stands on the page: buttons, a slider, and the step in figures.

import { iconButton } from "./controls";
import { h, setText } from "./dom";

/** What the user does to it. */
export interface TimelineActions {
  /** Play, or pause. */
  play(): void;
  /** Go by so many steps, back if negative. */
  move(steps: number): void;
  /** Go to this step. */
  set(step: number): void;
}

export interface TimelineState {
  readonly start: number;
  readonly end: number;
  /** From one step to the next. */
  readonly size: number;
  readonly step: number;
  /** There is no end: it is only as far as the slider goes now. */
  readonly open: boolean;
  readonly playing: boolean;
}

export class Timeline {
  readonly element: HTMLElement;
  readonly #play;
  readonly #slider: HTMLInputElement;
  readonly #figures = h("output", { class: "timeline-step" });

  constructor(actions: TimelineActions) {
    this.#play = iconButton("play", "Play", () => { actions.play(); });
    const back = iconButton("stepBack", "One step back", () => { actions.move(-1); });
    const on = iconButton("stepOn", "One step on", () => { actions.move(1); });
    const slider = h("input", { type: "range", class: "timeline-slider", "aria-label": "Step" });
    slider.addEventListener("input", () => { actions.set(slider.valueAsNumber); });
    this.#slider = slider;
    this.element = h(
      "div",
      { class: "card timeline", role: "group", "aria-label": "Timeline" },
      back.element,
      this.#play.element,
      on.element,
      slider,
      this.#figures,
    );
  }

  show({ start, end, size, step, open, playing }: TimelineState): void {
    const slider = this.#slider;
    slider.min = String(start);
    slider.max = String(end);
    slider.step = String(size);
    slider.valueAsNumber = step;
    setText(this.#figures, open ? short(step) : `${short(step)} / ${short(end)}`);
    this.#play.set(playing ? { icon: "pause", label: "Pause" } : { icon: "play", label: "Play" });
  }
}

/** A number without the noise of repeated additions. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
