// Which lines the scene tree shows: the rows of the scene, grouped by the root's containers, with collapsed
// branches and what the search leaves out removed. Pure; the view draws a window of it.

import type { ContainerName } from "../../protocol/types";
import type { TreeRow } from "../source";

/** A line of the list: a node, or the heading of one of the root's containers. */
export interface Line {
  /** The node's id; headings have negative ones. */
  readonly id: number;
  /** Undefined in headings. */
  readonly row: TreeRow | undefined;
  readonly label: string;
  /** Of the tree as the list shows it: headings are level 1. */
  readonly level: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** One-based position among its siblings, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** Stands here only because something below it was found. */
  readonly onlyPath: boolean;
}

/** The root's containers in the order of the list, with the words for them: what the program made comes first. */
export const CONTAINERS: readonly { readonly name: ContainerName; readonly label: string; readonly id: number }[] = [
  { name: "children", label: "Scene", id: -1 },
  { name: "bgChildren", label: "Background", id: -2 },
  { name: "rawChildren", label: "Raw", id: -3 },
  { name: "htmlChildren", label: "Panel", id: -4 },
];

/** A branch starts expanded if it is at the top and has at most this many children. */
const EXPANDED_CHILDREN = 32;

/** What the user looks for: words that must all be in the key or tag, and whether only failures count. */
export interface Search {
  readonly text: string;
  readonly failing: boolean;
}

export const NO_SEARCH: Search = { text: "", failing: false };

export class TreeList {
  #rows: readonly TreeRow[] = [];
  #index = new Map<number, number>();
  /** Number of children by parent id, and by container's heading id for the root's. */
  #children = new Map<number, number>();
  #search = NO_SEARCH;
  /** What the user expanded and collapsed. */
  readonly #chosen = new Map<number, boolean>();
  #lines: readonly Line[] = [];
  #positions = new Map<number, number>();
  #matches = 0;

  /** The lines to show, in order. Replaced, never changed. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** How many nodes the search found; all of them without one. */
  get matches(): number {
    return this.#matches;
  }

  get searching(): boolean {
    return this.#search.text.trim() !== "" || this.#search.failing;
  }

  /** Where a node or heading stands in `lines`; -1 if it is not shown. */
  position(id: number): number {
    return this.#positions.get(id) ?? -1;
  }

  row(id: number): TreeRow | undefined {
    const index = this.#index.get(id);
    return index === undefined ? undefined : this.#rows[index];
  }

  /** Take the rows of the scene, depth first. */
  setRows(rows: readonly TreeRow[]): void {
    this.#rows = rows;
    this.#index = new Map(rows.map((row, index) => [row.id, index]));
    this.#children = new Map();
    for (const row of rows) {
      const parent = row.parent ?? headingOf(row.container);
      this.#children.set(parent, (this.#children.get(parent) ?? 0) + 1);
    }
    // Ids are never used again, so what was chosen for nodes that are gone would only pile up.
    for (const id of this.#chosen.keys()) if (id >= 0 && !this.#index.has(id)) this.#chosen.delete(id);
    this.#update();
  }

  setSearch(search: Search): void {
    if (search.text === this.#search.text && search.failing === this.#search.failing) return;
    this.#search = search;
    this.#update();
  }

  setExpanded(ids: Iterable<number>, expanded: boolean): void {
    for (const id of ids) this.#chosen.set(id, expanded);
    this.#update();
  }

  /** Expand whatever hides this node. */
  reveal(id: number): void {
    const above: number[] = [];
    for (let row = this.row(id); row; row = row.parent === undefined ? undefined : this.row(row.parent)) {
      if (row.id !== id) above.push(row.id);
      if (row.parent === undefined) above.push(headingOf(row.container));
    }
    const closed = above.filter((each) => !this.#isExpanded(each));
    if (closed.length > 0) this.setExpanded(closed, true);
  }

  /** The ids of the lines that stand beside this one and can be expanded. */
  expandableSiblings(position: number): number[] {
    const line = this.#lines[position];
    if (!line) return [];
    const parent = line.row?.parent;
    return this.#lines
      .filter((each) => each.expandable && each.level === line.level && each.row?.parent === parent)
      .map((each) => each.id);
  }

  #isExpanded(id: number): boolean {
    const chosen = this.#chosen.get(id);
    if (chosen !== undefined) return chosen;
    if (id < 0) return true;
    return this.row(id)?.parent === undefined && (this.#children.get(id) ?? 0) <= EXPANDED_CHILDREN;
  }

  #update(): void {
    const kept = this.#kept();
    const lines: Line[] = [];
    const groups = CONTAINERS.filter(({ id }) => this.#children.has(id));
    for (const [index, group] of groups.entries()) {
      const below = this.#linesOf(group.name, kept);
      if (kept && below.length === 0) continue;
      const expanded = kept !== undefined || this.#isExpanded(group.id);
      lines.push({
        id: group.id,
        row: undefined,
        label: group.label,
        level: 1,
        expandable: true,
        expanded,
        position: index + 1,
        siblings: groups.length,
        onlyPath: true,
      });
      if (expanded) for (const line of below) lines.push(line);
    }
    this.#lines = lines;
    this.#positions = new Map(lines.map((line, position) => [line.id, position]));
  }

  /** The lines below one heading. */
  #linesOf(container: ContainerName, kept: Uint8Array | undefined): Line[] {
    const lines: Line[] = [];
    const seen = new Map<number, number>();
    let inside = false;
    /** Rows deeper than this are under a collapsed branch. */
    let limit = Infinity;
    for (const [index, row] of this.#rows.entries()) {
      if (row.parent === undefined) inside = row.container === container;
      if (!inside || row.depth > limit) continue;
      limit = Infinity;
      const parent = row.parent ?? headingOf(container);
      const position = (seen.get(parent) ?? 0) + 1;
      seen.set(parent, position);
      if (kept && kept[index] === DROPPED) continue;
      const expanded = row.hasChildren && (kept !== undefined || this.#isExpanded(row.id));
      if (!expanded) limit = row.depth;
      lines.push({
        id: row.id,
        row,
        label: row.key ?? row.tag,
        level: row.depth + 2,
        expandable: row.hasChildren,
        expanded,
        position,
        siblings: this.#children.get(parent) ?? position,
        onlyPath: kept !== undefined && kept[index] === PATH,
      });
    }
    return lines;
  }

  /** For every row whether the search keeps it; undefined without a search. */
  #kept(): Uint8Array | undefined {
    this.#matches = this.#rows.length;
    if (!this.searching) return undefined;
    const words = this.#search.text.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = new Uint8Array(this.#rows.length);
    this.#matches = 0;
    // From the end, so that children come before their parents.
    for (let index = this.#rows.length - 1; index >= 0; index -= 1) {
      const row = this.#rows[index];
      if (!row) continue;
      if (this.#search.failing && row.failure === undefined) {
        // Not looked for.
      } else if (words.every((word) => matches(row, word))) {
        kept[index] = FOUND;
        this.#matches += 1;
      }
      if (kept[index] === DROPPED || row.parent === undefined) continue;
      const parent = this.#index.get(row.parent);
      if (parent !== undefined && kept[parent] === DROPPED) kept[parent] = PATH;
    }
    return kept;
  }
}

const DROPPED = 0;
const PATH = 1;
const FOUND = 2;

function matches(row: TreeRow, word: string): boolean {
  return row.tag.toLowerCase().includes(word) || (row.key?.toLowerCase().includes(word) ?? false);
}

function headingOf(container: ContainerName): number {
  return CONTAINERS.find(({ name }) => name === container)?.id ?? -1;
}
