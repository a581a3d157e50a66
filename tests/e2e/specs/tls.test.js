/** Our page over HTTPS, with a certificate that the server made itself and an authority that the browser was told to trust. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { launch, open } from "../harness/browser.js";
import { box, scene } from "../harness/scenes.js";
import { Stage } from "../harness/stage.js";

const home = mkdtempSync(join(tmpdir(), "vuer-home-"));
const folder = join(home, "tls");
const flags = ["--scene", JSON.stringify(scene(box("a", "red")))];
const stage = await Stage.start("ours", "ours", flags, { VUER_TLS: "auto", VUER_TLS_DIR: folder });
after(async () => {
  await stage.stop();
  rmSync(home, { recursive: true });
});

/** Calls NSS's tool for the store of authorities in which Chromium looks. @param {string[]} args */
function certutil(...args) {
  const store = join(home, ".pki/nssdb");
  mkdirSync(store, { recursive: true });
  execFileSync("certutil", ["-d", `sql:${store}`, ...args], { stdio: "pipe" });
}

test("whoever was not told to trust the authority is warned", async () => {
  const stranger = mkdtempSync(join(tmpdir(), "vuer-home-"));
  const browser = await launch(stranger);
  try {
    const page = await browser.newPage();
    await assert.rejects(page.goto(stage.url), /ERR_CERT_AUTHORITY_INVALID/);
  } finally {
    await browser.close();
    rmSync(stranger, { recursive: true });
  }
});

test("whoever was told to has a secure context, the scene, and an encrypted socket", async () => {
  certutil("-N", "--empty-password");
  certutil("-A", "-n", "Vuer", "-t", "C,,", "-i", join(folder, "ca.pem"));
  const browser = await launch(home);
  try {
    /** @type {string[]} */
    const sockets = [];
    for (const host of ["localhost", "127.0.0.1"]) {
      const url = new URL(stage.url);
      url.hostname = host;
      const page = await open(browser, `${url.origin}/?hideUI`);
      const socket = page.page.waitForEvent("websocket");
      await page.page.reload();
      sockets.push((await socket).url());
      await page.until("the page is connected", (state) => state.connection === "open");
      assert.equal(await page.page.evaluate(() => isSecureContext && "xr" in navigator), true, host);
      await page.until("the box is there", (state) => state.nodes?.some((/** @type {any} */ node) => node.key === "a"));
      assert.deepEqual(page.foreign, []);
      assert.deepEqual(page.errors, []);
      await page.close();
    }
    const port = new URL(stage.url).port;
    assert.deepEqual(sockets.map((url) => new URL(url).origin), [`wss://localhost:${port}`, `wss://127.0.0.1:${port}`]);
  } finally {
    await browser.close();
  }
});
