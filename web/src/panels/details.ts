// Details of the selected node: where it is in the scene, what is wrong with it, and its props, to read.

import { card, copyButton, iconButton } from "./controls";
import { h, setAttribute, setText, type Scope } from "./dom";
import type { NodeDetails, PanelSource, TreeRow } from "./source";
import { colorOf, describe } from "./value";

/** What the tree and the head of the panel say already. */
const SHOWN_ELSEWHERE = new Set(["tag", "key", "children", "rawChildren", "bgChildren", "htmlChildren"]);

interface PropLine {
  readonly name: HTMLElement;
  readonly value: HTMLElement;
  readonly text: HTMLElement;
  readonly swatch: HTMLElement;
}

export function detailsPanel(source: PanelSource, scope: Scope): HTMLElement {
  const name = h("strong", { class: "details-name" });
  const tag = h("span", { class: "chip" });
  const path = h("p", { class: "details-path muted" });
  const failure = h("p", { class: "details-failure", hidden: true });
  const props = h("dl", { class: "props" });
  const none = h("p", { class: "empty", hidden: true }, "No props: everything is at its default.");
  const lines = new Map<string, PropLine>();
  let shown: NodeDetails | undefined;

  const frame = iconButton(
    "focus",
    "Frame in view",
    () => {
      if (shown) source.frame(shown.id);
    },
    "F",
  );
  const hide = iconButton("eye", "Hide", () => {
    const row = rowOf(shown?.id);
    if (row) source.setHidden(row.id, !row.hidden);
  });
  const element = card("details", "Selection", {
    actions: [frame.element, hide.element, copyButton("Copy the key", () => shown?.key ?? shown?.path ?? "")],
    body: [
      h("div", { class: "details-body" }, h("div", { class: "details-head" }, name, tag), path, failure, props, none),
    ],
    close: () => {
      source.selection.set(undefined);
    },
  });

  const rowOf = (id: number | undefined): TreeRow | undefined =>
    id === undefined ? undefined : source.tree.get().find((row) => row.id === id);

  /** The names of what the node is in. */
  const above = (row: TreeRow | undefined): string => {
    const names: string[] = [];
    for (let each = rowOf(row?.parent); each; each = rowOf(each.parent)) names.unshift(each.key ?? each.tag);
    return `in ${names.join(" › ")}`;
  };

  const update = (): void => {
    const id = source.selection.get();
    shown = id === undefined ? undefined : source.details(id);
    element.hidden = shown === undefined;
    if (!shown) return;
    const row = rowOf(shown.id);
    setText(name, shown.key ?? "without a key");
    setText(tag, shown.tag);
    setText(path, above(row));
    path.hidden = row?.parent === undefined;
    setText(failure, row?.failure ?? "");
    failure.hidden = row?.failure === undefined;
    hide.set(row?.hidden ? { icon: "eyeOff", label: "Show", pressed: true } : { icon: "eye", label: "Hide", pressed: false });
    showProps(shown.props);
  };

  const showProps = (values: Readonly<Record<string, unknown>>): void => {
    const names = Object.keys(values).filter((each) => !SHOWN_ELSEWHERE.has(each));
    for (const [each, line] of lines) {
      if (Object.hasOwn(values, each)) continue;
      line.name.remove();
      line.value.remove();
      lines.delete(each);
    }
    for (const each of names) {
      let line = lines.get(each);
      if (!line) {
        line = makeLine(each);
        lines.set(each, line);
        props.append(line.name, line.value);
      }
      const text = describe(values[each]);
      setText(line.text, text);
      setAttribute(line.value, "title", text);
      const color = colorOf(each, values[each]);
      line.swatch.hidden = color === undefined;
      line.swatch.style.backgroundColor = color ?? "";
    }
    none.hidden = names.length > 0;
  };

  scope.watch(source.selection, update);
  // Props change without the tree changing; the figures tell that something happened, four times a second.
  scope.watch(source.tree, update);
  scope.watch(source.stats, update);
  return element;
}

function makeLine(name: string): PropLine {
  const swatch = h("span", { class: "swatch", hidden: true });
  const text = h("span", {});
  return { name: h("dt", { title: name }, name), value: h("dd", {}, swatch, text), text, swatch };
}
