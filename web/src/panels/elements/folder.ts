// Folder: a heading that opens and closes what it holds. INPUT with whether it is open, when the user did it.

import type { FolderProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { h, setText } from "../dom";
import { icon } from "../icons";
import { arrange } from "./content";
import { applyElement } from "./field";

export const folder: NodeType<FolderProps> = {
  create(ctx, props) {
    const label = h("span", {});
    const body = h("div", { class: "folder-body" });
    const element = h("details", { class: "folder" }, h("summary", { class: "folder-head" }, icon("chevron"), label), body);
    /** Opening tells of itself later, whoever did it. */
    let told = false;
    element.addEventListener("toggle", () => {
      if (element.open === told) return;
      told = element.open;
      ctx.edit({ open: told });
      ctx.send("INPUT", told);
    });
    const apply = (changed: Readonly<Partial<FolderProps>>, props: Readonly<FolderProps>): void => {
      const read = new Reader<FolderProps>(ctx, props);
      applyElement(ctx, element, { ...changed });
      setText(label, read.string("label", ""));
      if ("open" in changed) {
        told = read.boolean("open", true);
        element.open = told;
      }
    };
    apply({ open: undefined, ...props }, props);
    return {
      element,
      update(changed, props) {
        apply(changed, props);
        return undefined;
      },
      setContent(content) {
        arrange(body, content);
      },
      dispose() {
        element.remove();
      },
    };
  },
};
