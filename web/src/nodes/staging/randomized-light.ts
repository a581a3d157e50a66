// RandomizedLight: several lights around a position, moved about at each drawing of gathered shadows.

import { DirectionalLight, Group, Vector3 } from "three";
import type { RandomizedLightProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { contactBias } from "../shadow";
import { randomFrom } from "./random";

const MAX_AMOUNT = 16;
const SEED = 1;

/** What a number of moving lights is set to. */
export interface RandomLightsLook {
  readonly amount: number;
  readonly position: readonly [number, number, number];
  readonly radius: number;
  readonly intensity: number;
  readonly ambient: number;
  readonly size: number;
  readonly near: number;
  readonly far: number;
  readonly mapSize: number;
  /** Undefined: as much as lets shadows reach to what throws them. */
  readonly bias: number | undefined;
  readonly castShadow: boolean;
}

const _at = new Vector3();

export class RandomLights extends Group {
  readonly #lights: readonly DirectionalLight[];
  #look: RandomLightsLook;
  #random = randomFrom(SEED);

  constructor(look: RandomLightsLook) {
    super();
    this.#look = look;
    this.#lights = Array.from({ length: look.amount }, () => new DirectionalLight());
    this.add(...this.#lights);
    this.set(look);
  }

  /** All but `amount` and `mapSize`. */
  set(look: RandomLightsLook): void {
    this.#look = look;
    for (const light of this.#lights) {
      const { shadow } = light;
      light.castShadow = look.castShadow;
      shadow.mapSize.setScalar(look.mapSize);
      const { camera } = shadow;
      camera.left = camera.bottom = -look.size;
      camera.right = camera.top = look.size;
      camera.near = look.near;
      camera.far = look.far;
      shadow.bias = look.bias === undefined ? contactBias(camera) : -look.bias;
      camera.updateProjectionMatrix();
    }
    this.restart();
  }

  /** Begin the same sequence of places again. */
  restart(): void {
    this.#random = randomFrom(SEED);
    this.scatter();
  }

  /** Move the lights, and have them shine. */
  scatter(): void {
    const { position, radius, ambient, intensity } = this.#look;
    const random = this.#random;
    const length = Math.hypot(...position);
    for (const light of this.#lights) {
      light.intensity = intensity / this.#lights.length;
      if (random() > ambient) {
        _at.set(random() - 0.5, random() - 0.5, random() - 0.5).multiplyScalar(2 * radius);
        light.position.set(...position).add(_at);
      } else {
        // From anywhere above, evenly.
        const height = random();
        const around = 2 * Math.PI * random();
        const ring = Math.sqrt(1 - height * height);
        light.position.set(Math.cos(around) * ring, height, Math.sin(around) * ring).multiplyScalar(length);
      }
    }
  }

  override dispose(): void {
    for (const light of this.#lights) light.dispose();
  }
}

export const randomizedLight: NodeType<RandomizedLightProps> = {
  placement: "own",
  create(ctx, props) {
    const lookOf = (props: Readonly<RandomizedLightProps>): RandomLightsLook => {
      const read = new Reader(ctx, props);
      return {
        amount: Math.round(read.clamped("amount", 8, 1, MAX_AMOUNT)),
        position: read.vector("position", [0, 0, 0]),
        radius: read.number("radius", 1),
        intensity: read.number("intensity", Math.PI),
        ambient: read.clamped("ambient", 0.5, 0, 1),
        size: Math.max(read.number("size", 5), 1e-3),
        near: read.number("near", 0.5),
        far: read.number("far", 500),
        mapSize: Math.round(read.clamped("mapSize", 512, 16, 2048)),
        bias: read.raw("bias") === undefined ? undefined : read.number("bias", 0.001),
        castShadow: read.boolean("castShadow", true),
      };
    };
    const object = new RandomLights(lookOf(props));
    return {
      object,
      update(changed, props) {
        if ("amount" in changed || "mapSize" in changed) return "rebuild";
        object.set(lookOf(props));
        return undefined;
      },
      dispose() {
        object.dispose();
      },
    };
  },
};
