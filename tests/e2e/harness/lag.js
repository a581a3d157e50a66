/**
 * Slow connections, to find tests that take a page for being as far as its server: `VUER_E2E_LAG=400 node
 * --test specs/X.test.js` delays every message of each page's websockets, to and fro, by so many milliseconds.
 * Their order stays. Programs that stream are too much for it on a busy machine: every message goes through the
 * test's own process.
 */

const LAG_MS = Number(process.env.VUER_E2E_LAG ?? 0);

/** Before the page is opened. @param {import("playwright-core").Page} page */
export async function lag(page) {
  if (!LAG_MS) return;
  /** @param {() => void} act */
  const later = (act) => setTimeout(act, LAG_MS);
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => later(() => server.send(message)));
    server.onMessage((message) => later(() => socket.send(message)));
    socket.onClose((code, reason) => later(() => server.close({ code, reason })));
    server.onClose((code, reason) => later(() => socket.close({ code, reason })));
  });
}
