// What HTML of a program may consist of: the one list of elements and attributes.
//
// Everything that becomes HTML goes by it: nodes of `htmlChildren` and of `Html`, and markup inside Markdown.
// Whatever is not in it does not reach the page – scripts, style sheets, forms, frames, plugins, SVG, `on…`,
// `srcdoc`, `id` and `class` (which could pretend to be parts of the page). The few elements that do more than
// show something (Button, Input, iframe …) are node types with code of their own in `panels/elements`.

/** How an attribute's value is checked. */
export type AttributeKind = "text" | "flag" | "number" | "link" | "picture" | "media";

type Attributes = Readonly<Record<string, AttributeKind>>;

/** Allowed on every element, as is `style` (see `style.ts`). */
const ANYWHERE: Attributes = { title: "text", lang: "text", dir: "text", role: "text", "aria-label": "text" };

const NONE: Attributes = {};
const CELL: Attributes = { colspan: "number", rowspan: "number", scope: "text", align: "text" };
const MEDIA: Attributes = {
  src: "media",
  controls: "flag",
  loop: "flag",
  muted: "flag",
  autoplay: "flag",
  playsinline: "flag",
};

const PLAIN = [
  "article section header footer main nav aside div address",
  "h1 h2 h3 h4 h5 h6 p span hr br wbr pre blockquote figure figcaption",
  "b strong i em u s small sub sup mark code kbd samp var abbr cite q dfn bdi bdo del ins ruby rt rp",
  "ul dl dt dd table caption colgroup thead tbody tfoot tr summary",
].flatMap((names) => names.split(" "));

const ELEMENTS: ReadonlyMap<string, Attributes> = new Map<string, Attributes>([
  ...PLAIN.map((name) => [name, NONE] as const),
  ["a", { href: "link" }],
  ["img", { src: "picture", alt: "text", width: "number", height: "number" }],
  ["audio", MEDIA],
  ["video", { ...MEDIA, width: "number", height: "number", poster: "picture" }],
  ["ol", { start: "number", reversed: "flag", type: "text" }],
  ["li", { value: "number" }],
  ["td", CELL],
  ["th", CELL],
  ["col", { span: "number" }],
  ["details", { open: "flag" }],
  ["time", { datetime: "text" }],
  ["progress", { value: "number", max: "number" }],
  ["meter", { value: "number", min: "number", max: "number", low: "number", high: "number", optimum: "number" }],
]);

/** Elements whose content means nothing without them: dropped with everything inside. */
const WITH_CONTENT: ReadonlySet<string> = new Set(
  "script style template noscript iframe object embed svg math select textarea head title xmp plaintext noembed noframes".split(" "),
);

/** Whether an element of this name, in lower case, may stand in a panel. */
export function isAllowedElement(name: string): boolean {
  return ELEMENTS.has(name);
}

/** Whether what stands inside an element that is not allowed goes with it. */
export function goesWithContent(name: string): boolean {
  return WITH_CONTENT.has(name);
}

/** How the value of this attribute is checked; undefined if the attribute is not allowed there. */
export function attributeKind(element: string, attribute: string): AttributeKind | undefined {
  const own = ELEMENTS.get(element) ?? NONE;
  if (Object.hasOwn(own, attribute)) return own[attribute];
  return Object.hasOwn(ANYWHERE, attribute) ? ANYWHERE[attribute] : undefined;
}

/** All attributes that an element of this name may have, `style` apart. */
export function attributesOf(element: string): readonly string[] {
  return [...Object.keys(ELEMENTS.get(element) ?? NONE), ...Object.keys(ANYWHERE)];
}
