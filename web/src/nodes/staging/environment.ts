// Environment: what things mirror and are lit by. From surroundings of a name, a panorama, or child nodes.

import {
  CubeCamera,
  CubeReflectionMapping,
  Euler,
  Group,
  HalfFloatType,
  NoToneMapping,
  PMREMGenerator,
  Scene,
  WebGLCubeRenderTarget,
  type Texture,
  type WebGLRenderTarget,
  type WebGLRenderer,
} from "three";
import type { EnvironmentProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Stack } from "../../scene/parts";
import { brief, isNumbers, Reader } from "../../scene/read";
import { loadTexture } from "../../scene/textures";
import { ContentWatch } from "./content";
import { buildSurroundings } from "./surroundings";

/** How the newest environment of a scene is to be shown. */
interface Shown {
  readonly texture: Texture;
  readonly seenTexture: Texture;
  readonly lights: boolean;
  readonly seen: boolean;
  readonly blurriness: number;
  readonly seenIntensity: number;
  readonly intensity: number;
  readonly turn: Euler;
  readonly seenTurn: Euler;
}

interface Stacks {
  readonly light: Stack<Shown>;
  readonly seen: Stack<Shown>;
}

const stacks = new WeakMap<Scene, Stacks>();

function stacksOf(scene: Scene): Stacks {
  let found = stacks.get(scene);
  if (!found) {
    found = {
      light: new Stack((shown) => {
        scene.environment = shown?.texture ?? null;
        scene.environmentIntensity = shown?.intensity ?? 1;
        scene.environmentRotation.copy(shown?.turn ?? _none);
      }),
      seen: new Stack((shown) => {
        scene.background = shown?.seenTexture ?? null;
        scene.backgroundBlurriness = shown?.blurriness ?? 0;
        scene.backgroundIntensity = shown?.seenIntensity ?? 1;
        scene.backgroundRotation.copy(shown?.seenTurn ?? _none);
      }),
    };
    stacks.set(scene, found);
  }
  return found;
}

const _none = new Euler();

/** Have a scene lit by this until the returned function is called. */
function showEnvironment(scene: Scene, shown: Shown): () => void {
  const { light, seen } = stacksOf(scene);
  const ends = [shown.lights ? light.push(shown) : undefined, shown.seen ? seen.push(shown) : undefined];
  return () => {
    for (const end of ends) end?.();
  };
}

/** Draws a scene of lights into a cube, and keeps it: sharp, to be seen, and blurred as things mirror it. */
class CubePicture {
  readonly scene = new Scene();
  readonly #target: WebGLCubeRenderTarget;
  readonly #camera: CubeCamera;
  #blurred: WebGLRenderTarget | undefined;

  constructor(resolution: number) {
    this.#target = new WebGLCubeRenderTarget(resolution, { type: HalfFloatType, generateMipmaps: false });
    this.#target.texture.mapping = CubeReflectionMapping;
    this.#camera = new CubeCamera(0.05, 1000, this.#target);
  }

  get sharp(): Texture {
    return this.#target.texture;
  }

  /** Not there before the first drawing. */
  get blurred(): Texture | undefined {
    return this.#blurred?.texture;
  }

  draw(renderer: WebGLRenderer): void {
    const { autoClear, toneMapping } = renderer;
    renderer.autoClear = true;
    renderer.toneMapping = NoToneMapping;
    this.scene.updateMatrixWorld();
    this.#camera.update(renderer, this.scene);
    renderer.autoClear = autoClear;
    renderer.toneMapping = toneMapping;
    // three.js would do this by itself, but keep the result for good.
    const generator = new PMREMGenerator(renderer);
    this.#blurred?.dispose();
    this.#blurred = generator.fromCubemap(this.#target.texture);
    generator.dispose();
  }

  dispose(): void {
    this.#target.dispose();
    this.#blurred?.dispose();
  }
}

/** Pixels of each side without the prop: lamps of the surroundings are large, and blurred for what is rough. */
const RESOLUTION = 128;
const SIZES = [16, 32, 64, 128, 256, 512, 1024, 2048] as const;

function eulerOf(value: unknown): Euler {
  const [x = 0, y = 0, z = 0] = isNumbers(value, 3) ? value : [];
  return new Euler(x, y, z);
}

/** The URL of the panorama; undefined if there is none. */
function fileOf(ctx: NodeContext, props: Readonly<EnvironmentProps>): string | undefined {
  const { files } = props;
  if (files == null) return undefined;
  const file: unknown = Array.isArray(files) && files.length === 1 ? files[0] : files;
  if (typeof file !== "string") throw new Error(`files should be the URL of one panorama, not ${brief(files)}`);
  return `${new Reader(ctx, props).string("path", "")}${file}`;
}

export const environment: NodeType<EnvironmentProps> = {
  create(ctx, props) {
    const object = new Group();
    const read = new Reader(ctx, props);
    const resolution = SIZES.find((size) => size >= read.number("resolution", RESOLUTION)) ?? 2048;
    const preset = read.string("preset");
    const built = preset === undefined ? undefined : buildSurroundings(preset);
    const file = built ? undefined : fileOf(ctx, props);
    const picture = file === undefined ? new CubePicture(resolution) : undefined;
    if (built) picture?.scene.add(built.object);
    const inner = new Group();
    picture?.scene.add(inner);
    const watch = new ContentWatch(inner);
    let panorama: Texture | undefined;
    let end: (() => void) | undefined;

    const show = (): void => {
      const before = end;
      end = undefined;
      const texture = panorama ?? picture?.blurred;
      if (texture) {
        const read = new Reader(ctx, props);
        const { background } = props;
        const blurriness = read.clamped("backgroundBlurriness", 0, 0, 1);
        end = showEnvironment(ctx.world.scene, {
          texture,
          seenTexture: picture && blurriness === 0 ? picture.sharp : texture,
          lights: background !== "only",
          seen: background === true || background === "only" || background === 1,
          blurriness,
          seenIntensity: read.number("backgroundIntensity", 1),
          intensity: read.number("environmentIntensity", 1),
          turn: eulerOf(props.environmentRotation),
          seenTurn: eulerOf(props.backgroundRotation),
        });
      }
      before?.();
    };
    if (file !== undefined) {
      ctx.run(async (signal) => {
        panorama = await loadTexture(ctx.assets, file, { color: true, panorama: true }, signal);
        show();
      });
    }
    if (picture) {
      ctx.onFrame(() => {
        if (!watch.changed()) return undefined;
        picture.draw(ctx.stage.renderer);
        show();
        return undefined;
      });
    }
    return {
      object,
      // Lights of the surroundings are not in the scene.
      slot: picture ? inner : object,
      update(changed, now) {
        props = now;
        if ("preset" in changed || "files" in changed || "path" in changed || "resolution" in changed) return "rebuild";
        show();
        return undefined;
      },
      dispose() {
        end?.();
        built?.dispose();
        picture?.dispose();
      },
    };
  },
};
