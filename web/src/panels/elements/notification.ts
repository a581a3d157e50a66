// Notification: a message over the scene. CLICK when the user closes it.
//
// At the top of `htmlChildren` it stands with the page's own messages (`program.ts` puts it there); inside
// another element in its place.

import type { NotificationProps } from "../../protocol/components.gen";
import type { HtmlContent, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { iconButton } from "../controls";
import { h, setText } from "../dom";
import { icon, setIcon, type IconName } from "../icons";
import { arrange } from "./content";
import { styleOf } from "./html";

/** By this class a notification is known among other elements. */
export const NOTIFICATION = "notification";

const LEVELS = ["info", "success", "warning", "error"] as const;
const ICONS: Readonly<Record<(typeof LEVELS)[number], IconName>> = { info: "info", success: "done", warning: "warning", error: "error" };

/** Longer waits overflow a timer, which would then end at once. */
const MAX_TTL_S = 86_400;

export const notification: NodeType<NotificationProps> = {
  create(ctx, props) {
    const sign = icon("info");
    const title = h("strong", { class: "notification-title" });
    const text = h("div", { class: "notification-text" });
    const close = iconButton("close", "Close", () => {
      hide();
      ctx.send("CLICK", undefined);
    });
    const body = h("div", { class: "notification-body" }, title, text);
    const element = h("div", { class: NOTIFICATION, role: "status" }, sign, body, close.element);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let children: HtmlContent = [];
    let current = props;

    const hide = (): void => {
      clearTimeout(timer);
      element.classList.add("gone");
    };
    const showText = (read: Reader<NotificationProps>): void => {
      const before = read.string("text", "");
      arrange(text, before === "" ? children : [before, ...children]);
      text.hidden = text.childNodes.length === 0;
    };
    const show = (): void => {
      const read = new Reader<NotificationProps>(ctx, current);
      const level = read.oneOf("level", LEVELS, "info");
      element.dataset["level"] = level;
      element.setAttribute("role", level === "error" ? "alert" : "status");
      setIcon(sign, ICONS[level]);
      setText(title, read.string("title", ""));
      title.hidden = title.textContent === "";
      showText(read);
      clearTimeout(timer);
      element.classList.remove("gone");
      if (read.raw("ttl") !== undefined) timer = setTimeout(hide, read.clamped("ttl", 0, 0, MAX_TTL_S) * 1000);
    };
    if ("style" in props) styleOf(ctx, element, props.style);
    show();
    return {
      element,
      update(changed, props) {
        current = props;
        if ("style" in changed) styleOf(ctx, element, changed.style);
        show();
        return undefined;
      },
      setContent(content) {
        children = content;
        showText(new Reader<NotificationProps>(ctx, current));
      },
      dispose() {
        clearTimeout(timer);
        element.remove();
      },
    };
  },
};
