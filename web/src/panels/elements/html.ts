// Elements that only show something: text, headings, lists, tables, links, and what the list of
// `html/allowed.ts` has besides.

import { attributeKind } from "../../html/allowed";
import { setAllowedAttribute } from "../../html/attributes";
import { applyStyle } from "../../html/style";
import type { HtmlContent, NodeContext, NodeType } from "../../scene/node-type";
import { arrange } from "./content";

/** Props of the plain elements, beside the attributes of HTML that `html/allowed.ts` lists for each. */
export interface HtmlElementProps {
  /** Text before the children. Default "". */
  readonly text?: string;
  /** CSS by camel-cased property; see `html/style.ts`. */
  readonly style?: unknown;
  /** Links only: where they lead, as the original names it. */
  readonly src?: string;
}

/** They hold nothing. */
const VOID: ReadonlySet<string> = new Set(["br", "hr", "wbr", "col"]);

/** A node type that shows its text and children in an element of this name. */
export function htmlElement(name: string): NodeType<HtmlElementProps> {
  return {
    create(ctx, props) {
      const element = document.createElement(name);
      let children: HtmlContent = [];
      let current = props;
      const show = (): void => {
        const { text } = current;
        if (VOID.has(name)) return;
        arrange(element, typeof text === "string" && text !== "" ? [text, ...children] : children);
      };
      applyProps(ctx, element, props);
      show();
      return {
        element,
        update(changed, props) {
          current = props;
          applyProps(ctx, element, changed);
          show();
          return undefined;
        },
        setContent(content) {
          children = content;
          show();
        },
        dispose() {
          element.remove();
        },
      };
    },
  };
}

/** Bring style and attributes to those of the props. Throws on a URL that is refused. */
function applyProps(ctx: NodeContext, element: HTMLElement, props: Readonly<Record<string, unknown>>): void {
  if ("style" in props) styleOf(ctx, element, props["style"]);
  for (const [name, value] of Object.entries(props)) {
    // React's names of attributes are those of HTML in camel case, and `src` is what the original calls a link's.
    const attribute = name === "src" && element.localName === "a" ? "href" : name.toLowerCase();
    if (attributeKind(element.localName, attribute) === undefined) continue;
    if (!setAllowedAttribute(element, attribute, value, ctx)) ctx.warn(`${name} is no value for <${element.localName}>; ignored`);
  }
}

/** Give an element the style of its node, and say what of it is not taken. */
export function styleOf(ctx: NodeContext, element: HTMLElement, style: unknown): void {
  for (const name of applyStyle(element, style)) ctx.warn(`style.${name} is not allowed here; ignored`);
}
