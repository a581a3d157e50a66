// The few helpers that plain DOM needs to be pleasant: make an element, and end what was begun.
//
// Text always goes in as text nodes and attributes through `setAttribute`; nothing here parses markup.

import type { Readable } from "../store";

export type Child = Node | string | undefined;

/** Attributes by their names in HTML. `true` is an empty attribute; `false` and `undefined` leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Set an attribute, or remove it if the value is false or undefined. Does nothing where it is set already. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else {
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Replace an element's text, if it is another one: an unchanged text costs no layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Make an element. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) setAttribute(element, attribute, value);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly SVGElement[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) setAttribute(element, attribute, value);
  element.append(...children);
  return element;
}

/** What ends together: subscriptions, listeners, timers. */
export class Scope {
  readonly #ends: (() => void)[] = [];
  #over = false;

  /** Call this at the end; at once if the end has been. */
  add(end: () => void): void {
    if (this.#over) end();
    else this.#ends.push(end);
  }

  /** Call back now and on every change. */
  watch<T>(readable: Readable<T>, callback: (value: T) => void): void {
    this.add(readable.subscribe(callback));
    callback(readable.get());
  }

  listen<K extends keyof WindowEventMap>(target: Window, type: K, listener: (event: WindowEventMap[K]) => void): void;
  listen<K extends keyof DocumentEventMap>(
    target: Document,
    type: K,
    listener: (event: DocumentEventMap[K]) => void,
  ): void;
  listen<K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void;
  listen(target: EventTarget, type: string, listener: (event: never) => void): void {
    target.addEventListener(type, listener as EventListener);
    this.add(() => {
      target.removeEventListener(type, listener as EventListener);
    });
  }

  /** End everything, the last begun first. */
  dispose(): void {
    this.#over = true;
    for (const end of this.#ends.splice(0).reverse()) end();
  }
}
