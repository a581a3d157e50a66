// HandsView and Hands: hands drawn from data. Of those that a headset tracks, Hands sends HAND_MOVE, and shows them to
// who wears it.

import { Group, type Object3D } from "three";
import type { HandsProps, HandsViewProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType, XrFrame } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { NOTHING, TrackedHand } from "../../xr/hand";
import { Pair } from "../../xr/pair";
import { SIDES, type Side } from "../../xr/sources";
import { stream } from "../../xr/stream";
import { HAND } from "./joints";
import { entry, poseOf, posesOf, spread, type Pose } from "./poses";
import { redrawn } from "./redrawn";
import { Seen } from "./seen";
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

/** Both hands, below an object. */
class DrawnHands {
  readonly #skeletons: Readonly<Record<Side, Skeleton>>;

  constructor(ctx: NodeContext, object: Object3D) {
    this.#skeletons = { left: new Skeleton(ctx, object, HAND), right: new Skeleton(ctx, object, HAND) };
  }

  /** `frame`: length of the joints' axes in metres; none are drawn if undefined. */
  set(side: Side, joints: readonly Pose[] | undefined, frame: number | undefined): void {
    this.#skeletons[side].set(joints, { color: COLORS[side], radius: RADIUS, frame });
  }

  dispose(): void {
    for (const side of SIDES) this.#skeletons[side].dispose();
  }
}

/** The length of the joints' axes, if they are to be drawn. */
function frameOf(read: Reader<Common>, showFrame: boolean): number | undefined {
  return read.boolean("showFrame", showFrame) ? Math.max(read.number("frameScale", 0.02), 0) : undefined;
}

/** A node that draws a pair of hands. */
function pair<P extends Common>(showFrame: boolean, posesIn: (ctx: NodeContext, props: Readonly<P>) => Poses): NodeType<P> {
  return {
    // `scale` spreads the joints and leaves their axes as they are.
    placement: "own",
    create(ctx, props) {
      const object = new Group();
      const hands = new DrawnHands(ctx, object);
      const draw = (props: Readonly<P>): void => {
        const read = new Reader<Common>(ctx, props);
        const poses = posesIn(ctx, props);
        const scale = read.number("scale", 1);
        const frame = frameOf(read, showFrame);
        for (const side of SIDES) {
          const joints = poses[side];
          // A joint that is missing would give its name to the next one.
          if (joints && joints.length !== HAND.length) throw new Error(`the ${side} hand has ${joints.length} joints, not ${HAND.length}`);
          hands.set(side, joints && spread(joints, scale), frame);
        }
      };
      return redrawn(ctx, object, props, draw, [hands]);
    },
  };
}

export const handsView: NodeType<HandsViewProps> = pair<HandsViewProps>(false, (_, { left, right }) => ({ left: posesOf("left", left), right: posesOf("right", right) }));

/** Which hands are to be seen. */
function shownOf(read: Reader<HandsProps>): Readonly<Record<Side, boolean>> {
  return {
    left: !read.boolean("disableLeft", false) && !read.boolean("hideLeft", false),
    right: !read.boolean("disableRight", false) && !read.boolean("hideRight", false),
  };
}

const drawn: NodeType<HandsProps> = pair<HandsProps>(true, (ctx, props) => {
  const shown = shownOf(new Reader(ctx, props));
  const posesAt = (side: Side): readonly Pose[] | undefined => (shown[side] ? posesOf(`pose.${side}`, entry(props.pose, side)) : undefined);
  return { left: posesAt("left"), right: posesAt("right") };
});

/** The joints of a hand in this frame. */
function posesIn(frame: XrFrame, hand: TrackedHand, scale: number): readonly Pose[] | undefined {
  if (!hand.read(frame, scale)) return undefined;
  const numbers = Array.from(hand.numbers);
  return HAND.map((_, joint) => poseOf(numbers.slice(16 * joint, 16 * joint + 16)));
}

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
    let shown: Readonly<Record<Side, boolean>> = { left: false, right: false };
    let axes: number | undefined;
    // Others than those that are told, which come less often.
    const watched = { left: new TrackedHand("left"), right: new TrackedHand("right") };
    const seen = new Seen<DrawnHands>(ctx, {
      make: (place) => new DrawnHands(ctx, place),
      draw(hands, frame) {
        for (const side of SIDES) hands.set(side, shown[side] ? posesIn(frame, watched[side], scale) : undefined, axes);
      },
    });
    const apply = (props: Readonly<HandsProps>): void => {
      const read = new Reader(ctx, props);
      const isWanted = { left: read.boolean("left", true) && !read.boolean("disableLeft", false), right: read.boolean("right", true) && !read.boolean("disableRight", false) };
      wants = (side) => isWanted[side];
      scale = read.number("scale", 1);
      shown = shownOf(read);
      axes = frameOf(read, true);
      seen.shown = shown.left || shown.right;
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
        seen.dispose();
        live.dispose();
      },
    };
  },
};
