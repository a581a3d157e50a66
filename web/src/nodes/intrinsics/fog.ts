// Fog: of the whole scene, wherever its node is. Of several the newest is seen.

import { Fog, FogExp2, type Scene } from "three";
import type { FogExp2Props, FogProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Stack } from "../../scene/parts";
import { Reader } from "../../scene/read";

const fogs = new WeakMap<Scene, Stack<Fog | FogExp2>>();

function stackOf(scene: Scene): Stack<Fog | FogExp2> {
  let stack = fogs.get(scene);
  if (!stack) {
    stack = new Stack((fog) => {
      scene.fog = fog ?? null;
    });
    fogs.set(scene, stack);
  }
  return stack;
}

function fogNode<P extends FogProps | FogExp2Props, F extends Fog | FogExp2>(make: () => F, apply: (fog: F, read: Reader<P>) => void): NodeType<P> {
  return {
    create(ctx: NodeContext, props) {
      const fog = make();
      const set = (props: Readonly<P>): void => {
        fog.color.copy(new Reader<FogProps>(ctx, props).color("color", "#ffffff"));
        apply(fog, new Reader(ctx, props));
      };
      set(props);
      const take = stackOf(ctx.world.scene).push(fog);
      return {
        update(_changed, props) {
          set(props);
          return undefined;
        },
        dispose: take,
      };
    },
  };
}

export const fog = fogNode<FogProps, Fog>(
  () => new Fog(0),
  (fog, read) => {
    fog.near = read.number("near", 1);
    fog.far = read.number("far", 1000);
  },
);

export const fogExp2 = fogNode<FogExp2Props, FogExp2>(
  () => new FogExp2(0),
  (fog, read) => {
    fog.density = read.number("density", 0.00025);
  },
);
