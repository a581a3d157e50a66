// The lights: one table of what is special about each, and one node type for all of them.

import {
  AmbientLight,
  DirectionalLight,
  DirectionalLightHelper,
  HemisphereLight,
  HemisphereLightHelper,
  Mesh,
  MeshBasicMaterial,
  PointLight,
  PointLightHelper,
  SphereGeometry,
  SpotLight,
  SpotLightHelper,
  type Light,
  type Object3D,
} from "three";
import type {
  AmbientLightProps,
  DirectionalLightProps,
  HemisphereLightProps,
  LightProps,
  PointLightProps,
  SpotLightProps,
} from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isNumbers, Reader } from "../scene/read";
import { isShown } from "../scene/visible";
import { applyShadow, castsShadow, THREE_SHADOW, VUER_SHADOW } from "./shadow";

/** Helpers are drawn in one colour, as in the original. */
const HELPER_COLOR = "red";

/** A helper of three.js: drawn in world space from the light's matrix. */
interface Helper extends Object3D {
  update(): void;
  dispose(): void;
}

/** What is special about one kind of light. */
interface Kind<L extends Light, P extends LightProps> {
  make(): L;
  readonly intensity: number;
  readonly helper?: (light: L) => Helper;
  /** Set what only this kind has. */
  apply?(light: L, read: Reader<P>): void;
}

type Aimed = DirectionalLight | SpotLight;

function isAimed(light: Light): light is Aimed {
  return light instanceof DirectionalLight || light instanceof SpotLight;
}

/**
 * Point a directional light or a spot at `target` or `lookAt`, in the frame of the light's parent, with which
 * the point then moves. Without either it points at the origin of the world, wherever the light is.
 */
function aim(light: Aimed, props: Readonly<object>, parent: Object3D | undefined): void {
  const { target, lookAt } = props as { readonly target?: unknown; readonly lookAt?: unknown };
  const point = isNumbers(target, 3) ? target : isNumbers(lookAt, 3) ? lookAt : undefined;
  light.target.position.fromArray(point ?? [0, 0, 0]);
  if (point && parent) parent.add(light.target);
  else light.target.removeFromParent();
  light.target.updateMatrixWorld();
}

/** Keeps a light's helper in the scene while it is wanted. */
class HelperView<L extends Light> {
  readonly #ctx: NodeContext;
  readonly #light: L;
  #helper: Helper | undefined;
  #endFrames: (() => void) | undefined;

  constructor(ctx: NodeContext, light: L) {
    this.#ctx = ctx;
    this.#light = light;
  }

  show(make: (light: L) => Helper): void {
    if (this.#helper) return;
    const helper = make(this.#light);
    this.#helper = helper;
    this.#ctx.world.scene.add(helper);
    this.#endFrames = this.#ctx.onFrame(() => {
      helper.visible = isShown(this.#light);
      this.#light.updateWorldMatrix(true, false);
      helper.update();
      return undefined;
    });
  }

  hide(): void {
    this.#endFrames?.();
    this.#endFrames = undefined;
    this.#helper?.removeFromParent();
    this.#helper?.dispose();
    this.#helper = undefined;
  }
}

/** The ball that `showSphere` asks for. */
class Ball {
  readonly #light: PointLight;
  #mesh: Mesh<SphereGeometry, MeshBasicMaterial> | undefined;

  constructor(light: PointLight) {
    this.#light = light;
  }

  show(radius: number): void {
    this.#mesh ??= new Mesh(new SphereGeometry(1, 32, 32), new MeshBasicMaterial());
    this.#mesh.material.color.copy(this.#light.color);
    this.#mesh.scale.setScalar(radius);
    this.#light.add(this.#mesh);
  }

  hide(): void {
    this.#mesh?.removeFromParent();
    this.#mesh?.geometry.dispose();
    this.#mesh?.material.dispose();
    this.#mesh = undefined;
  }
}

/** A light with the defaults of Vuer's component, or with those of three.js's class. */
function light<L extends Light, P extends LightProps>(kind: Kind<L, P>, ofThree = false): NodeType<P> {
  const intensity = ofThree ? 1 : kind.intensity;
  const shadow = ofThree ? THREE_SHADOW : VUER_SHADOW;
  return {
    create(ctx, props) {
      const object = kind.make();
      const helper = new HelperView(ctx, object);
      const ball = object instanceof PointLight ? new Ball(object) : undefined;
      let place: Object3D | undefined;
      const apply = (props: Readonly<P>): void => {
        const read = new Reader<P>(ctx, props);
        object.color.copy(read.color("color", "#ffffff"));
        object.intensity = read.number("intensity", intensity);
        kind.apply?.(object, read);
        if (isAimed(object)) aim(object, props, place);
        if (castsShadow(object)) applyShadow(ctx, object, props, shadow);
        if (kind.helper && read.boolean("helper", false)) helper.show(kind.helper);
        else helper.hide();
        const sphere = new Reader<PointLightProps>(ctx, props);
        if (sphere.boolean("showSphere", false)) ball?.show(sphere.number("radius", 0.1));
        else ball?.hide();
      };
      apply(props);
      return {
        object,
        update(_changed, now) {
          props = now;
          apply(props);
          return undefined;
        },
        attached(parent) {
          place = parent;
          if (isAimed(object)) aim(object, props, place);
        },
        dispose() {
          helper.hide();
          ball?.hide();
          if (isAimed(object)) object.target.removeFromParent();
          object.dispose();
        },
      };
    },
  };
}

const ambient: Kind<AmbientLight, AmbientLightProps> = {
  make: () => new AmbientLight(),
  intensity: 0.5,
};

const directional: Kind<DirectionalLight, DirectionalLightProps> = {
  make: () => new DirectionalLight(),
  intensity: 0.5,
  helper: (light) => new DirectionalLightHelper(light, 1, HELPER_COLOR),
};

const point: Kind<PointLight, PointLightProps> = {
  make: () => new PointLight(),
  intensity: 20,
  helper: (light) => new PointLightHelper(light, 1, HELPER_COLOR),
  apply(light, read) {
    light.distance = read.number("distance", 0);
    light.decay = read.number("decay", 2);
  },
};

const spot: Kind<SpotLight, SpotLightProps> = {
  make: () => new SpotLight(),
  intensity: 0.5,
  helper: (light) => new SpotLightHelper(light, HELPER_COLOR),
  apply(light, read) {
    light.distance = read.number("distance", 0);
    // three.js allows no more than a half space.
    light.angle = read.clamped("angle", Math.PI / 3, 0, Math.PI / 2);
    light.penumbra = read.clamped("penumbra", 0, 0, 1);
    light.decay = read.number("decay", 2);
  },
};

const hemisphere: Kind<HemisphereLight, HemisphereLightProps> = {
  make: () => new HemisphereLight(),
  intensity: 1,
  helper: (light) => new HemisphereLightHelper(light, 1, HELPER_COLOR),
  apply(light, read) {
    light.color.copy(read.color("skyColor") ?? read.color("color", "#ffffff"));
    light.groundColor.copy(read.color("groundColor", "#ffffff"));
  },
};

export const ambientLight = light(ambient);
export const directionalLight = light(directional);
export const pointLight = light(point);
export const spotLight = light(spot);
export const hemisphereLight = light(hemisphere);

export const intrinsicAmbientLight = light(ambient, true);
export const intrinsicDirectionalLight = light(directional, true);
export const intrinsicPointLight = light(point, true);
export const intrinsicSpotLight = light(spot, true);
export const intrinsicHemisphereLight = light(hemisphere, true);
