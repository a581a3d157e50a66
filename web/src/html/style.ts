// The `style` of a program's HTML: an object of camel-cased CSS properties, as the original has it.
//
// Properties are set one by one through the CSS object model, so that no value can end a declaration and begin
// another. Only those are allowed that shape an element in its place: none that takes it out of the panel
// (`position`, `z-index`), none that fetches.

/** By their names in CSS. */
const ALLOWED: ReadonlySet<string> = new Set(
  [
    "color background background-color opacity visibility display box-sizing overflow overflow-x overflow-y cursor",
    "font font-family font-size font-style font-variant font-variant-numeric font-weight line-height letter-spacing",
    "word-spacing text-align text-decoration text-decoration-line text-decoration-color text-decoration-style",
    "text-indent text-overflow text-transform text-shadow white-space word-break overflow-wrap vertical-align",
    "list-style list-style-type list-style-position direction tab-size hyphens user-select",
    "width min-width max-width height min-height max-height aspect-ratio object-fit object-position",
    "margin margin-top margin-right margin-bottom margin-left margin-block margin-inline",
    "padding padding-top padding-right padding-bottom padding-left padding-block padding-inline",
    "border border-top border-right border-bottom border-left border-width border-style border-color",
    "border-radius border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius",
    "border-collapse border-spacing box-shadow outline accent-color color-scheme image-rendering table-layout",
    "flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap order gap row-gap column-gap",
    "align-content align-items align-self justify-content justify-items justify-self place-content place-items",
    "grid-template grid-template-columns grid-template-rows grid-column grid-row grid-auto-flow grid-auto-columns",
    "grid-auto-rows columns column-count column-width float clear transform transform-origin",
  ].flatMap((names) => names.split(" ")),
);

/** Numbers are pixels, except for these. */
const UNITLESS: ReadonlySet<string> = new Set(
  "opacity font-weight line-height flex flex-grow flex-shrink order column-count tab-size aspect-ratio grid-column grid-row".split(" "),
);

/** Functions that fetch, and characters by which they could be disguised. */
const REFUSED = /(url|image|image-set|src|element|cross-fade|paint|attr|var|env)\s*\(|[\\{};@<>]/i;

const MAX_LENGTH = 300;

/** The names of the given properties that were not set. */
export function applyStyle(element: HTMLElement, style: unknown): readonly string[] {
  const refused: string[] = [];
  const wanted = new Map<string, string>();
  for (const [name, value] of Object.entries(isRecord(style) ? style : {})) {
    const property = cssName(name);
    const text = cssValue(property, value);
    if (text === undefined) refused.push(name);
    else if (text !== "") wanted.set(property, text);
  }
  for (const property of Array.from(element.style)) {
    if (!wanted.has(property)) element.style.removeProperty(property);
  }
  for (const [property, text] of wanted) element.style.setProperty(property, text);
  return refused;
}

/** Give an element the allowed part of a `style` attribute, for elements that come from markup. */
export function setStyleText(element: HTMLElement, css: string): void {
  // A document that is not shown fetches nothing that the text may ask for.
  const { style } = document.implementation.createHTMLDocument("").body;
  style.cssText = css;
  for (const property of Array.from(style)) {
    const text = cssValue(property, style.getPropertyValue(property));
    if (text !== undefined) element.style.setProperty(property, text);
  }
}

/** The value as CSS; "" for one that is to be left out, undefined for one that is not allowed. */
function cssValue(property: string, value: unknown): string | undefined {
  if (!ALLOWED.has(property)) return undefined;
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "number" && Number.isFinite(value)) return UNITLESS.has(property) || value === 0 ? String(value) : `${value}px`;
  if (typeof value !== "string" || value.length > MAX_LENGTH || REFUSED.test(value)) return undefined;
  return value.trim();
}

function cssName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
