// What the elements share that the user fills in: words before the control, and how its changes are told.

import type { HtmlContent, LiveNode, NodeContext } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h, setAttribute } from "../dom";
import { arrange } from "./content";
import { styleOf } from "./html";

/** A control with words before it. */
export interface Field {
  readonly element: HTMLElement;
  /** Bring style, title and words to those of the props. */
  readonly apply: (changed: Readonly<Record<string, unknown>>) => void;
  /** What the node holds stands for words where there is no `label`. */
  readonly setContent: (content: HtmlContent) => void;
}

/**
 * Put words before a control: beside it ("row") or above it ("stack"). `group` is for several controls under
 * the same words.
 */
export function field(ctx: NodeContext, layout: "row" | "stack", control: HTMLElement, group = false): Field {
  const words = h("span", { class: "field-label", hidden: true });
  const element = h(group ? "div" : "label", { class: `field ${layout}`, role: group ? "group" : undefined }, words, control);
  let label: string | undefined;
  let children: HtmlContent = [];
  const show = (): void => {
    const content = label === undefined ? children : [label];
    arrange(words, content);
    words.hidden = content.length === 0;
    if (group) setAttribute(element, "aria-label", words.textContent);
  };
  return {
    element,
    apply(changed) {
      applyElement(ctx, element, changed);
      if (!("label" in changed)) return;
      label = typeof changed["label"] === "string" ? changed["label"] : undefined;
      show();
    },
    setContent(content) {
      children = content;
      show();
    },
  };
}

/**
 * The node of a field: `apply` brings the control to the props, at first with `value` counted as changed, given
 * or not; the words follow. `end` frees what the control has beside its elements.
 */
export function fieldNode<P extends object>(
  ctx: NodeContext,
  { element, apply: applyField, setContent }: Field,
  props: Readonly<P>,
  apply: (changed: Readonly<Partial<P>>, read: Reader<P>) => void,
  end?: () => void,
): LiveNode<P> {
  const update = (changed: Readonly<Partial<P>>, props: Readonly<P>): undefined => {
    apply(changed, new Reader<P>(ctx, props));
    applyField({ ...changed });
  };
  update({ value: undefined, ...props }, props);
  return {
    element,
    update,
    setContent,
    dispose() {
      end?.();
      element.remove();
    },
  };
}

/** What all elements take: `style` and `title`. */
export function applyElement(ctx: NodeContext, element: HTMLElement, changed: Readonly<Record<string, unknown>>): void {
  if ("style" in changed) styleOf(ctx, element, changed["style"]);
  if ("title" in changed) setAttribute(element, "title", typeof changed["title"] === "string" ? changed["title"] : undefined);
}

/**
 * A number without the digits that single precision puts behind it: programs say 0.1, and 0.10000000149 comes
 * over the wire.
 */
export function clean(value: number): number {
  const short = Number(value.toPrecision(7));
  return Math.fround(short) === value ? short : value;
}

/** At most so often something is told while it is dragged. */
export const LIVE_INTERVAL_MS = 1000 / 30;
