// What a camera's picture is shown on: a quadrilateral in the scene, or a rectangle on the page.

import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, ShaderMaterial, Vector4, type Texture } from "three";
import type { Rectangle } from "../../scene/node-type";
import { CAMERA_PICTURES } from "../../viewer/layers";

const VERTEX = /* glsl */ `
  varying vec2 place;
  #ifdef ON_PAGE
    uniform vec4 rectangle;
  #endif
  void main() {
    place = uv;
    #ifdef ON_PAGE
      gl_Position = vec4(mix(rectangle.xy, rectangle.zw, uv), 0.0, 1.0);
    #else
      gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    #endif
  }
`;

/**
 * The end of a shader that shows `seen` of a picture. That is what the page would show, encoded already, and its
 * colours are multiplied by its opacity: what is drawn to a texture is. What it is drawn to may want light.
 */
export const SHOW_PICTURE = /* glsl */ `
    gl_FragColor = sRGBTransferEOTF(vec4(seen.rgb / max(seen.a, 1e-4), seen.a));
    #include <colorspace_fragment>
`;

const FRAGMENT = /* glsl */ `
  uniform sampler2D picture;
  varying vec2 place;
  void main() {
    vec4 seen = texture2D(picture, place);
    ${SHOW_PICTURE}
  }
`;

export class Sheet {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #corners = new BufferAttribute(new Float32Array(4 * 3), 3);
  readonly #picture: { value: Texture | null } = { value: null };
  readonly #rectangle = new Vector4();

  /** `onPage`: it stands where `place` says, in what is over the page; else at the corners of `bend` in its parent's frame. */
  constructor(onPage: boolean) {
    const geometry = new BufferGeometry()
      .setAttribute("position", this.#corners)
      .setAttribute("uv", new BufferAttribute(new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), 2))
      .setIndex([0, 1, 2, 0, 2, 3]);
    const material = new ShaderMaterial({
      uniforms: { picture: this.#picture, rectangle: { value: this.#rectangle } },
      defines: onPage ? { ON_PAGE: "" } : {},
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: DoubleSide,
      transparent: true,
      toneMapped: false,
      depthTest: !onPage,
      depthWrite: !onPage,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.layers.set(CAMERA_PICTURES);
    this.mesh.frustumCulled = false;
  }

  set picture(texture: Texture) {
    this.#picture.value = texture;
  }

  bend(corners: Float32Array): void {
    this.#corners.set(corners);
    this.#corners.needsUpdate = true;
  }

  place({ left, bottom, right, top }: Rectangle): void {
    this.#rectangle.set(left, bottom, right, top);
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
