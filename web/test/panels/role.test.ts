// @vitest-environment happy-dom
// The card that says who operates.

import { beforeEach, expect, test } from "vitest";
import { Scope } from "../../src/panels/dom";
import { roleCard } from "../../src/panels/role";
import { FakeSource } from "./fake-source";

let source: FakeSource;
let card: HTMLElement;

beforeEach(() => {
  source = new FakeSource();
  card = roleCard(source, new Scope());
});

const buttons = (): HTMLButtonElement[] => [...card.querySelectorAll("button")].filter((button) => !button.hidden);
const offers = (): (string | null)[] => buttons().map(({ textContent }) => textContent);

function press(name: string): void {
  const button = buttons().find(({ textContent }) => textContent === name);
  if (!button) throw new Error(`no button ${name}`);
  button.click();
}

test("it is there only where there are roles", () => {
  expect(card.hidden).toBe(true);
  source.role.set({ visitor: 1, operates: true, operator: 1, asking: [] });
  expect(card.hidden).toBe(false);
  source.role.set(undefined);
  expect(card.hidden).toBe(true);
});

test("an observer asks, and may change its mind", () => {
  source.role.set({ visitor: 2, operates: false, operator: 1, asking: [] });
  expect(card.textContent).toContain("You observe (visitor 2). Visitor 1 operates.");
  expect(offers()).toEqual(["Ask for control"]);
  press("Ask for control");
  source.role.set({ visitor: 2, operates: false, operator: undefined, asking: [2] });
  expect(card.textContent).toContain("Nobody operates. You have asked for control.");
  expect(offers()).toEqual(["Ask no more"]);
  press("Ask no more");
  expect(source.calls).toEqual(["wish ask", "wish withdraw"]);
});

test("the operator grants, declines and hands back", () => {
  source.role.set({ visitor: 1, operates: true, operator: 1, asking: [4, 2, 5, 6] });
  expect(card.textContent).toContain("You operate (visitor 1).");
  expect(offers()).toEqual(["Grant", "Decline", "Grant", "Decline", "Grant", "Decline", "Hand back"]);
  press("Grant");
  press("Decline");
  press("Hand back");
  expect(source.calls).toEqual(["wish grant 4", "wish decline 4", "wish release"]);
  source.role.set({ visitor: 1, operates: false, operator: 1, asking: [] });
  expect(card.textContent).toContain("Control is being handed over.");
  expect(offers()).toEqual(["Ask for control"]);
});
