// What the page remembers between visits: in localStorage, which may be missing, full or forbidden (a
// sandboxed frame, a private window). Then things are simply not remembered.

const PREFIX = "vuer.";

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Not remembered: see above.
  }
}
