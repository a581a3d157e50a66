// CameraShake: the camera trembles for the frames that are drawn, and stands where it stood in between.

import { Euler, Quaternion, type Camera } from "three";
import type { CameraShakeProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";

/** Three waves that never meet: smooth, and without a rhythm. From −1 to 1. */
function wave(t: number, phase: number): number {
  return (Math.sin(t + phase) + Math.sin(t * 2.31 + phase * 1.7) * 0.6 + Math.sin(t * 4.07 + phase * 2.9) * 0.3) / 1.9;
}

/** Radians a second of a wave of frequency 1. */
const PACE = 20;

const _shake = new Quaternion();
const _angles = new Euler();

export const cameraShake: NodeType<CameraShakeProps> = {
  create(ctx, props) {
    let intensity = 1;
    const apply = (props: Readonly<CameraShakeProps>): void => {
      intensity = new Reader(ctx, props).clamped("intensity", 1, 0, 1);
    };
    apply(props);
    let shaken: Camera | undefined;
    const before = new Quaternion();
    const after = new Quaternion();
    /** Back to where the controls have left it, unless they or the program have moved it meanwhile. */
    const rest = (): void => {
      if (shaken?.quaternion.equals(after)) shaken.quaternion.copy(before);
      shaken = undefined;
    };
    ctx.onFrame(({ now, delta, camera }) => {
      rest();
      if (intensity <= 0) return false;
      const read = new Reader(ctx, props);
      const t = (now / 1000) * PACE;
      // Weak tremors are weaker still: what is felt grows with the square.
      const strength = intensity * intensity;
      _angles.set(
        strength * read.number("maxPitch", 0.1) * wave(t * read.number("pitchFrequency", 0.1), 1),
        strength * read.number("maxYaw", 0.1) * wave(t * read.number("yawFrequency", 0.1), 5),
        strength * read.number("maxRoll", 0.1) * wave(t * read.number("rollFrequency", 0.1), 9),
      );
      before.copy(camera.quaternion);
      camera.quaternion.multiply(_shake.setFromEuler(_angles));
      camera.updateMatrixWorld();
      after.copy(camera.quaternion);
      shaken = camera;
      if (read.boolean("decay", false)) intensity = Math.max(0, intensity - read.number("decayRate", 0.65) * delta);
      return true;
    });
    return {
      update(changed, now) {
        props = now;
        if ("intensity" in changed || "decay" in changed) apply(props);
        return undefined;
      },
      dispose: rest,
    };
  },
};
