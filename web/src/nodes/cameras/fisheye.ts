// A camera that sees half of all directions. The scene is drawn onto the faces of a cube around it; its picture
// is a disc, on which the distance from the middle is the angle from the line of sight.

import { BufferGeometry, Color, CubeCamera, DoubleSide, Float32BufferAttribute, Mesh, NoBlending, OrthographicCamera, PerspectiveCamera, PlaneGeometry, Scene, ShaderMaterial, SphereGeometry, WebGLCubeRenderTarget, type CubeTexture } from "three";
import { CAMERA_PICTURES, seeBothEyes } from "../../viewer/layers";
import { fisheyePoint } from "../frustums/draw";
import type { Point } from "../lines/wires";
import { likePage, type FilmBackground } from "./film";
import { cameraLines } from "./frustum";
import type { Optics } from "./optics";
import { SHOW_PICTURE } from "./sheet";

const HALF = Math.PI / 2;
/** The roof over the rim, in parts of the distance. */
const ROOF = { half: 0.2, eaves: 1, height: 1.15 };
/** Beside the disc. */
const DARK: FilmBackground = { color: new Color(0x000000), opacity: 1 };

const FLAT_VERTEX = /* glsl */ `
  varying vec2 place;
  void main() {
    place = uv * 2.0 - 1.0;
    gl_Position = vec4(position.xy, 0.0, 1.0);
  }
`;

const DISC_FRAGMENT = /* glsl */ `
  uniform samplerCube surroundings;
  varying vec2 place;
  void main() {
    float radius = length(place);
    if (radius > 1.0) discard;
    float angle = radius * 1.5707963267948966;
    vec2 across = radius > 0.0 ? place / radius : vec2(0.0);
    gl_FragColor = textureCube(surroundings, vec3(across * sin(angle), -cos(angle)));
  }
`;

const DOME_VERTEX = /* glsl */ `
  varying vec3 direction;
  void main() {
    direction = position;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;

const DOME_FRAGMENT = /* glsl */ `
  uniform samplerCube surroundings;
  varying vec3 direction;
  void main() {
    vec4 seen = textureCube(surroundings, direction);
    ${SHOW_PICTURE}
  }
`;

const _pageColor = new Color();

export interface FisheyeLens {
  readonly near: number;
  readonly far: number;
  /** Into how many parts its circles are divided. */
  readonly segments: number;
  /** Pixels of a face's side. */
  readonly rows: number;
}

export class Fisheye implements Optics {
  readonly aspect = 1;
  #target = makeCube(1);
  readonly #cube = new CubeCamera(0.1, 1000, this.#target);
  readonly #surroundings: { value: CubeTexture } = { value: this.#target.texture };
  readonly #flat = new Scene();
  readonly #flatCamera = new OrthographicCamera();
  readonly #disc = new Mesh(
    new PlaneGeometry(2, 2),
    new ShaderMaterial({ uniforms: { surroundings: this.#surroundings }, vertexShader: FLAT_VERTEX, fragmentShader: DISC_FRAGMENT, blending: NoBlending, depthTest: false, depthWrite: false, toneMapped: false }),
  );
  #segments = 64;

  constructor() {
    seeBothEyes(this.#cube.layers);
    this.#disc.frustumCulled = false;
    this.#flat.add(this.#disc);
  }

  get eye(): CubeCamera {
    return this.#cube;
  }

  setLens({ near, far, segments, rows }: FisheyeLens): void {
    this.#segments = segments;
    for (const face of this.#cube.children) {
      if (!(face instanceof PerspectiveCamera)) continue;
      face.near = near;
      face.far = far;
      face.updateProjectionMatrix();
    }
    if (this.#target.width === rows) return;
    this.#target.dispose();
    this.#target = makeCube(rows);
    this.#cube.renderTarget = this.#target;
    this.#surroundings.value = this.#target.texture;
  }

  expose(...[film, renderer, scene, background]: Parameters<Optics["expose"]>): void {
    const opacity = renderer.getClearAlpha();
    renderer.getClearColor(_pageColor);
    if (background) renderer.setClearColor(background.color, background.opacity);
    this.#cube.updateWorldMatrix(true, true);
    this.#cube.update(renderer, scene);
    renderer.setClearColor(_pageColor, opacity);
    film.expose(renderer, this.#flat, this.#flatCamera, background ?? DARK);
  }

  lines(): ReturnType<Optics["lines"]> {
    const mesh = cameraLines(new BufferGeometry());
    return {
      mesh,
      set: (distance) => {
        mesh.geometry.dispose();
        mesh.geometry = domeLines(this.#segments, distance);
      },
      dispose() {
        mesh.removeFromParent();
        mesh.geometry.dispose();
        mesh.material.dispose();
      },
    };
  }

  /** A dome around it, seen from within as the scene is. */
  screen(): ReturnType<Optics["screen"]> {
    const uniforms = { surroundings: this.#surroundings };
    const material = new ShaderMaterial({ uniforms, vertexShader: DOME_VERTEX, fragmentShader: DOME_FRAGMENT, side: DoubleSide, transparent: true, toneMapped: false });
    const mesh = new Mesh(new BufferGeometry(), material);
    mesh.layers.set(CAMERA_PICTURES);
    return {
      mesh,
      set: (distance) => {
        mesh.geometry.dispose();
        mesh.geometry = new SphereGeometry(1, this.#segments, Math.ceil(this.#segments / 2), 0, 2 * Math.PI, 0, HALF).rotateX(-HALF);
        mesh.scale.setScalar(Math.max(distance, 1e-6));
      },
      dispose() {
        mesh.removeFromParent();
        mesh.geometry.dispose();
        material.dispose();
      },
    };
  }

  dispose(): void {
    this.#target.dispose();
    this.#disc.geometry.dispose();
    this.#disc.material.dispose();
  }
}

function makeCube(rows: number): WebGLCubeRenderTarget {
  return likePage(new WebGLCubeRenderTarget(rows));
}

/** The rim of what it sees, two arcs through the line of sight, and a roof where up is. */
function domeLines(segments: number, distance: number): BufferGeometry {
  const points: number[] = [];
  const path = (at: (part: number) => Point): void => {
    for (let i = 0; i < segments; i++) points.push(...at(i / segments), ...at((i + 1) / segments));
  };
  path((part) => fisheyePoint(HALF * Math.cos(2 * Math.PI * part), HALF * Math.sin(2 * Math.PI * part), distance));
  path((part) => fisheyePoint(HALF * (2 * part - 1), 0, distance));
  path((part) => fisheyePoint(0, HALF * (2 * part - 1), distance));
  const ridge: Point = [0, distance * ROOF.height, 0];
  for (const side of [-1, 1]) points.push(distance * ROOF.half * side, distance * ROOF.eaves, 0, ...ridge);
  return new BufferGeometry().setAttribute("position", new Float32BufferAttribute(points, 3));
}
