// What all splats of a page share: the program that sorts and draws them, loaded when the first of them is
// there and let go with the last. Splats of all nodes are sorted together, or one scene would shine through
// another.

import type { Texture } from "three";
import type * as SparkModule from "@sparkjsdev/spark";
import type { SplatMesh } from "@sparkjsdev/spark";
import type { Stage } from "../../scene/node-type";
import { isShown } from "../../scene/visible";
import { endRenderer, placeholdersOf } from "./ending";

type Spark = typeof SparkModule;

/** How splats are drawn, by the names that the program has for it. */
export type Tuning = Readonly<Partial<Record<TuningName, number | boolean>>>;

export const TUNING = {
  maxStdDev: Math.sqrt(8),
  minPixelRadius: 0,
  maxPixelRadius: 512,
  minAlpha: 0.5 / 255,
  preBlurAmount: 0,
  blurAmount: 0.3,
  falloff: 1,
  focalAdjustment: 1,
  sortRadial: true,
} as const;

export type TuningName = keyof typeof TUNING;

class Runtime {
  readonly #stage: Stage;
  #users = 0;
  #placeholders: readonly Texture[] = [];
  #renderer: SparkModule.SparkRenderer | undefined;
  #tuning: Tuning = {};

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Use it; the first use loads it. Answer with `release`. */
  async acquire(invalidate: () => void): Promise<Spark> {
    this.#users++;
    const spark = await import("@sparkjsdev/spark");
    this.#placeholders = placeholdersOf(spark);
    if (this.#users > 0 && !this.#renderer) {
      this.#renderer = new spark.SparkRenderer({ renderer: this.#stage.renderer, onDirty: invalidate, enableDriveLod: false });
      this.#tune();
      this.#stage.scene.add(this.#renderer);
    }
    return spark;
  }

  release(): void {
    if (--this.#users > 0) return;
    const renderer = this.#renderer;
    this.#renderer = undefined;
    if (renderer) endRenderer(renderer, this.#placeholders);
  }

  /**
   * Resolves when these splats have been sorted among all others, for a picture that is whole. What is hidden
   * is not sorted.
   */
  async sorted(mesh: SplatMesh, signal: AbortSignal): Promise<void> {
    const { scene } = this.#stage;
    // Levels of detail are chosen in a thread of their own, and few files have any.
    if (this.#renderer) this.#renderer.enableDriveLod ||= mesh.packedSplats?.lodSplats !== undefined;
    // Once the program has ended it does not answer any more.
    const ended = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => { resolve(); }, { once: true });
    });
    while (this.#renderer && mesh.numSplats > 0 && isShown(mesh)) {
      const renderer = this.#renderer;
      mesh.updateWorldMatrix(true, false);
      await Promise.race([renderer.update({ scene, camera: this.#stage.camera }), ended]);
      signal.throwIfAborted();
      if (mesh.generatorError) throw mesh.generatorError as Error;
      if (renderer.display.mapping.some(({ node }) => node === mesh)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
      signal.throwIfAborted();
    }
  }

  /** Draw them like this from now on. */
  set tuning(tuning: Tuning) {
    this.#tuning = tuning;
    this.#tune();
  }

  #tune(): void {
    const renderer = this.#renderer;
    if (!renderer) return;
    Object.assign(renderer, TUNING, this.#tuning);
    renderer.setDirty();
  }
}

const runtimes = new WeakMap<Stage, Runtime>();

export function runtimeOf(stage: Stage): Runtime {
  let runtime = runtimes.get(stage);
  if (!runtime) {
    runtime = new Runtime(stage);
    runtimes.set(stage, runtime);
  }
  return runtime;
}
