// The skeleton of a body and its hands, from the value of an event that tells one.

import type { Object3D } from "three";
import type { NodeContext } from "../../scene/node-type";
import { BODY, bodyHand, HAND } from "./joints";
import { entry, posesOf, type Pose } from "./poses";
import { Skeleton } from "./skeleton";

const COLOR = "#23aaff";
const RADIUS = 0.03;
const HAND_RADIUS = 0.008;

/** The body's, the left hand's and the right hand's joints. */
export type BodyPoses = readonly (readonly Pose[] | undefined)[];

/** Those of a BODY_MOVE, which are in lists. */
export function listedPoses(value: unknown): BodyPoses {
  return ["body", "leftHand", "rightHand"].map((list) => posesOf(`pose.${list}`, entry(value, list)));
}

/** Those of either event: in lists, or by names as BODY_TRACKING_MOVE has them. */
export function bodyPoses(value: unknown): BodyPoses {
  if (entry(value, "body") !== undefined) return listedPoses(value);
  const named = (names: readonly string[]): readonly Pose[] => names.map((name) => posesOf(`pose.${name}`, entry(entry(value, name), "matrix"))?.[0]);
  return [named(BODY.map(({ name }) => name)), named(bodyHand("left")), named(bodyHand("right"))];
}

export class BodySkeleton {
  readonly #skeletons: readonly Skeleton[];

  /** Draws below the object. */
  constructor(ctx: NodeContext, object: Object3D) {
    this.#skeletons = [BODY, HAND, HAND].map((joints) => new Skeleton(ctx, object, joints));
  }

  /** `frame`: length of the joints' axes in metres; none are drawn if undefined. */
  set(poses: BodyPoses, frame: number | undefined): void {
    this.#skeletons.forEach((skeleton, i) => {
      skeleton.set(poses[i], { color: COLOR, radius: i === 0 ? RADIUS : HAND_RADIUS, frame });
    });
  }

  dispose(): void {
    for (const skeleton of this.#skeletons) skeleton.dispose();
  }
}
