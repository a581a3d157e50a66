// KeyboardMonitor: sends the keys that are pressed while the page has the focus. What is typed into a field of
// the page is the field's.

import type { KeyboardMonitorProps } from "../protocol/components.gen";
import type { Keyboard } from "../protocol/events.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { isTyping } from "../scene/typing";

/** Which prop asks for which event. */
const ENABLING = { KeyDown: "enableKeyDown", KeyUp: "enableKeyUp", KeyPress: "enableKeyPress" } as const;

function describeKey({ key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, isComposing }: KeyboardEvent): Keyboard {
  return { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, isComposing };
}

export const keyboardMonitor: NodeType<KeyboardMonitorProps> = {
  create(ctx, props) {
    let wanted = new Reader(ctx, props);
    const listen = (type: "keydown" | "keyup" | "keypress", etype: "KeyDown" | "KeyUp" | "KeyPress"): void => {
      const listener = (event: KeyboardEvent): void => {
        if (!wanted.boolean(ENABLING[etype], false)) return;
        if (isTyping(event.target)) return;
        ctx.send(etype, describeKey(event));
      };
      addEventListener(type, listener, { signal: ctx.signal });
    };
    listen("keydown", "KeyDown");
    listen("keyup", "KeyUp");
    // Deprecated in general, and the only event that tells which keys make a character.
    listen("keypress", "KeyPress");
    return {
      update(_changed, props) {
        wanted = new Reader(ctx, props);
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};
