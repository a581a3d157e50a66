/** One element in a program's panel, on a page of our own client: shown, changed, heard and taken away. */

import assert from "node:assert/strict";
import { beforeEach } from "node:test";

import { becomes } from "./child.js";
import { setUp } from "./set-up.js";

/** What a spec about elements begins with: awaited at the top of the file, like `setUp`. */
export async function setUpPanel() {
  const { browser, stage } = await setUp();
  const watched = await stage.open(browser, "", { viewport: { width: 1000, height: 700 } });
  const { page } = watched;
  const elements = page.locator(".program-body > *, .program-notices > *");

  beforeEach(() => {
    watched.violations.length = 0;
    watched.errors.length = 0;
  });

  return {
    stage,
    watched,
    page,

    /**
     * Shows one element in the panel; what to find it by.
     * @param {string} tag
     * @param {Record<string, any>} props
     */
    async show(tag, props = {}) {
      await stage.do({ op: "set", scene: { tag: "Scene", htmlChildren: [{ tag, key: "subject", ...props }] } }, watched);
      return elements.first();
    },

    /** Changes the element. @param {Record<string, any>} props */
    update(props) {
      return stage.do({ op: "update", nodes: [{ key: "subject", ...props }] }, watched);
    },

    /**
     * What the server hears while something is done.
     * @param {string} etype
     * @param {() => Promise<unknown>} act
     */
    async hears(etype, act) {
      await stage.hears(watched);
      const from = stage.child.reports.length;
      await act();
      const { key, value } = await stage.event(etype, from);
      assert.equal(key, "subject");
      return value;
    },

    /** Takes the element away. */
    async unmounts() {
      await stage.do({ op: "remove", keys: ["subject"] }, watched);
      await becomes("nothing is left", () => elements.count(), 0);
      assert.deepEqual(watched.errors, []);
      assert.deepEqual(watched.violations, []);
    },
  };
}

/** @param {import("playwright-core").Locator} locator @param {string} property */
export const css = (locator, property) =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);
