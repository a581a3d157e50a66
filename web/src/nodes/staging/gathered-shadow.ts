// A plane on which the shadows of many lights are gathered, one drawing after the other. Everything that
// stands in the scene throws them; only the lights below `lights` count.

import { Group, Light, Mesh, PlaneGeometry, type Camera, type Color, type Object3D, type Scene, type ShaderMaterial, type WebGLRenderer } from "three";
import type { ProgressiveLightMap, SoftShadowMaterial } from "@pmndrs/vanilla/core/AccumulativeShadows.js";
import { passRays } from "../../scene/raycast";
import { RandomLights } from "./randomized-light";

/** How the shadow looks. */
export interface GatheredLook {
  /** Width of the plane in metres. */
  readonly size: number;
  readonly frames: number;
  readonly temporal: boolean;
  readonly limit: number;
  readonly blend: number;
  readonly opacity: number;
  readonly alphaTest: number;
  readonly color: Color;
  readonly colorBlend: number;
  readonly toneMapped: boolean;
}

interface Library {
  readonly ProgressiveLightMap: typeof ProgressiveLightMap;
  readonly SoftShadowMaterial: typeof SoftShadowMaterial;
}

/** Frames that a scene has to stand still before its shadows are gathered. */
const SETTLED = 2;

export class GatheredShadow {
  readonly object = new Group();
  /** Where the lights go. They shine for the gathering alone. */
  readonly lights = new Group();
  readonly #map: ProgressiveLightMap;
  readonly #plane: Mesh<PlaneGeometry, ShaderMaterial>;
  readonly #scene: Scene;
  #look: GatheredLook;
  #waiting = SETTLED;
  #drawn = 0;

  constructor(library: Library, renderer: WebGLRenderer, scene: Scene, resolution: number, look: GatheredLook) {
    this.#scene = scene;
    this.#look = look;
    this.#map = new library.ProgressiveLightMap(renderer, scene, resolution);
    const material = new library.SoftShadowMaterial() as ShaderMaterial;
    material.transparent = true;
    material.depthWrite = false;
    const { uniforms } = material;
    if (uniforms.map) uniforms.map.value = this.#map.progressiveLightMap2.texture;
    this.#plane = new Mesh(new PlaneGeometry(), material);
    this.#plane.rotation.x = -Math.PI / 2;
    this.#plane.receiveShadow = true;
    this.#plane.visible = false;
    passRays(this.#plane);
    this.lights.visible = false;
    this.object.add(this.#plane, this.lights);
    this.#map.configure(this.#plane);
    this.set(look);
  }

  set(look: GatheredLook): void {
    this.#look = look;
    this.#plane.scale.setScalar(look.size);
    this.#plane.material.toneMapped = look.toneMapped;
    const { color, blend } = this.#plane.material.uniforms;
    (color?.value as Color).copy(look.color);
    if (blend) blend.value = look.colorBlend;
    this.restart();
  }

  /** Gather anew, once the scene stands still. */
  restart(): void {
    this.#waiting = SETTLED;
    this.#drawn = 0;
  }

  /** Before each frame. True while another is needed. */
  frame(camera: Camera): boolean {
    if (this.#waiting > 0) {
      if (--this.#waiting === 0) this.#clear();
      return true;
    }
    const { frames, temporal, limit } = this.#look;
    const wanted = Math.min(frames, limit);
    if (this.#drawn >= wanted) return false;
    const count = temporal ? 1 : wanted - this.#drawn;
    this.#gather(camera, count);
    return this.#drawn < wanted;
  }

  #clear(): void {
    this.#map.clear();
    this.lights.traverse((object) => {
      if (object instanceof RandomLights) object.restart();
    });
  }

  #gather(camera: Camera, count: number): void {
    const map = this.#map;
    this.#capture();
    map.prepare();
    this.#plane.visible = true;
    this.lights.visible = true;
    const ours = map.lights.filter(({ object }) => isBelow(object, this.lights));
    for (let i = 0; i < count; i++) {
      for (const { object, intensity } of ours) object.intensity = intensity;
      this.lights.traverse(scatter);
      map.update(camera, this.#look.blend);
    }
    this.lights.visible = false;
    map.finish();
    this.#drawn += count;
    const { opacity, alphaTest } = this.#plane.material.uniforms;
    const share = Math.min(1, this.#drawn / Math.max(1, Math.min(this.#look.frames, this.#look.blend)));
    if (opacity) opacity.value = this.#look.opacity * share;
    if (alphaTest) alphaTest.value = this.#look.alphaTest * share;
  }

  /** What is in the scene now: materials may be others than at the last drawing. */
  #capture(): void {
    const map = this.#map;
    map.lights = [];
    map.meshes = [];
    this.#scene.traverse((object: Object3D) => {
      if (object instanceof Light) map.lights.push({ object, intensity: object.intensity });
      else if (isDrawn(object)) map.meshes.push({ object, material: object.material });
    });
  }

  dispose(): void {
    const map = this.#map;
    this.object.removeFromParent();
    map.progressiveLightMap1.dispose();
    map.progressiveLightMap2.dispose();
    map.discardMat.dispose();
    map.targetMat.dispose();
    this.#plane.geometry.dispose();
    this.#plane.material.dispose();
  }
}

/** Meshes, and what is drawn as they are: lines, points. */
function isDrawn(object: Object3D): object is Mesh {
  return "geometry" in object && "material" in object;
}

function isBelow(object: Object3D, root: Object3D): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (at === root) return true;
  return false;
}

function scatter(object: Object3D): void {
  if (object instanceof RandomLights) object.scatter();
}
