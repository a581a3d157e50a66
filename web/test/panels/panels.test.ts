// @vitest-environment happy-dom
// The panels as a whole, against a source that no server feeds.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mountPanels, type Panels } from "../../src/panels/panels";
import { frameWords } from "../../src/panels/stats";
import { FakeSource, robotCell, someLog } from "./fake-source";

let source: FakeSource;
let host: HTMLElement;
let panels: Panels;

function mount(options: ConstructorParameters<typeof FakeSource>[0] = {}): void {
  source = new FakeSource(options);
  source.tree.set(robotCell());
  host = document.createElement("div");
  document.body.replaceChildren(host);
  panels = mountPanels(host, source);
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  mount();
});

afterEach(() => {
  panels.dispose();
  vi.useRealTimers();
});

function find(selector: string): HTMLElement {
  const element = host.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}

function press(key: string, target: EventTarget = document.body): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

function rowOf(key: string): HTMLElement {
  const row = [...host.querySelectorAll<HTMLElement>(".tree-row")].find(
    (each) => !each.hidden && each.querySelector(".tree-label")?.textContent === key,
  );
  if (!row) throw new Error(`no row ${key}`);
  return row;
}

function id(key: string): number {
  return source.tree.get().find((row) => row.key === key)?.id ?? 0;
}

test("only the lines in sight are elements", () => {
  expect(host.querySelectorAll(".tree-row").length).toBeLessThan(60);
  expect(find(".scene .card-actions").textContent).toContain("197 nodes");
});

test("selection goes both ways", () => {
  rowOf("arm").click();
  expect(source.selection.get()).toBe(id("arm"));
  expect(find(".details-name").textContent).toBe("arm");
  source.selection.set(id("target"));
  expect(rowOf("target").getAttribute("aria-selected")).toBe("true");
  expect(find(".details-name").textContent).toBe("target");
});

/** Props as the details show them: name and what the fields hold. */
function shownProps(): string[] {
  return [...host.querySelectorAll(".props dt")].map((name) => {
    const value = name.nextElementSibling;
    const fields = [...(value?.querySelectorAll("input") ?? [])].map((field) => field.value);
    return `${name.textContent} ${fields.length > 0 ? fields.join(" ") : (value?.querySelector(".prop-text")?.textContent ?? "")}`;
  });
}

test("details follow the props of the selected node", () => {
  source.setProps(id("arm"), { position: [0, 0, 1], size: 0.5, points: [[0, 1]] });
  source.selection.set(id("arm"));
  expect(shownProps()).toEqual(["position 0 0 1", "size 0.5", "points [[0, 1]]"]);
  source.setProps(id("arm"), { position: [0, 0, 2] });
  source.stats.set({ ...source.stats.get(), messagesIn: 62 });
  expect(shownProps()).toEqual(["position 0 0 2"]);
});

test("props are changed on the page, and taken back", () => {
  const arm = id("arm");
  source.setProps(arm, { position: [0, 0, 1], wireframe: false, label: "a" });
  source.selection.set(arm);
  const fields = [...host.querySelectorAll<HTMLInputElement>(".props input")];
  const change = (index: number, value: string | boolean): void => {
    const input = fields[index];
    if (!input) throw new Error("no such field");
    if (typeof value === "boolean") input.checked = value;
    else input.value = value;
    input.dispatchEvent(new Event("change"));
  };
  change(1, "0.5");
  change(3, true);
  change(4, "b");
  change(0, "no number");
  expect(source.calls.filter((call) => call.startsWith("edit"))).toEqual([`edit ${arm} position [0,0.5,1]`, `edit ${arm} wireframe true`, `edit ${arm} label "b"`]);
  const resets = [...host.querySelectorAll<HTMLElement>(".prop-reset")];
  expect(resets.map((reset) => reset.hidden)).toEqual([false, false, false]);
  resets[0]?.click();
  expect(source.calls.at(-1)).toBe(`edit ${arm} position [0,0,1]`);
  expect(resets[0]?.hidden).toBe(true);
  // What the program says afterwards is no edit of the user's.
  source.setProps(arm, { position: [0, 0, 1], wireframe: true, label: "c" });
  source.stats.set({ ...source.stats.get(), messagesIn: 63 });
  expect(resets.map((reset) => reset.hidden)).toEqual([true, false, true]);
});

test("few frames on demand are not told as a slow page", () => {
  expect(frameWords({ fps: 0, frameMs: 102 }).value).toBe("Idle");
  expect(frameWords({ fps: 1, frameMs: 102 })).toEqual({ value: "On demand", note: "1 in a second, 102 ms a frame" });
  expect(frameWords({ fps: 9, frameMs: 102 }).value).toBe("9");
  expect(frameWords({ fps: 60, frameMs: 4 }).value).toBe("60");
});

test("the tree is worked with the keyboard", () => {
  const tree = find(".tree");
  press("Home", tree);
  press("ArrowDown", tree);
  expect(source.selection.get()).toBe(id("arm"));
  expect(tree.getAttribute("aria-activedescendant")).toBe(rowOf("arm").id);
  press(" ", tree);
  press("Enter", tree);
  expect(source.calls).toEqual(expect.arrayContaining([`hide ${id("arm")}`, `frame ${id("arm")}`]));
  press("Escape", tree);
  expect(source.selection.get()).toBeUndefined();
});

test("the eye hides and shows", () => {
  rowOf("arm").querySelector("button")?.click();
  expect(source.calls.at(-1)).toBe(`hide ${id("arm")}`);
  rowOf("arm").querySelector("button")?.click();
  expect(source.calls.at(-1)).toBe(`show ${id("arm")}`);
  expect(source.selection.get()).toBeUndefined();
});

test("a failing node says why", () => {
  find(".failing").click();
  const badge = rowOf("room").querySelector<HTMLElement>(".tree-badge");
  expect(badge?.hidden).toBe(false);
  expect(badge?.getAttribute("aria-label")).toBe("Fails: Splats is not drawn yet");
});

test("a slash goes to the search, and typing narrows the tree", () => {
  press("/");
  const search = find(".search input") as HTMLInputElement;
  expect(document.activeElement).toBe(search);
  search.value = "roller-11";
  search.dispatchEvent(new Event("input"));
  expect(find(".scene .card-actions").textContent).toContain("1 of 197");
  press("Escape", search);
  expect(search.value).toBe("");
});

test("letters are left to a program that reads the keyboard", () => {
  source.selection.set(id("arm"));
  press("f");
  expect(source.calls.at(-1)).toBe(`frame ${id("arm")}`);
  source.calls.length = 0;
  const first = source.tree.get()[0];
  if (first) source.tree.set([...source.tree.get(), { ...first, id: 999, tag: "KeyboardMonitor", key: "keys" }]);
  press("f");
  expect(source.calls).toEqual([]);
});

test("a lost connection is said after a moment, with the time until the next attempt", () => {
  const notice = find(".notice");
  const closed = { phase: "closed", url: "ws://robot:8012", code: 1006, reason: "", byProgram: false } as const;
  source.connection.set({ ...closed, retryAt: Date.now() + 4000 });
  expect(notice.hidden).toBe(true);
  vi.advanceTimersByTime(1300);
  expect(notice.hidden).toBe(false);
  expect(notice.textContent).toContain("robot:8012 cannot be reached. Trying again in 3 s.");
  vi.advanceTimersByTime(1000);
  expect(notice.textContent).toContain("in 2 s.");
  source.reconnect();
  expect(notice.hidden).toBe(true);
});

test("screen readers hear of a loss once, not of every attempt", () => {
  const said: (string | null)[] = [];
  const announcer = find("p[aria-live]");
  const closed = { phase: "closed", url: "ws://robot:8012", code: 1006, reason: "", byProgram: false } as const;
  for (let attempt = 1; attempt < 4; attempt += 1) {
    source.connection.set({ ...closed, retryAt: Date.now() + 1000 });
    said.push(announcer.textContent);
    source.connection.set({ phase: "connecting", url: closed.url, attempt });
    said.push(announcer.textContent);
  }
  expect(new Set(said)).toEqual(new Set(["robot:8012 cannot be reached."]));
  source.reconnect();
  expect(announcer.textContent).toBe("Connected to 192.168.1.20:8012.");
});

test("one can connect elsewhere", () => {
  find(".connection").click();
  const address = find(".address input") as HTMLInputElement;
  address.value = "http://[";
  find(".address").dispatchEvent(new Event("submit", { cancelable: true }));
  expect(find(".problem").textContent).toContain("looks like");
  address.value = "robot:9000";
  find(".address").dispatchEvent(new Event("submit", { cancelable: true }));
  expect(source.calls).toContain("connect ws://robot:9000");
  expect(find(".connection-card").hidden).toBe(true);
});

test("the log counts by level, filters, and is bounded on the screen", () => {
  source.log.set(someLog(Date.now()));
  expect(host.querySelectorAll(".log-lines li").length).toBe(5);
  find(".level.info").click();
  expect(host.querySelectorAll(".log-lines li").length).toBe(4);
  expect(find(".tabs .has-error .count").textContent).toBe("4");
  const many = Array.from({ length: 2000 }, (_, index) => ({ id: index, time: 0, level: "error", text: "x", count: 1 }) as const);
  source.log.set(many);
  expect(host.querySelectorAll(".log-lines li").length).toBe(400);
});

test("new errors are shown for a moment, unless the log is open", () => {
  const entry = { time: 0, level: "error", text: "it broke", count: 1 } as const;
  source.log.set([{ ...entry, id: 1 }]);
  expect(find(".toast-text").textContent).toBe("it broke");
  source.log.set([{ ...entry, id: 1, count: 2 }]);
  expect(host.querySelectorAll(".toast").length).toBe(1);
  vi.advanceTimersByTime(8000);
  expect(host.querySelectorAll(".toast").length).toBe(0);
  find('.tabs [aria-label="Log"]').click();
  source.log.set([{ ...entry, id: 2 }]);
  expect(host.querySelectorAll(".toast").length).toBe(0);
});

test("what the program says has a panel of its own, as text only", () => {
  const program = find(".program");
  expect(program.hidden).toBe(true);
  source.html.set(["<img src=x onerror=alert(1)>"]);
  expect(program.hidden).toBe(false);
  expect(program.querySelector("img")).toBeNull();
  expect(program.textContent).toContain("<img src=x");
});

test("a question waits for its answer; leaving it is a no", () => {
  const answers: boolean[] = [];
  const ask = (): void => {
    source.consent.set({ title: "Connect?", text: "Really?", host: "robot:8012", answer: (allow) => answers.push(allow) });
  };
  ask();
  find(".consent .primary").click();
  source.consent.set(undefined);
  ask();
  find(".consent").dispatchEvent(new Event("close"));
  expect(answers).toEqual([true, false]);
});

test("hidden panels leave questions and nothing else", () => {
  source.panelsShown.set(false);
  expect(find(".chrome").hidden).toBe(true);
  source.consent.set({ title: "Connect?", text: "", host: "", answer: () => undefined });
  expect(find(".consent").closest("[hidden]")).toBeNull();
});

test("the theme goes round, is remembered, and the canvas is told", () => {
  const button = find('.actions [aria-label="Colours: as the system"]');
  button.click();
  expect(document.documentElement.dataset.theme).toBe("dark");
  panels.dispose();
  mount();
  expect(document.documentElement.dataset.theme).toBe("dark");
  expect(source.calls).toContain("themeChanged");
  find('.actions [aria-label="Colours: dark"]').click();
  expect(document.documentElement.dataset.theme).toBe("light");
  find('.actions [aria-label="Colours: light"]').click();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("the gizmo looks along axes, with one tab stop", () => {
  source.drawFrame();
  expect(host.querySelectorAll('.gizmo [tabindex="0"]').length).toBe(1);
  find('[aria-label="Look from minus Y"]').click();
  expect(source.calls.at(-1)).toBe("viewFrom 0 -1 0");
  panels.dispose();
  mount({ gizmo: "none" });
  expect(host.querySelector(".gizmo")).toBeNull();
});

test("nothing stays subscribed after the end", () => {
  panels.dispose();
  expect(host.childElementCount).toBe(0);
  source.log.set(someLog(0));
  source.selection.set(1);
  press("f");
  expect(source.calls.filter((call) => call.startsWith("frame"))).toEqual([]);
});
