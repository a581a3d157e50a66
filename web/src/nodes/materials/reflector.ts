// MeshReflectorMaterial: a standard material that mirrors the scene in the plane of what it is on.

import {
  HalfFloatType,
  Matrix4,
  MeshStandardMaterial,
  PerspectiveCamera,
  Plane,
  Vector3,
  Vector4,
  WebGLRenderTarget,
  type Camera,
  type Object3D,
  type Scene,
  type WebGLRenderer,
} from "three";
import type { MeshReflectorMaterialProps } from "../../protocol/components.gen";
import { applyValues, type MaterialSpec } from "../../scene/materials";
import type { NodeType } from "../../scene/node-type";
import { isNumbers, Reader } from "../../scene/read";
import { readSurface } from "../../scene/surface";
import { surfaceOf } from "./material";
import { PlacedPart } from "./part";

const MAX_PIXELS = 2048;

/** Samples along each axis of the blurred picture. */
const TAPS = 5;

const FRAGMENT = /* glsl */ `
  #include <emissivemap_fragment>
  {
    vec2 at = mirrorPlace.xy / mirrorPlace.w;
    vec3 seen = texture2D(mirrorPicture, at).rgb;
    float blurred = min(1.0, mirrorMixBlur * roughnessFactor);
    if (blurred > 0.0) {
      vec3 sum = vec3(0.0);
      for (int x = 0; x < ${TAPS}; x++) for (int y = 0; y < ${TAPS}; y++)
        sum += texture2D(mirrorPicture, at + (vec2(x, y) / ${TAPS - 1}.0 - 0.5) * mirrorBlur).rgb;
      seen = mix(seen, sum / ${TAPS * TAPS}.0, blurred);
    }
    seen = (seen - 0.5) * mirrorContrast + 0.5;
    diffuseColor.rgb *= (1.0 - min(1.0, mirrorShare)) + seen * mirrorStrength;
  }
`;

const PROPS = ["resolution", "mirror", "mixStrength", "mixContrast", "blur", "mixBlur", "reflectorOffset"] as const;

const _normal = new Vector3();
const _place = new Vector3();
const _eye = new Vector3();
const _ahead = new Vector3();
const _plane = new Plane();
const _clip = new Vector4();
const _corner = new Vector4();
/** From −1…1 to 0…1. */
const TO_PICTURE = new Matrix4().set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);

/** No mirror shows itself in another: it would have to be drawn before itself. */
let drawing = false;

class Mirror {
  readonly material = new MeshStandardMaterial();
  readonly uniforms = {
    mirrorPicture: { value: null as unknown },
    mirrorMatrix: { value: new Matrix4() },
    mirrorShare: { value: 0 },
    mirrorStrength: { value: 1 },
    mirrorContrast: { value: 1 },
    mirrorMixBlur: { value: 0 },
    mirrorBlur: { value: [0, 0] },
  };
  /** Metres by which its plane is before the surface. */
  offset = 0;
  readonly #target = new WebGLRenderTarget(256, 256, { type: HalfFloatType, samples: 4 });
  readonly #camera = new PerspectiveCamera();

  constructor() {
    const { material, uniforms } = this;
    uniforms.mirrorPicture.value = this.#target.texture;
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, uniforms);
      shader.vertexShader = `uniform mat4 mirrorMatrix;\nvarying vec4 mirrorPlace;\n${shader.vertexShader.replace("#include <project_vertex>", "#include <project_vertex>\nmirrorPlace = mirrorMatrix * vec4(transformed, 1.0);")}`;
      shader.fragmentShader = `uniform sampler2D mirrorPicture;\nuniform float mirrorShare, mirrorStrength, mirrorContrast, mirrorMixBlur;\nuniform vec2 mirrorBlur;\nvarying vec4 mirrorPlace;\n${shader.fragmentShader.replace("#include <emissivemap_fragment>", FRAGMENT)}`;
    };
    material.customProgramCacheKey = () => "mirror";
    // After the object's own, for each object that it is on.
    material.onBeforeRender = (renderer: WebGLRenderer, scene: Scene, camera: Camera, _geometry: unknown, object: Object3D) => {
      this.#draw(renderer, scene, camera, object);
    };
  }

  set resolution(pixels: number) {
    this.#target.setSize(pixels, pixels);
  }

  dispose(): void {
    this.material.dispose();
    this.#target.dispose();
  }

  #draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, object: Object3D): void {
    if (drawing) return;
    _normal.set(0, 0, 1).transformDirection(object.matrixWorld);
    _place.setFromMatrixPosition(object.matrixWorld).addScaledVector(_normal, this.offset);
    _eye.setFromMatrixPosition(camera.matrixWorld);
    _plane.setFromNormalAndCoplanarPoint(_normal, _place);
    const distance = _plane.distanceToPoint(_eye);
    // From behind there is nothing to see.
    if (distance <= 0) return;
    const mirrored = this.#camera;
    mirrored.layers.mask = camera.layers.mask;
    mirrored.position.copy(_eye).addScaledVector(_normal, -2 * distance);
    camera.getWorldDirection(_ahead).reflect(_normal);
    mirrored.up.set(0, 1, 0).transformDirection(camera.matrixWorld).reflect(_normal);
    mirrored.lookAt(_ahead.add(mirrored.position));
    mirrored.updateMatrixWorld();
    mirrored.projectionMatrix.copy(camera.projectionMatrix);
    this.uniforms.mirrorMatrix.value.copy(TO_PICTURE).multiply(mirrored.projectionMatrix).multiply(mirrored.matrixWorldInverse).multiply(object.matrixWorld);
    beginAt(mirrored, _plane);

    const { xr, shadowMap } = renderer;
    const [target, xrEnabled, autoUpdate, { visible }] = [renderer.getRenderTarget(), xr.enabled, shadowMap.autoUpdate, object];
    drawing = true;
    object.visible = xr.enabled = shadowMap.autoUpdate = false;
    renderer.setRenderTarget(this.#target);
    renderer.state.buffers.depth.setMask(true);
    if (!renderer.autoClear) renderer.clear();
    renderer.render(scene, mirrored);
    renderer.setRenderTarget(target);
    [object.visible, xr.enabled, shadowMap.autoUpdate] = [visible, xrEnabled, autoUpdate];
    drawing = false;
  }
}

/** Have a camera see nothing of what is behind a plane, by tilting its near plane into it (E. Lengyel, 2005). */
function beginAt(camera: PerspectiveCamera, plane: Plane): void {
  _plane.copy(plane).applyMatrix4(camera.matrixWorldInverse);
  _clip.set(_plane.normal.x, _plane.normal.y, _plane.normal.z, _plane.constant);
  const { elements } = camera.projectionMatrix;
  const at = (i: number): number => elements[i] ?? 0;
  _corner.set((Math.sign(_clip.x) + at(8)) / at(0), (Math.sign(_clip.y) + at(9)) / at(5), -1, (1 + at(10)) / at(14));
  // A parallel projection has no such corner; it sees what is behind the mirror, too.
  if (at(15) === 1) return;
  _clip.multiplyScalar(2 / _clip.dot(_corner));
  elements[2] = _clip.x;
  elements[6] = _clip.y;
  elements[10] = _clip.z + 1;
  elements[14] = _clip.w;
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
}

export const meshReflectorMaterial: NodeType<MeshReflectorMaterialProps> = {
  create(ctx, props) {
    const mirror = new Mirror();
    const { material, uniforms } = mirror;
    const place = new PlacedPart(ctx, "material", props);
    const own: ReadonlySet<string> = new Set(PROPS);
    let before: MaterialSpec["values"] = {};
    const apply = (props: Readonly<MeshReflectorMaterialProps>): void => {
      const read = new Reader(ctx, props);
      const pixels = Math.round(read.clamped("resolution", 256, 1, MAX_PIXELS));
      mirror.resolution = pixels;
      mirror.offset = read.number("reflectorOffset", 0);
      uniforms.mirrorShare.value = read.clamped("mirror", 0, 0, 1);
      uniforms.mirrorStrength.value = read.number("mixStrength", 1);
      uniforms.mirrorContrast.value = read.number("mixContrast", 1);
      uniforms.mirrorMixBlur.value = read.clamped("mixBlur", 0, 0, 1e6);
      const blur = isNumbers(props.blur, 2) ? props.blur : [0, 0];
      uniforms.mirrorBlur.value = blur.slice(0, 2).map((part) => part / pixels);
      const rest = Object.fromEntries(Object.entries(props).filter(([name]) => !own.has(name)));
      const { values, maps } = readSurface(ctx, surfaceOf("standard", rest), { type: "standard" });
      if (maps.size > 0) ctx.warn("pictures are not read here; use them on other materials");
      applyValues(material, "standard", before, values);
      before = values;
    };
    apply(props);
    place.part = material;
    return place.node({
      update(_changed, props) {
        apply(props);
      },
      dispose() {
        mirror.dispose();
      },
    });
  },
};
