// MeshPortalMaterial: a scene of its own, seen through the mesh as through a window.

import {
  Box3,
  DataTexture,
  LinearFilter,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PlaneGeometry,
  RedFormat,
  Scene,
  ShaderMaterial,
  Vector2,
  HalfFloatType,
  WebGLRenderTarget,
  type BufferGeometry,
  type Camera,
  type Object3D,
  type Side,
  type Texture,
  type WebGLRenderer,
} from "three";
import { passRays } from "../../scene/raycast";
import { depthsInside } from "./distance-field";
import type { InnerWorld } from "./inner-world";

const _size = new Vector2();
const _box = new Box3();
const _identity = new Matrix4();

/** Where a point of the window is in the picture that the same camera takes of the world behind it. */
const VERTEX = /* glsl */ `
  varying vec4 seen;
  varying vec2 place;
  void main() {
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    seen = gl_Position;
    place = uv;
  }
`;

const FRAGMENT = /* glsl */ `
  uniform sampler2D picture, depths;
  uniform float blur, opacity;
  varying vec4 seen;
  varying vec2 place;
  void main() {
    gl_FragColor = texture2D(picture, seen.xy / seen.w * 0.5 + 0.5);
    gl_FragColor.a *= opacity;
    if (blur > 0.0) gl_FragColor.a *= smoothstep(0.0, 1.0, texture2D(depths, place).r / blur);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

/** The same over all of the page. */
const WHOLE_VERTEX = /* glsl */ `
  varying vec4 seen;
  varying vec2 place;
  void main() {
    gl_Position = seen = vec4(position.xy, 0.0, 1.0);
    place = uv;
  }
`;

function shader(uniforms: ShaderMaterial["uniforms"], vertexShader: string): ShaderMaterial {
  return new ShaderMaterial({ uniforms, vertexShader, fragmentShader: FRAGMENT, transparent: true });
}

/** How far inside its edge each place of a flat shape is, by its extent in x and y. */
function drawDepths(renderer: WebGLRenderer, geometry: BufferGeometry, pixels: number): DataTexture {
  const target = new WebGLRenderTarget(pixels, pixels, { depthBuffer: false });
  const mask = new Mesh(geometry, new MeshBasicMaterial({ toneMapped: false, depthTest: false }));
  if (!geometry.boundingBox) geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox ?? _box;
  const camera = new OrthographicCamera(min.x, max.x, max.y, min.y, 0, max.z - min.z + 2);
  camera.position.z = max.z + 1;
  const { xr } = renderer;
  const [xrEnabled, before, alpha] = [xr.enabled, renderer.getRenderTarget(), renderer.getClearAlpha()];
  xr.enabled = false;
  renderer.setClearAlpha(0);
  renderer.setRenderTarget(target);
  renderer.clear();
  renderer.render(mask, camera);
  const data = new Uint8Array(4 * pixels * pixels);
  renderer.readRenderTargetPixels(target, 0, 0, pixels, pixels, data);
  renderer.setRenderTarget(before);
  renderer.setClearAlpha(alpha);
  xr.enabled = xrEnabled;
  target.dispose();
  mask.material.dispose();
  const inside = Array.from({ length: pixels * pixels }, (_, at) => (data[4 * at + 3] ?? 0) > 127);
  const texture = new DataTexture(depthsInside(inside, pixels), pixels, pixels, RedFormat);
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.unpackAlignment = 1;
  texture.needsUpdate = true;
  return texture;
}

/** What a portal looks like. */
export interface PortalLook {
  /** Width of the edge over which it fades, as a part of how far inside its middle is. */
  readonly blur: number;
  /** Pixels of each side of what that is computed in. */
  readonly resolution: number;
  /** How much of the world behind it covers the page, from 0 to 1. */
  readonly blend: number;
  /** Whether what is behind it stands in the page's world, not in the frame of the mesh. */
  readonly worldUnits: boolean;
  readonly opacity: number;
  readonly toneMapped: boolean;
  readonly side: Side;
}

export class Portal {
  readonly material: ShaderMaterial;
  /** The world behind it, over all of the page. */
  readonly whole = new Scene();
  /** The mesh that it is on. */
  frame: Object3D | undefined;
  readonly #world: InnerWorld;
  readonly #target = new WebGLRenderTarget(1, 1, { type: HalfFloatType, samples: 4, stencilBuffer: true });
  readonly #uniforms = {
    picture: { value: this.#target.texture },
    depths: { value: null as Texture | null },
    blur: { value: 0 },
    opacity: { value: 1 },
  };
  readonly #blend = { value: 0 };
  readonly #sheet: Mesh<PlaneGeometry, ShaderMaterial>;
  #resolution = 0;
  #worldUnits = false;
  /** Of which geometry `depths` is. */
  #measured = "";

  constructor(world: InnerWorld) {
    this.#world = world;
    world.scene.matrixAutoUpdate = false;
    this.material = shader(this.#uniforms, VERTEX);
    this.material.onBeforeRender = (renderer: WebGLRenderer, _scene: unknown, camera: Camera, geometry: BufferGeometry, object: Object3D) => {
      this.#measure(renderer, geometry);
      this.#draw(renderer, camera, object);
    };
    this.#sheet = new Mesh(new PlaneGeometry(2, 2), shader({ ...this.#uniforms, blur: { value: 0 }, opacity: this.#blend }, WHOLE_VERTEX));
    this.#sheet.material.depthTest = this.#sheet.material.depthWrite = false;
    this.#sheet.frustumCulled = false;
    passRays(this.#sheet);
    this.#sheet.onBeforeRender = (renderer, _scene, camera) => {
      this.#draw(renderer, camera, this.frame);
    };
    this.whole.add(this.#sheet);
  }

  set(look: PortalLook): void {
    this.#uniforms.blur.value = look.blur;
    this.#uniforms.opacity.value = look.opacity;
    this.#resolution = look.resolution;
    this.#blend.value = look.blend;
    this.#worldUnits = look.worldUnits;
    for (const material of [this.material, this.#sheet.material]) {
      if (material.toneMapped !== look.toneMapped) material.needsUpdate = true;
      material.toneMapped = look.toneMapped;
    }
    if (this.material.side !== look.side) this.material.needsUpdate = true;
    this.material.side = look.side;
  }

  dispose(): void {
    this.#target.dispose();
    this.#uniforms.depths.value?.dispose();
    this.material.dispose();
    this.#sheet.geometry.dispose();
    this.#sheet.material.dispose();
  }

  #measure(renderer: WebGLRenderer, geometry: BufferGeometry): void {
    const { blur, depths } = this.#uniforms;
    const position = geometry.attributes.position;
    if (blur.value <= 0 || !position || position.count === 0) return;
    const measured = `${geometry.uuid} ${this.#resolution}`;
    if (measured === this.#measured) return;
    this.#measured = measured;
    depths.value?.dispose();
    depths.value = drawDepths(renderer, geometry, this.#resolution);
  }

  /** Take the picture that this camera sees through it. */
  #draw(renderer: WebGLRenderer, camera: Camera, frame: Object3D | undefined): void {
    renderer.getDrawingBufferSize(_size);
    if (this.#target.width !== _size.x || this.#target.height !== _size.y) this.#target.setSize(_size.x, _size.y);
    const { scene } = this.#world;
    scene.matrix.copy(frame && !this.#worldUnits ? frame.matrixWorld : _identity);
    scene.matrixWorldNeedsUpdate = true;
    this.#world.draw(renderer, this.#target, camera);
  }
}
