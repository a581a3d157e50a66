// Sizes by hand: the columns' widths on a wide page, the sheet's height on a narrow one.

import { h, setAttribute, type Scope } from "./dom";
import { remember, remembered } from "./prefs";

const MIN_WIDTH = 220;
const MAX_WIDTH = 560;
const STEP = 16;
/** A sheet dragged below this closes. */
const CLOSE_BELOW = 140;

export interface Column {
  readonly side: "left" | "right";
  /** In `--NAME-width`, and where the width is remembered. */
  readonly name: string;
  readonly label: string;
  readonly width: number;
}

/** A separator at the inner edge of a column: drag it, or focus it and use the arrow keys. */
export function columnSeparator(chrome: HTMLElement, scope: Scope, column: Column): HTMLElement {
  const element = h("div", {
    class: `separator ${column.side}`,
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-label": column.label,
    "aria-valuemin": MIN_WIDTH,
    "aria-valuemax": MAX_WIDTH,
  });
  const outwards = column.side === "left" ? 1 : -1;
  const key = `${column.name}.width`;
  let { width } = column;
  const set = (wanted: number): void => {
    width = Math.round(Math.min(Math.max(wanted, MIN_WIDTH), MAX_WIDTH));
    chrome.style.setProperty(`--${column.name}-width`, `${width}px`);
    setAttribute(element, "aria-valuenow", width);
  };
  const saved = Number(remembered(key));
  set(saved > 0 ? saved : width);
  scope.listen(element, "pointerdown", (event) => {
    const start = width - outwards * event.clientX;
    follow(element, event, {
      move: (moved) => {
        set(start + outwards * moved.clientX);
      },
      end: () => {
        remember(key, String(width));
      },
    });
  });
  scope.listen(element, "keydown", (event) => {
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    set(width + outwards * step);
    remember(key, String(width));
  });
  return element;
}

/**
 * On a narrow page the canvas ends where the open sheet begins, so that the scene is in sight beside it:
 * `--view-bottom` of the page is the height that is taken.
 */
export function leaveRoomForSheets(chrome: HTMLElement, scope: Scope, narrow: () => boolean): void {
  const page = document.documentElement;
  const update = (): void => {
    const sheets = narrow() ? [...chrome.querySelectorAll<HTMLElement>(".sheet")] : [];
    const top = sheets.reduce((least, { offsetTop, offsetHeight }) => (offsetHeight > 0 ? Math.min(least, offsetTop) : least), Infinity);
    const taken = Number.isFinite(top) && !chrome.hidden ? Math.max(0, chrome.clientHeight - top) : 0;
    page.style.setProperty("--view-bottom", `${taken}px`);
  };
  const sizes = new ResizeObserver(update);
  sizes.observe(chrome);
  for (const sheet of chrome.querySelectorAll(".sheet")) sizes.observe(sheet);
  scope.add(() => {
    sizes.disconnect();
    page.style.removeProperty("--view-bottom");
  });
}

/** On a narrow page the head of a sheet is its handle: drag it up or down, or far down to close it. */
export function dragSheets(
  chrome: HTMLElement,
  scope: Scope,
  options: { readonly enabled: () => boolean; readonly close: () => void },
): void {
  scope.listen(chrome, "pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const head = target?.closest<HTMLElement>(".card-head");
    const sheet = target?.closest<HTMLElement>(".sheet");
    if (!options.enabled() || !head || !sheet || target?.closest("button")) return;
    const start = sheet.getBoundingClientRect().height + event.clientY;
    let height = start - event.clientY;
    follow(head, event, {
      move(moved) {
        height = start - moved.clientY;
        chrome.style.setProperty("--sheet-height", `${Math.round(height)}px`);
      },
      end() {
        if (height >= CLOSE_BELOW) return;
        chrome.style.removeProperty("--sheet-height");
        options.close();
      },
    });
  });
}

/** Follow one pointer until it is let go. */
function follow(
  element: HTMLElement,
  start: PointerEvent,
  on: { readonly move: (event: PointerEvent) => void; readonly end: () => void },
): void {
  start.preventDefault();
  element.setPointerCapture(start.pointerId);
  const move = (event: PointerEvent): void => {
    if (event.pointerId === start.pointerId) on.move(event);
  };
  const end = (): void => {
    element.removeEventListener("pointermove", move);
    element.removeEventListener("lostpointercapture", end);
    on.end();
  };
  element.addEventListener("pointermove", move);
  // Also comes after pointerup and pointercancel.
  element.addEventListener("lostpointercapture", end);
}
