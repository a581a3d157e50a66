// One node in the picture: what happens around a node type that fails.

import { Group, type Object3D } from "three";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Mount, type MountHost } from "../src/scene/mount";
import type { Eye, NodeContext, NodeType, Pending } from "../src/scene/node-type";
import { lookup } from "../src/scene/registry";
import { StoreNode, type Props } from "../src/scene/store-node";

let warnings: string[];
let failures: (string | undefined)[];
/** What one eye of a headset sees alone. */
let marked: Map<Object3D, Eye>;

beforeEach(() => {
  warnings = [];
  failures = [];
  marked = new Map();
  // Markers are drawn on a canvas.
  const context = { measureText: () => ({ width: 10 }), beginPath: vi.fn(), roundRect: vi.fn(), fill: vi.fn(), fillText: vi.fn() };
  vi.stubGlobal("document", { createElement: () => ({ getContext: () => context }) });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** `onFrame` is given what the viewer would call when a callback of the node throws. */
function mount(type: NodeType<object> | Pending | undefined, props: Props = {}, onFrame?: (fail: (reason: unknown) => void) => void) {
  const node = new StoreNode(1, "k", "Tag");
  node.props = props;
  const host = {
    invalidate: () => undefined,
    loading: () => undefined,
    onFrame: (_callback: unknown, fail: (reason: unknown) => void) => {
      onFrame?.(fail);
      return () => undefined;
    },
    warn: (text: string) => warnings.push(text),
    failed: (_node: StoreNode, reason: string | undefined) => failures.push(reason),
    stage: { eyes: { mark: (object: Object3D, eye: Eye | undefined) => (eye ? marked.set(object, eye) : marked.delete(object)) } },
  };
  const subject = new Mount(node, type, host as unknown as MountHost, false);
  const parent = new Group();
  subject.attach(parent);
  return {
    subject,
    /** How many objects there are beside the node's own: its marker. */
    markers: () => (subject.object?.children.length ?? 0) + parent.children.filter((child) => child !== subject.object).length,
    update: (changed: Props): void => {
      node.props = { ...node.props, ...changed };
      subject.update(changed);
    },
  };
}

test("what could not be loaded stays failed until the node begins to load something else", () => {
  let context: NodeContext | undefined;
  const type: NodeType<{ src?: string }> = {
    create: (ctx) => {
      context = ctx;
      return {
        object: new Group(),
        update: (changed) => {
          if (changed.src !== undefined) ctx.run(() => Promise.resolve());
          return undefined;
        },
        dispose: () => undefined,
      };
    },
  };
  const { subject, update, markers } = mount(type);
  context?.fail(new Error("404"));
  update({ position: [1, 2, 3] });
  expect(subject.object?.position.toArray()).toEqual([1, 2, 3]);
  expect([subject.failure, markers()]).toEqual(["404", 1]);
  update({ jointValues: { elbow: 1 } });
  expect([subject.failure, markers()]).toEqual(["404", 1]);
  update({ src: "other" });
  expect([subject.failure, markers()]).toEqual([undefined, 0]);
  context?.fail(new Error("500"));
  context?.recover();
  expect([subject.failure, markers()]).toEqual([undefined, 0]);
});

test("props that were refused are tried again with the next, all of them", () => {
  const update = vi.fn((changed: { bad?: boolean }): undefined => {
    if (changed.bad) throw new Error("bad");
  });
  const { subject, update: change } = mount({ create: () => ({ object: new Group(), update, dispose: () => undefined }) });
  change({ bad: true });
  change({ position: [1, 0, 0] });
  expect(subject.failure).toBe("bad");
  change({ good: true });
  expect(subject.failure).toBe("bad");
  change({ bad: false });
  expect(subject.failure).toBeUndefined();
  expect(update).toHaveBeenLastCalledWith(expect.objectContaining({ good: true, bad: false }), expect.anything());
});

test("a node that was taken out of the frames for a failure is made anew", () => {
  let failFrames: ((reason: unknown) => void) | undefined;
  const create = vi.fn((ctx: NodeContext) => {
    ctx.onFrame(() => undefined);
    return { object: new Group(), update: () => undefined, dispose: () => undefined };
  });
  const { subject, update, markers } = mount({ create }, {}, (fail) => { failFrames = fail; });
  failFrames?.(new Error("no such bone"));
  update({ position: [1, 2, 3] });
  expect([subject.failure, markers(), create.mock.calls.length]).toEqual(["no such bone", 1, 1]);
  update({ bone: "other" });
  expect([subject.failure, markers(), create.mock.calls.length]).toEqual([undefined, 0, 2]);
});

test("a node that could not be created is moved, and created again with other props only", () => {
  let attempts = 0;
  const type: NodeType<object> = {
    create: () => {
      attempts++;
      throw new Error("no");
    },
  };
  const { subject, update, markers } = mount(type);
  for (let x = 0; x < 10; x++) update({ position: [x, 0, 0] });
  expect([attempts, subject.object?.position.x, markers()]).toEqual([1, 9, 1]);
  update({ src: "other" });
  expect([attempts, subject.object?.position.x, markers()]).toEqual([2, 9, 1]);
  expect(failures).toEqual(["no", undefined, "no"]);
});

test("a place that is none is mended by one, and keeps nothing else from changing", () => {
  const update = vi.fn();
  const type: NodeType<object> = { create: () => ({ object: new Group(), update, dispose: () => undefined }) };
  const { subject, update: change, markers } = mount(type, { position: "left" });
  expect([subject.failure, markers()]).toEqual(["position needs 3 numbers", 1]);
  change({ position: [1, 0, 0] });
  expect([subject.failure, markers()]).toEqual([undefined, 0]);
  change({ scale: NaN });
  expect(subject.failure).toBe("scale needs 3 numbers");
  change({ color: "red" });
  expect(update).toHaveBeenLastCalledWith({ color: "red" }, expect.anything());
  expect(subject.failure).toBe("scale needs 3 numbers");
  change({ scale: null });
  expect(subject.failure).toBeUndefined();
});

test("an object that is told no more about shadows is as its type made it", () => {
  const type: NodeType<object> = {
    create: () => {
      const object = new Group();
      object.castShadow = true;
      return { object, update: () => undefined, dispose: () => undefined };
    },
  };
  const { subject, update } = mount(type, { castShadow: false, receiveShadow: true });
  const shadows = (): unknown[] => [subject.object?.castShadow, subject.object?.receiveShadow];
  expect(shadows()).toEqual([false, true]);
  update({ castShadow: undefined, receiveShadow: null });
  expect(shadows()).toEqual([true, false]);
});

test("warnings are said once, and not without end", () => {
  let context: NodeContext | undefined;
  mount({ create: (ctx) => ((context = ctx), { dispose: () => undefined }) });
  for (let i = 0; i < 1000; i++) {
    context?.warn("the same");
    context?.warn(`another: ${i}`);
  }
  expect(warnings[0]).toBe('Tag "k": the same');
  expect(warnings).toHaveLength(50);
});

test.each(["KeyboardMonitor", "ContribLoader", "PointerControls", "Gamepad", "Hands", "MotionControllers", "OrbitControls"])(
  "%s never shows a marker",
  (tag) => {
    const type = lookup(tag);
    expect(type).toBeDefined();
    // Those that work do not fail; those that do not yet say so in the tree alone.
    if (type && "pending" in type) {
      const { subject, markers } = mount(type);
      expect([subject.failure, markers()]).toEqual(["not read yet", 0]);
    }
  },
);

test("a tag that nobody knows shows one", () => {
  expect(lookup("constructor")).toBeUndefined();
  const { subject, markers } = mount(lookup("Unheard"));
  expect([subject.failure, markers()]).toEqual(["unknown tag", 1]);
});

test("it is one eye's as long as it lives and its layers say so, whether it works or not", () => {
  const type: NodeType<object> = {
    create() {
      throw new Error("not today");
    },
  };
  const { subject, update } = mount(type, { layers: 2 });
  expect([...marked]).toEqual([[subject.object, "right"]]);
  update({ layers: undefined, src: "other" });
  expect(marked.size).toBe(0);
  update({ layers: 1 });
  expect([...marked.values()]).toEqual(["left"]);
  subject.dispose();
  expect(marked.size).toBe(0);
  mount(type, { layers: 3 });
  expect([marked.size, warnings.length]).toEqual([0, 1]);
});
