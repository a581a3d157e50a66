// What takes long to load, at the lower edge of the scene: one quiet line for each file, gone when it is there.

import { h, setAttribute, setText, type Scope } from "./dom";
import { bytes } from "./format";
import type { LoadRow, PanelSource } from "./source";

/** Lines at once; the others are counted. */
const AT_ONCE = 4;

interface Line {
  readonly element: HTMLElement;
  readonly bar: HTMLProgressElement;
  readonly figures: HTMLElement;
}

/** The last part of a URL, which is what people know a file by. */
export function fileName(url: string): string {
  if (/^(data|blob):/.test(url)) return "data in the scene";
  const path = url.split(/[?#]/, 1)[0] ?? "";
  const name = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}

function figuresOf({ loaded, total }: LoadRow): string {
  if (loaded === 0) return "";
  return total === undefined ? bytes(loaded) : `${bytes(loaded)} of ${bytes(total)}`;
}

export function loadsList(source: PanelSource, scope: Scope): HTMLElement {
  const lines = new Map<number, Line>();
  const more = h("li", { class: "loads-more" });
  const element = h("ul", { class: "loads", "aria-label": "Loading" }, more);

  const lineOf = ({ id, name }: LoadRow): Line => {
    const known = lines.get(id);
    if (known) return known;
    const bar = h("progress", { max: 1, "aria-label": fileName(name) });
    const figures = h("span", { class: "loads-figures" });
    const line = { element: h("li", { title: name }, h("span", { class: "loads-name" }, fileName(name)), figures, bar), bar, figures };
    lines.set(id, line);
    more.before(line.element);
    return line;
  };

  scope.watch(source.loads, (rows) => {
    const shown = rows.slice(0, AT_ONCE);
    for (const [id, line] of lines) {
      if (shown.some((row) => row.id === id)) continue;
      line.element.remove();
      lines.delete(id);
    }
    for (const row of shown) {
      const { bar, figures } = lineOf(row);
      // Without a value the bar says that nobody knows how far it is.
      setAttribute(bar, "value", row.total === undefined ? undefined : row.loaded / row.total);
      setText(figures, figuresOf(row));
    }
    const hidden = rows.length - shown.length;
    setText(more, hidden > 0 ? `and ${hidden} more` : "");
    more.hidden = hidden === 0;
    element.hidden = rows.length === 0;
  });
  return element;
}
