import { expect, test } from "vitest";
import { NO_SEARCH, TreeList } from "../../src/panels/tree/list";
import { robotCell, Rows } from "./fake-source";

/** The lines as text: two spaces a level, + and - for branches, ~ for what is only on the way to a match. */
function show(list: TreeList): string[] {
  return list.lines.map((line) => {
    const sign = line.expandable ? (line.expanded ? "- " : "+ ") : "";
    return `${"  ".repeat(line.level - 1)}${sign}${line.label}${line.row && line.onlyPath ? " ~" : ""}`;
  });
}

function small(): TreeList {
  const rows = new Rows();
  rows.add("Grid", "grid", { container: "bgChildren" });
  rows.add("Group", "arm", {
    children: (arm) => {
      rows.add("Group", "hand", {
        parent: arm,
        children: (hand) => {
          rows.add("Box", "finger", { parent: hand, failure: "args must be numbers" });
        },
      });
      rows.add("Sphere", "elbow", { parent: arm });
    },
  });
  rows.add("Text", undefined);
  const list = new TreeList();
  list.setRows(rows.rows);
  return list;
}

test("what the program made comes first, and only the top is expanded", () => {
  expect(show(small())).toEqual(["- Scene", "  - arm", "    + hand", "    elbow", "  Text", "- Background", "  grid"]);
});

test("siblings are numbered over the whole scene, not over what is in sight", () => {
  const list = small();
  const at = list.lines.map(({ label, position, siblings }) => `${label} ${position}/${siblings}`);
  expect(at).toEqual(["Scene 1/2", "arm 1/2", "hand 1/2", "elbow 2/2", "Text 2/2", "Background 2/2", "grid 1/1"]);
});

test("a search shows matches and the way to them, whatever is collapsed", () => {
  const list = small();
  list.setExpanded([-1], false);
  list.setSearch({ text: "FING box", failing: false });
  expect(show(list)).toEqual(["- Scene", "  - arm ~", "    - hand ~", "      finger"]);
  expect(list.matches).toBe(1);
  list.setSearch(NO_SEARCH);
  expect(show(list)).toEqual(["+ Scene", "- Background", "  grid"]);
});

test("failing nodes can be shown alone", () => {
  const list = small();
  list.setSearch({ text: "", failing: true });
  expect(show(list).at(-1)?.trim()).toBe("finger");
  expect(list.matches).toBe(1);
});

test("revealing a node expands all that hides it, and nothing else", () => {
  const list = small();
  list.setExpanded([-1], false);
  const finger = list.position(4);
  expect(finger).toBe(-1);
  list.reveal(4);
  expect(list.lines[list.position(4)]?.label).toBe("finger");
});

test("what the user collapsed stays so when the scene changes", () => {
  const list = new TreeList();
  const rows = robotCell();
  list.setRows(rows);
  const conveyor = rows.find((row) => row.key === "conveyor");
  list.setExpanded([conveyor?.id ?? 0], false);
  const before = list.lines.length;
  list.setRows(rows.filter((row) => row.key !== "planned-path"));
  expect(list.lines.length).toBe(before - 1);
});

test("a branch of many starts collapsed", () => {
  const list = new TreeList();
  list.setRows(robotCell());
  expect(show(list)).toContain("  + bin-a");
  expect(show(list)).toContain("  - conveyor");
});
