// iframe: another page inside the panel.
//
// The sandbox takes it out of its own origin, too: a page of the same server could otherwise take the sandbox
// off its own frame and reach everything here.

import { frameUrl } from "../../html/urls";
import type { IframeProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h } from "../dom";
import { applyElement } from "./field";

const SANDBOX = "allow-scripts allow-forms allow-popups allow-downloads";

export const iframe: NodeType<IframeProps> = {
  create(ctx, props) {
    const frame = h("iframe", { class: "frame", sandbox: SANDBOX, referrerpolicy: "no-referrer" });
    const element = h("div", { class: "frame-box" }, frame);
    /** Ends the loading that is going on. */
    let loaded: (() => void) | undefined;
    // Browsers tell no failure of a frame: that it has ended is all there is to know.
    frame.addEventListener("load", () => {
      loaded?.();
    });
    const apply = (changed: Readonly<Partial<IframeProps>>, props: Readonly<IframeProps>): void => {
      const read = new Reader<IframeProps>(ctx, props);
      applyElement(ctx, frame, { ...changed });
      frame.style.width = read.raw("width") === undefined ? "100%" : `${read.clamped("width", 300, 1, 10_000)}px`;
      frame.style.height = `${read.clamped("height", 240, 1, 10_000)}px`;
      if (!("src" in changed)) return;
      const src = read.string("src");
      loaded?.();
      if (src === undefined) {
        frame.removeAttribute("src");
        return;
      }
      frame.src = frameUrl(src, ctx);
      ctx.run(() => new Promise((resolve) => {
        loaded = resolve;
      }));
    };
    apply(props, props);
    return {
      element,
      update(changed, props) {
        apply(changed, props);
        return undefined;
      },
      dispose() {
        loaded?.();
        element.remove();
      },
    };
  },
};
