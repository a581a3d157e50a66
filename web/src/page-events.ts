// What happens to the page as a whole, outside its panels: it comes back into sight or online, and Ctrl/Cmd-\.

export interface PageEventHost {
  /** Connecting again may succeed now. */
  hurry(): void;
  togglePanels(): void;
}

export function listenToPage(host: PageEventHost, signal: AbortSignal): void {
  window.addEventListener("online", () => { host.hurry(); }, { signal });
  document.addEventListener(
    "visibilitychange",
    () => {
      if (!document.hidden) host.hurry();
    },
    { signal },
  );
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "\\" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      host.togglePanels();
    },
    { signal },
  );
}
