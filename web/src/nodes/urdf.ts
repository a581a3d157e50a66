// Urdf: a robot. Its joints follow `jointValues` without a reload; anything that changes the file loads it anew.

import { Group } from "three";
import type { URDFRobot } from "urdf-loader";
import type { UrdfProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { brief, isNumber, isNumbers, Reader } from "../scene/read";
import { contentOf, decodeText, encodingOf, fileMap } from "./models/content";
import { reportFailure } from "./models/failure";
import { JointDrag } from "./models/joint-drag";
import { moveJoint } from "./models/joints";
import { applyMeshProps } from "./models/meshes";
import { Paint } from "./models/paint";
import { asFolder, folderOf, type Places } from "./models/paths";
import type { LoadedRobot } from "./models/urdf";

/** The props that choose the robot. */
const CONTENT = ["src", "text", "buff", "encoding", "workingPath", "packages", "assets", "parseVisual", "parseCollision", "fetchOptions"] as const;

/** What of fetchOptions is passed on: no body, no signal, no method that changes something. */
const FETCH_OPTIONS = ["cache", "credentials", "headers", "integrity", "mode", "redirect", "referrerPolicy"] as const;

function fetchOptions(options: unknown): RequestInit {
  if (typeof options !== "object" || options === null) return {};
  return Object.fromEntries(Object.entries(options).filter(([name]) => FETCH_OPTIONS.some((known) => known === name)));
}

function placesOf(ctx: NodeContext, props: Readonly<UrdfProps>): Places {
  const { packages } = props;
  const workingPath = new Reader(ctx, props).string("workingPath");
  const src = contentOf(props);
  return {
    base: workingPath !== undefined ? asFolder(workingPath) : src && "url" in src ? folderOf(src.url) : "",
    packages: typeof packages === "string" || packages == null ? (packages ?? undefined) : packageMap(ctx, packages),
    assets: fileMap(ctx, "assets", props.assets),
  };
}

function packageMap(ctx: NodeContext, packages: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fileMap(ctx, "packages", packages)).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Set the joints that are named. Limits of the URDF hold. */
function applyJoints(ctx: NodeContext, robot: URDFRobot, values: unknown): void {
  if (values === undefined || values === null) return;
  if (typeof values !== "object" || Array.isArray(values)) {
    ctx.warn(`jointValues should be a map, not ${brief(values)}; ignored`);
    return;
  }
  for (const name of Object.keys(values)) {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    const joint = Object.hasOwn(robot.joints, name) ? robot.joints[name] : undefined;
    if (!joint) ctx.warn(`The robot has no joint "${name}"`);
    else if (isNumber(value)) moveJoint(joint, value);
    else if (isNumbers(value, 1)) joint.setJointValue(...value);
    else ctx.warn(`Joint "${name}" cannot be at ${brief(value)}; ignored`);
  }
}

export const urdf: NodeType<UrdfProps> = {
  create(ctx, props) {
    const object = new Group();
    let loaded: LoadedRobot | undefined;
    let paint: Paint | undefined;
    let drag: JointDrag | undefined;

    const applyDrag = (): void => {
      const read = new Reader(ctx, props);
      if (!drag) return;
      drag.wanted = read.boolean("enableJointDrag", true);
      drag.highlight = read.color("jointHighlightColor", "#FF9900");
    };

    const load = async (signal: AbortSignal): Promise<void> => {
      const content = contentOf(props);
      if (!content) return;
      const { assets } = ctx;
      const bytes = "url" in content ? new Uint8Array(await assets.bytes(content.url, signal, fetchOptions(props.fetchOptions))) : content.bytes;
      const read = new Reader(ctx, props);
      const options = {
        places: placesOf(ctx, props),
        parseVisual: read.boolean("parseVisual", true),
        parseCollision: read.boolean("parseCollision", false),
      };
      const { loadRobot } = await import("./models/urdf");
      loaded = await loadRobot(ctx, decodeText(bytes, encodingOf(props)), options, signal, (part) => {
        applyMeshProps(part, props);
        paint?.add(part);
        ctx.invalidate();
      });
      const { robot, complete, lookOf } = loaded;
      if (signal.aborted) {
        loaded.dispose();
        return;
      }
      paint = new Paint(ctx, props, lookOf);
      paint.add(robot);
      applyMeshProps(robot, props);
      applyJoints(ctx, robot, props.jointValues);
      object.add(robot);
      drag = new JointDrag(ctx, robot);
      applyDrag();
      ctx.invalidate();
      await complete;
      signal.throwIfAborted();
      // Programs of the original wait for it whether they gave an `onLoad` or not.
      ctx.send("LOAD", props.onLoad ?? null);
    };
    ctx.run(async (signal) => {
      try {
        await load(signal);
      } catch (error) {
        if (!signal.aborted) reportFailure(ctx, "Urdf", contentOf(props), error);
        throw error;
      }
    });

    return {
      object,
      update(changed, now) {
        if (CONTENT.some((name) => name in changed)) return "rebuild";
        props = now;
        if (!loaded) return undefined;
        if ("jointValues" in changed) applyJoints(ctx, loaded.robot, props.jointValues);
        if (Object.keys(changed).some((name) => name !== "jointValues")) {
          applyMeshProps(loaded.robot, props);
          paint?.update(props);
          applyDrag();
        }
        return undefined;
      },
      dispose() {
        drag?.dispose();
        paint?.dispose();
        loaded?.dispose();
      },
    };
  },
};
