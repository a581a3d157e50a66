// NumberInput and VectorInput: one number, or a few that belong together. INPUT with all of them.

import type { NumberInputProps, VectorInputProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { brief, isNumber, isNumbers, type Reader } from "../../scene/read";
import { h, setAttribute, setText } from "../dom";
import { clean, field, fieldNode } from "./field";

const MAX_FIELDS = 16;
const NAMES = ["x", "y", "z", "w"];

interface Limits {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly step: number;
  readonly disabled: boolean;
}

/** A field that holds a number and keeps its last one when something else is typed. */
class NumberField {
  readonly input = h("input", { type: "number", class: "number-field", inputmode: "decimal" });
  #value = 0;
  #limits: Limits = { min: undefined, max: undefined, step: 1, disabled: false };

  constructor(changed: () => void) {
    this.input.addEventListener("change", () => {
      const typed = this.input.valueAsNumber;
      if (Number.isFinite(typed)) this.#value = this.#within(typed);
      this.#show();
      if (Number.isFinite(typed)) changed();
    });
  }

  get value(): number {
    return this.#value;
  }

  set value(value: number) {
    this.#value = clean(value);
    this.#show();
  }

  limit(limits: Limits): void {
    this.#limits = limits;
    setAttribute(this.input, "min", limits.min);
    setAttribute(this.input, "max", limits.max);
    setAttribute(this.input, "step", limits.step);
    this.input.disabled = limits.disabled;
  }

  #within(value: number): number {
    const { min, max } = this.#limits;
    return Math.min(Math.max(value, min ?? -Infinity), max ?? Infinity);
  }

  #show(): void {
    this.input.value = String(this.#value);
  }
}

/** What both take. */
type LimitProps = Pick<NumberInputProps, "min" | "max" | "step" | "disabled">;

function limitsOf(read: Reader<LimitProps>, step: number): Limits {
  const optional = (name: "min" | "max"): number | undefined => {
    const value = read.raw(name);
    return value === undefined ? undefined : clean(read.number(name, 0));
  };
  const limits = {
    min: optional("min"),
    max: optional("max"),
    step: clean(read.number("step", step)),
    disabled: read.boolean("disabled", false),
  };
  if (limits.step <= 0) throw new Error(`step should be above 0, not ${limits.step}`);
  return limits;
}

export const numberInput: NodeType<NumberInputProps> = {
  create(ctx, props) {
    const number = new NumberField(() => {
      ctx.edit({ value: number.value });
      ctx.send("INPUT", number.value);
    });
    const parts = field(ctx, "row", number.input);
    return fieldNode<NumberInputProps>(ctx, parts, props, (changed, read) => {
      number.limit(limitsOf(read, 1));
      if ("value" in changed) number.value = read.number("value", 0);
    });
  },
};

export const vectorInput: NodeType<VectorInputProps> = {
  create(ctx, props) {
    const list = h("div", { class: "vector" });
    const parts = field(ctx, "stack", list, true);
    const fields: { readonly element: HTMLElement; readonly name: HTMLElement; readonly number: NumberField }[] = [];

    const addField = (): void => {
      const number = new NumberField(() => {
        const value = fields.map((each) => each.number.value);
        ctx.edit({ value });
        ctx.send("INPUT", value);
      });
      const name = h("span", { class: "vector-name" });
      const element = h("label", { class: "vector-field" }, name, number.input);
      fields.push({ element, name, number });
      list.append(element);
    };
    return fieldNode<VectorInputProps>(ctx, parts, props, (changed, read) => {
      if ("value" in changed) {
        const value = numbersOf(changed.value);
        while (fields.length < value.length) addField();
        for (const { element } of fields.splice(value.length)) element.remove();
        for (const [index, { number }] of fields.entries()) number.value = value[index] ?? 0;
      }
      const limits = limitsOf(read, 0.1);
      const names = namesOf(read.raw("names"), fields.length);
      for (const [index, { name, number }] of fields.entries()) {
        number.limit(limits);
        setText(name, names[index] ?? "");
        name.hidden = names[index] === undefined;
        setAttribute(number.input, "aria-label", names[index] ?? `number ${index + 1}`);
      }
    });
  },
};

function numbersOf(value: unknown): readonly number[] {
  if (value === undefined || value === null) return [0, 0, 0];
  if (isNumbers(value, 1) && value.length <= MAX_FIELDS) return value;
  // Programs send a typed array where they have one.
  if (ArrayBuffer.isView(value) && "length" in value && Number(value.length) <= MAX_FIELDS) {
    const numbers = Array.from(value as unknown as ArrayLike<unknown>);
    if (numbers.length > 0 && numbers.every(isNumber)) return numbers;
  }
  throw new Error(`value should be one to ${MAX_FIELDS} numbers, not ${brief(value)}`);
}

function namesOf(names: unknown, count: number): readonly string[] {
  if (Array.isArray(names)) return names.map(String);
  return count <= NAMES.length ? NAMES : [];
}
