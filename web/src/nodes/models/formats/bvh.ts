// BVH: a skeleton and its motion. What it looks like is not in the file; see `bones.ts`.

import { Group, PropertyBinding } from "three";
import { BVHLoader } from "three/addons/loaders/BVHLoader.js";
import type { Parsed, Source } from "../formats";

/** The loader goes on, into nonsense, where a file is none. */
function check(text: string): void {
  if (!/^\s*HIERARCHY\s+ROOT\s/.test(text)) throw new Error("it is not a BVH file");
  const motion = /^\s*MOTION\s+Frames:\s*(\d+)\s+Frame Time:\s*(\S+)/m.exec(text);
  if (!motion) throw new Error("it has no motion");
  const [head, frames, time] = motion;
  if (!(Number(time) > 0)) throw new Error(`its frames cannot take ${time ?? "nothing"} seconds`);
  const lines = text.slice(motion.index + head.length).split("\n");
  const there = lines.filter((line) => line.trim() !== "").length;
  if (there < Number(frames)) throw new Error(`it should have ${frames ?? ""} frames and has ${there}`);
}

export function parse({ text: read }: Source): Parsed {
  const text = read();
  check(text);
  const { skeleton, clip } = new BVHLoader().parse(text);
  const [root] = skeleton.bones;
  if (!root) throw new Error("it has no bones");
  // Tracks find bones by names that some characters must not be in.
  for (const bone of skeleton.bones) {
    bone.userData.label = bone.name;
    bone.name = PropertyBinding.sanitizeNodeName(bone.name);
  }
  for (const track of clip.tracks) {
    const dot = track.name.lastIndexOf(".");
    track.name = PropertyBinding.sanitizeNodeName(track.name.slice(0, dot)) + track.name.slice(dot);
  }
  skeleton.dispose();
  const object = new Group();
  object.add(root);
  return { object, painted: true, clips: [clip] };
}
