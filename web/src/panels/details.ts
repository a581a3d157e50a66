// Details of the selected node: where it is in the scene, what is wrong with it, and its props, to be read and
// to be changed on this page.

import { card, copyButton, iconButton } from "./controls";
import { h, setText, type Scope } from "./dom";
import type { NodeDetails, PanelSource, TreeRow } from "./source";
import { kindOf, makeEditor, type Editor } from "./editors";
import { describe } from "./value";

/** What the tree and the head of the panel say already. */
const SHOWN_ELSEWHERE = new Set(["tag", "key", "children", "rawChildren", "bgChildren", "htmlChildren"]);

const PLACE_FIRST = ["position", "rotation", "quaternion", "scale", "matrix"];

interface PropLine {
  readonly name: HTMLElement;
  readonly value: HTMLElement;
  readonly editor: Editor;
  readonly reset: HTMLElement;
}

/** What a prop was, and what the user has made of it. */
interface Edit {
  readonly before: unknown;
  readonly after: string;
}

export function detailsPanel(source: PanelSource, scope: Scope): HTMLElement {
  const name = h("strong", { class: "details-name" });
  const tag = h("span", { class: "chip" });
  const path = h("p", { class: "details-path muted" });
  const failure = h("p", { class: "details-failure", hidden: true });
  const props = h("dl", { class: "props" });
  const none = h("p", { class: "empty", hidden: true }, "No props: everything is at its default.");
  const lines = new Map<string, PropLine>();
  /** By node and prop; of nodes that are gone when they are next looked for. */
  const edits = new Map<number, Map<string, Edit>>();
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
    for (const each of edits.keys()) if (!source.details(each)) edits.delete(each);
    showProps(shown);
  };

  const change = (prop: string, value: unknown): void => {
    if (!shown) return;
    const own = edits.get(shown.id) ?? new Map<string, Edit>();
    edits.set(shown.id, own);
    own.set(prop, { before: own.has(prop) ? own.get(prop)?.before : shown.props[prop], after: describe(value) });
    source.edit(shown.id, prop, value);
    update();
  };
  const takeBack = (prop: string): void => {
    const own = shown && edits.get(shown.id);
    const edit = own?.get(prop);
    if (!shown || !edit) return;
    own?.delete(prop);
    source.edit(shown.id, prop, edit.before);
    update();
  };

  const showProps = ({ id, props: given, place }: NodeDetails): void => {
    const own = edits.get(id);
    const known = new Set([...Object.keys(given), ...Object.keys(place)]);
    // Where a thing stands is what is looked for first.
    const names = [...PLACE_FIRST.filter((each) => known.has(each)), ...known].filter((each) => !SHOWN_ELSEWHERE.has(each));
    const order = [...new Set(names)];
    for (const [each, line] of lines) {
      if (known.has(each) && line.editor.kind === kindOf(each, given[each] ?? place[each])) continue;
      line.name.remove();
      line.value.remove();
      lines.delete(each);
    }
    for (const each of order) {
      const value = given[each] ?? place[each];
      let line = lines.get(each);
      if (!line) {
        line = makeLine(each, makeEditor(kindOf(each, value), each, (changed) => { change(each, changed); }), () => { takeBack(each); });
        lines.set(each, line);
        const after = order.slice(order.indexOf(each) + 1).find((later) => lines.has(later));
        const next = after === undefined ? null : (lines.get(after)?.name ?? null);
        props.insertBefore(line.name, next);
        props.insertBefore(line.value, next);
      }
      line.editor.show(value);
      // What the program has said since is no edit any more.
      if (own?.has(each) && own.get(each)?.after !== describe(given[each])) own.delete(each);
      line.reset.hidden = !own?.has(each);
      line.name.classList.toggle("default", !(each in given));
    }
    none.hidden = order.length > 0;
  };

  scope.watch(source.selection, update);
  // Props change without the tree changing; the figures tell that something happened, four times a second.
  scope.watch(source.tree, update);
  scope.watch(source.stats, update);
  return element;
}

function makeLine(name: string, editor: Editor, reset: () => void): PropLine {
  const back = iconButton("reset", `Take back the change of ${name}`, reset).element;
  back.classList.add("prop-reset");
  return { name: h("dt", { title: name }, name), value: h("dd", {}, editor.element, back), editor, reset: back };
}
