// UrdfDialControls: a dial on the page for each joint of a robot that is in the scene.

import type { Object3D } from "three";
import type { URDFJoint, URDFRobot } from "urdf-loader";
import { Dials } from "../panels/dials";
import type { UrdfDialControlsProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { isSingle, moveJoint, tellJoint } from "./models/joints";

/** How far a dial goes for a joint that has no limits. */
const TURN = Math.PI;

/** The robot that the object of a Urdf holds, once it is loaded. */
function robotIn(object: Object3D | undefined): URDFRobot | undefined {
  return object?.children.find((child): child is URDFRobot => "isURDFRobot" in child);
}

/** The joints that are turned by themselves: those that follow others move with them. */
function dialled(robot: URDFRobot): readonly (readonly [string, URDFJoint])[] {
  return Object.entries(robot.joints).filter(([, joint]) => isSingle(joint) && !("mimicJoint" in joint && joint.mimicJoint));
}

export const urdfDialControls: NodeType<UrdfDialControlsProps> = {
  create(ctx, props) {
    const { scene, canvas } = ctx.stage;
    let parent: Object3D | undefined;
    let robot: URDFRobot | undefined;
    let dials: Dials | undefined;

    const free = (): void => {
      dials?.element.remove();
      dials = robot = undefined;
    };
    const follow = (next: URDFRobot): void => {
      robot = next;
      const limits = ({ jointType, limit: { lower, upper } }: URDFJoint): { min: number; max: number } =>
        jointType !== "continuous" && lower < upper ? { min: lower, max: upper } : { min: -TURN, max: TURN };
      dials = new Dials(
        dialled(next).map(([name, joint]) => ({ name, ...limits(joint) })),
        (name, value) => {
          const joint = next.joints[name];
          if (!joint || !moveJoint(joint, value)) return;
          tellJoint(ctx, next, joint, ctx.keyOf(next));
          ctx.invalidate();
        },
      );
      canvas.parentElement?.append(dials.element);
    };

    ctx.onFrame(() => {
      const key = new Reader(ctx, props).string("controlKey");
      // A robot of a key may come later than this node, and be loaded later still.
      const found = robotIn(key === undefined ? parent : scene.getObjectByName(key));
      if (found !== robot) {
        free();
        if (found) follow(found);
      }
      if (robot) for (const [name, joint] of dialled(robot)) dials?.show(name, joint.angle);
      return undefined;
    });

    return {
      attached(to) {
        parent = to;
        ctx.invalidate();
      },
      update(_changed, now) {
        props = now;
        ctx.invalidate();
        return undefined;
      },
      dispose: free,
    };
  },
};
