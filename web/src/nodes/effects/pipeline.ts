// The way of a picture from the scene through the passes to the page. Loaded with the first Effects.

import { HalfFloatType, WebGLRenderTarget, Color, Vector2, type Camera, type Scene, type WebGLRenderer } from "three";
import { EffectComposer } from "three/addons/postprocessing/EffectComposer.js";
import { OutputPass } from "three/addons/postprocessing/OutputPass.js";
import { FullScreenQuad, Pass } from "three/addons/postprocessing/Pass.js";
import { ShaderPass } from "three/addons/postprocessing/ShaderPass.js";
import { CopyShader } from "three/addons/shaders/CopyShader.js";
import { likePage } from "../cameras/film";

export interface PipelineOptions {
  readonly samples: number;
  readonly depthBuffer: boolean;
  readonly stencilBuffer: boolean;
  /** Whether the passes get light, not the colours of the page. */
  readonly light: boolean;
  /** Whether they begin with black. */
  readonly black: boolean;
}

const _size = new Vector2();
const _before = new Color();

/** Draws the scene for the passes after it. */
class ScenePass extends Pass {
  scene: Scene | undefined;
  camera: Camera | undefined;
  readonly #target: WebGLRenderTarget | undefined;
  readonly #copy = new ShaderPass(CopyShader).material;
  readonly #quad = new FullScreenQuad(this.#copy);

  constructor({ samples, depthBuffer, stencilBuffer, light, black }: PipelineOptions) {
    super();
    this.needsSwap = false;
    const options = { samples, depthBuffer, stencilBuffer };
    if (!black) this.#target = light ? new WebGLRenderTarget(1, 1, { ...options, type: HalfFloatType }) : likePage(new WebGLRenderTarget(1, 1, options));
  }

  override setSize(width: number, height: number): void {
    this.#target?.setSize(width, height);
  }

  override render(renderer: WebGLRenderer, _write: WebGLRenderTarget, read: WebGLRenderTarget): void {
    const { scene, camera } = this;
    const target = this.#target;
    if (!target || !scene || !camera) {
      renderer.getClearColor(_before);
      renderer.setClearColor(0x000000);
      renderer.setRenderTarget(read);
      renderer.clear();
      renderer.setClearColor(_before);
      return;
    }
    renderer.setRenderTarget(target);
    renderer.render(scene, camera);
    const picture = this.#copy.uniforms["tDiffuse"];
    if (picture) picture.value = target.texture;
    renderer.setRenderTarget(read);
    this.#quad.render(renderer);
  }

  override dispose(): void {
    this.#target?.dispose();
    this.#copy.dispose();
    this.#quad.dispose();
  }
}

export class Pipeline {
  readonly #renderer: WebGLRenderer;
  readonly #composer: EffectComposer;
  readonly #first: ScenePass;
  /** Brings the picture to the page. Passes themselves would encode it once more there. */
  readonly #last: Pass;
  /** Those that know the size. */
  #fitted = new WeakSet<Pass>();

  constructor(renderer: WebGLRenderer, options: PipelineOptions) {
    this.#renderer = renderer;
    this.#composer = new EffectComposer(renderer, new WebGLRenderTarget(1, 1, { type: HalfFloatType, depthBuffer: false }));
    this.#composer.setPixelRatio(1);
    this.#first = new ScenePass(options);
    this.#last = options.light ? new OutputPass() : new ShaderPass(CopyShader);
  }

  draw(scene: Scene, camera: Camera, delta: number, passes: Iterable<Pass>): void {
    const composer = this.#composer;
    const chain = composer.passes;
    chain.length = 0;
    chain.push(this.#first, ...passes, this.#last);
    const { x, y } = this.#renderer.getDrawingBufferSize(_size);
    if (composer.renderTarget1.width !== x || composer.renderTarget1.height !== y) {
      composer.setSize(x, y);
      this.#fitted = new WeakSet(chain);
    }
    for (const pass of chain) {
      if (this.#fitted.has(pass)) continue;
      pass.setSize(x, y);
      this.#fitted.add(pass);
    }
    this.#first.scene = scene;
    this.#first.camera = camera;
    composer.render(delta);
  }

  dispose(): void {
    this.#first.dispose();
    this.#last.dispose();
    this.#composer.dispose();
  }
}
