// The joints of robots: which of them are one number, and moving them.

import type { URDFJoint } from "urdf-loader";

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
