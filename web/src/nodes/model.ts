// Models from files: Glb, Obj, Stl, Ply, Pcd, Dae, Fbx and Bvh differ in their format, and in what there is
// to be said about its look.

import { Group } from "three";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { brief, Reader } from "../scene/read";
import { ModelAnimation } from "./animation/model";
import type { BoneStyle } from "./models/bones";
import { contentOf, encodingOf, fileMap } from "./models/content";
import { reportFailure } from "./models/failure";
import type { Reading } from "./models/files";
import type { Copied, Formats, Kind, ModelNodeProps, Shown } from "./models/shown";

/** The props that choose what is loaded. */
const CONTENT = ["src", "text", "buff", "encoding", "assets", "mtl", "materials"] as const;

const KINDS: { readonly [T in keyof Formats]: Kind } = {
  Bvh: { format: "bvh", bones: bvhBones, scale: 0.01, unpainted: true },
  Dae: { format: "dae" },
  Fbx: { format: "fbx", bones: fbxBones },
  Glb: { format: "glb" },
  Obj: { format: "obj" },
  Pcd: { format: "pcd", pointSize: 0.0015 },
  Ply: { format: "ply", pointSize: 0.005 },
  Stl: { format: "stl" },
};

function boneStyle(ctx: NodeContext, props: Readonly<ModelNodeProps>): Pick<BoneStyle, "axesScale" | "labels" | "shadows"> {
  const read = new Reader(ctx, props);
  return {
    axesScale: read.number("frameScale", 1),
    labels: read.boolean("label", false),
    shadows: { cast: props.castShadow !== false, receive: props.receiveShadow !== false },
  };
}

function bvhBones(ctx: NodeContext, props: Readonly<ModelNodeProps>): BoneStyle {
  const read = new Reader(ctx, props);
  return {
    ...boneStyle(ctx, props),
    shape: read.oneOf("bone", ["capsule", "bone"], "capsule"),
    radius: read.raw("boneRadius") === undefined ? undefined : Math.max(read.number("boneRadius", 0), 0),
    color: read.color("color", "#23aaff").getStyle(),
    jointColor: (read.color("jointColor") ?? read.color("skeletonColor", "#ffda23")).getStyle(),
    materialType: props.materialType,
    axes: read.boolean("showFrames", true),
  };
}

function fbxBones(ctx: NodeContext, props: Readonly<ModelNodeProps>): BoneStyle {
  const read = new Reader(ctx, props);
  return {
    ...boneStyle(ctx, props),
    shape: "capsule",
    radius: Math.max(read.number("boneRadius", 0.01), 0),
    color: "#5eead4",
    jointColor: read.color("jointColor", "#ffda23").getStyle(),
    materialType: undefined,
    axes: read.boolean("frame", false),
  };
}

/** How the file is to be read. */
function readingOf(ctx: NodeContext, { format }: Kind, props: Readonly<ModelNodeProps>): Reading {
  const read = new Reader(ctx, props);
  const reading = { format, encoding: encodingOf(props), assets: fileMap(ctx, "assets", props.assets) };
  if (format !== "obj") return reading;
  // The files that an OBJ names are beside it; those of the node are where the scene's are.
  const place = (url: string): string => (Object.hasOwn(reading.assets, url) ? url : ctx.resolve(url));
  const libraries = [read.string("mtl"), ...texts(ctx, "materials", props.materials)].filter((url): url is string => url !== undefined && url !== "");
  return { ...reading, libraries: libraries.map(place) };
}

function texts(ctx: NodeContext, name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  const known = items.filter((item) => typeof item === "string");
  if (known.length < items.length) ctx.warn(`${name} should be a list of URLs, not ${brief(value)}`);
  return known;
}

/** A node of one of the formats. */
export function model<T extends keyof Formats>(tag: T): NodeType<Formats[T]> {
  const kind: Kind = KINDS[tag];
  return {
    create(ctx, first) {
      let props = first as Readonly<ModelNodeProps>;
      const object = new Group();
      // The file's own size; nodes in the model are in the unit of the program.
      const place = new Group();
      object.add(place);
      const animation = new ModelAnimation(ctx, object, props);
      let shown: Shown | undefined;
      let endLoading: (() => void) | undefined;
      let failed = false;

      const resize = (): void => {
        const given = props.scale != null || props.matrix != null;
        place.scale.setScalar(given ? 1 : (kind.scale ?? 1));
      };
      const hide = (): void => {
        animation.show(undefined);
        shown?.dispose();
        shown = undefined;
      };
      const show = ({ model, copy }: Copied, next: Shown): void => {
        // The model before stays until its successor is there.
        hide();
        shown = next;
        shown.addTo(place);
        animation.show(copy, model.clips);
        for (const file of model.missing) ctx.warn(`${file} could not be loaded`);
        for (const note of model.notes) ctx.warn(note);
        if (typeof props.onLoad === "string") ctx.send("LOAD", props.onLoad);
      };
      const load = (): void => {
        endLoading?.();
        failed = false;
        const content = contentOf(props);
        if (!content) {
          hide();
          ctx.recover();
          return;
        }
        const end = ctx.run(async (signal) => {
          try {
            const reading = readingOf(ctx, kind, props);
            const { Shown, copyOf } = await import("./models/shown");
            const copied = await copyOf(ctx, content, reading, signal);
            signal.throwIfAborted();
            endLoading = undefined;
            show(copied, new Shown(ctx, kind, copied.copy, props, end));
          } catch (error) {
            signal.throwIfAborted();
            failed = true;
            hide();
            reportFailure(ctx, tag, content, error);
            throw error;
          }
        });
        endLoading = end;
      };

      resize();
      load();
      return {
        object,
        update(changed, now) {
          props = now;
          resize();
          // After a failure any change but of its place is worth another try.
          if (CONTENT.some((name) => name in changed) || (failed && !isMove(changed))) load();
          shown?.update(props);
          animation.update(props);
          return undefined;
        },
        dispose() {
          endLoading?.();
          hide();
          animation.dispose();
        },
      };
    },
  };
}
