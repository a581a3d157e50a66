// HandsView and Hands: hands drawn from data. Of those that a headset tracks, Hands sends HAND_MOVE.

import { Group } from "three";
import type { HandsProps, HandsViewProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { NOTHING, TrackedHand } from "../../xr/hand";
import { Pair } from "../../xr/pair";
import type { Side } from "../../xr/sources";
import { stream } from "../../xr/stream";
import { HAND } from "./joints";
import { entry, posesOf, spread, type Pose } from "./poses";
import { redrawn } from "./redrawn";
import { Skeleton } from "./skeleton";

const COLORS = { left: "#ff4444", right: "#23aaff" } as const;
const RADIUS = 0.008;

/** What both read in the same way. */
interface Common {
  showFrame?: boolean | null;
  frameScale?: number | null;
  scale?: number | null;
}

interface Poses {
  readonly left: readonly Pose[] | undefined;
  readonly right: readonly Pose[] | undefined;
}

/** A node that draws a pair of hands. */
function pair<P extends Common>(showFrame: boolean, posesIn: (ctx: NodeContext, props: Readonly<P>) => Poses): NodeType<P> {
  return {
    // `scale` spreads the joints and leaves their axes as they are.
    placement: "own",
    create(ctx, props) {
      const object = new Group();
      const skeletons = { left: new Skeleton(ctx, object, HAND), right: new Skeleton(ctx, object, HAND) };
      const draw = (props: Readonly<P>): void => {
        const read = new Reader<Common>(ctx, props);
        const poses = posesIn(ctx, props);
        const scale = read.number("scale", 1);
        const frame = read.boolean("showFrame", showFrame) ? Math.max(read.number("frameScale", 0.02), 0) : undefined;
        for (const side of ["left", "right"] as const) {
          const joints = poses[side];
          // A joint that is missing would give its name to the next one.
          if (joints && joints.length !== HAND.length) throw new Error(`the ${side} hand has ${joints.length} joints, not ${HAND.length}`);
          skeletons[side].set(joints && spread(joints, scale), { color: COLORS[side], radius: RADIUS, frame });
        }
      };
      return redrawn(ctx, object, props, draw, [skeletons.left, skeletons.right]);
    },
  };
}

export const handsView: NodeType<HandsViewProps> = pair<HandsViewProps>(false, (_, { left, right }) => ({ left: posesOf("left", left), right: posesOf("right", right) }));

const drawn: NodeType<HandsProps> = pair<HandsProps>(true, (ctx, props) => {
  const read = new Reader(ctx, props);
  const side = (name: "left" | "right", disabled: "disableLeft" | "disableRight", hidden: "hideLeft" | "hideRight"): readonly Pose[] | undefined =>
    read.boolean(disabled, false) || read.boolean(hidden, false) ? undefined : posesOf(`pose.${name}`, entry(props.pose, name));
  return { left: side("left", "disableLeft", "hideLeft"), right: side("right", "disableRight", "hideRight") };
});

/** Hands that the headset tracks are told; without one, hands are drawn from data. */
export const hands: NodeType<HandsProps> = {
  placement: "own",
  create(ctx, props) {
    const live = drawn.create(ctx, props);
    const tracked = { left: new TrackedHand("left"), right: new TrackedHand("right") };
    const pair = new Pair(tracked, NOTHING);
    let forget: (() => void) | undefined;
    let wants = (_: Side): boolean => false;
    let scale = 1;
    const apply = (props: Readonly<HandsProps>): void => {
      const read = new Reader(ctx, props);
      const isWanted = { left: read.boolean("left", true) && !read.boolean("disableLeft", false), right: read.boolean("right", true) && !read.boolean("disableRight", false) };
      wants = (side) => isWanted[side];
      scale = read.number("scale", 1);
      // Asking for hands takes the controllers away on some headsets.
      if (isWanted.left || isWanted.right) forget ??= ctx.stage.xr.want("hand-tracking");
      else {
        forget?.();
        forget = undefined;
      }
    };
    apply(props);
    const moves = stream(ctx, "HAND_MOVE", props, (frame) => pair.read(wants, (side) => tracked[side].read(frame, scale)));
    return {
      ...live,
      update(changed, next) {
        apply(next);
        moves.set(next);
        return live.update?.(changed, next);
      },
      dispose() {
        moves.end();
        forget?.();
        live.dispose();
      },
    };
  },
};
