// Body and Bodies: a body drawn from the value of an event that tells one. Of the one that a headset tracks they send
// those events, and show it to who wears the headset.

import { Group } from "three";
import type { BodiesProps, BodyProps } from "../../protocol/components.gen";
import type { LiveNode, NodeContext, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { ListedBody, NamedBody } from "../../xr/body";
import { BodySkeleton, bodyPoses, listedPoses } from "./body-skeleton";
import { redrawn } from "./redrawn";
import { Seen } from "./seen";
import { told } from "./told";

/** What both read. */
interface Common {
  showBody?: boolean | null;
  hideIndicate?: boolean | null;
  showFrame?: boolean | null;
  frameScale?: number | null;
  pose?: unknown;
}

const BOTH_HANDS = { left: true, right: true };

/** `isSeen`: whether who wears a headset sees the body that it tracks. */
function drawn<P extends Common>(ctx: NodeContext, props: Readonly<P>, isSeen: (read: Reader<Common>) => boolean): LiveNode<P> {
  const object = new Group();
  const skeleton = new BodySkeleton(ctx, object);
  const tracked = new ListedBody();
  let frame: number | undefined;
  const seen = new Seen<BodySkeleton>(ctx, {
    make: (place) => new BodySkeleton(ctx, place),
    draw(skeleton, now) {
      skeleton.set(listedPoses(tracked.read(now, BOTH_HANDS)), frame);
    },
  });
  const draw = (props: Readonly<P>): void => {
    const read = new Reader<Common>(ctx, props);
    frame = read.boolean("showFrame", true) ? Math.max(read.number("frameScale", 0.02), 0) : undefined;
    seen.shown = isSeen(read);
    skeleton.set(read.boolean("hideIndicate", false) ? [] : bodyPoses(props.pose), frame);
  };
  return redrawn(ctx, object, props, draw, [skeleton, seen]);
}

export const body: NodeType<BodyProps> = {
  create(ctx, props) {
    const tracked = new ListedBody();
    const live = drawn(ctx, props, (read) => read.boolean("showBody", false));
    return told(ctx, live, props, "BODY_MOVE", (frame, props) => tracked.read(frame, { left: props.leftHand === true, right: props.rightHand === true }), "body-tracking");
  },
};

export const bodies: NodeType<BodiesProps> = {
  create(ctx, props) {
    const tracked = new NamedBody();
    const live = drawn(ctx, props, (read) => !read.boolean("hideIndicate", false));
    return told(ctx, live, props, "BODY_TRACKING_MOVE", (frame) => tracked.read(frame), "body-tracking");
  },
};
