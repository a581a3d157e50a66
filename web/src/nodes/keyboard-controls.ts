// KeyboardControls: shifts the page's camera, and what it looks at, by keys. W, A, S and D along the ground, E and
// Q up and down, ten times as far with Shift.

import { Vector3 } from "three";
import type { KeyboardControlsProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { isTyping } from "../scene/typing";

/** How far to the right, upwards and ahead. */
const MOVES: Readonly<Record<string, readonly [number, number, number]>> = {
  KeyW: [0, 0, 1],
  KeyS: [0, 0, -1],
  KeyD: [1, 0, 0],
  KeyA: [-1, 0, 0],
  KeyE: [0, 1, 0],
  KeyQ: [0, -1, 0],
};
/** A step in metres is never less. */
const LEAST_STEP = 0.001;
const SHIFT_FACTOR = 10;

const _right = new Vector3();
const _ahead = new Vector3();
const _step = new Vector3();
const _target = new Vector3();

export const keyboardControls: NodeType<KeyboardControlsProps> = {
  create(ctx, props) {
    let read = new Reader(ctx, props);
    const { stage } = ctx;
    stage.canvas.ownerDocument.addEventListener(
      "keydown",
      ({ code, shiftKey, ctrlKey, altKey, metaKey, target }) => {
        const move = MOVES[code];
        if (!move || ctrlKey || altKey || metaKey || isTyping(target)) return;
        const { camera, controls } = stage.cameras;
        // As much of the view whether it is near or far.
        const height = read.raw("viewHeight") === undefined ? (controls?.target(_target).distanceTo(camera.position) ?? 1) : read.number("viewHeight", 1);
        const size = Math.max(read.number("panSpeed", 0.016) * height, LEAST_STEP) * (shiftKey ? SHIFT_FACTOR : 1);
        _right.setFromMatrixColumn(camera.matrixWorld, 0);
        _ahead.crossVectors(stage.up, _right).normalize();
        _step.set(0, 0, 0).addScaledVector(_right, move[0]).addScaledVector(stage.up, move[1]).addScaledVector(_ahead, move[2]).multiplyScalar(size);
        camera.matrixAutoUpdate = true;
        camera.position.add(_step);
        camera.updateMatrixWorld();
        if (controls) {
          controls.target(_target).add(_step);
          controls.setTarget(_target.x, _target.y, _target.z);
        }
        ctx.invalidate();
      },
      { signal: ctx.signal },
    );
    return {
      update(_changed, now) {
        read = new Reader(ctx, now);
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};
