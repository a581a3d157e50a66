import { expect, test } from "vitest";
import { TreeKeys, type TreeCommand } from "../../src/panels/tree/keys";
import { TreeList, type Line } from "../../src/panels/tree/list";
import { Rows } from "./fake-source";

const PAGE = 3;

function lines(): readonly Line[] {
  const rows = new Rows();
  rows.add("Group", "arm", {
    children: (arm) => {
      rows.add("Group", "hand", { parent: arm, children: (hand) => void rows.add("Box", "finger", { parent: hand }) });
      rows.add("Sphere", "elbow", { parent: arm });
    },
  });
  rows.add("Box", "floor");
  rows.add("Box", "fence");
  const list = new TreeList();
  list.setRows(rows.rows);
  return list.lines; // Scene, arm, hand (collapsed), elbow, floor, fence
}

/** Press keys one after the other, `pause` ms apart; what the last one means. */
function press(active: string | undefined, keys: string | string[], pause = 100): TreeCommand | undefined {
  const list = lines();
  const commands = new TreeKeys();
  let at = active === undefined ? -1 : list.findIndex((line) => line.label === active);
  let command: TreeCommand | undefined;
  for (const [index, key] of [keys].flat().entries()) {
    const timeStamp = 1000 + index * pause;
    command = commands.command({ key, ctrlKey: false, metaKey: false, altKey: false, timeStamp }, list, at, PAGE);
    if (command?.do === "move") at = command.to;
  }
  return command;
}

function target(command: TreeCommand | undefined): string | undefined {
  return command?.do === "move" ? lines()[command.to]?.label : command?.do;
}

test.each([
  ["arm", "ArrowDown", "hand"],
  ["fence", "ArrowDown", "fence"],
  [undefined, "ArrowDown", "Scene"],
  ["arm", "ArrowUp", "Scene"],
  ["arm", "End", "fence"],
  ["fence", "Home", "Scene"],
  ["Scene", "PageDown", "elbow"],
  ["fence", "PageUp", "hand"],
  ["arm", "ArrowRight", "hand"],
  ["hand", "ArrowRight", "expand"],
  ["elbow", "ArrowRight", undefined],
  ["arm", "ArrowLeft", "collapse"],
  ["hand", "ArrowLeft", "arm"],
  ["elbow", "ArrowLeft", "arm"],
  ["elbow", "Enter", "frame"],
  ["Scene", "Enter", "collapse"],
  ["elbow", " ", "toggleHidden"],
  ["Scene", " ", undefined],
  ["elbow", "Escape", "clear"],
  ["elbow", "*", "expandSiblings"],
  ["elbow", "f", "frame"],
  ["Scene", "f", undefined],
  ["elbow", "/", undefined],
  ["elbow", "Tab", undefined],
])("at %s, %s means %s", (active, key, expected) => {
  expect(target(press(active, key))).toBe(expected);
});

test("letters go to the next name that begins with them", () => {
  expect(target(press("Scene", "h"))).toBe("hand");
  expect(target(press("Scene", ["e", "l"]))).toBe("elbow");
  expect(target(press("fence", ["a"]))).toBe("arm");
  expect(press("Scene", ["x"])).toBeUndefined();
});

test("f is a letter inside a word, and frames otherwise", () => {
  expect(target(press("arm", ["s", "f"]))).not.toBe("frame");
  expect(target(press("arm", ["h", "f"], 1000))).toBe("frame");
});

test("keys with Ctrl, Cmd or Alt belong to others", () => {
  const keys = new TreeKeys();
  const event = { key: "ArrowDown", ctrlKey: true, metaKey: false, altKey: false, timeStamp: 0 };
  expect(keys.command(event, lines(), 0, PAGE)).toBeUndefined();
});
