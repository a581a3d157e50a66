// Tag to node type for what stands in or below `htmlChildren`: the counterpart of `scene/registry.ts`.
//
// A table of its own, because the same tag means something else there (`p` is a paragraph here and a point
// cloud in the canvas). Tags that are not in it are elements of HTML, as far as `html/allowed.ts` has them; any
// other shows a marker, as in the canvas.

import { isAllowedElement } from "../../html/allowed";
import type { PanelProps, PanelTag } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { autoScroll } from "./auto-scroll";
import { button } from "./button";
import { checkbox } from "./checkbox";
import { colorInput } from "./color-input";
import { dropdown } from "./dropdown";
import { folder } from "./folder";
import { htmlElement } from "./html";
import { iframe } from "./iframe";
import { imageUpload } from "./image-upload";
import { img } from "./img";
import { input } from "./input";
import { markdown } from "./markdown";
import { notification } from "./notification";
import { numberInput, vectorInput } from "./number-fields";
import { plot } from "./plot";
import { progressBar } from "./progress-bar";
import { slider } from "./slider";

export const elements = {
  article: htmlElement("article"),
  Div: htmlElement("div"),
  div: htmlElement("div"),
  h1: htmlElement("h1"),
  h2: htmlElement("h2"),
  h3: htmlElement("h3"),
  p: htmlElement("p"),
  Span: htmlElement("span"),
  a: htmlElement("a"),
  AutoScroll: autoScroll,
  Markdown: markdown,
  Button: button,
  Slider: slider,
  Input: input,
  Img: img,
  img,
  ImageUpload: imageUpload,
  iframe,
  Checkbox: checkbox,
  Dropdown: dropdown,
  NumberInput: numberInput,
  VectorInput: vectorInput,
  ColorInput: colorInput,
  Folder: folder,
  ProgressBar: progressBar,
  Plot: plot,
  Notification: notification,
} satisfies { [T in PanelTag]: NodeType<PanelProps[T]> };

/** The row of a tag of an html node that came over the wire. */
export function lookupElement(tag: string): NodeType<object> | undefined {
  if (Object.hasOwn(elements, tag)) return (elements as Readonly<Record<string, NodeType<object>>>)[tag];
  return isAllowedElement(tag) ? htmlElement(tag) : undefined;
}
