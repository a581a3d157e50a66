// Sizes by hand: the side's width on a wide page, the sheet's height on a narrow one.

import { h, setAttribute, type Scope } from "./dom";
import { remember, remembered } from "./prefs";

const MIN_WIDTH = 220;
const MAX_WIDTH = 560;
const STEP = 16;
/** A sheet dragged below this closes. */
const CLOSE_BELOW = 140;

/** A separator at the edge of the side: drag it, or focus it and use the arrow keys. */
export function sideSeparator(chrome: HTMLElement, scope: Scope): HTMLElement {
  const element = h("div", {
    class: "separator",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-label": "Width of the scene panel",
    "aria-valuemin": MIN_WIDTH,
    "aria-valuemax": MAX_WIDTH,
  });
  let width = 288;
  const set = (wanted: number): void => {
    width = Math.round(Math.min(Math.max(wanted, MIN_WIDTH), MAX_WIDTH));
    chrome.style.setProperty("--side-width", `${width}px`);
    setAttribute(element, "aria-valuenow", width);
  };
  const saved = Number(remembered("side.width"));
  set(saved > 0 ? saved : width);
  scope.listen(element, "pointerdown", (event) => {
    const start = width - event.clientX;
    follow(element, event, {
      move: (moved) => {
        set(start + moved.clientX);
      },
      end: () => {
        remember("side.width", String(width));
      },
    });
  });
  scope.listen(element, "keydown", (event) => {
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    set(width + step);
    remember("side.width", String(width));
  });
  return element;
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
