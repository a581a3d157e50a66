// The keyboard of the scene tree: the tree pattern of the ARIA practices, plus what the scene needs.
// Pure: from a key and the list to what should happen.

import type { Line } from "./list";

export type TreeCommand =
  | { readonly do: "move"; readonly to: number }
  | { readonly do: "expand" | "collapse" | "toggleHidden" | "frame" | "expandSiblings" | "clear" };

/** How long after a letter the next one still belongs to the same word. */
const WORD_MS = 600;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly timeStamp: number;
}

export class TreeKeys {
  #word = "";
  #wordTime = -Infinity;

  /**
   * What a key means with the line at `active` (-1: none) in focus; undefined if the tree leaves it alone.
   * `page` is the number of lines that fit on the screen.
   */
  command(press: KeyPress, lines: readonly Line[], active: number, page: number): TreeCommand | undefined {
    if (press.ctrlKey || press.metaKey || press.altKey || lines.length === 0) return undefined;
    const line = lines[active];
    const last = lines.length - 1;
    const typing = press.timeStamp - this.#wordTime < WORD_MS;
    switch (press.key) {
      case "ArrowDown":
        return { do: "move", to: Math.min(active + 1, last) };
      case "ArrowUp":
        return { do: "move", to: Math.max(active - 1, 0) };
      case "PageDown":
        return { do: "move", to: Math.min(Math.max(active, 0) + page, last) };
      case "PageUp":
        return { do: "move", to: Math.max(active - page, 0) };
      case "Home":
        return { do: "move", to: 0 };
      case "End":
        return { do: "move", to: last };
      case "ArrowRight":
        if (!line?.expandable) return undefined;
        return line.expanded ? { do: "move", to: Math.min(active + 1, last) } : { do: "expand" };
      case "ArrowLeft":
        if (!line) return undefined;
        if (line.expandable && line.expanded) return { do: "collapse" };
        return { do: "move", to: parentOf(lines, active) };
      case "Enter":
        if (!line) return undefined;
        if (line.row) return { do: "frame" };
        return { do: line.expanded ? "collapse" : "expand" };
      case " ":
        if (typing) break;
        return line?.row ? { do: "toggleHidden" } : undefined;
      case "Escape":
        return { do: "clear" };
      case "*":
        return { do: "expandSiblings" };
      case "f":
      case "F":
        // Frames the selection, as in every 3D tool; inside a word that is being typed it is a letter.
        if (!typing) return line?.row ? { do: "frame" } : undefined;
        break;
      default:
        break;
    }
    if (press.key.length !== 1 || press.key === "/" || press.key === "?") return undefined;
    return this.#type(press, lines, active, typing);
  }

  /** Go to the next line whose label begins with what was typed; the same letter again goes on to the next. */
  #type(press: KeyPress, lines: readonly Line[], active: number, typing: boolean): TreeCommand | undefined {
    const letter = press.key.toLowerCase();
    const again = typing && this.#word === letter;
    this.#word = typing && !again ? this.#word + letter : letter;
    this.#wordTime = press.timeStamp;
    const start = this.#word.length === 1 ? active + 1 : Math.max(active, 0);
    for (let step = 0; step < lines.length; step += 1) {
      const at = (start + step) % lines.length;
      if (lines[at]?.label.toLowerCase().startsWith(this.#word)) return { do: "move", to: at };
    }
    return undefined;
  }
}

function parentOf(lines: readonly Line[], position: number): number {
  const level = lines[position]?.level ?? 1;
  for (let at = position - 1; at >= 0; at -= 1) if ((lines[at]?.level ?? 1) < level) return at;
  return position;
}
