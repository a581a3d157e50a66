// The joints of robots: which of them are one number, moving them, and telling it.

import type { URDFJoint, URDFRobot } from "urdf-loader";
import type { NodeContext } from "../../scene/node-type";

/** Whether a joint's place is one number: radians, or metres of a prismatic one. */
export function isSingle({ jointType }: URDFJoint): boolean {
  return jointType === "revolute" || jointType === "continuous" || jointType === "prismatic";
}

/**
 * Move a joint as far as its limits allow, and those that follow it. True if anything has moved. The loader
 * would have the followers go on where the joint itself has to stop.
 */
export function moveJoint(joint: URDFJoint, value: number): boolean {
  const { jointType, limit } = joint;
  const limited = jointType === "revolute" || jointType === "prismatic";
  return joint.setJointValue(limited ? Math.max(limit.lower, Math.min(limit.upper, value)) : value);
}

/** Tell the program that the user has moved a joint, and where all joints are now. `key`: of the robot, if it is not the node's. */
export function tellJoint(ctx: NodeContext, robot: URDFRobot, moved: URDFJoint, key?: string): void {
  const jointValues: Record<string, number> = {};
  for (const [name, joint] of Object.entries(robot.joints)) if (isSingle(joint)) jointValues[name] = joint.angle;
  ctx.send("JOINT_MOVE", { joint: moved.urdfName, value: moved.angle, jointValues }, key);
}
