// Dials as they stand on the page: for each joint of a robot a slider, with its name and where it is.

import { h, setText } from "./dom";

export interface Dial {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

interface Row {
  readonly slider: HTMLInputElement;
  readonly figures: HTMLOutputElement;
}

/** Fine enough for any joint. */
const STEP = 0.001;

export class Dials {
  readonly element = h("div", { class: "card dials", role: "group", "aria-label": "Joints" });
  readonly #rows = new Map<string, Row>();

  /** `turn` is called when the user moves a dial. */
  constructor(dials: readonly Dial[], turn: (name: string, value: number) => void) {
    for (const { name, min, max } of dials) {
      const slider = h("input", { type: "range", min, max, step: STEP, "aria-label": name });
      slider.addEventListener("input", () => { turn(name, slider.valueAsNumber); });
      const figures = h("output", { class: "dial-value" });
      this.element.append(h("label", { class: "dial" }, h("span", { class: "dial-name", title: name }, name), slider, figures));
      this.#rows.set(name, { slider, figures });
    }
  }

  /** Where a joint is now. */
  show(name: string, value: number): void {
    const row = this.#rows.get(name);
    if (!row) return;
    if (Math.abs(row.slider.valueAsNumber - value) > STEP / 2) row.slider.valueAsNumber = value;
    setText(row.figures, value.toFixed(3));
  }
}
