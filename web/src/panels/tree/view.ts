// The list on the screen: only the lines in sight exist as elements, and those are used again while
// scrolling, so that ten thousand nodes cost what forty do.
//
// The list itself has the keyboard focus; `aria-activedescendant` says which line is meant.

import { h, setAttribute, setText, type Scope } from "../dom";
import { icon, kindIcon, setIcon } from "../icons";
import { TreeKeys, type TreeCommand } from "./keys";
import type { Line, TreeList } from "./list";

/** Lines drawn above and below the sight, so that quick scrolling shows no gaps. */
const MARGIN = 6;

export interface TreeActions {
  select(id: number | undefined): void;
  setHidden(id: number, hidden: boolean): void;
  frame(id: number): void;
}

interface RowElement {
  readonly element: HTMLElement;
  readonly indent: HTMLElement;
  readonly chevron: HTMLElement;
  readonly kind: SVGSVGElement;
  readonly label: HTMLElement;
  readonly tag: HTMLElement;
  readonly badge: HTMLElement;
  readonly eye: HTMLButtonElement;
  readonly eyeIcon: SVGSVGElement;
}

export class TreeView {
  readonly element: HTMLElement;
  readonly #list: TreeList;
  readonly #actions: TreeActions;
  readonly #scroller: HTMLElement;
  readonly #space: HTMLElement;
  readonly #rows: RowElement[] = [];
  readonly #keys = new TreeKeys();
  #rowHeight = 26;
  #height = 0;
  /** The line with the keyboard focus, by id: it moves when lines before it come and go. */
  #active: number | undefined;
  #selected: number | undefined;

  constructor(list: TreeList, actions: TreeActions, scope: Scope) {
    this.#list = list;
    this.#actions = actions;
    this.#space = h("div", { class: "tree-space" });
    this.#scroller = h("div", { class: "tree", role: "tree", tabindex: 0, "aria-label": "Scene tree" }, this.#space);
    this.element = this.#scroller;

    scope.listen(this.#scroller, "scroll", () => {
      this.draw();
    });
    scope.listen(this.#scroller, "keydown", (event) => {
      this.#keyDown(event);
    });
    scope.listen(this.#scroller, "click", (event) => {
      this.#click(event);
    });
    scope.listen(this.#scroller, "dblclick", (event) => {
      const line = this.#lineAt(event.target);
      if (line?.row && !isButton(event.target)) this.#actions.frame(line.id);
    });
    const resize = new ResizeObserver(() => {
      this.#measure();
    });
    resize.observe(this.#scroller);
    scope.add(() => {
      resize.disconnect();
    });
  }

  /** Show this node as the selected one; `reveal` also scrolls to it. */
  setSelected(id: number | undefined, reveal: boolean): void {
    this.#selected = id;
    if (id !== undefined) this.#active = id;
    if (id !== undefined && reveal) {
      this.#list.reveal(id);
      this.#scrollTo(this.#list.position(id));
    }
    this.draw();
  }

  focus(): void {
    this.#scroller.focus();
  }

  /** Bring the elements in line with the list. */
  draw(): void {
    const { lines } = this.#list;
    this.#space.style.height = `${lines.length * this.#rowHeight}px`;
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / this.#rowHeight) - MARGIN);
    const shown = Math.max(0, Math.min(lines.length - first, Math.ceil(this.#height / this.#rowHeight) + 2 * MARGIN));
    while (this.#rows.length < shown) {
      const row = makeRow();
      this.#rows.push(row);
      this.#space.append(row.element);
    }
    for (const [offset, row] of this.#rows.entries()) {
      const line = offset < shown ? lines[first + offset] : undefined;
      row.element.hidden = line === undefined;
      if (line) this.#fill(row, line, first + offset);
    }
    const active = this.#active === undefined ? -1 : this.#list.position(this.#active);
    const inSight = active >= first && active < first + shown;
    setAttribute(this.#scroller, "aria-activedescendant", inSight ? elementId(this.#active) : undefined);
  }

  #fill(row: RowElement, line: Line, position: number): void {
    const { element } = row;
    const node = line.row;
    element.id = elementId(line.id);
    element.dataset.id = String(line.id);
    element.style.transform = `translateY(${position * this.#rowHeight}px)`;
    element.classList.toggle("heading", !node);
    element.classList.toggle("active", line.id === this.#active);
    element.classList.toggle("dim", node !== undefined && (node.hidden || line.onlyPath));
    setAttribute(element, "aria-level", line.level);
    setAttribute(element, "aria-posinset", line.position);
    setAttribute(element, "aria-setsize", line.siblings);
    setAttribute(element, "aria-expanded", line.expandable ? String(line.expanded) : undefined);
    setAttribute(element, "aria-selected", node ? String(line.id === this.#selected) : undefined);
    row.indent.style.width = `${Math.min(Math.max(line.level - 2, 0), 12) * 14}px`;
    row.chevron.classList.toggle("none", !line.expandable);
    setIcon(row.kind, node ? kindIcon(node.tag) : "scene");
    setText(row.label, line.label);
    row.label.classList.toggle("unnamed", node !== undefined && node.key === undefined);
    setText(row.tag, node?.key === undefined ? "" : node.tag);
    row.badge.hidden = node?.failure === undefined;
    setAttribute(row.badge, "title", node?.failure);
    setAttribute(row.badge, "aria-label", node?.failure === undefined ? undefined : `Fails: ${node.failure}`);
    row.eye.hidden = !node;
    const hidden = node?.hidden ?? false;
    row.eye.classList.toggle("off", hidden);
    setAttribute(row.eye, "title", hidden ? "Show" : "Hide");
    setIcon(row.eyeIcon, hidden ? "eyeOff" : "eye");
  }

  #measure(): void {
    const height = Number.parseFloat(getComputedStyle(this.#scroller).getPropertyValue("--row-height"));
    if (height > 0) this.#rowHeight = height;
    this.#height = this.#scroller.clientHeight;
    // The details of what was just selected take room from the list: it must not vanish by that.
    if (this.#selected !== undefined) this.#scrollTo(this.#list.position(this.#selected));
    this.draw();
  }

  #scrollTo(position: number): void {
    if (position < 0 || this.#height === 0) return;
    const top = position * this.#rowHeight;
    const { scrollTop } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + this.#height) {
      this.#scroller.scrollTop = top + this.#rowHeight - this.#height;
    }
  }

  #lineAt(target: EventTarget | null): Line | undefined {
    const element = target instanceof Element ? target.closest<HTMLElement>("[data-id]") : undefined;
    return element ? this.#list.lines[this.#list.position(Number(element.dataset.id))] : undefined;
  }

  #click(event: MouseEvent): void {
    const line = this.#lineAt(event.target);
    if (!line) return;
    if (isButton(event.target)) {
      if (line.row) this.#actions.setHidden(line.id, !line.row.hidden);
      return;
    }
    const onChevron = event.target instanceof Element && event.target.closest(".tree-chevron") !== null;
    this.#active = line.id;
    if (line.expandable && (onChevron || !line.row)) {
      this.#list.setExpanded([line.id], !line.expanded);
      this.draw();
    } else {
      this.#actions.select(line.id);
    }
  }

  #keyDown(event: KeyboardEvent): void {
    const { lines } = this.#list;
    const active = this.#active === undefined ? -1 : this.#list.position(this.#active);
    const page = Math.max(1, Math.floor(this.#height / this.#rowHeight) - 1);
    const command = this.#keys.command(event, lines, active, page);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    this.#run(command, lines[active], active);
  }

  #run(command: TreeCommand, line: Line | undefined, active: number): void {
    switch (command.do) {
      case "move": {
        const to = this.#list.lines[command.to];
        if (!to) return;
        this.#active = to.id;
        // Selection follows the focus: with one node selected at a time there is nothing to lose by it.
        this.#actions.select(to.row ? to.id : undefined);
        this.#scrollTo(command.to);
        break;
      }
      case "expand":
      case "collapse":
        if (line) this.#list.setExpanded([line.id], command.do === "expand");
        break;
      case "expandSiblings":
        this.#list.setExpanded(this.#list.expandableSiblings(active), true);
        break;
      case "toggleHidden":
        if (line?.row) this.#actions.setHidden(line.id, !line.row.hidden);
        break;
      case "frame":
        if (line?.row) this.#actions.frame(line.id);
        break;
      case "clear":
        this.#actions.select(undefined);
        break;
    }
    this.draw();
  }
}

function makeRow(): RowElement {
  const kind = icon("mesh");
  const eyeIcon = icon("eye");
  const indent = h("span", { class: "tree-indent" });
  const chevron = h("span", { class: "tree-chevron" }, icon("chevron"));
  const label = h("span", { class: "tree-label" });
  const tag = h("span", { class: "tree-tag" });
  const badge = h("span", { class: "tree-badge", role: "img" }, icon("warning"));
  // The keyboard's way to it is the space bar: 10,000 tab stops would be none.
  const eye = h("button", { class: "tree-eye", type: "button", tabindex: -1, "aria-hidden": "true" }, eyeIcon);
  const element = h("div", { class: "tree-row", role: "treeitem" }, indent, chevron, kind, label, tag, badge, eye);
  return { element, indent, chevron, kind, label, tag, badge, eye, eyeIcon };
}

function elementId(id: number | undefined): string {
  return `tree-${id ?? ""}`;
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button") !== null;
}
