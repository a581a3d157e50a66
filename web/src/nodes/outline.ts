// Outlines: a hull of the mesh, pushed out along its normals by a number of pixels and drawn from the inside,
// so that it shows as a line around the silhouette.

import { BackSide, BufferAttribute, BufferGeometry, Color, Mesh, ShaderMaterial, Vector3, Vector4 } from "three";
import type { SurfaceProps } from "../protocol/components.gen";
import type { NodeContext } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";

const VERTEX = /* glsl */ `
  uniform float thickness;
  uniform vec2 resolution;
  attribute vec3 hullNormal;
  #include <common>
  #include <logdepthbuf_pars_vertex>
  void main() {
    vec4 clip = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    vec2 direction = (projectionMatrix * modelViewMatrix * vec4(hullNormal, 0.0)).xy * resolution;
    float size = length(direction);
    if (size > 0.0) clip.xy += direction / size * thickness * 2.0 / resolution * clip.w;
    gl_Position = clip;
    #include <logdepthbuf_vertex>
  }
`;

const FRAGMENT = /* glsl */ `
  uniform vec3 color;
  #include <logdepthbuf_pars_fragment>
  void main() {
    #include <logdepthbuf_fragment>
    gl_FragColor = vec4(color, 1.0);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

const _viewport = new Vector4();
const _a = new Vector3();
const _b = new Vector3();
const _c = new Vector3();

/**
 * The geometry of the hull: the triangles of `source`. Its normals are those of all faces that meet at a
 * place, so that the hull has no gaps at hard edges.
 */
export function hullOf(source: BufferGeometry): BufferGeometry {
  const positions = source.getAttribute("position");
  const sums = new Map<string, Vector3>();
  const keys = Array.from({ length: positions.count }, (_, i) => {
    _a.fromBufferAttribute(positions, i);
    // Places closer than a hundredth of a millimetre are one.
    return `${Math.round(_a.x * 1e5)},${Math.round(_a.y * 1e5)},${Math.round(_a.z * 1e5)}`;
  });
  const { index } = source;
  const corners = index ? index.count : positions.count;
  const cornerAt = (i: number): number => (index ? index.getX(i) : i);
  for (let i = 0; i + 2 < corners; i += 3) {
    const [ia, ib, ic] = [cornerAt(i), cornerAt(i + 1), cornerAt(i + 2)];
    _a.fromBufferAttribute(positions, ia);
    _b.fromBufferAttribute(positions, ib).sub(_a);
    _c.fromBufferAttribute(positions, ic).sub(_a);
    const normal = _b.cross(_c);
    for (const corner of [ia, ib, ic]) {
      const key = keys[corner] ?? "";
      const sum = sums.get(key);
      if (sum) sum.add(normal);
      else sums.set(key, normal.clone());
    }
  }
  const normals = new Float32Array(positions.count * 3);
  keys.forEach((key, i) => {
    sums.get(key)?.normalize().toArray(normals, 3 * i);
  });
  const hull = new BufferGeometry();
  // The arrays are shared, the buffers are not: disposing of one geometry frees the buffers of its attributes.
  hull.setAttribute("position", new BufferAttribute(positions.array, 3));
  hull.setAttribute("hullNormal", new BufferAttribute(normals, 3));
  if (index) hull.setIndex(new BufferAttribute(index.array, 1));
  return hull;
}

/** The outline of a mesh: a child of it that is never hit by rays. */
export class Outline {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;

  constructor(source: BufferGeometry) {
    const material = new ShaderMaterial({
      uniforms: { color: { value: new Color("white") }, thickness: { value: 10 }, resolution: { value: [1, 1] } },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: BackSide,
    });
    const resolution = material.uniforms.resolution?.value as [number, number];
    this.mesh = new Mesh(hullOf(source), material);
    passRays(this.mesh);
    this.mesh.onBeforeRender = (renderer) => {
      // In CSS pixels: an outline is as thick on a phone as on a desktop screen.
      renderer.getViewport(_viewport);
      resolution[0] = _viewport.z;
      resolution[1] = _viewport.w;
    };
  }

  set(color: Color, thickness: number): void {
    const { uniforms } = this.mesh.material;
    (uniforms.color?.value as Color).copy(color);
    if (uniforms.thickness) uniforms.thickness.value = thickness;
  }

  setSource(source: BufferGeometry): void {
    this.mesh.geometry.dispose();
    this.mesh.geometry = hullOf(source);
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

/** Bring the outline of a mesh to the props: make it, change it or end it. */
export function updateOutline(ctx: NodeContext, mesh: Mesh, outline: Outline | undefined, props: Readonly<SurfaceProps>): Outline | undefined {
  const read = new Reader(ctx, props);
  if (!read.boolean("outlines", false)) {
    outline?.dispose();
    return undefined;
  }
  const shown = outline ?? new Outline(mesh.geometry);
  shown.set(read.color("outlineColor", "white"), read.number("outlineThickness", 10));
  mesh.add(shown.mesh);
  return shown;
}
