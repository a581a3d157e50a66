// Body and Bodies: a body drawn from the value of an event that tells one. Of the one that a headset tracks they send
// those events.

import { Group } from "three";
import type { BodiesProps, BodyProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { ListedBody, NamedBody } from "../../xr/body";
import { BODY, bodyHand, HAND } from "./joints";
import { entry, posesOf, type Pose } from "./poses";
import { redrawn } from "./redrawn";
import { Skeleton } from "./skeleton";
import { told } from "./told";

const COLOR = "#23aaff";
const RADIUS = 0.03;
const HAND_RADIUS = 0.008;

/** The joints of a body and its hands: in lists, as BODY_MOVE has them, or by names, as BODY_TRACKING_MOVE. */
function posesIn(pose: unknown): readonly (readonly Pose[] | undefined)[] {
  const listed = entry(pose, "body") !== undefined;
  const named = (names: readonly string[]): readonly Pose[] => names.map((name) => posesOf(`pose.${name}`, entry(entry(pose, name), "matrix"))?.[0]);
  const part = (list: string, names: readonly string[]): readonly Pose[] | undefined => (listed ? posesOf(`pose.${list}`, entry(pose, list)) : named(names));
  return [part("body", BODY.map(({ name }) => name)), part("leftHand", bodyHand("left")), part("rightHand", bodyHand("right"))];
}

/** What both read in the same way. */
interface Common {
  hideIndicate?: boolean | null;
  showFrame?: boolean | null;
  frameScale?: number | null;
  pose?: unknown;
}

function bodyNode<P extends Common>(): NodeType<P> {
  return {
    create(ctx, props) {
      const object = new Group();
      const skeletons = [new Skeleton(ctx, object, BODY), new Skeleton(ctx, object, HAND), new Skeleton(ctx, object, HAND)];
      const draw = (props: Readonly<P>): void => {
        const read = new Reader<Common>(ctx, props);
        const frame = read.boolean("showFrame", true) ? Math.max(read.number("frameScale", 0.02), 0) : undefined;
        const poses = read.boolean("hideIndicate", false) ? [] : posesIn(props.pose);
        skeletons.forEach((skeleton, i) => {
          skeleton.set(poses[i], { color: COLOR, radius: i === 0 ? RADIUS : HAND_RADIUS, frame });
        });
      };
      return redrawn(ctx, object, props, draw, skeletons);
    },
  };
}

const drawnBody = bodyNode<BodyProps>();
const drawnBodies = bodyNode<BodiesProps>();

export const body: NodeType<BodyProps> = {
  create(ctx, props) {
    const tracked = new ListedBody();
    return told(ctx, drawnBody.create(ctx, props), props, "BODY_MOVE", (frame, props) => tracked.read(frame, { left: props.leftHand === true, right: props.rightHand === true }), "body-tracking");
  },
};

export const bodies: NodeType<BodiesProps> = {
  create(ctx, props) {
    const tracked = new NamedBody();
    return told(ctx, drawnBodies.create(ctx, props), props, "BODY_TRACKING_MOVE", (frame) => tracked.read(frame), "body-tracking");
  },
};
