// The scene that a page shows before the program has said anything: a floor, light, a camera to look around
// with, and the input devices of a headset. A program's SET replaces the containers it names.

import type { NodeData } from "../protocol/types";

export const BUILTIN_SCENE: NodeData = {
  tag: "Scene",
  children: [],
  rawChildren: [],
  htmlChildren: [],
  bgChildren: [
    { tag: "Grid", key: "grid" },
    { tag: "HemisphereLightStage", key: "light-stage" },
    { tag: "Gamepad", key: "gamepad-0", index: 0 },
    { tag: "Hands", key: "hands", fps: 30, stream: true },
    { tag: "MotionControllers", key: "motion-controllers", fps: 30, stream: true },
    { tag: "OrbitControls", key: "orb-control" },
    { tag: "PerspectiveCamera", key: "perspective-camera", makeDefault: true, position: [0, 2, 2] },
  ],
};
