// The material of BoundingBoxes: glassy walls and solid edges on a cube of side 1 around the origin. One
// material draws any number of boxes, each in its own place and colour.

import { Color, DoubleSide, ShaderMaterial } from "three";

const VERTEX = /* glsl */ `
  varying vec3 place;
  varying vec3 tint;
  #include <common>
  #include <logdepthbuf_pars_vertex>
  void main() {
    place = position;
    tint = vec3(1.0);
    vec4 at = vec4(position, 1.0);
    #ifdef USE_INSTANCING
      at = instanceMatrix * at;
    #endif
    #ifdef USE_INSTANCING_COLOR
      tint = instanceColor;
    #endif
    gl_Position = projectionMatrix * modelViewMatrix * at;
    #include <logdepthbuf_vertex>
  }
`;

const FRAGMENT = /* glsl */ `
  uniform vec3 color;
  uniform float edgeOpacity, wallOpacity, edgeWidth;
  varying vec3 place;
  varying vec3 tint;
  #include <common>
  #include <logdepthbuf_pars_fragment>
  void main() {
    #include <logdepthbuf_fragment>
    // Of the three distances to a pair of walls one is zero; near an edge a second one is small.
    vec3 away = 0.5 - abs(place);
    float second = max(min(away.x, away.y), min(max(away.x, away.y), away.z));
    float blur = max(fwidth(second), 1e-6);
    float edge = 1.0 - smoothstep(edgeWidth - blur, edgeWidth, second);
    gl_FragColor = vec4(color * tint, mix(wallOpacity, edgeOpacity, edge));
    #include <colorspace_fragment>
  }
`;

export class GlassMaterial extends ShaderMaterial {
  constructor() {
    super({
      uniforms: {
        color: { value: new Color() },
        edgeOpacity: { value: 0.9 },
        wallOpacity: { value: 0.1 },
        edgeWidth: { value: 0.02 },
      },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      // Walls behind walls show through, whatever is drawn first.
      depthWrite: false,
      side: DoubleSide,
      toneMapped: false,
    });
  }

  get color(): Color {
    return this.#uniform("color") as Color;
  }

  get edgeOpacity(): number {
    return this.#uniform("edgeOpacity") as number;
  }

  set edgeOpacity(opacity: number) {
    this.#set("edgeOpacity", opacity);
  }

  get wallOpacity(): number {
    return this.#uniform("wallOpacity") as number;
  }

  set wallOpacity(opacity: number) {
    this.#set("wallOpacity", opacity);
  }

  get edgeWidth(): number {
    return this.#uniform("edgeWidth") as number;
  }

  set edgeWidth(width: number) {
    this.#set("edgeWidth", width);
  }

  #uniform(name: string): unknown {
    return this.uniforms[name]?.value;
  }

  #set(name: string, value: unknown): void {
    const uniform = this.uniforms[name];
    if (uniform) uniform.value = value;
  }
}
