// Fields in which the props of the selected node are changed: one kind for each kind of value.

import { h, setText } from "./dom";
import { clean } from "./elements/field";
import { colorOf, describe } from "./value";

export interface Editor {
  readonly kind: EditorKind;
  readonly element: HTMLElement;
  /** Show this value, unless the user is about to type another. */
  show(value: unknown): void;
}

export type EditorKind = "flag" | "number" | "vector" | "color" | "text" | "read";

/** Longer vectors are matrices and lists: nobody types those. */
const MAX_PARTS = 4;
const MAX_TEXT = 200;

export function kindOf(name: string, value: unknown): EditorKind {
  if (typeof value === "boolean") return "flag";
  if (colorOf(name, value) !== undefined) return "color";
  if (typeof value === "number") return "number";
  if (Array.isArray(value) && value.length > 0 && value.length <= MAX_PARTS && value.every((part) => typeof part === "number")) return "vector";
  return typeof value === "string" && value.length <= MAX_TEXT && !value.includes("\n") ? "text" : "read";
}

/** `change` is called with the new value of the prop. */
export function makeEditor(kind: EditorKind, name: string, change: (value: unknown) => void): Editor {
  switch (kind) {
    case "flag":
      return flag(name, change);
    case "number":
      return numbers("number", name, ([value]) => {
        change(value);
      });
    case "vector":
      return numbers("vector", name, change);
    case "color":
      return color(name, change);
    case "text":
      return text(name, change);
    case "read": {
      const element = h("span", { class: "prop-text" });
      return {
        kind,
        element,
        show(value) {
          const words = describe(value);
          setText(element, words);
          element.title = words;
        },
      };
    }
  }
}

function flag(name: string, change: (value: boolean) => void): Editor {
  const element = h("input", { type: "checkbox", class: "switch", role: "switch", "aria-label": name });
  element.addEventListener("change", () => {
    change(element.checked);
  });
  return {
    kind: "flag",
    element,
    show(value) {
      element.checked = value === true;
    },
  };
}

function numbers(kind: "number" | "vector", name: string, change: (values: readonly number[]) => void): Editor {
  const element = h("span", { class: "prop-numbers" });
  const fields: HTMLInputElement[] = [];
  /** What is in the fields, with the digits that they do not show. */
  let shown: number[] = [];
  const add = (): void => {
    const index = fields.length;
    const label = kind === "number" ? name : `${name} ${"xyzw".charAt(index)}`;
    const input = h("input", { type: "number", class: "number-field", inputmode: "decimal", step: "any", "aria-label": label });
    input.addEventListener("change", () => {
      const typed = input.valueAsNumber;
      if (Number.isFinite(typed)) {
        shown = shown.map((value, at) => (at === index ? typed : value));
        change(shown);
      } else show(index);
    });
    // The browser's own steps are whole ones; a tenth of what is there suits metres and radians alike.
    input.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const value = shown[index] ?? 0;
      const step = (Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 0.1 : 0.01) * (event.shiftKey ? 10 : 1);
      const next = clean(Math.fround(value + (event.key === "ArrowUp" ? step : -step)));
      shown = shown.map((each, at) => (at === index ? next : each));
      show(index);
      change(shown);
    });
    fields.push(input);
    element.append(input);
  };
  const show = (index: number): void => {
    const input = fields[index];
    if (input) input.value = String(+clean(shown[index] ?? 0).toPrecision(6));
  };
  return {
    kind,
    element,
    show(value) {
      const next = Array.isArray(value) ? (value as number[]) : [Number(value)];
      while (fields.length < next.length) add();
      for (const input of fields.splice(next.length)) input.remove();
      shown = [...next];
      for (const [index, input] of fields.entries()) if (document.activeElement !== input) show(index);
    },
  };
}

function color(name: string, change: (value: string) => void): Editor {
  const picker = h("input", { type: "color", class: "color-field", "aria-label": name });
  const code = h("span", { class: "prop-text" });
  picker.addEventListener("input", () => {
    change(picker.value);
  });
  return {
    kind: "color",
    element: h("span", { class: "prop-color" }, picker, code),
    show(value) {
      const css = colorOf(name, value) ?? "";
      setText(code, describe(value));
      picker.value = hexOf(css, picker);
    },
  };
}

function text(name: string, change: (value: string) => void): Editor {
  const element = h("input", { type: "text", class: "prop-field", "aria-label": name, spellcheck: "false" });
  element.addEventListener("change", () => {
    change(element.value);
  });
  return {
    kind: "text",
    element,
    show(value) {
      if (document.activeElement !== element) element.value = String(value);
    },
  };
}

/** A CSS colour as #rrggbb, as colour fields want it. */
function hexOf(css: string, probe: HTMLElement): string {
  if (/^#[0-9a-f]{6}$/i.test(css)) return css;
  probe.style.color = css;
  const parts = /(\d+)\D+(\d+)\D+(\d+)/.exec(getComputedStyle(probe).color)?.slice(1) ?? ["0", "0", "0"];
  probe.style.color = "";
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}
