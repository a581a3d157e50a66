// The light that Caustics throws on the ground, computed on the GPU in the frame of its node: what stands there
// is drawn from the light as normals and depths; each pixel of that is a beam, which is refracted and as much
// brighter as it has become narrower at the ground. Loaded with the first Caustics.

import {
  BackSide,
  Box2,
  Color,
  CustomBlending,
  DepthTexture,
  FrontSide,
  HalfFloatType,
  LinearMipmapLinearFilter,
  Matrix4,
  Mesh,
  MeshNormalMaterial,
  OneFactor,
  OrthographicCamera,
  PlaneGeometry,
  ShaderMaterial,
  Vector2,
  Vector3,
  WebGLRenderTarget,
  type Box3,
  type Scene,
  type Side,
  type Texture,
  type WebGLRenderer,
} from "three";
import { FullScreenQuad } from "three/addons/postprocessing/Pass.js";
import { passRays } from "../../scene/raycast";
import { INSTANCED } from "../../viewer/layers";

/** How the light looks. Lengths are metres of the node's frame. */
export interface LightLook {
  /** Towards the light, of length 1 and with y above 0. */
  readonly direction: Vector3;
  readonly color: Color;
  readonly intensity: number;
  /** How much slower light is in what it passes. */
  readonly ior: number;
  /** The same where it leaves; undefined if that is not counted. */
  readonly backsideIor: number | undefined;
  /** Width of a beam. */
  readonly beam: number;
}

const QUAD_VERTEX = /* glsl */ `
  varying vec2 place;
  void main() {
    place = uv;
    gl_Position = vec4(position.xy, 0.0, 1.0);
  }
`;

/** In the frame of the light: it shines along −z, and the ground is a plane at −far. */
const BEAMS = /* glsl */ `
  uniform sampler2D normals, depths;
  uniform float extent, near, far, beam, ior, intensity;
  varying vec2 place;

  /** Where a ray lands that enters there. */
  vec2 landing(vec2 at, float depth) {
    vec3 from = vec3((at * 2.0 - 1.0) * extent, -mix(near, far, depth));
    vec3 way = refract(vec3(0.0, 0.0, -1.0), normalize(texture2D(normals, at).xyz * 2.0 - 1.0), 1.0 / ior);
    return from.xy - way.xy / min(way.z, -1e-3) * (far + from.z);
  }
  float area(vec2 a, vec2 b) {
    return abs(a.x * b.y - a.y * b.x);
  }
  void main() {
    vec2 reach = vec2(beam / extent / 4.0);
    vec4 corners = vec4(place - reach, place + reach);
    vec4 deep = vec4(
      texture2D(depths, corners.xy).x, texture2D(depths, corners.xw).x,
      texture2D(depths, corners.zw).x, texture2D(depths, corners.zy).x);
    float middle = texture2D(depths, place).x;
    gl_FragColor = vec4(0.0, 0.0, 0.0, 1.0);
    // What passes by at an edge is no beam.
    if (max(max(max(deep.x, deep.y), max(deep.z, deep.w)), middle) >= 1.0) return;
    vec2 a = landing(corners.xy, deep.x), b = landing(corners.xw, deep.y);
    vec2 c = landing(corners.zw, deep.z), d = landing(corners.zy, deep.w);
    float lit = area(b - a, c - a) + area(c - a, d - a);
    gl_FragColor.rgb = vec3(min(intensity * 2.0 * beam * beam / max(lit, 1e-9), 1e4));
  }
`;

const GROUND_VERTEX = /* glsl */ `
  uniform mat4 toPicture;
  varying vec4 seen;
  void main() {
    seen = toPicture * vec4(position, 1.0);
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;

const GROUND = /* glsl */ `
  uniform sampler2D light;
  uniform vec3 color;
  varying vec4 seen;
  void main() {
    gl_FragColor = vec4(texture2D(light, seen.xy / seen.w).rgb * color, 1.0);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

/** From −1…1 to 0…1. */
const TO_PICTURE = new Matrix4().set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);

const _corner = new Vector3();
const _center = new Vector3();
const _up = new Vector3();
const _origin = new Vector3();
const _landed = new Vector2();
const _ground = new Box2();
const _groundSize = new Vector2();
const _groundCenter = new Vector2();
const _clearColor = new Color();

export class BundledLight {
  /** Where the light falls, to be hung into the node's frame. */
  readonly ground: Mesh<PlaneGeometry, ShaderMaterial>;
  /** Looks along the light. */
  readonly camera = new OrthographicCamera();
  /** Its place in the node's frame. */
  readonly pose = new Matrix4();
  readonly #entering: WebGLRenderTarget;
  readonly #light: WebGLRenderTarget;
  readonly #normals = new MeshNormalMaterial();
  readonly #beams: ShaderMaterial;
  readonly #quad: FullScreenQuad;
  readonly #beamUniforms = {
    normals: { value: null as Texture | null },
    depths: { value: null as Texture | null },
    extent: { value: 1 },
    near: { value: 0 },
    far: { value: 1 },
    beam: { value: 1 },
    ior: { value: 1 },
    intensity: { value: 1 },
  };
  readonly #groundUniforms = { light: { value: null as Texture | null }, color: { value: new Color() }, toPicture: { value: new Matrix4() } };

  /** `pixels`: of each side of what the light is computed in. */
  constructor(pixels: number) {
    this.#entering = new WebGLRenderTarget(pixels, pixels, { type: HalfFloatType, depthTexture: new DepthTexture(pixels, pixels) });
    this.#light = new WebGLRenderTarget(pixels, pixels, { type: HalfFloatType, minFilter: LinearMipmapLinearFilter, generateMipmaps: true, depthBuffer: false });
    this.#beamUniforms.normals.value = this.#entering.texture;
    this.#beamUniforms.depths.value = this.#entering.depthTexture;
    this.#groundUniforms.light.value = this.#light.texture;
    const added = { blending: CustomBlending, blendSrc: OneFactor, blendDst: OneFactor, depthWrite: false, transparent: true } as const;
    this.#beams = new ShaderMaterial({ ...added, uniforms: this.#beamUniforms, vertexShader: QUAD_VERTEX, fragmentShader: BEAMS, depthTest: false });
    this.#quad = new FullScreenQuad(this.#beams);
    this.ground = new Mesh(new PlaneGeometry(), new ShaderMaterial({ ...added, uniforms: this.#groundUniforms, vertexShader: GROUND_VERTEX, fragmentShader: GROUND }));
    this.ground.rotation.x = -Math.PI / 2;
    this.ground.renderOrder = 2;
    passRays(this.ground);
    // What others draw for the children is not below the node.
    this.camera.layers.enable(INSTANCED);
    // It is placed by hand, so that a node that is larger or smaller is so for the light as well.
    this.camera.matrixAutoUpdate = this.camera.matrixWorldAutoUpdate = false;
  }

  /** Compute the light of `content`, which fills `bounds` of the node's frame, which stands at `frame` in the world. */
  compute(renderer: WebGLRenderer, content: Scene, bounds: Box3, frame: Matrix4, look: LightLook): void {
    this.#aim(bounds, look.direction);
    const { camera } = this;
    camera.matrixWorld.multiplyMatrices(frame, this.pose);
    camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
    const uniforms = this.#beamUniforms;
    uniforms.extent.value = camera.right;
    uniforms.near.value = camera.near;
    uniforms.far.value = camera.far;
    uniforms.beam.value = look.beam;
    uniforms.intensity.value = look.intensity;
    this.#groundUniforms.color.value.copy(look.color);

    const { xr, shadowMap, autoClear } = renderer;
    const [xrEnabled, autoUpdate, target, alpha] = [xr.enabled, shadowMap.autoUpdate, renderer.getRenderTarget(), renderer.getClearAlpha()];
    renderer.getClearColor(_clearColor);
    xr.enabled = shadowMap.autoUpdate = false;
    renderer.setClearColor(0x000000, 0);
    renderer.setRenderTarget(this.#light);
    renderer.clear();
    this.#add(renderer, content, FrontSide, look.ior);
    if (look.backsideIor !== undefined) this.#add(renderer, content, BackSide, look.backsideIor);
    renderer.setRenderTarget(target);
    renderer.setClearColor(_clearColor, alpha);
    renderer.autoClear = autoClear;
    [xr.enabled, shadowMap.autoUpdate] = [xrEnabled, autoUpdate];
  }

  dispose(): void {
    this.#entering.depthTexture?.dispose();
    this.#entering.dispose();
    this.#light.dispose();
    this.#normals.dispose();
    this.#beams.dispose();
    this.#quad.dispose();
    this.ground.removeFromParent();
    this.ground.geometry.dispose();
    this.ground.material.dispose();
  }

  /** Add the light that enters or leaves by one side of the surfaces. */
  #add(renderer: WebGLRenderer, content: Scene, side: Side, ior: number): void {
    if (this.#normals.side !== side) this.#normals.needsUpdate = true;
    this.#normals.side = side;
    this.#beamUniforms.ior.value = ior;
    content.overrideMaterial = this.#normals;
    renderer.autoClear = true;
    renderer.setRenderTarget(this.#entering);
    renderer.render(content, this.camera);
    content.overrideMaterial = null;
    renderer.autoClear = false;
    renderer.setRenderTarget(this.#light);
    this.#quad.render(renderer);
  }

  /** Have the camera see all that is within, and the ground lie under it. */
  #aim({ min, max }: Box3, direction: Vector3): void {
    const { camera, ground, pose } = this;
    _center.addVectors(min, max).multiplyScalar(0.5);
    _up.set(0, Math.abs(direction.y) > 0.999 ? 0 : 1, Math.abs(direction.y) > 0.999 ? 1 : 0);
    pose.lookAt(direction, _origin, _up);
    _ground.makeEmpty();
    let [across, towards, away] = [0, 0, 0];
    for (let i = 0; i < 8; i++) {
      _corner.set(i & 1 ? max.x : min.x, i & 2 ? max.y : min.y, i & 4 ? max.z : min.z);
      const length = _corner.y / direction.y;
      _ground.expandByPoint(_landed.set(_corner.x - direction.x * length, _corner.z - direction.z * length));
      _corner.sub(_center);
      const height = _corner.dot(direction);
      towards = Math.max(towards, height);
      away = Math.max(away, length - height, -height);
      across = Math.max(across, _corner.addScaledVector(direction, -height).length());
    }
    // A box without any depth has an extent, too.
    across = Math.max(across, 1e-3);
    camera.left = camera.bottom = -across;
    camera.right = camera.top = across;
    camera.near = 0.01 * across;
    camera.far = camera.near + towards + away + 0.01 * across;
    camera.updateProjectionMatrix();
    pose.setPosition(_center.addScaledVector(direction, towards + camera.near));
    _ground.getCenter(_groundCenter);
    _ground.getSize(_groundSize);
    ground.position.set(_groundCenter.x, 0, _groundCenter.y);
    ground.scale.set(_groundSize.x || 1e-3, _groundSize.y || 1e-3, 1);
    ground.updateMatrix();
    const { value: toPicture } = this.#groundUniforms.toPicture;
    toPicture.copy(pose).invert().premultiply(camera.projectionMatrix).premultiply(TO_PICTURE).multiply(ground.matrix);
  }
}
