// ProgressBar: how far something is, or that it goes on.

import type { ProgressBarProps } from "../../protocol/components.gen";
import type { HtmlContent, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h, setAttribute, setText } from "../dom";
import { arrange } from "./content";
import { applyElement } from "./field";

export const progressBar: NodeType<ProgressBarProps> = {
  create(ctx, props) {
    const words = h("span", { class: "progress-label" });
    const percent = h("span", { class: "progress-percent muted" });
    const bar = h("div", { class: "progress-bar" });
    const track = h("div", { class: "progress-track", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, bar);
    const element = h("div", { class: "progress" }, h("div", { class: "progress-head" }, words, percent), track);
    let children: HtmlContent = [];
    let label: string | undefined;
    const showWords = (): void => {
      arrange(words, label === undefined ? children : [label]);
      setAttribute(track, "aria-label", words.textContent === "" ? "Progress" : words.textContent);
    };
    const apply = (changed: Readonly<Partial<ProgressBarProps>>, props: Readonly<ProgressBarProps>): void => {
      const read = new Reader<ProgressBarProps>(ctx, props);
      applyElement(ctx, element, { ...changed });
      label = read.string("label");
      showWords();
      const known = read.raw("value") !== undefined;
      const share = known ? read.clamped("value", 0, 0, 1) : 0;
      element.classList.toggle("unknown", !known);
      setText(percent, known ? `${Math.floor(share * 100 + 1e-6)} %` : "");
      setAttribute(track, "aria-valuenow", known ? Math.round(share * 100) : undefined);
      bar.style.width = known ? `${share * 100}%` : "";
      const color = read.color("color");
      bar.style.backgroundColor = color ? `#${color.getHexString()}` : "";
    };
    apply(props, props);
    return {
      element,
      update(changed, props) {
        apply(changed, props);
        return undefined;
      },
      setContent(content) {
        children = content;
        showWords();
      },
      dispose() {
        element.remove();
      },
    };
  },
};
