// Markdown: text with marks, as elements of the same list as everything else.

import type { HtmlContent, NodeContext, NodeType } from "../../scene/node-type";
import { h } from "../dom";
import { arrange } from "./content";
import { applyElement } from "./field";

type Translate = (text: string, ctx: NodeContext) => DocumentFragment;

/** The translator and the reader of markup are not small, and most scenes have no Markdown. */
async function loadTranslate(): Promise<Translate> {
  const [{ Marked }, { fromMarkup }] = await Promise.all([import("marked"), import("../../html/markup")]);
  const marked = new Marked({
    async: false,
    gfm: true,
    renderer: {
      // A field to check would do nothing here.
      checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    },
  });
  return (text, ctx) => fromMarkup(marked.parse(text, { async: false }), ctx);
}

let translating: Promise<Translate> | undefined;

export const markdown: NodeType<object> = {
  create(ctx, props) {
    const element = h("div", { class: "markdown" });
    let translate: Translate | undefined;
    let content: HtmlContent = [];
    /** The pieces of text by what they say: those that stay the same keep their elements. */
    let pieces = new Map<string, HTMLElement>();

    const piece = (text: string): HTMLElement => {
      const known = pieces.get(text);
      if (known) return known;
      const made = h("div", { class: "prose" });
      if (translate) made.append(translate(text, ctx));
      else made.textContent = text;
      return made;
    };
    const show = (): void => {
      const next = new Map<string, HTMLElement>();
      const parts: HTMLElement[] = [];
      let text: string[] = [];
      const close = (): void => {
        if (text.length === 0) return;
        const whole = text.join("\n");
        text = [];
        // The same text twice needs two elements.
        const made = next.has(whole) ? h("div", { class: "prose" }, ...clones(next.get(whole))) : piece(whole);
        next.set(whole, made);
        parts.push(made);
      };
      for (const item of content) {
        if (typeof item === "string") text.push(item);
        else {
          close();
          parts.push(item);
        }
      }
      close();
      pieces = next;
      arrange(element, parts);
    };
    ctx.run(async (signal) => {
      translating ??= loadTranslate().catch((error: unknown) => {
        translating = undefined; // The next Markdown tries again.
        throw error;
      });
      const loaded = await translating;
      signal.throwIfAborted();
      translate = loaded;
      pieces.clear();
      show();
    });
    applyElement(ctx, element, { ...props });
    return {
      element,
      update(changed) {
        applyElement(ctx, element, { ...changed });
        return undefined;
      },
      setContent(children) {
        content = children;
        show();
      },
      dispose() {
        element.remove();
      },
    };
  },
};

function clones(of: HTMLElement | undefined): Node[] {
  return [...(of?.childNodes ?? [])].map((node) => node.cloneNode(true));
}
