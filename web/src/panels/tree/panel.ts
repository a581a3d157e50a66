// The scene panel: search, the tree, and how many nodes there are and fail.

import { card, iconButton } from "../controls";
import { h, setText, type Scope } from "../dom";
import { plural } from "../format";
import { icon } from "../icons";
import type { PanelSource } from "../source";
import { TreeList } from "./list";
import { TreeView } from "./view";

export interface ScenePanel {
  readonly element: HTMLElement;
  focusSearch(): void;
}

export function scenePanel(source: PanelSource, scope: Scope, close: () => void): ScenePanel {
  const list = new TreeList();
  /** Set while a selection comes from the tree itself, which is in sight already. */
  let ours = false;
  const view = new TreeView(
    list,
    {
      select(id) {
        ours = true;
        source.selection.set(id);
        ours = false;
      },
      setHidden: (id, hidden) => {
        source.setHidden(id, hidden);
      },
      frame: (id) => {
        source.frame(id);
      },
    },
    scope,
  );

  const search = h("input", {
    type: "search",
    placeholder: "Search keys and tags",
    "aria-label": "Search the scene",
    "aria-keyshortcuts": "/",
    autocomplete: "off",
    spellcheck: "false",
  });
  const total = h("span", { class: "muted" });
  const failing = iconButton("warning", "Show failing nodes only", () => {
    onlyFailing = !onlyFailing;
    update();
  });
  failing.element.classList.add("failing");
  const empty = h("p", { class: "empty", hidden: true });
  let onlyFailing = false;

  const update = (): void => {
    const rows = source.tree.get();
    const failures = rows.reduce((sum, row) => sum + (row.failure === undefined ? 0 : 1), 0);
    if (failures === 0) onlyFailing = false;
    list.setSearch({ text: search.value, failing: onlyFailing });
    failing.element.hidden = failures === 0;
    failing.set({
      label: `${plural(failures, "failing node")}: show ${onlyFailing ? "all" : "only these"}`,
      badge: String(failures),
      pressed: onlyFailing,
    });
    setText(total, list.searching ? `${list.matches} of ${rows.length}` : plural(rows.length, "node"));
    setText(empty, rows.length === 0 ? "The scene is empty." : "Nothing found.");
    empty.hidden = list.lines.length > 0;
    view.draw();
  };

  scope.listen(search, "input", update);
  scope.listen(search, "keydown", (event) => {
    if (event.key === "Escape" && search.value !== "") {
      search.value = "";
      update();
    } else if (event.key === "ArrowDown" || event.key === "Enter") view.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  scope.watch(source.tree, (rows) => {
    list.setRows(rows);
    update();
  });
  scope.watch(source.selection, (id) => {
    view.setSelected(id, !ours);
  });

  const element = card("scene", "Scene", {
    actions: [total, failing.element],
    body: [h("div", { class: "search" }, icon("search"), search), view.element, empty],
    close,
  });
  return {
    element,
    focusSearch() {
      search.focus();
      search.select();
    },
  };
}
