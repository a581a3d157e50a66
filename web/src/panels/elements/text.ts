// Paragraph (tag `p`) and Span: text in the page's panel.

import type { NodeType } from "../../scene/node-type";
import { arrange } from "./content";

/** Props of the text elements. The text is in the children, in `text`, or in both: then `text` comes first. */
export interface TextElementProps {
  /** Default "". */
  readonly text?: string;
  /** Only `fontWeight: "bold"` and `fontStyle: "italic"` are read: what Bold and Italic send. */
  readonly style?: Readonly<Record<string, unknown>>;
}

/** A node type that shows text in an element of this name. */
export function textElement(name: "p" | "span"): NodeType<TextElementProps> {
  return {
    create(_ctx, props) {
      const element = document.createElement(name);
      let children: readonly (HTMLElement | string)[] = [];
      const show = ({ text, style }: TextElementProps): void => {
        element.classList.toggle("bold", style?.["fontWeight"] === "bold");
        element.classList.toggle("italic", style?.["fontStyle"] === "italic");
        arrange(element, typeof text === "string" && text !== "" ? [text, ...children] : children);
      };
      let current = props;
      show(current);
      return {
        element,
        update(_changed, props) {
          current = props;
          show(current);
          return undefined;
        },
        setContent(content) {
          children = content;
          show(current);
        },
        dispose() {
          element.remove();
        },
      };
    },
  };
}
