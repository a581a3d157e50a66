// What moves its children by itself: Billboard, Float, Detailed, ScreenSpace.

import { Euler, Group, Quaternion, Vector3, type Object3D } from "three";
import type { BillboardProps, DetailedProps, FloatProps, ScreenSpaceProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { isNumbers, Reader } from "../../scene/read";

const _eye = new Vector3();
const _place = new Vector3();
const _turn = new Quaternion();
const _before = new Euler();

export const billboard: NodeType<BillboardProps> = {
  create(ctx, props) {
    const object = new Group();
    const inner = new Group();
    object.add(inner);
    let [follow, lockX, lockY, lockZ] = [true, false, false, false];
    const apply = (props: Readonly<BillboardProps>): void => {
      const read = new Reader(ctx, props);
      follow = read.boolean("follow", true);
      lockX = read.boolean("lockX", false);
      lockY = read.boolean("lockY", false);
      lockZ = read.boolean("lockZ", false);
      if (!follow) inner.rotation.set(0, 0, 0);
    };
    apply(props);
    ctx.onFrame(({ camera }) => {
      if (!follow) return undefined;
      _before.copy(inner.rotation);
      object.updateWorldMatrix(true, false);
      object.getWorldQuaternion(_turn);
      camera.getWorldQuaternion(inner.quaternion).premultiply(_turn.invert());
      if (lockX) inner.rotation.x = _before.x;
      if (lockY) inner.rotation.y = _before.y;
      if (lockZ) inner.rotation.z = _before.z;
      return undefined;
    });
    return {
      object,
      slot: inner,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};

export const float: NodeType<FloatProps> = {
  create(ctx, props) {
    const object = new Group();
    const inner = new Group();
    object.add(inner);
    let [enabled, speed, turning, rising, low, high] = [true, 1, 1, 1, -0.1, 0.1];
    const apply = (props: Readonly<FloatProps>): void => {
      const read = new Reader(ctx, props);
      enabled = read.boolean("enabled", true);
      speed = read.number("speed", 1);
      turning = read.number("rotationIntensity", 1);
      rising = read.number("floatIntensity", 1);
      const range = isNumbers(props.floatingRange, 2) ? props.floatingRange : [-0.1, 0.1];
      [low = -0.1, high = 0.1] = range;
    };
    apply(props);
    ctx.onFrame(({ now }) => {
      if (!enabled || speed === 0) return false;
      const t = (now / 4000) * speed;
      inner.rotation.set((Math.cos(t) / 8) * turning, (Math.sin(t) / 8) * turning, (Math.sin(t) / 20) * turning);
      // A sine of a tenth as it is for the default range, brought to the one asked for.
      const wave = (Math.sin(t) + 1) / 2;
      inner.position.y = (low + (high - low) * wave) * rising;
      return true;
    });
    return {
      object,
      slot: inner,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};

/** How many distances are read. */
const MAX_LEVELS = 64;

export const detailed: NodeType<DetailedProps> = {
  create(ctx, props) {
    const object = new Group();
    let distances: readonly number[] = [];
    let hysteresis = 0;
    let level = 0;
    const apply = (props: Readonly<DetailedProps>): void => {
      distances = isNumbers(props.distances, 1) ? props.distances.slice(0, MAX_LEVELS) : [];
      hysteresis = new Reader(ctx, props).clamped("hysteresis", 0, 0, 1);
    };
    apply(props);
    ctx.onFrame(({ camera }) => {
      const distance = _eye.setFromMatrixPosition(camera.matrixWorld).distanceTo(_place.setFromMatrixPosition(object.matrixWorld));
      let next = 0;
      for (let i = 1; i < distances.length; i++) {
        // A level that is shown stays until the camera has come nearer by the share asked for.
        const threshold = (distances[i] ?? 0) * (i <= level ? 1 - hysteresis : 1);
        if (distance >= threshold) next = i;
      }
      level = next;
      // Children are shown by layers of visibility of their own: what hides them hides a holder above.
      show(object, Math.min(level, object.children.length - 1));
      return undefined;
    });
    return {
      object,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        for (const child of object.children) child.visible = true;
      },
    };
  },
};

function show({ children }: Object3D, level: number): void {
  children.forEach((child, index) => {
    child.visible = index === level;
  });
}

export const screenSpace: NodeType<ScreenSpaceProps> = {
  create(ctx, props) {
    // The tree places the inner group; the outer one is where the camera is.
    const object = new Group();
    const inner = new Group();
    object.add(inner);
    object.matrixAutoUpdate = false;
    const apply = (props: Readonly<ScreenSpaceProps>): void => {
      inner.position.z = new Reader(ctx, props).number("depth", -1);
    };
    apply(props);
    ctx.onFrame(({ camera }) => {
      camera.updateWorldMatrix(true, false);
      object.parent?.updateWorldMatrix(true, false);
      object.matrix.copy(camera.matrixWorld);
      if (object.parent) object.matrix.premultiply(inverseOf(object.parent));
      object.matrixWorldNeedsUpdate = true;
      return undefined;
    });
    return {
      object,
      slot: inner,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose: () => undefined,
    };
  },
  placement: "own",
};

const _inverse = new Group().matrix;

function inverseOf(object: Object3D): typeof _inverse {
  return _inverse.copy(object.matrixWorld).invert();
}
