// What a camera's picture is drawn on: a texture whose pixels are those that the page would show, tone mapping
// and all, so that it can be shown as it is and read as it is.

import { Color, DepthTexture, DoubleSide, Mesh, OrthographicCamera, PerspectiveCamera, PlaneGeometry, SRGBColorSpace, ShaderMaterial, WebGLRenderTarget, type RenderTarget, type Scene, type Texture, type WebGLRenderer } from "three";

/** Let what is drawn to a target have the colours that the page would show. */
export function likePage<T extends RenderTarget>(target: T): T {
  // three.js tone-maps and encodes what it draws for a headset, and asks this of the target.
  (target as T & { isXRRenderTarget?: boolean }).isXRRenderTarget = true;
  target.texture.colorSpace = SRGBColorSpace;
  // The numbers are encoded by the shader: the GPU must not do it again.
  target.texture.internalFormat = "RGBA8";
  return target;
}

/** What is behind a picture. */
export interface FilmBackground {
  readonly color: Color;
  readonly opacity: number;
}

export interface FilmOptions {
  readonly width: number;
  readonly height: number;
  /** More than 1 smooths edges. */
  readonly samples: number;
  readonly depthBuffer: boolean;
  /** Whether `depth` will be asked for. */
  readonly keepDepth?: boolean;
}

/** The pixels of a picture, rows from bottom to top, four bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const _pageColor = new Color();

export class Film {
  #target: WebGLRenderTarget | undefined;
  #options: FilmOptions | undefined;
  #depth: DepthPicture | undefined;

  /** Have a texture of this kind; nothing is made anew if there is one. */
  set(options: FilmOptions): void {
    const old = this.#options;
    const same = old && old.samples === options.samples && old.depthBuffer === options.depthBuffer && old.keepDepth === options.keepDepth;
    if (this.#target && !same) this.dispose();
    this.#options = options;
    const { width, height, samples, depthBuffer, keepDepth } = options;
    this.#target ??= makeTarget(options);
    if (old?.width !== width || old.height !== height) this.#target.setSize(width, height);
    this.#depth ??= keepDepth && depthBuffer && samples >= 0 ? new DepthPicture() : undefined;
  }

  get texture(): Texture | undefined {
    return this.#target?.texture;
  }

  /** Draw what a camera sees. `background` is behind what the scene leaves open; absent, the page's. */
  expose(renderer: WebGLRenderer, scene: Scene, camera: PerspectiveCamera | OrthographicCamera, background?: FilmBackground): void {
    const target = this.#target;
    if (!target) return;
    const { xr } = renderer;
    const [xrEnabled, before, opacity] = [xr.enabled, renderer.getRenderTarget(), renderer.getClearAlpha()];
    renderer.getClearColor(_pageColor);
    // Or it would draw for the eyes of the headset.
    xr.enabled = false;
    renderer.setRenderTarget(target);
    if (background) renderer.setClearColor(background.color, background.opacity);
    renderer.render(scene, camera);
    renderer.setRenderTarget(before);
    renderer.setClearColor(_pageColor, opacity);
    xr.enabled = xrEnabled;
  }

  /** The pixels of what was drawn last. */
  read(renderer: WebGLRenderer): Pixels {
    if (!this.#target) throw new Error("There is no picture yet.");
    return readTarget(renderer, this.#target);
  }

  /** How far off what was drawn last is, as grey: white at the near distance, black at the far one. */
  readDepth(renderer: WebGLRenderer, camera: PerspectiveCamera | OrthographicCamera): Pixels | undefined {
    const depth = this.#target?.depthTexture;
    return this.#target && depth ? this.#depth?.read(renderer, depth, camera, this.#target) : undefined;
  }

  dispose(): void {
    this.#target?.depthTexture?.dispose();
    this.#target?.dispose();
    this.#depth?.dispose();
    this.#target = undefined;
    this.#depth = undefined;
    this.#options = undefined;
  }
}

function makeTarget({ width, height, samples, depthBuffer, keepDepth }: FilmOptions): WebGLRenderTarget {
  const target = likePage(new WebGLRenderTarget(width, height, { samples: samples > 1 ? samples : 0, depthBuffer }));
  if (keepDepth) target.depthTexture = new DepthTexture(width, height);
  return target;
}

function readTarget(renderer: WebGLRenderer, target: WebGLRenderTarget): Pixels {
  const { width, height } = target;
  const data = new Uint8ClampedArray(width * height * 4);
  renderer.readRenderTargetPixels(target, 0, 0, width, height, data);
  return { width, height, data };
}

const VERTEX = /* glsl */ `
  varying vec2 place;
  void main() {
    place = uv;
    gl_Position = vec4(position.xy, 0.0, 1.0);
  }
`;

const FRAGMENT = /* glsl */ `
  #include <packing>
  uniform sampler2D depths;
  uniform float near, far;
  uniform bool perspective;
  varying vec2 place;
  void main() {
    float depth = texture2D(depths, place).r;
    // From 0 at the near distance to 1 at the far one, in proportion to the distance.
    float distance = perspective ? viewZToOrthographicDepth(perspectiveDepthToViewZ(depth, near, far), near, far) : depth;
    gl_FragColor = vec4(vec3(1.0 - clamp(distance, 0.0, 1.0)), 1.0);
  }
`;

/** Makes a grey picture of a depth buffer. */
class DepthPicture {
  readonly #uniforms = {
    depths: { value: null as DepthTexture | null },
    near: { value: 0 },
    far: { value: 1 },
    perspective: { value: true },
  };
  readonly #sheet = new Mesh(
    new PlaneGeometry(2, 2),
    new ShaderMaterial({ uniforms: this.#uniforms, vertexShader: VERTEX, fragmentShader: FRAGMENT, depthTest: false, depthWrite: false, side: DoubleSide, toneMapped: false }),
  );
  readonly #camera = new OrthographicCamera();
  readonly #target = new WebGLRenderTarget(1, 1, { depthBuffer: false });

  constructor() {
    this.#sheet.frustumCulled = false;
  }

  read(renderer: WebGLRenderer, depths: DepthTexture, camera: PerspectiveCamera | OrthographicCamera, { width, height }: WebGLRenderTarget): Pixels {
    const uniforms = this.#uniforms;
    uniforms.depths.value = depths;
    uniforms.near.value = camera.near;
    uniforms.far.value = camera.far;
    uniforms.perspective.value = camera instanceof PerspectiveCamera;
    this.#target.setSize(width, height);
    const { xr } = renderer;
    const [xrEnabled, before] = [xr.enabled, renderer.getRenderTarget()];
    xr.enabled = false;
    renderer.setRenderTarget(this.#target);
    renderer.render(this.#sheet, this.#camera);
    renderer.setRenderTarget(before);
    xr.enabled = xrEnabled;
    return readTarget(renderer, this.#target);
  }

  dispose(): void {
    this.#sheet.geometry.dispose();
    this.#sheet.material.dispose();
    this.#target.dispose();
  }
}
