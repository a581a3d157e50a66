/** Elements that keys are typed into, and dialogs, which have their own. */
const FIELDS = "input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, dialog, [contenteditable]";

/** Whether a key that goes there is a letter for a field of the page, and nothing for the scene. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}
